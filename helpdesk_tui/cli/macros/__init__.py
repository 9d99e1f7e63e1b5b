"""`helpdesk macros`: canned replies and what goes with them, for scripts and for a look.

Exit codes: 0 done; 1 nothing was found; 2 a mistake in a file, a wrong call, or no desk to work on.
"""

from __future__ import annotations

import click

from helpdesk_tui.cli.macros.files import check, export, load
from helpdesk_tui.cli.macros.look import list_, show
from helpdesk_tui.i18n import N_


@click.group(help=N_("List canned replies, check a file of them, and take it in."))
def macros() -> None:
    pass


for command in (list_, show, check, load, export):
    macros.add_command(command)
