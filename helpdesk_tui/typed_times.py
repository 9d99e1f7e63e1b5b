"""Instants as a person types them, in either language; pure, so that every reading can be tried.

Whoever asks shows the reading before it counts. What cannot be read is never guessed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

MORNING = time(9)
"""The time of a day that is named without one."""

_UNITS = {
    "m": "minutes",
    "min": "minutes",
    "h": "hours",
    "d": "days",
    "w": "weeks",
    "sem": "weeks",
}
_DAYS_AWAY = {"today": 0, "hoy": 0, "tomorrow": 1, "mañana": 1, "manana": 1}
_WEEKDAYS = (
    ("monday", "lunes"),
    ("tuesday", "martes"),
    ("wednesday", "miércoles", "miercoles"),
    ("thursday", "jueves"),
    ("friday", "viernes"),
    ("saturday", "sábado", "sabado"),
    ("sunday", "domingo"),
)
_SHORTEST = 3
"""Letters that a weekday needs at least."""


def parse(words: str, now: datetime, zone: tzinfo | None) -> datetime | None:
    """The instant after `now` that is meant, in UTC; None for what cannot be read or has passed.

    Understood: `2h`, `30m`, `3d`, `14:30` (today, or tomorrow when it is past), a weekday (the next
    one) or `tomorrow` with or without a time, `2026-11-30` or `30/11` likewise. Without a time it
    is 9:00. Local times are of `zone`, by default the system's: one that occurs twice means the
    first, one that does not exist moves forward over the gap.
    """
    *day_words, last = words.casefold().split() or [""]
    if not day_words and (after := _duration(last)):
        return now + after
    at = _time(last)
    if at is None:
        day_words.append(last)
    today = now.astimezone(zone).date()
    try:
        if day_words:
            day = _day(day_words, today)
            then = _instant(day, at or MORNING, zone) if day else None
        else:
            assert at is not None
            then = _instant(today, at, zone)
            if then <= now:
                then = _instant(today + timedelta(days=1), at, zone)
    except (ValueError, OverflowError):  # 31/2, or a year that no clock reaches
        return None
    return then if then and then > now else None


def _instant(day: date, at: time, zone: tzinfo | None) -> datetime:
    """A local time as an instant. Built from the day, so that its own offset holds, not today's."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def _duration(word: str) -> timedelta | None:
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = _UNITS.get(word[len(digits) :])
    if unit is None or not _is_number(digits, 4):
        return None
    return timedelta(**{unit: int(digits)})


def _time(word: str) -> time | None:
    hour, colon, minute = word.partition(":")
    if not _is_number(hour, 2) or (colon and not (_is_number(minute, 2) and len(minute) == 2)):
        return None
    at = int(hour), int(minute or 0)
    return time(*at) if at < (24, 0) and at[1] < 60 else None


def _is_number(word: str, most: int) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= most


def _day(words: list[str], today: date) -> date | None:
    """The day that is named. Raises ValueError for a date that does not exist."""
    if len(words) != 1:
        return None
    (word,) = words
    if word in _DAYS_AWAY:
        return today + timedelta(days=_DAYS_AWAY[word])
    for weekday, names in enumerate(_WEEKDAYS):
        if len(word) >= _SHORTEST and any(name.startswith(word) for name in names):
            return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return _day_and_month(word, today) if "/" in word else date.fromisoformat(word)


def _day_and_month(word: str, today: date) -> date:
    """`30/11` or `30/11/2026`: the day first, as both languages write it here."""
    day, month, *year = (int(part) for part in word.split("/"))
    if year:
        return date(year[0] if year[0] > 99 else 2000 + year[0], month, day)
    then = date(today.year, month, day)
    return then if then >= today else date(today.year + 1, month, day)
