"""`helpdesk tick`: what an open desk does by itself, once, for cron or systemd."""

from __future__ import annotations

from dataclasses import asdict, replace

import click

from helpdesk_tui.cli import Context, database_place
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say, say_json
from helpdesk_tui.i18n import N_


@click.command()
@click.option("--json", "as_json", is_flag=True, help=N_("Print what was done as JSON."))
@click.pass_context
def tick(ctx: click.Context, as_json: bool) -> None:
    from datetime import timedelta
    from threading import Event
    from zoneinfo import ZoneInfo

    from helpdesk_tui.housekeeping import tick as housekeeping
    from helpdesk_tui.housekeeping.reminding import Wish

    context: Context = ctx.obj
    settings = context.settings
    zone = ZoneInfo(settings.zone) if settings.zone else None
    wish = Wish(timedelta(hours=settings.remind_long), zone)
    wanted = housekeeping.orders(database_place(context), settings)
    with at_the_desk(context):
        came = housekeeping.tick(replace(wanted, remind=wish, follow=True), Event())
    if as_json:
        say_json([asdict(one) for one in came])
    else:
        for one in came:
            say(one.message, err=not one.done)
    if not all(one.done for one in came):
        ctx.exit(1)
