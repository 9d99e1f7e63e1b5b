"""Time worked is said back in a line, so that a misreading is seen before it is saved."""

from __future__ import annotations

import time as system_time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from helpdesk_tui.screens.common import when
from helpdesk_tui.screens.worktime.time_worked import length, reading
from helpdesk_tui.typed_spans import read

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 21, 14, 32, tzinfo=MADRID).astimezone(UTC)


@pytest.fixture(autouse=True)
def in_madrid() -> Iterator[None]:
    when.use_zone("Europe/Madrid")
    with time_machine.travel(NOW, tick=False):
        yield
    when.use_zone("")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("mon 9-10:30", "Mon 16 Nov 09:00-10:30 · 1:30"),
        ("1h", "Sat 21 Nov 13:32-14:32 · 1:00"),
        ("31/12 9-10", "Wed 31 Dec 2025 09:00-10:00 · 1:00"),
        ("ayer 22-6", "Fri 20 Nov 22:00 - Sat 21 Nov 06:00 · 8:00"),
        ("ayer 22-24", "Fri 20 Nov 22:00-24:00 · 2:00"),
        ("ayer 9-17 -45m", "Fri 20 Nov 09:00-17:00 · without 12:35-13:20 · 7:15"),
        ("0,33h", "Sat 21 Nov 14:12-14:32 · 0:19:48"),
        ("14-16", "Sat 21 Nov 14:00-16:00 · 2:00 · that is still to come"),
        ("25/10 2:30-4",
         "Sun 25 Oct 02:30-04:00 · 2:30"
         " · 02:30 comes twice: this is the first, 02:30* is the second"),
        ("25/10 2:30*-4", "Sun 25 Oct 02:30*-04:00 · 1:30"),
    ],
)  # fmt: skip
def test_the_reading_shows_day_times_breaks_and_length(words: str, said: str) -> None:
    assert reading(read(words, NOW, MADRID)) == said


def test_the_second_of_two_has_its_star_on_the_systems_clock_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    when.use_zone("")
    monkeypatch.setenv("TZ", "Europe/Madrid")
    system_time.tzset()
    try:
        assert reading(read("25/10 2:30*-4", NOW, None)).startswith("Sun 25 Oct 02:30*-04:00")
    finally:
        monkeypatch.undo()
        system_time.tzset()


def test_a_long_time_is_said_in_hours() -> None:
    assert length(timedelta(hours=340) // timedelta(seconds=1)) == "340:00"
