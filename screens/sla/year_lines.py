"""The picture of a calendar's year: a line a month and a sign a day, weekdays below each other."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby
from typing import Any

from helpdesk_tui.calendars import Calendar
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.sla.document import CALENDAR, FIRST_YEAR, LAST_YEAR, days_of
from helpdesk_tui.sla.rules import Hours
from helpdesk_tui.typed_hours import by_weekday

from ..common import when
from ..common.cells import fit, width
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, sentence, spread, text

MONTH = 5
"""Cells of the name of a month."""

DAYS = 37
"""Places of a line: a month of 31 days may begin on a Sunday."""

WIDE = MONTH + 2 * DAYS + DAYS // 7
"""Cells from which a day has two."""

ROOMY = 32
"""Lines from which parts stand apart."""

UPCOMING = 12
"""Holidays that are listed."""

_MONDAY = date(2001, 1, 1)
_DAY = timedelta(days=1)


class Kind(Enum):
    """What a day is, by the sign that it has in the picture."""

    USUAL = "█"
    OTHER = "▄"
    HOLIDAY = N_("H")
    CLOSED = "·"


_LEGEND = {
    Kind.USUAL: N_("usual"),
    Kind.OTHER: N_("other"),
    Kind.HOLIDAY: N_("holiday"),
    Kind.CLOSED: N_("closed"),
}


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar to be drawn, and the day of it that is in hand."""

    written: Mapping[str, Any]
    """As the document has it."""
    hours: Hours
    usual: Calendar
    """What its week alone would be."""
    at: date


def year(written: Mapping[str, Any], hours: Hours, at: date) -> Year:
    """The year in which a day of a calendar lies."""
    usual = Calendar(hours.calendar.zone, by_weekday(written["hours"]))
    return Year({**CALENDAR, **written}, hours, usual, at)


def kind(year: Year, day: date) -> Kind:
    """What a day is. A holiday on which a shift of its own is worked is open."""
    open_ = year.hours.calendar.wall(day)
    if not open_:
        return Kind.HOLIDAY if day in year.hours.holidays else Kind.CLOSED
    as_usual = open_ == year.usual.wall(day) and day not in year.hours.holidays
    return Kind.USUAL if as_usual else Kind.OTHER


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(max(day.year + years, FIRST_YEAR), LAST_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def card(year: Year, today: date, cells: int, height: int, look: Look) -> list[Line]:
    """All of a calendar: its hours in words, its year, the day in hand, and what comes."""
    gap = [EMPTY] if height >= ROOMY else []
    one = year.written
    place = " · ".join(
        filter(None, (one["zone"], " ".join((one["country"], one["region"])).strip()))
    )
    lines = [spread(f" {one_line(year.hours.name)}", f"{place} ", cells, look.title)]
    lines += sentence(_week_words(year.usual), cells, look.text)
    for season in one["seasons"]:
        its = Calendar(year.usual.zone, by_weekday(season["hours"]))
        days = _("{first} to {last}").format(
            first=_day_of_year(season["from"]), last=_day_of_year(season["to"])
        )
        lines += sentence(f"{days}: {_week_words(its)}", cells, look.text)
    lines += [*gap, *_picture(year, cells, look), *gap]
    lines += sentence(day_words(year), cells, look.title)
    return [*lines, *gap, *_upcoming(year, today, cells, look)]


def _picture(year: Year, cells: int, look: Look) -> list[Line]:
    """Twelve months, under what their signs mean."""
    step = 2 if cells >= WIDE else 1
    styles = {
        Kind.USUAL: look.text,
        Kind.OTHER: look.soon,
        Kind.HOLIDAY: look.late,
        Kind.CLOSED: look.dim,
    }
    legend = [(f" {year.at.year}  ", look.title)]
    for one, words in _LEGEND.items():
        legend += [(_(one.value), styles[one]), (f" {_(words)}  ", look.dim)]
    initials = "".join(_(name)[0].upper().ljust(step) for name in when.WEEKDAYS)
    weeks = " ".join([initials] * (DAYS // 7 + 1))
    lines = [columns(legend), text(" " * MONTH + weeks[: step * DAYS + DAYS // 7], look.dim)]
    for month in range(1, 13):
        first = date(year.at.year, month, 1)
        pieces = [(f" {_(when.MONTHS[month - 1])}".ljust(MONTH), look.dim)]
        pieces.append((" " * step * first.weekday(), look.text))
        for number in range(monthrange(first.year, month)[1]):
            day = first + number * _DAY
            what = kind(year, day)
            if day.weekday() == 0 and number:
                pieces.append((" ", look.text))
            pieces.append((_(what.value), look.lit if day == year.at else styles[what]))
            pieces.append((" " * (step - 1), look.text))
        lines.append(columns(pieces))
    return lines


def day_words(year: Year) -> str:
    """The day in hand: its hours, why they are not the usual ones, and what it is called."""
    day, one = year.at, year.written
    hours = _hours_words(year.hours.calendar.wall(day)) or _("closed")
    told, why = f"{when.day(day)}: {hours}", []
    if name := year.hours.holidays.get(day):
        why.append(_("holiday: {name}").format(name=one_line(name)))
    if day.isoformat() in one["shifts"]:
        why.append(_("own hours"))
    elif not name and any((day.month, day.day) in days_of(season) for season in one["seasons"]):
        why.append(_("season"))
    if day.isoformat() in one["breaks"]:
        why.append(_("with a break"))
    return " · ".join([told, *why])


def _upcoming(year: Year, today: date, cells: int, look: Look) -> list[Line]:
    """The next holidays, from today or from the year that is seen when that is later."""
    since = max(today, date(year.at.year, 1, 1))
    coming = [day for day in sorted(year.hours.holidays) if day >= since][:UPCOMING]
    if not coming:
        return [text(fit(" " + _("No holiday is known from here on."), cells), look.dim)]
    lines = [text(fit(" " + _("Holidays to come"), cells), look.title)]
    days = max(width(when.day(day)) for day in coming)
    for day in coming:
        name = one_line(year.hours.holidays[day])
        lead = f"   {fit(when.day(day), days)}  "
        lines.append(columns([(lead, look.dim), (fit(name, cells - width(lead)), look.text)]))
    return lines


def _week_words(week: Calendar) -> str:
    """The hours of a week, weekdays that are alike together."""
    days = [(at, _hours_words(week.wall(_MONDAY + at * _DAY))) for at in range(7)]
    parts = []
    for hours, alike in groupby(days, key=lambda day: day[1]):
        if hours:
            names = [_(when.WEEKDAYS[at]) for at, _hours in alike]
            parts.append(f"{'-'.join(dict.fromkeys((names[0], names[-1])))} {hours}")
    return " · ".join(parts) or _("never open")


def _hours_words(open_: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in open_)


def _clock(second: int) -> str:
    hours, rest = divmod(second, 3600)
    seconds = f":{rest % 60:02}" if rest % 60 else ""
    return f"{hours}:{rest // 60:02}{seconds}"


def _day_of_year(written: str) -> str:
    month, day = map(int, written.split("-"))
    return f"{day} {_(when.MONTHS[month - 1])}"
