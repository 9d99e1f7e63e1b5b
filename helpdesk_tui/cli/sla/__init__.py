"""`helpdesk sla`: what is promised to clients, for scripts and for a look from the shell.

Exit codes: 0 done; 1 nothing is promised; 2 a mistake in the rules, a wrong call, or no desk to
work on.
"""

from __future__ import annotations

import click

from helpdesk_tui.cli.sla.check import check
from helpdesk_tui.cli.sla.explain import explain
from helpdesk_tui.cli.sla.kept import kept
from helpdesk_tui.cli.sla.recompute import recompute
from helpdesk_tui.cli.sla.rules import load, show
from helpdesk_tui.i18n import N_


@click.group(help=N_("Check what is promised to clients: calendars and policies."))
def sla() -> None:
    pass


for command in (explain, kept, show, check, load, recompute):
    sla.add_command(command)
