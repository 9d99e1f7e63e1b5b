"""Instants as a person types them, in either language; pure, so that every reading can be tried.

Whoever asks shows the reading before it counts. What cannot be read is never guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

from helpdesk_tui import typed_days

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
_HOURS_AND_MINUTES = re.compile(r"(\d{1,4})h([0-5]?\d)(?:m|min)?", re.ASCII)


def parse(words: str, now: datetime, zone: tzinfo | None) -> datetime | None:
    """The instant after `now` that is meant, in UTC; None for what cannot be read or has passed.

    Understood: `2h`, `1h30`, `30m`, `3d`, `14:30` (today, or tomorrow when it is past), a weekday
    (the next one) or `tomorrow` with or without a time, `2026-11-30` or `30/11` likewise. Without a
    time it is 9:00. Local times are of `zone`, by default the system's: one that occurs twice means
    the first, one that does not exist moves forward over the gap.
    """
    *day_words, last = words.casefold().split() or [""]
    if not day_words and (after := _duration(last)):
        return now + after
    at = typed_days.clock(last)
    if at is None:
        day_words.append(last)
    today = now.astimezone(zone).date()
    try:
        if len(day_words) > 1:
            return None
        if day_words:
            day = typed_days.day(day_words[0], today, coming=True)
            then = typed_days.instant(day, at or MORNING, zone) if day else None
        else:
            assert at is not None
            then = typed_days.instant(today, at, zone)
            if then <= now:
                then = typed_days.instant(today + timedelta(days=1), at, zone)
    except (ValueError, OverflowError):  # 31/2, or a year that no clock reaches
        return None
    return then if then and then > now else None


def past(words: str, now: datetime, zone: tzinfo | None) -> datetime | None:
    """The instant that is meant and has come, in UTC; None for what cannot be read or lies ahead.

    Understood: `20m` or `2h` (ago), `14:30` (today, or yesterday when today's is still to come),
    `yesterday 18:00`, a weekday (the last one), `16/11` or `2026-11-16` with a time, and an instant
    with its zone as in ISO 8601. Local times are read as by `parse`.
    """
    *day_words, last = words.casefold().split() or [""]
    if not day_words and (ago := _duration(last)):
        return now - ago
    at = typed_days.clock(last)
    today = now.astimezone(zone).date()
    try:
        if at is None:
            then = datetime.fromisoformat(words.strip()) if not day_words else None
            then = then.astimezone(UTC) if then and then.tzinfo else None
        elif day_words:
            day = typed_days.day(" ".join(day_words), today, coming=False)
            then = typed_days.instant(day, at, zone) if day else None
        else:
            then = typed_days.instant(today, at, zone)
            if then > now:
                then = typed_days.instant(today - timedelta(days=1), at, zone)
    except (ValueError, OverflowError):  # 31/2, or a year that no clock reaches
        return None
    return then if then and then <= now else None


def _duration(word: str) -> timedelta | None:
    if found := _HOURS_AND_MINUTES.fullmatch(word):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = _UNITS.get(word[len(digits) :])
    if unit is None or not (digits.isascii() and digits.isdecimal() and len(digits) <= 4):
        return None
    return timedelta(**{unit: int(digits)})
