"""The time of day in the hand of the test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from helpdesk_tui import clock
from tests.sla.promised import at


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
