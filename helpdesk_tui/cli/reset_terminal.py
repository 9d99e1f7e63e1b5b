"""`helpdesk reset-terminal`: gives back a terminal that a killed desk has left in a mess."""

from __future__ import annotations

import os
import termios

import click

from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _

HELP = N_(
    "Give back a terminal that a killed desk has left in a mess: type it blindly, then press enter"
    " (or ctrl+j)."
)


@click.command("reset-terminal", help=HELP)
def reset_terminal() -> None:
    from helpdesk_tui.screens.terminal.fitness import open_terminal
    from helpdesk_tui.screens.terminal.reset import reset

    try:
        terminal = open_terminal()
    except OSError:
        raise click.ClickException(_("There is no terminal here to give back.")) from None
    try:
        reset(terminal)
    except BlockingIOError:
        raise click.ClickException(_("The line takes nothing now. Try again.")) from None
    except termios.error:
        raise click.ClickException(_("There is no terminal here to give back.")) from None
    finally:
        os.close(terminal)
    say(_("The terminal is as a shell expects it. Drafts and the timer were kept."))
