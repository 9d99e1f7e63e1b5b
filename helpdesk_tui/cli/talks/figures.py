"""`helpdesk talks figures`: what conversations came to, by case and month; nothing of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.i18n import N_

if TYPE_CHECKING:
    from helpdesk_tui.conversations.figures import Figures, OfCase

HELP = N_("""\
Count the talks of the last twelve months by case and month, and what they came to.

These are figures of use. Nothing in them is about a person, and nothing can be asked about one.
""")

CELLS = 80


@click.command(help=HELP)
@told.json_option
@click.pass_obj
def figures(context: Context, as_json: bool) -> None:
    with at_the_desk(context):
        from helpdesk_tui.conversations import figures as counted

        found = counted.read(told.use_zone(context))
    if as_json:
        told.print_json(_json(found))
        return
    from helpdesk_tui.screens.talks import talks_figures

    for line in talks_figures.table(found, CELLS):
        say(line.rstrip())


def _json(found: Figures) -> dict[str, Any]:
    return {
        "months": [f"{month:%Y-%m}" for month in found.months],
        "cases": [_case(one) for one in found.cases],
        "jumps": {str(step): count for step, count in enumerate(found.jumps, 1)},
    }


def _case(one: OfCase) -> dict[str, Any]:
    from helpdesk_tui.cli.talks.list_ import STATES

    return {
        "case": one.case,
        "begun": list(one.begun),
        "states": dict(zip(STATES, one.states, strict=True)),
        "steps_agreed": one.agreed,
        "tickets": one.tickets,
        "tickets_done": one.done,
        "options_refused": one.refused,
        "days_to_summary": one.days,
    }
