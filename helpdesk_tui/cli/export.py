"""`helpdesk export`: the tickets of a view, or some by their numbers, into a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from zoneinfo import ZoneInfo

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.output import (
    delimiter,
    ended_well,
    output_options,
    spreadsheet_option,
    target,
)
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from helpdesk_tui.exports.formats import Form
    from helpdesk_tui.exports.records import Record
    from helpdesk_tui.tickets.queue import Query

HELP = N_("""\
Write the tickets of a view to a file, or to the standard output.

With numbers, only these tickets, wherever they lie. The columns have the same names in every
language, and `helpdesk import` reads a CSV file back. A file that is there is never written over
without --replace, and one that was not finished leaves nothing.

Ends with 0 when the file is complete and with 2 when there is none.
""")

_OFTEN = 1000
"""Tickets after which a bar moves on."""

_PAUSE = 0.5
"""Seconds between two words about how far it is."""


@click.command(help=HELP)
@click.argument("numbers", metavar=N_("[NUMBER]..."), nargs=-1, type=click.IntRange(min=1))
@click.option("--view", metavar=N_("VIEW"), help=N_("Such as mine, all, done, or a saved view."))
@click.option("--words", default="", metavar=N_("FILTER"), help=N_("Only what this filter finds."))
@click.option("--sort", metavar=N_("ORDER"), help=N_("Such as clock, priority or number."))
@click.option("--reverse", is_flag=True, help=N_("The other way round."))
@click.option(
    "--technician", metavar=N_("LOGIN"), help=N_("Whose mine and whose teams; by default yours.")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "jsonl"]),
    help=N_("Instead of what the file's suffix says; csv without one."),
)
@output_options
@spreadsheet_option
@click.option("--steps", is_flag=True, help=N_("Say how far it is, for a program that watches."))
@click.pass_obj
def export(
    context: Context,
    /,
    numbers: tuple[int, ...],
    output: Path,
    form: str | None,
    replace: bool,
    spreadsheet: bool,
    steps: bool,
    **of_query: Any,
) -> None:
    # Late: whoever asks for help need not wait for the database.
    from helpdesk_tui.exports import records
    from helpdesk_tui.exports.formats import Form, form_of
    from helpdesk_tui.storage.orm import database

    if numbers and any(of_query.values()):
        raise click.UsageError(_("Say numbers or a view, not both."))
    written = Form(form) if form else form_of(output) or Form.CSV
    zone = ZoneInfo(context.settings.zone) if context.settings.zone else None
    with ended_well(), at_the_desk(context), database.snapshot():
        if numbers:
            _require(numbers)
            total, found = len(set(numbers)), records.of_numbers(numbers, zone)
        else:
            query = _query(context, zone, **of_query)
            total, found = records.total(query), records.of_query(query, zone)
        with target(output, replace) as file, _watched(found, total, steps) as told:
            count = _write(told, file, written, spreadsheet)
    if str(output) != "-":
        words = ngettext(
            "{count} ticket written to {path}", "{count} tickets written to {path}", count
        )
        _say(words.format(count=count, path=output))


def _require(numbers: Sequence[int]) -> None:
    """Ends the command when there are no such tickets."""
    from helpdesk_tui.exports.records import absent

    if missing := absent(numbers):
        words = ngettext(
            "There is no ticket {numbers}.", "There are no tickets {numbers}.", len(missing)
        )
        raise click.UsageError(words.format(numbers=", ".join(map(str, missing))))


def _query(
    context: Context,
    zone: ZoneInfo | None,
    view: str | None,
    words: str,
    sort: str | None,
    reverse: bool,
    technician: str | None,
) -> Query:
    """What the options name. Ends the command when they name nothing."""
    from helpdesk_tui.exports.queries import Unknown, query_of
    from helpdesk_tui.people.technicians import find

    if technician and find(technician) is None:
        raise click.UsageError(_("There is no technician {login}.").format(login=technician))
    login = technician or context.settings.technician
    try:
        return query_of(login, view or "all", words, sort, reverse, zone)
    except Unknown as mistake:
        raise click.UsageError(str(mistake)) from None


def _write(records: Iterable[Record], file: TextIO, form: Form, spreadsheet: bool) -> int:
    from helpdesk_tui.exports import formats

    if spreadsheet and form is formats.Form.CSV:
        return formats.write_for_spreadsheet(records, file, delimiter())
    return formats.WRITERS[form](records, file)


@contextmanager
def _watched(records: Iterable[Record], total: int, steps: bool) -> Iterator[Iterable[Record]]:
    """The records, and on their way the progress, where somebody watches."""
    if steps:
        yield _in_steps(records, total)
        return
    with click.progressbar(
        records,
        length=total,
        file=sys.stderr,
        label=_("Writing"),
        hidden=not sys.stderr.isatty(),
        update_min_steps=_OFTEN,
    ) as bar:
        yield bar


def _in_steps(records: Iterable[Record], total: int) -> Iterator[Record]:
    told = time.monotonic()
    for count, record in enumerate(records):
        if (now := time.monotonic()) - told >= _PAUSE:
            told = now
            words = _("Writing … {count} of {total} tickets")
            _say(words.format(count=count, total=total))
        yield record


def _say(words: str) -> None:
    with suppress(OSError):  # whoever watched may have gone; the file is written all the same
        say(words)
