"""`helpdesk sla recompute`: the tickets follow the rules that hold."""

from __future__ import annotations

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _

HELP = N_("""\
Work the clocks out anew of every ticket that is not closed.

It says how far it has come, stops nobody, and broken off it goes on from there.
""")


@click.command(help=HELP)
@click.pass_obj
def recompute(context: Context) -> None:
    with at_the_desk(context):
        follow()


def follow() -> None:
    """Works them out in the open database, and says how far it has come."""
    from helpdesk_tui.tickets import promises

    every = promises.behind()

    def progress(done: int) -> None:
        say(_("{done} of {all}").format(done=done, all=every))

    promises.bring_up_to_date(progress)
