"""How long working hours take to count."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from statistics import median

from benchmarks.figures import Figure, ratio
from helpdesk_tui.calendars import Calendar, Hours

DEADLINES = 100_000
FIVE_DAYS = 5 * 8 * 3600
MORNING = clock_time(9), clock_time(13)
AFTERNOON = clock_time(14), clock_time(18)
OFFICE: dict[int, Hours] = {weekday: [MORNING, AFTERNOON] for weekday in range(5)}
HOLIDAYS = [
    date(year, month, day)
    for year in range(2011, 2041)
    for month, day in (
        (1, 1),
        (1, 6),
        (5, 1),
        (8, 15),
        (10, 12),
        (11, 1),
        (12, 6),
        (12, 8),
        (12, 25),
    )
]
"""Thirty years of the days that all of Spain has off."""


def measure(rounds: int) -> Iterator[Figure]:
    """Deadlines of five working days with a lunch break; without and with holidays in turn."""
    chance = random.Random(1)
    year = datetime(2026, 1, 1, tzinfo=UTC)
    starts = [year + timedelta(seconds=chance.randrange(365 * 86_400)) for _ in range(DEADLINES)]
    plain, holidays = [], []
    for _ in range(rounds):
        plain.append(_seconds(starts, ()))
        holidays.append(_seconds(starts, HOLIDAYS))
    what = f"calendar: {DEADLINES:,} deadlines of five working days"
    yield Figure(what, median(plain), " s", at_most=2)
    with_to_without = ratio(holidays, plain)
    yield Figure("calendar: 30 years of holidays / none", with_to_without, "x", at_most=1.1)
    paused = _seconds(starts, HOLIDAYS, paused=True)
    yield Figure("calendar: the same with two pauses each", paused, " s", at_most=2)


def _seconds(
    starts: Sequence[datetime], holidays: Sequence[date], *, paused: bool = False
) -> float:
    """All the deadlines of one new calendar, which has counted nothing yet."""
    pauses = [_two_pauses(start) if paused else () for start in starts]
    at = time.perf_counter()
    calendar = Calendar("Europe/Madrid", OFFICE, holidays=holidays)
    for start, pair in zip(starts, pauses, strict=True):
        calendar.deadline(start, FIVE_DAYS, pair)
    return time.perf_counter() - at


def _two_pauses(start: datetime) -> Sequence[tuple[datetime, datetime]]:
    one, other, end = (start + timedelta(hours=hours) for hours in (3, 30, 50))
    return (other, end), (one, other - timedelta(hours=20))
