"""`helpdesk sla recompute`: the tickets follow the rules that hold."""

from __future__ import annotations

import time

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _

LOOK = 1.0
"""Seconds between two looks at how far another process has come."""

HELP = N_("""\
Work the clocks out anew of every ticket that is not closed.

It says how far it has come, stops nobody, and broken off it goes on from there. Of all processes
one is at it, and the others watch.
""")


@click.command(help=HELP)
@click.pass_obj
def recompute(context: Context) -> None:
    with at_the_desk(context):
        follow()


def follow() -> None:
    """Sees to it in the open database that they do, and says how far it has come."""
    from helpdesk_tui.housekeeping import tick
    from helpdesk_tui.tickets import promises

    every = promises.behind()

    def progress(done: int) -> None:
        say(_("{done} of {all}").format(done=done, all=every))

    while left := promises.behind():
        came = tick.follow(progress)
        if failed := [one.message for one in came if not one.done]:
            raise click.ClickException(failed[0])
        if not came:
            progress(every - left)
            time.sleep(LOOK)
