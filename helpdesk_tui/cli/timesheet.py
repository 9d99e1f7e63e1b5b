"""`helpdesk timesheet`: the hours of a client's week in writing, for a script or a timer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpdesk_tui import clock
from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.output import output_options, target
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.cli.time.what import client_named, client_option
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.timesheets.rows import Sheet

HELP = N_("""\
Write a client's sheet of hours: by itself that of the last days that are over, as agreed.

Text, HTML, workbook (xlsx) and mail (eml) are for the client, in their language. CSV has a row for
each entry and day, JSON has all of it; there times are seconds. A sheet that was given out is
written as it was told, any other as the hours are now. Nothing is sent or marked as given out.

Ends with 0; with 1 where there is nothing to be mailed; with 2 where nothing could be written.
""")

_WEEK = timedelta(days=6)
_NOTHING_TO_MAIL, _REFUSED = 1, 2


@click.command(help=HELP)
@client_option(N_("Whose: the name, or how it begins."))
@click.option("--week", metavar=N_("WEEK"), help=N_("An ISO week: 2026-W47."))
@click.option("--from", "first", metavar=N_("DAY"), help=N_("From this day on."))
@click.option("--until", "last", metavar=N_("DAY"), help=N_("Up to this day, which is included."))
@click.option(
    "--revision",
    type=click.IntRange(min=1),
    metavar="N",
    help=N_("The one before a correction: 1; else the newest."),
)
@click.option(
    "--to",
    "form",
    type=click.Choice(["text", "html", "xlsx", "csv", "json", "eml"]),
    default="text",
    help=N_("What is written; text unless said."),
)
@output_options
@click.pass_obj
def timesheet(
    context: Context,
    /,
    client: str | None,
    week: str | None,
    first: str | None,
    last: str | None,
    revision: int | None,
    form: str,
    output: Path,
    replace: bool,
) -> None:
    from helpdesk_tui.models.changes import Refused
    from helpdesk_tui.rendering import TemplateProblem
    from helpdesk_tui.storage.whole import Unwritable

    told.spare_the_terminal()
    if client is None:
        raise click.UsageError(_("Say whose sheet: --client NAME."))
    if form == "xlsx" and str(output) == "-" and sys.stdout.isatty():
        raise click.UsageError(_("A workbook is nothing for a terminal. Say -o FILE."))
    with at_the_desk(context):
        from helpdesk_tui.timesheets import letter

        told.use_zone(context)
        whose = client_named(client)
        sheet = _sheet(whose, *_days(whose, week, first, last), revision)
        _say_what_is_missing(sheet, form)
        try:
            written = _WRITERS[form](sheet, letter.corrected(sheet))
        except (Refused, TemplateProblem) as problem:
            say(str(problem), err=True)
            raise click.exceptions.Exit(_REFUSED) from None
    try:
        with target(output, replace) as file:
            file.buffer.write(written)
    except Unwritable as problem:
        say(str(problem), err=True)
        raise click.exceptions.Exit(_REFUSED) from None
    if form == "eml":
        say(_("NOT SENT. The mail was only written."), err=True)
    if str(output) != "-":
        say(_("Saved to {path}").format(path=output))


def _days(client: int, week: str | None, first: str | None, last: str | None) -> tuple[date, date]:
    """The days that the options name. Ends the command where they name none."""
    from helpdesk_tui.timesheets import terms

    if week is not None:
        if first is not None or last is not None:
            raise click.UsageError(_("Say --week, or --from and --until, not both."))
        return _week(week)
    if first is None and last is None:
        agreed = terms.terms_of(client)
        today = clock.now().astimezone(terms.tariff(client).zone).date()
        given = terms.given_out([client])[client]
        begun, _end = terms.period(agreed, given, today)
        return terms.period(agreed, given, begun - timedelta(days=1))
    if first is None or last is None:
        raise click.UsageError(_("Say both --from and --until."))
    days = told.day(first), told.day(last)
    if days[0] > days[1]:
        raise click.UsageError(_("The first day comes after the last one."))
    return days


def _week(word: str) -> tuple[date, date]:
    year, _mark, number = word.strip().upper().partition("-W")
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
        return monday, monday + _WEEK
    except (ValueError, OverflowError):
        raise click.UsageError(
            _("“{word}” is no week. Write 2026-W47.").format(word=word)
        ) from None


def _sheet(client: int, first: date, last: date, revision: int | None) -> Sheet:
    """The sheet that is meant, `prepared` for its mail. Ends the command where there is none."""
    from helpdesk_tui.timesheets import giving, sheet

    now = clock.now()
    newest = giving.prepared(client, first, last, now)
    if revision in (None, newest.revision):
        return newest
    if revision not in sheet.revisions(client, first, last):
        words = _("There is no revision {number} of this sheet; the newest is {newest}.")
        raise click.UsageError(words.format(number=revision, newest=newest.revision))
    return sheet.read(client, first, last, now, revision)


def _say_what_is_missing(sheet: Sheet, form: str) -> None:
    """Says why this sheet cannot be given out as it is. Ends the command where a mail is wanted."""
    from helpdesk_tui.timesheets import giving
    from helpdesk_tui.timesheets.rows import Missing

    if sheet.off and not sheet.missing:
        say(_("Its lines differ from the entries now; look at it."), err=True)
    if sheet.missing and (form == "eml" or sheet.missing is not Missing.RECIPIENT):
        say(giving.why(sheet), err=True)
    if sheet.missing and form == "eml":
        is_nothing = sheet.missing is Missing.NOTHING
        raise click.exceptions.Exit(_NOTHING_TO_MAIL if is_nothing else _REFUSED)


def _text(sheet: Sheet, before: Sheet | None) -> bytes:
    from helpdesk_tui.rendering.markup import plain
    from helpdesk_tui.timesheets import in_words

    return plain(in_words.text(sheet, before)).encode()


def _html(sheet: Sheet, before: Sheet | None) -> bytes:
    from helpdesk_tui.timesheets import in_words

    return in_words.page(sheet, in_words.text(sheet, before)).encode()


def _csv(sheet: Sheet, _before: Sheet | None) -> bytes:
    from io import StringIO

    from helpdesk_tui.exports.formats import write_table
    from helpdesk_tui.timesheets.written import COLUMNS, rows

    table = StringIO(newline="")
    write_table(COLUMNS, rows(sheet), table)
    return table.getvalue().encode()


def _json(sheet: Sheet, before: Sheet | None) -> bytes:
    from helpdesk_tui.safe_text import json_of
    from helpdesk_tui.timesheets.written import document

    return f"{json_of(document(sheet, before), indent=2)}\n".encode()


def _xlsx(sheet: Sheet, _before: Sheet | None) -> bytes:
    from helpdesk_tui.timesheets.book import workbook

    return workbook(sheet)


def _eml(sheet: Sheet, before: Sheet | None) -> bytes:
    from helpdesk_tui.timesheets.letter import message

    return message(sheet, before, _xlsx(sheet, before)).as_bytes()


_WRITERS: dict[str, Callable[[Sheet, Sheet | None], bytes]] = {
    "text": _text,
    "html": _html,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
    "eml": _eml,
}
