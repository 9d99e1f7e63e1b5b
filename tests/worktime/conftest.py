"""Clocks that a test sets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest

from helpdesk_tui import spans
from helpdesk_tui.clock import midnight
from helpdesk_tui.worktime import stopwatch, stretches
from helpdesk_tui.worktime.stopwatch import Reading
from helpdesk_tui.worktime.stretches import Stretch

MADRID = "Europe/Madrid"
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
"""Nine o'clock in Madrid."""


class Clocks:
    """The clocks of a machine in the hand of a test."""

    def __init__(self) -> None:
        self.wall, self.boot, self.booted, self.awake = MONDAY, "this boot", 10**12, 10**12

    def read(self) -> Reading:
        return Reading(self.wall, self.boot, self.booted, self.awake)

    def go_on(self, **passed: float) -> None:
        """Time passes."""
        self.sleep(**passed)
        self.awake += timedelta(**passed) // timedelta(microseconds=1)

    def sleep(self, **passed: float) -> None:
        """The machine sleeps."""
        self.wall += timedelta(**passed)
        self.booted += timedelta(**passed) // timedelta(microseconds=1)

    def step(self, **by: float) -> None:
        """Somebody sets the wall clock."""
        self.wall += timedelta(**by)

    def reboot(self) -> None:
        self.boot, self.booted, self.awake = self.boot + "+", 10**7, 10**7


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    clocks = Clocks()
    monkeypatch.setattr(stopwatch, "read", clocks.read)
    return clocks


def by_days(
    begin: datetime, end: datetime, breaks: Iterable[Stretch], zone: tzinfo
) -> list[tuple[date, timedelta]]:
    """How much of it each day of a zone counts, found as a day on the screen finds it."""
    counted = stretches.pieces(begin, end, breaks)
    day, parts = begin.astimezone(zone).date() - timedelta(days=1), []
    while (first := midnight(day, zone)) < end:
        after = midnight(day + timedelta(days=1), zone)
        if part := stretches.total(spans.within(counted, first, after)):
            parts.append((day, part))
        day += timedelta(days=1)
    return parts
