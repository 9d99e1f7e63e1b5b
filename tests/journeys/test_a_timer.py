"""The running timer in a real terminal: killed, shared, left, and asked about."""

from __future__ import annotations

import re
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpdesk_tui.models.worktime import Entry
from tests.journeys.terminal import Terminal, at_desk, kept_in, run
from tests.storage.fresh import opened_fresh
from tests.support import opened, technician

SIZES = pytest.mark.parametrize(
    ("columns", "rows", "language"),
    [(80, 24, "es"), (80, 24, "en"), (120, 40, "es"), (120, 40, "en")],
)
RUNS = {"en": "The timer runs on", "es": "El cronómetro corre para"}
STILL = {"en": "The timer is still running on", "es": "El cronómetro sigue en marcha para"}


def counts(desk: Terminal) -> None:
    """Waits until what runs has run for long enough to be recorded."""
    desk.until_either("●   0:00:01", "●   0:00:02")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with opened_fresh(tmp_path):
        ana = technician("ana")
        for n in range(3):
            opened(ana, f"Morning {n}", assignee=ana)
    return tmp_path


def entries(folder: Path) -> list[Entry]:
    """What is recorded."""
    with kept_in(folder):
        return list(Entry.select().where(~Entry.retired).order_by(Entry.id))


def elapsed(desk: Terminal) -> int:
    """The seconds that the clock of the bar shows."""
    found = re.search(r"● +(\d+):(\d\d):(\d\d)", desk.picture)
    assert found, desk.picture
    hours, minutes, seconds = map(int, found.groups())
    return hours * 3600 + minutes * 60 + seconds


@SIZES
def test_a_timer_goes_on_after_a_kill_and_is_told_of_on_leaving(
    folder: Path, columns: int, rows: int, language: str
) -> None:
    size = {"columns": columns, "rows": rows}
    with at_desk(folder, "ana", "--lang", language, **size) as desk:
        desk.has_in_hand(1)
        desk.press("t", RUNS[language])
        desk.until("●   0:00:02")
        desk.signal(signal.SIGKILL)
        desk.code()
    with at_desk(folder, "ana", "--lang", language, **size) as desk:
        desk.until("●   0:00:0")
        assert elapsed(desk) >= 2
        desk.type("Q")
        desk.until(STILL[language])
        assert desk.code() == 0
    (entry,) = entries(folder)
    assert entry.end is None
    assert entry.doubt is None


def test_two_terminals_of_one_technician_have_one_timer(folder: Path) -> None:
    with at_desk(folder) as here, at_desk(folder) as there:
        here.has_in_hand(1)
        there.has_in_hand(1)
        here.press("t", "The timer runs on")
        counts(there)
        there.type("j")
        there.has_in_hand(2)
        there.press("T", "Morning 1 · internal")
        here.until("Morning 1 · internal")
        counts(here)
        here.press("-", "Morning 0 · internal")
        there.until("Morning 0 · internal")
    titles = [entry.title for entry in entries(folder)]
    assert titles == ["Morning 0", "Morning 1", "Morning 0"]


def test_a_script_and_an_open_desk_have_the_same_timer(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        run(folder, "time", "start", "Backup by hand")
        desk.until("Backup by hand · internal")
        counts(desk)
        desk.press("t", "has stopped after")
        assert "Backup by hand" in run(folder, "time", "log")


def test_after_a_night_the_question_is_asked_and_answered(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        desk.press("t", "The timer runs on")
        desk.type("Q")
        desk.code()
    with kept_in(folder):
        long_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=15)
        seen = long_ago + timedelta(hours=1)
        Entry.update(begin=long_ago, booted=0, boot="", last_seen=seen, touched=seen).execute()
    with at_desk(folder) as desk:
        desk.until("it was something else")
        desk.press("2", "ended at")
        desk.until("○ no timer")
    (entry,) = entries(folder)
    assert entry.end == seen
