"""`helpdesk import`: the rows of a table, or mails, become tickets or time, all or none of them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from helpdesk_tui.cli import Context, database_place
from helpdesk_tui.cli.output import stopped
from helpdesk_tui.cli.saying import say, told
from helpdesk_tui.i18n import N_, _

HELP = N_("""\
Turn the rows of a CSV or JSON file (or of one inside a zip), or mails, into tickets.

Mails are an .eml file or a folder of them, an mbox file, or a Maildir; those that answer each
other are one ticket. What the columns of a table mean is known by their names for our own files,
for the ServiceNow log of UCI, and for files whose mapping you have saved. For others you say it on
a screen, which opens by itself in a terminal, and for any table with --map. What Toggl, Clockify,
Kimai, Timewarrior and Watson export becomes recorded time, and so does any table of which you say
that its rows are hours. A row or a mail that cannot be used keeps all the others out, unless you
say --keep-going. What is here already is not made twice.

Ends with 0 when all is here, with 1 when a part is not, and with 2 when nothing was imported.
""")

_DELIMITERS = {",": ",", ";": ";", "tab": "\t", "|": "|"}
_FORMATS = ("csv", "jsonl", "eml", "mbox", "maildir")
_STEPS = 200

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=HELP)
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--format", type=click.Choice(_FORMATS), help=N_("Instead of finding out."))
@click.option(
    "--mapping",
    "mapping_name",
    metavar=N_("NAME|FILE"),
    help=N_("A mapping that you have saved, or a TOML file: it says what the columns mean."),
)
@click.option("--map", "to_map", is_flag=True, help=N_("Say on the screen what the columns mean."))
@click.option("--encoding", metavar=N_("NAME"), help=N_("Such as cp1252, instead of finding out."))
@click.option(
    "--delimiter", type=click.Choice(list(_DELIMITERS)), help=N_("Instead of finding out.")
)
@click.option("--zone", metavar=N_("ZONE"), help=N_("The time zone of the dates in the file."))
@click.option(
    "--date-format", metavar=N_("FORMAT"), help=N_('The form of the dates, as "%d/%m/%Y %H:%M".')
)
@click.option(
    "--technician",
    metavar=N_("LOGIN"),
    help=N_("Whose time it is where the file does not say; by default yours."),
)
@click.option("--keep-going", is_flag=True, help=N_("Import the good rows, put aside the others."))
@click.option(
    "--refused",
    type=click.Path(path_type=Path),
    help=N_("Where to put them; else beside FILE."),
)
@click.option("--dry-run", is_flag=True, help=N_("Say what would happen, and write nothing."))
@click.option("--brief", "in_brief", is_flag=True, help=N_("Say what came of it in one line."))
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    file: Path,
    format: str | None,
    mapping_name: str | None,
    to_map: bool,
    delimiter: str | None,
    in_brief: bool,
    technician: str | None,
    **rest: Any,
) -> None:
    # Late: whoever asks for help need not wait for the database.
    from helpdesk_tui.cli import open_desk
    from helpdesk_tui.intake.errors import IntakeError, NoMapping
    from helpdesk_tui.intake.finding import named
    from helpdesk_tui.intake.formats import Format
    from helpdesk_tui.intake.peek import Input
    from helpdesk_tui.intake.run import Options, import_file
    from helpdesk_tui.intake.told import brief, lines
    from helpdesk_tui.people.technicians import find
    from helpdesk_tui.storage.faults import StorageProblem, explained

    options = Options(
        format=Format(format) if format else None,
        mapping=named(mapping_name) if mapping_name else None,
        delimiter=_DELIMITERS[delimiter] if delimiter else None,
        technician=technician or ctx.obj.settings.technician,
        home=_home(ctx.obj),
        **rest,
    )
    to_look_at = Input(file, options.encoding, options.delimiter, options.format)
    if to_map:
        open_desk(ctx.obj, to_look_at)
    if options.refused and not options.keep_going:
        raise click.UsageError(_("--refused goes with --keep-going."))
    try:
        with (
            explained(),
            _desk(ctx.obj, trial=options.dry_run),
            _watched() as progress,
        ):
            if technician and find(technician) is None:
                words = _("There is no technician {login}.").format(login=technician)
                raise click.UsageError(words)
            report = import_file(file, options, progress)
    except KeyboardInterrupt:
        raise stopped(_("Stopped. Nothing was imported; the desk is as it was.")) from None
    except IntakeError as error:
        somebody_looks = sys.stdin.isatty() and sys.stdout.isatty()
        if isinstance(error, NoMapping) and somebody_looks and not options.dry_run:
            open_desk(ctx.obj, to_look_at)
        say(str(error), err=True)
        ctx.exit(2)
    except StorageProblem as problem:
        raise told(problem, 2) from None
    for line in [brief(report)] if in_brief else lines(report):
        say(line)
    if not report.spotless:
        ctx.exit(2 if report.nothing_used else 1)


def _home(context: Context) -> str:
    """The zone of whoever imports."""
    from helpdesk_tui.screens.common import when

    when.use_zone(context.settings.zone)
    return when.zone_name()


@contextmanager
def _desk(context: Context, *, trial: bool) -> Iterator[None]:
    """The database, open; for a trial where there is none, one that is thrown away."""
    from helpdesk_tui.models.allowed import refuse_guests
    from helpdesk_tui.people.technicians import find
    from helpdesk_tui.storage.opening import open_database

    place = database_place(context)
    with TemporaryDirectory(prefix="helpdesk-trial-") as folder:
        if trial and isinstance(place, Path) and not place.exists():
            place = Path(folder) / place.name
        opened = open_database(place)
        try:
            refuse_guests(None if trial else find(context.settings.technician))
            yield
        finally:
            opened.close()


@contextmanager
def _watched() -> Iterator[Callable[[int, int], None]]:
    """Shows the progress where somebody watches, and lets nobody interrupt the last step.

    Until then ctrl+c takes everything back; in the middle of the commit nobody could say whether
    it did.
    """
    hidden = not sys.stderr.isatty()
    before = signal.getsignal(signal.SIGINT)
    with click.progressbar(
        length=_STEPS, file=sys.stderr, label=_("Importing"), hidden=hidden
    ) as bar:

        def show(done: int, total: int) -> None:
            if done == total:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
            bar.update(_STEPS * done // total - bar.pos)

        try:
            yield show
        finally:
            signal.signal(signal.SIGINT, before)
