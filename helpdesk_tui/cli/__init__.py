"""The `helpdesk` command: alone it opens the desk, with a word it does one thing and ends."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpdesk_tui import paths
from helpdesk_tui.cli.lazy import LazyCommand, LazyGroup
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _, language
from helpdesk_tui.settings import Settings, SettingsError, load

if TYPE_CHECKING:
    from helpdesk_tui.intake.peek import Input
    from helpdesk_tui.storage.address import Place

PACKAGE = Path(__file__).parent.parent

COMMANDS = {
    "demo": LazyCommand(
        "helpdesk_tui.cli.demo:demo", N_("Open a desk of sample data, thrown away at the end.")
    ),
    "import": LazyCommand(
        "helpdesk_tui.cli.import_:import_", N_("Turn a table or mails into tickets.")
    ),
    "export": LazyCommand(
        "helpdesk_tui.cli.export:export", N_("Write the tickets of a view to a file.")
    ),
    "time": LazyCommand(
        "helpdesk_tui.cli.time:time", N_("Run the timer, add to what was recorded, and list it.")
    ),
    "timesheet": LazyCommand(
        "helpdesk_tui.cli.timesheet:timesheet",
        N_("Write a client's sheet of hours: text, page, mail or table."),
    ),
    "talks": LazyCommand(
        "helpdesk_tui.cli.talks:talks", N_("List talks about bad news, and what they came to.")
    ),
    "sla": LazyCommand(
        "helpdesk_tui.cli.sla:sla", N_("Check what is promised to clients: calendars and policies.")
    ),
    "stats": LazyCommand(
        "helpdesk_tui.cli.stats:stats", N_("Count tickets, their times and what was promised.")
    ),
    "workbook": LazyCommand(
        "helpdesk_tui.cli.workbook:workbook", N_("Write recorded time to a workbook (.xlsx).")
    ),
    "pivot": LazyCommand(
        "helpdesk_tui.cli.pivot:pivot", N_("Add up recorded time by any two of its sides.")
    ),
    "macros": LazyCommand(
        "helpdesk_tui.cli.macros:macros",
        N_("List canned replies, check a file of them, and take it in."),
    ),
    "sample": LazyCommand(
        "helpdesk_tui.cli.sample:sample", N_("Fill the database with sample tickets.")
    ),
    "backup": LazyCommand(
        "helpdesk_tui.cli.backup:backup", N_("Copy the database while it is in use.")
    ),
    "copy": LazyCommand(
        "helpdesk_tui.cli.copy:copy", N_("Move a whole desk from a file to a PostgreSQL server.")
    ),
    "restore": LazyCommand(
        "helpdesk_tui.cli.backup:restore", N_("Put a backup in the place of the database.")
    ),
    "tick": LazyCommand(
        "helpdesk_tui.cli.tick:tick", N_("Do what is due, when no desk is open: for a timer.")
    ),
    "doctor": LazyCommand(
        "helpdesk_tui.cli.doctor:doctor",
        N_("Look over the database, the settings and the terminal."),
    ),
    "reset-terminal": LazyCommand(
        "helpdesk_tui.cli.reset_terminal:reset_terminal",
        N_("Give back a terminal that a killed desk has left in a mess."),
    ),
    "secret": LazyCommand(
        "helpdesk_tui.cli.secret:secret", N_("Keep passwords, and say where each comes from.")
    ),
    "config": LazyCommand("helpdesk_tui.cli.config:config", N_("Show and check the settings.")),
    "cases": LazyCommand(
        "helpdesk_tui.cli.cases:cases", N_("Show and check the cases of bad news.")
    ),
    "privacy": LazyCommand(
        "helpdesk_tui.cli.privacy:privacy", N_("Tell what is kept about a person, or erase it.")
    ),
    "team": LazyCommand(
        "helpdesk_tui.cli.team:team",
        N_("Say who is on the team, in which role, and let others join."),
    ),
    "completion": LazyCommand(
        "helpdesk_tui.cli.completion:completion",
        N_("Print the script that completes commands in your shell."),
    ),
}
# These must work for whoever has to mend the settings.
WITHOUT_SETTINGS = ("config", "completion", "reset-terminal")


@dataclass(frozen=True, slots=True)
class Context:
    """What every command knows: the database asked for (None: by the settings) and the settings."""

    db: str | None
    settings: Settings
    language: str


def database_place(context: Context) -> Place:
    """The database of this run: `--db` or `HELPDESK_DB`, else the settings, else a file of ours.

    Raises UsageError for an address of something else.
    """
    named = context.db or context.settings.database
    return place(named) if named else paths.database_file()


def place(named: str) -> Place:
    """The database that a person names. Raises UsageError for an address of something else."""
    from helpdesk_tui.storage.address import NoPlace, place_of

    try:
        return place_of(named)
    except NoPlace:
        raise click.UsageError(
            _("Name a file, sqlite:///file, or postgresql://user@host/name.")
        ) from None


def _print_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from helpdesk_tui import __version__

        say(f"helpdesk {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    lazy_commands=COMMANDS,
    invoke_without_command=True,
    help=N_("The ticket queue that a help desk keeps open all day. Without a command it opens."),
)
@click.option(
    "--db",
    metavar=N_("PATH|URL"),
    envvar="HELPDESK_DB",
    help=N_("The database to open, instead of the one in the settings."),
)
@click.option(
    "--lang",
    type=click.Choice(["en", "es"]),
    expose_value=False,
    help=N_("Speak English or Spanish, whatever the system speaks."),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help=N_("Print the version."),
)
@click.pass_context
def helpdesk(ctx: click.Context, db: str | None) -> None:
    if (PACKAGE / "screens").is_file():
        raise click.ClickException(
            _(
                "git checked out {link} as a text file instead of a link. Run"
                " `git config core.symlinks true`, then `git checkout -- helpdesk_tui`."
            ).format(link=PACKAGE / "screens")
        )
    settings = Settings() if ctx.invoked_subcommand in WITHOUT_SETTINGS else _settings(ctx)
    ctx.obj = Context(db, settings, language())
    if ctx.invoked_subcommand is None:
        open_desk(ctx.obj)


def main() -> None:
    """Run the `helpdesk` command and end the process with its exit code."""
    helpdesk(prog_name="helpdesk")


def _settings(ctx: click.Context) -> Settings:
    try:
        return load(paths.config_file())
    except SettingsError as error:
        for problem in error.problems:
            say(str(problem), err=True)
        ctx.exit(2)


def open_desk(context: Context, to_map: Input | None = None) -> None:
    """Opens the desk on this terminal; with `to_map`, at the columns of that file."""
    gc.disable()  # all that is imported now stays: looking through it for garbage costs 30 ms
    from helpdesk_tui.screens.run import run

    with opening():
        run(database_place(context), context.settings, to_map=to_map)


@contextmanager
def opening() -> Iterator[None]:
    """What keeps the desk from being opened ends the command with a sentence and 2."""
    from helpdesk_tui.screens.run import CannotOpen
    from helpdesk_tui.storage.faults import StorageProblem, explained

    try:
        with explained():
            yield
    except (CannotOpen, StorageProblem) as problem:
        say(str(problem), err=True)
        raise click.exceptions.Exit(2) from None
