"""`helpdesk talks`: the conversations about bad news, for scripts and for a look from the shell.

Exit codes: 0 done; 1 there is no such talk; 2 a wrong call, or no desk to work on.
"""

from __future__ import annotations

import click

from helpdesk_tui.cli.talks.figures import figures
from helpdesk_tui.cli.talks.list_ import list_
from helpdesk_tui.cli.talks.show import show
from helpdesk_tui.cli.time.told import spare_the_terminal
from helpdesk_tui.i18n import N_

HELP = N_("""\
List the talks about bad news, show one, or what they came to.

Nothing is changed. Ends with 0, with 1 when there is no such talk, and with 2 for a wrong call.
""")


@click.group(help=HELP)
def talks() -> None:
    spare_the_terminal()


for command in (list_, show, figures):
    talks.add_command(command)
