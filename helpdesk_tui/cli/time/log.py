"""`helpdesk time log`: what was recorded, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

import click

from helpdesk_tui import clock
from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.cli.time.what import client_named, client_option
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.worktime.day import Part

HELP = N_("""\
List what was recorded, with the total of each day.

Without an option it is today. A DAY is today, yesterday, mon (the last one), 16/11 or 2026-11-16.
An entry over midnight is in both days, each with its part. Where entries lie over one another, a
minute is counted once.
""")

_TODAY = "today"
_DAY = timedelta(days=1)
_DAY_NAME = N_("DAY")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of a day is listed."""

    date: date
    parts: Sequence[Part]

    @property
    def counted(self) -> timedelta:
        """Their sum, to which no minute belongs twice."""
        return sum((part.share for part in self.parts), timedelta())


@click.command(help=HELP)
@click.option(
    "--day", is_flag=False, flag_value=_TODAY, metavar=_DAY_NAME, help=N_("One day; else today.")
)
@click.option(
    "--week",
    is_flag=False,
    flag_value=_TODAY,
    metavar=_DAY_NAME,
    help=N_("The week from Monday in which that day lies; else this one."),
)
@click.option("--from", "first", metavar=_DAY_NAME, help=N_("From this day on."))
@click.option("--to", "last", metavar=_DAY_NAME, help=N_("Up to this day, which is included."))
@client_option(N_("Only for this client: the name, or how it begins."))
@told.json_option
@click.pass_obj
def log(
    context: Context,
    day: str | None,
    week: str | None,
    first: str | None,
    last: str | None,
    client: str | None,
    as_json: bool,
) -> None:
    with at_the_desk(context):
        from helpdesk_tui.people.technicians import find
        from helpdesk_tui.worktime.laying import moment

        zone = told.use_zone(context)
        dates = _dates(day, week, first, last)
        only = client_named(client) if client is not None else None
        me = find(context.settings.technician) or told.NOBODY
        now = moment(me)
        sheets = [_sheet(me, date, zone, now, only) for date in dates]
    if as_json:
        told.print_json(_json(sheets, now))
    else:
        for line in _lines(sheets):
            say(line)


def _dates(day: str | None, week: str | None, first: str | None, last: str | None) -> list[date]:
    """The days that are meant. Ends the command where there are none."""
    if sum((day is not None, week is not None, first is not None or last is not None)) > 1:
        raise click.UsageError(_("Say --day, --week, or --from and --to."))
    if week is not None:
        of_week = told.day(week)
        return _from_on(of_week - of_week.weekday() * _DAY, 7)
    if first is None and last is None:
        return [told.day(day or _TODAY)]
    until = told.day(last or _TODAY)
    since = told.day(first) if first is not None else until
    if since > until:
        raise click.UsageError(_("The first day comes after the last one."))
    return _from_on(since, (until - since).days + 1)


def _from_on(first: date, count: int) -> list[date]:
    return [first + number * _DAY for number in range(count)]


def _sheet(
    technician: int, date: date, zone: tzinfo | None, now: datetime, client: int | None
) -> Sheet:
    from helpdesk_tui.worktime import day

    parts = day.line(technician, date, None, zone, now).parts
    return Sheet(date, [p for p in parts if client is None or p.spent.what.client == client])


def _lines(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The days on which something was recorded, and their total where they are several."""
    from helpdesk_tui.screens.common import when

    full = [(sheet, [_row(part) for part in sheet.parts]) for sheet in sheets if sheet.parts]
    if not full:
        yield _("Nothing was recorded.")
        return
    width = max(len(times) for _sheet, rows in full for times, _length, _what in rows)
    for sheet, rows in full:
        yield f"{when.day(sheet.date)} · {told.hours(sheet.counted)}"
        for times, length, what in rows:
            yield f"  {times:<{width}}  {length:>5}  {what}"
    if len(sheets) > 1:
        total = sum((sheet.counted for sheet, _rows in full), timedelta())
        yield _("Total: {hours}").format(hours=told.hours(total))


def _row(part: Part) -> tuple[str, str, str]:
    """From when until when, how much of it the day's total has, and what it was."""
    from helpdesk_tui.screens.common import when
    from helpdesk_tui.screens.worktime import time_worked

    begin, until = (time_worked.time_of_day(instant) for instant in (part.begin, part.end))
    if part.spent.end is None and when.local(part.end).date() == when.local(clock.now()).date():
        until = "…"
    elif when.local(part.end).date() > when.local(part.begin).date():
        until = "24:00"
    what = part.spent.what
    words = [told.heading(what.title, part.spent.client, what.ticket)]
    if part.share != part.counted:
        of_all = _("{hours} long, over another entry").format(hours=told.hours(part.counted))
        words.append(of_all)
    if part.spent.backwards and part.spent.end:
        words.append(_("ends at {time}, before it begins").format(time=when.stamp(part.spent.end)))
    return f"{begin}-{until}", told.hours(part.share), " · ".join(words)


def _json(sheets: Sequence[Sheet], now: datetime) -> dict[str, Any]:
    entries = {part.spent.id: part.spent for sheet in sheets for part in sheet.parts}
    total = sum((sheet.counted for sheet in sheets), timedelta())
    return {
        "from": str(sheets[0].date),
        "to": str(sheets[-1].date),
        "days": [
            {"date": str(sheet.date), "seconds": sheet.counted // told.SECOND} for sheet in sheets
        ],
        "entries": [told.entry_json(entry, now) for entry in entries.values()],
        "seconds": total // told.SECOND,
    }
