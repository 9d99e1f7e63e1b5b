"""`helpdesk sla explain`: why the clocks of a ticket stand as they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say, say_json
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.tickets.promises import Explained

HELP = N_("""\
Say line by line why each clock of a ticket stands as it does.

Minutes of open time in the third column, what they come to in the fourth; times are those of the
policy's calendar. An instant that was agreed on the ticket stands first, where it is due before all
clocks. As JSON, in seconds. Ends with 1 where nothing is promised for the ticket, and with 2 where
there is no such ticket.
""")


@click.command(help=HELP)
@click.argument("number", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help=N_("Print it as JSON."))
@click.pass_context
def explain(ctx: click.Context, number: int, as_json: bool) -> None:
    context: Context = ctx.obj
    with at_the_desk(context):
        from helpdesk_tui import clock
        from helpdesk_tui.screens.common import ledger_words, when
        from helpdesk_tui.tickets import promises, queue

        if not queue.rows_by_id([number]):
            say(_("There is no ticket {number}.").format(number=number), err=True)
            ctx.exit(2)
        now = clock.now()
        explained, agreed = promises.explain(number, now), promises.due_as_agreed(number)
        when.use_zone(context.settings.zone)
        if as_json:
            by_hand = [{"target": "agreed", "due": agreed.isoformat()}] if agreed else []
            say_json([*by_hand, *map(_plain, explained)])
        else:
            for line in ledger_words.as_text(number, explained, now, agreed):
                say(line)
    if not (explained or agreed):
        if not as_json:
            say(_("Nothing is promised for this ticket by any policy."))
        ctx.exit(1)


def _plain(one: Explained) -> dict[str, Any]:
    clock = one.clock
    return {
        "target": clock.target.name.lower(),
        "policy": clock.policy.name,
        "calendar": clock.policy.hours.name,
        "seconds": clock.seconds,
        "begun": clock.begun.isoformat(),
        "due": None if one.problem or clock.due is None else clock.due.isoformat(),
        "stopped": clock.stopped.isoformat() if clock.stopped else None,
        "missed": not one.problem and clock.missed,
        "problem": one.problem,
        "lines": [
            {
                "begin": line.begin.isoformat(),
                "end": line.end.isoformat(),
                "why": line.why.value,
                "seconds": line.seconds,
                "total": line.total,
            }
            for line in one.lines
        ],
    }
