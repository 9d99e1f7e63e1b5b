"""A desk on either database, and clocks that a test sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.worktime import stopwatch
from helpdesk_tui.worktime.stopwatch import Reading
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import technician

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


@pytest.fixture(params=DIALECTS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """An empty desk that this process has opened, on SQLite and then on PostgreSQL."""
    with opened_fresh(tmp_path, request.param) as opened:
        yield opened


@pytest.fixture
def ana(desk: Opened) -> int:
    return technician("ana")
