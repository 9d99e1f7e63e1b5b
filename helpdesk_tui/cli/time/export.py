"""`helpdesk time export`: what was recorded, into a file for other programs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

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
from helpdesk_tui.cli.time import told
from helpdesk_tui.cli.time.what import client_named, client_option
from helpdesk_tui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

HELP = N_("""\
Write what was recorded to a file, or to the standard output.

Without an option it is everything that anybody recorded. A DAY is today, yesterday, mon (the last
one), 16/11 or 2026-11-16, by your calendar; an entry that touches one of the days is written whole.
The columns have the same names in every language, and `helpdesk import` reads them back. An .ics is
for a calendar: an event for each stretch without a break.

Ends with 0 when the file is complete and with 2 when there is none.
""")

FORMS = ("csv", "json", "jsonl", "ics")
_DAY = timedelta(days=1)
_DAY_NAME = N_("DAY")


@click.command(help=HELP)
@click.option(
    "--week",
    is_flag=False,
    flag_value="today",
    metavar=_DAY_NAME,
    help=N_("The week from Monday in which that day lies; else this one."),
)
@click.option("--from", "first", metavar=_DAY_NAME, help=N_("From this day on."))
@click.option("--to", "last", metavar=_DAY_NAME, help=N_("Up to this day, which is included."))
@client_option(N_("Only for this client: the name, or how it begins."))
@click.option("--technician", metavar=N_("LOGIN"), help=N_("Only of this technician."))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help=N_("Instead of what the file's suffix says; csv without one."),
)
@output_options
@spreadsheet_option
@click.pass_obj
def export(
    context: Context,
    /,
    week: str | None,
    first: str | None,
    last: str | None,
    client: str | None,
    technician: str | None,
    form: str | None,
    output: Path,
    replace: bool,
    spreadsheet: bool,
) -> None:
    from helpdesk_tui.storage.orm import database

    suffix = output.suffix.lower().removeprefix(".")
    form = form or (suffix if suffix in FORMS else "csv")
    with ended_well(), at_the_desk(context), database.snapshot():
        from helpdesk_tui.exports import hours
        from helpdesk_tui.people.technicians import find

        begin, end = _period(context, week, first, last)
        whose = find(technician) if technician else None
        if technician and whose is None:
            raise click.UsageError(_("There is no technician {login}.").format(login=technician))
        only = client_named(client) if client is not None else None
        found = hours.chosen(begin, end, only, whose)
        with target(output, replace) as file:
            count = _write(found, file, form, spreadsheet)
    if str(output) != "-":
        words = ngettext(
            "{count} entry written to {path}", "{count} entries written to {path}", count
        )
        say(words.format(count=count, path=output))


def _period(
    context: Context, week: str | None, first: str | None, last: str | None
) -> tuple[datetime | None, datetime | None]:
    """From which instant up to which; None has no end."""
    if week is not None and (first is not None or last is not None):
        raise click.UsageError(_("Say --week, or --from and --to."))
    zone = told.use_zone(context)
    since = told.day(first) if first is not None else None
    until = told.day(last) if last is not None else None
    if week is not None:
        of_week = told.day(week)
        since = of_week - of_week.weekday() * _DAY
        until = since + 6 * _DAY
    if since and until and since > until:
        raise click.UsageError(_("The first day comes after the last one."))
    from helpdesk_tui.clock import midnight

    def begin(day: date | None) -> datetime | None:
        return None if day is None else midnight(day, zone)

    return begin(since), begin(until and until + _DAY)


def _write(found: Sequence[int], file: TextIO, form: str, spreadsheet: bool) -> int:
    from helpdesk_tui.exports import formats, hours
    from helpdesk_tui.exports.calendar_file import write_calendar

    if form == "ics":
        return write_calendar(hours.entries(found), file)
    records = hours.records(found)
    if form == "json":
        return formats.write_json(records, file)
    if form == "jsonl":
        return formats.write_jsonl(records, file)
    names = hours.Record._fields
    if spreadsheet:
        return formats.write_for_spreadsheet(records, file, delimiter(), names)
    return formats.write_table(names, records, file)
