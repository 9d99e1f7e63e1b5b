"""Commands that are imported when they are called, and speak the language of the run."""

from __future__ import annotations

import copy
import gettext
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

import click

from helpdesk_tui import i18n, paths
from helpdesk_tui.cli.saying import literal_refusals
from helpdesk_tui.i18n import _
from helpdesk_tui.settings import read

C = TypeVar("C", bound=click.Command)


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command is (`module:name`), and the line that the list of commands says of it."""

    target: str
    help: str

    def load(self) -> click.Command:
        """The command, imported now; it says its own help, or else this line."""
        module, _colon, name = self.target.partition(":")
        command: click.Command = copy.copy(getattr(import_module(module), name))
        command.help = command.help or self.help
        return translated(command)


class LazyGroup(click.Group):
    """The root: sets the language before anything is said, and loads a command by its name."""

    def __init__(self, *, lazy_commands: Mapping[str, LazyCommand], **rest: Any) -> None:
        super().__init__(**rest)
        self.lazy_commands = lazy_commands

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        speak(_asked_language(args) or read(paths.config_file())[0].language or None)
        with literal_refusals():
            return click.Group.make_context(translated(self), info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with literal_refusals():
            try:
                return super().invoke(ctx)
            except OSError as error:
                words = paths.too_long(error)
                if words is None:
                    raise
                raise click.UsageError(words) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lazy_commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        lazy = self.lazy_commands.get(cmd_name)
        return lazy.load() if lazy else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.lazy_commands and not ctx.resilient_parsing:
            raise click.NoSuchCommand(args[0], possibilities=self.lazy_commands, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, _(lazy.help)) for name, lazy in self.lazy_commands.items()]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


def speak(language: str | None) -> None:
    """Set the language of the desk, and of click, which asks Python's gettext for its own words."""
    os.environ["LANGUAGE"] = i18n.install(language)
    gettext.bindtextdomain(i18n.DOMAIN, str(i18n.LOCALE))
    gettext.textdomain(i18n.DOMAIN)


def translated(command: C) -> C:
    """A copy of a command whose help, marked with N_(), is in the language in use."""
    command = copy.copy(command)
    command.help = _(command.help) if command.help else None
    command.params = [_translated_parameter(parameter) for parameter in command.params]
    command.options_metavar = _(command.options_metavar or "[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _(command.subcommand_metavar)
        command.commands = {name: translated(one) for name, one in command.commands.items()}
    return command


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    parameter = copy.copy(parameter)
    parameter.metavar = _(parameter.metavar) if parameter.metavar else None
    if isinstance(parameter, click.Option):
        parameter.help = _(parameter.help) if parameter.help else None
    return parameter


def _asked_language(args: list[str]) -> str | None:
    """What `--lang` says, read ahead of click so that even its complaints are in that language."""
    for place, word in enumerate(args):
        name, _equals, joined = word.partition("=")
        if name == "--lang":
            return joined or "".join(args[place + 1 : place + 2])
    return None
