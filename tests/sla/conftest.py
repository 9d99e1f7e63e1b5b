"""A desk on each database, and the time of day in the hand of the test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from helpdesk_tui import clock
from helpdesk_tui.storage.opening import Opened
from tests.sla.promised import at
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import technician


@dataclass
class Watch:
    """What the desk takes for the present; it stands still until it is told to go on."""

    now: datetime

    def goes_on(self, minutes: int) -> None:
        """So many minutes later."""
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The clock of the desk, on a Monday at eight in Madrid."""
    watch = Watch(at(16))
    monkeypatch.setattr(clock, "now", lambda: watch.now)
    return watch


@pytest.fixture(params=DIALECTS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """An empty desk that this process has opened, on SQLite and then on PostgreSQL."""
    with opened_fresh(tmp_path, request.param) as opened:
        yield opened


@pytest.fixture
def ana(desk: Opened) -> int:
    return technician("ana")
