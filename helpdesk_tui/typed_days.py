"""Days and clock times as a person types them, in either language: the one reader of both.

Words are given in small letters, as `str.casefold` makes them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

WEEKDAYS = (
    ("monday", "lunes"),
    ("tuesday", "martes"),
    ("wednesday", "miércoles", "miercoles"),
    ("thursday", "jueves"),
    ("friday", "viernes"),
    ("saturday", "sábado", "sabado"),
    ("sunday", "domingo"),
)
"""What the days of the week are called, Monday first."""

SHORTEST = 3
"""Letters that a weekday needs at least."""

_AWAY = {
    "today": 0,
    "hoy": 0,
    "tomorrow": 1,
    "mañana": 1,
    "manana": 1,
    "yesterday": -1,
    "ayer": -1,
    "anteayer": -2,
}
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?")
_CLOCK = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?")


def clock(word: str) -> time | None:
    """The clock time that is written: `9`, `9:05`; None for what is none."""
    found = _CLOCK.fullmatch(word)
    at = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    return time(*at) if at < (24, 0) and at[1] < 60 else None


def weekday(word: str) -> int | None:
    """The day of the week that is named, Monday being 0; three letters are enough."""
    if len(word) >= SHORTEST:
        for number, names in enumerate(WEEKDAYS):
            if any(name.startswith(word) for name in names):
                return number
    return None


def day(word: str, today: date, *, coming: bool) -> date | None:
    """The day that is named: `today`, `fri`, `30/11`, `30/11/2026`, `2026-11-30`; None if none is.

    A weekday, or a date without a year, is the next one that is `coming` (of weekdays, the one
    after today), else the last one that has come (today being one). Raises ValueError for a date
    that does not exist.
    """
    if word in _AWAY:
        return today + timedelta(days=_AWAY[word])
    if (named := weekday(word)) is not None:
        if coming:
            return today + timedelta(days=(named - today.weekday() - 1) % 7 + 1)
        return today - timedelta(days=(today.weekday() - named) % 7)
    if found := _SLASHED.fullmatch(word):
        number, month, year = int(found[1]), int(found[2]), found[3]
        if year:
            return date(2000 + int(year) if len(year) == 2 else int(year), month, number)
        then = date(today.year, month, number)
        if coming and then < today:
            return date(today.year + 1, month, number)
        return date(today.year - 1, month, number) if not coming and then > today else then
    if found := _ISO.fullmatch(word):
        return date(int(found[1]), int(found[2]), int(found[3]))
    return None


def instant(day: date, at: time, zone: tzinfo | None) -> datetime:
    """A local time as an instant in UTC: the first of two, and over a gap moved forward.

    Without a zone it is the system's. It is built from the day, so that its own offset holds.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def instants(day: date, at: time, zone: tzinfo | None) -> tuple[datetime, ...]:
    """The instants, in UTC, at which it is that time there: one, two, or none inside a gap."""
    first, second = (instant(day, at.replace(fold=fold), zone) for fold in (0, 1))
    if first == second:
        return (first,)
    return (first, second) if first < second else ()
