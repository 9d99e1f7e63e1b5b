"""`helpdesk completion`: the script that lets a shell complete our commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_

HELP = N_(
    "Print the script that completes commands in your shell. To install it, add the line of your"
    " shell to the file that it reads at its start:"
)
LINES = """\b
~/.bashrc                   eval "$(helpdesk completion bash)"
~/.zshrc                    eval "$(helpdesk completion zsh)"
~/.config/fish/config.fish  helpdesk completion fish | source
"""


@click.command(help=HELP, epilog=LINES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    kind = get_completion_class(shell)
    assert kind is not None  # the choice above names only what click has
    root = ctx.find_root()
    script = kind(root.command, {}, "helpdesk", "_HELPDESK_COMPLETE").source()
    say(script)
