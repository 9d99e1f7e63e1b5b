"""`helpdesk time`: the timer and what was recorded, for scripts, prompts and status bars.

They act on the same rows as the desk, so an open desk shows what happens here. Exit codes: 0 done,
or a timer runs; 1 not as things stand, and nothing changed; 2 a wrong call, or no desk to work on.
"""

from __future__ import annotations

import click

from helpdesk_tui.cli.time.add import add
from helpdesk_tui.cli.time.export import export
from helpdesk_tui.cli.time.log import log
from helpdesk_tui.cli.time.run import back, start, stop, switch
from helpdesk_tui.cli.time.status import status
from helpdesk_tui.cli.time.told import spare_the_terminal
from helpdesk_tui.i18n import N_

HELP = N_("""\
Run the timer, and add and list what was recorded.

An open desk shows at once what happens here. Ends with 0 when it is done, with 1 when that cannot
be as things stand, and with 2 for a wrong call; then nothing was changed.
""")


@click.group(help=HELP)
def time() -> None:
    spare_the_terminal()


for command in (start, stop, switch, back, status, add, log, export):
    time.add_command(command)
