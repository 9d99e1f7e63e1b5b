"""`helpdesk time status`: what runs, for a person, a script or a status bar that asks all day.

It must be quick: nothing is imported that a line of text does not need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.cli.time.template import FIELDS, Piece, Template, filled
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.cli.time.standing import Standing

HELP = N_("""\
Say what the timer runs on, for how long, and what today comes to.

Ends with 0 when a timer runs and with 1 when none does. A format is filled in with {title},
{client}, {ticket}, {elapsed}, {elapsed_minutes}, {today}, {today_minutes} and {icon}; {title:20} is
cut to 20 characters. Signs on which a shell or a status bar would act are made harmless.
""")

_RUNS, _IN_DOUBT, _RESTS = "▶", "?", "■"


@click.command(help=HELP)
@told.json_option
@click.option(
    "--format", "template", type=Template(), metavar=N_("TEXT"), help=N_("What is said, filled in.")
)
@click.option(
    "--idle",
    type=Template(),
    metavar=N_("TEXT"),
    help=N_("The same when no timer runs; nothing without it."),
)
@click.pass_context
def status(
    ctx: click.Context,
    as_json: bool,
    template: tuple[Piece, ...] | None,
    idle: tuple[Piece, ...] | None,
) -> None:
    with at_the_desk(ctx.obj):
        now = _standing(ctx.obj)
        if as_json:
            told.print_json(now.as_json())
        elif template is not None or idle is not None:
            _fill_in(now, template, idle)
        else:
            _say(now)
    if now.running is None:
        ctx.exit(1)


def _standing(context: Context) -> Standing:
    from helpdesk_tui.cli.time.standing import standing
    from helpdesk_tui.people.technicians import find

    zone = told.use_zone(context)
    return standing(find(context.settings.technician) or told.NOBODY, zone)


def _fill_in(
    now: Standing, template: tuple[Piece, ...] | None, idle: tuple[Piece, ...] | None
) -> None:
    chosen = template if now.running else idle
    if chosen:
        say(filled(chosen, _values(now)))


def _values(now: Standing) -> dict[str, str]:
    minutes = now.today // told.SECOND // 60
    values = dict.fromkeys(FIELDS, "") | {
        "icon": _RESTS,
        "today": told.hours(now.today),
        "today_minutes": str(minutes),
    }
    if running := now.running:
        values |= {
            "icon": _IN_DOUBT if running.doubt else _RUNS,
            "title": running.what.title,
            "client": running.client,
            "ticket": str(running.what.ticket or ""),
            "elapsed": told.hours(now.elapsed),
            "elapsed_minutes": str(now.elapsed // told.SECOND // 60),
        }
    return values


def _say(now: Standing) -> None:
    from helpdesk_tui.screens.common import when

    today = _("today {hours}").format(hours=told.hours(now.today))
    running = now.running
    if running is None:
        say(_("No timer is running.") + f" · {today}")
        return
    say(told.heading(running.what.title, running.client, running.what.ticket))
    since = _("{hours} since {time}").format(
        hours=told.hours(now.elapsed), time=when.stamp(running.begin)
    )
    say(f"{since} · {today}")
    if running.doubt:
        unclear = _("Nobody was here since {time}; `helpdesk time stop` says what can be done.")
        say(unclear.format(time=when.stamp(running.doubt)))
