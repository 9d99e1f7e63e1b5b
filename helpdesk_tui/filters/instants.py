"""Times in a filter: what was typed in neutral words, and between which instants it lies."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from helpdesk_tui.filters.fields import WEEKDAYS

_UNITS = {
    "m": "m",
    "min": "m",
    "h": "h",
    "d": "d",
    "w": "w",
    "sem": "w",
    "s": "w",
}
_SPAN = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_DURATION = re.compile(r"(\d{1,4})([a-z]{1,3})")
_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:t(\d\d?):(\d\d))?)?)?")
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)(?:/(\d{4}|\d\d))?")
_WEEKDAY = {name.key: number for number, name in enumerate(WEEKDAYS)}

Bounds = tuple[datetime | None, datetime | None]
"""From the first instant on and before the second; None is open."""


def neutral(words: str, today: date, *, coming: bool) -> str | None:
    """The time in the form in which it is kept: `2h`, `2026-11-30`; None for what is none.

    A day without a year is the nearest one that has passed, or that is `coming`.
    """
    typed = words.casefold()
    if found := _DURATION.fullmatch(typed):
        unit = _UNITS.get(found[2])
        return f"{int(found[1])}{unit}" if unit else None
    if found := _SLASHED.fullmatch(typed):
        day, month, named = int(found[1]), int(found[2]), found[3]
        if named is None:
            return _nearest(day, month, today, coming=coming)
        return _iso(2000 + int(named) if len(named) == 2 else int(named), month, day)
    if found := _ISO.fullmatch(typed):
        y, m, d, hour, minute = (int(part) if part else None for part in found.groups())
        then = _iso(y or 0, m, d)
        if then is None or hour is None or minute is None:
            return then
        return f"{then}T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
    return None


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    try:
        whole = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not 1 < year < 9999:  # a zone's offset may lead out of the calendar
        return None
    return whole.isoformat()[: 4 if month is None else 7 if day is None else 10]


def _nearest(day: int, month: int, today: date, *, coming: bool) -> str | None:
    for away in range(5):  # 29/2 may be years off
        then = _iso(today.year + (away if coming else -away), month, day)
        if then and (then >= today.isoformat() if coming else then <= today.isoformat()):
            return then
    return None


def bounds(
    test: str, text: str, upto: str, now: datetime, zone: tzinfo | None, *, coming: bool
) -> Bounds:
    """Between which instants a neutral time lies. Local days are days of `zone`.

    An age or a rest is compared by its length: `created:<2h` is younger than two hours, and
    `due:<2h` has less than two hours left, which everything that is late has.
    """
    if upto:
        edges = (_stretch(text, now, zone, coming), _stretch(upto, now, zone, coming))
        return min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    begin, end = _stretch(text, now, zone, coming)
    if _DURATION.fullmatch(text):
        shorter = test in ("", "<", "<=")
        return (None, begin) if shorter is coming else (begin, None)
    match test:
        case "<":
            return None, begin
        case "<=":
            return None, end
        case ">":
            return end, None
        case ">=":
            return begin, None
        case _:
            return begin, end


def _stretch(
    text: str, now: datetime, zone: tzinfo | None, coming: bool
) -> tuple[datetime, datetime]:
    """The instants at which a time begins and ends; a duration is a single one."""
    if found := _DURATION.fullmatch(text):
        length = int(found[1]) * _SPAN[found[2]]
        then = now + length if coming else now - length
        return then, then
    if "T" in text:
        day, _t, at = text.partition("T")
        begin = _local(date.fromisoformat(day), zone, time.fromisoformat(at))
        return begin, begin + timedelta(minutes=1)
    first, after = _days(text, now.astimezone(zone).date(), coming)
    return _local(first, zone), _local(after, zone)


def _days(text: str, today: date, coming: bool) -> tuple[date, date]:
    """The first day and the one after the last."""
    day = timedelta(days=1)
    match text:
        case "today":
            return today, today + day
        case "yesterday":
            return today - day, today
        case "tomorrow":
            return today + day, today + 2 * day
        case "week":
            monday = today - today.weekday() * day
            return monday, monday + 7 * day
        case "month":
            return _month(today.year, today.month)
        case "year":
            return date(today.year, 1, 1), date(today.year + 1, 1, 1)
    if text in _WEEKDAY:
        away = (_WEEKDAY[text] - today.weekday()) % 7
        first = today + (away if coming or not away else away - 7) * day
        return first, first + day
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if len(rest) == 1:
        return _month(year, rest[0])
    first = date(year, *rest)
    return first, first + day


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _local(day: date, zone: tzinfo | None, at: time = time()) -> datetime:
    """A local time as an instant; the first of two, and over a gap moved forward."""
    return datetime.combine(day, at, zone).astimezone(UTC)
