"""The real desk on a disk that is full, a folder that is closed off, a file that is locked."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import drafts
from tests.journeys.terminal import Terminal, at_desk, kept_in
from tests.journeys.test_killed import TEXT, desk_of
from tests.storage.workers import Worker, holds_a_write
from tests.support import row

QUOTA = 2_000
"""Bytes beyond which no file may grow. The text goes in, what the database writes does not."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk, where the system lets it")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def types_and_is_told(desk: Terminal, *sentences: str) -> None:
    """Half a reply is typed, and nothing can be written."""
    desk.has_in_hand(1)
    desk.press("r", "ctrl+s")
    desk.press(TEXT, "until then.")
    for words in sentences:
        desk.until(words)
    desk.type("\x13")
    for words in sentences[:1]:
        desk.until(words)
    assert TEXT[:40] in desk.picture


def put_aside(folder: Path) -> str:
    """What is in the files of the state folder."""
    return "".join(file.read_text() for file in folder.glob("ana/state/unsaved-*"))


def is_found_again(folder: Path) -> None:
    """At the next start the text is there, is saved, and the file is used up."""
    with at_desk(folder) as desk:
        desk.until("Drafts wait for you: 1")
        desk.press("r", "taken over from your other terminal")
        desk.until("until then.")
        desk.press("\x13", "z takes it back")
        desk.type("Q")
        assert desk.code() == 0
    assert not list(folder.glob("ana/state/unsaved-*"))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_quota_is_told_and_the_text_survives_even_a_kill(tmp_path: Path, end: int) -> None:
    desk_of(tmp_path, 1)
    # Python 3.11 takes a half-written .pyc for a whole one, and would do so in all tests after.
    environ = {"PYTHONDONTWRITEBYTECODE": "1"}
    with at_desk(tmp_path, columns=120, environ=environ) as desk:
        desk.until("no timer")
        resource.prlimit(desk.pid, resource.RLIMIT_FSIZE, (QUOTA, QUOTA))
        types_and_is_told(desk, "The disk did not take the data", "Your text is in")
        desk.comes_to(lambda: TEXT in put_aside(tmp_path))
        desk.signal(end)
        assert desk.code() == 128 + end
    is_found_again(tmp_path)


def test_a_full_disk_is_told_and_the_session_keeps_what_the_disk_does_not(
    tmp_path: Path, small_disk: Path
) -> None:
    """State folder and database lie on one disk, as they mostly do."""
    ana = desk_of(tmp_path, 1)
    path = small_disk / "helpdesk.db"
    shutil.move(tmp_path / "helpdesk.db", path)
    state = small_disk / "state"
    state.mkdir()
    session = tmp_path / "session"
    environ = {"HELPDESK_STATE_DIR": str(state), "XDG_RUNTIME_DIR": str(session)}
    fill = small_disk / "fill"
    with at_desk(tmp_path, columns=120, database=str(path), environ=environ) as desk:
        desk.has_in_hand(1)
        desk.press("p", "critical")
        desk.press("1", "z takes it back")
        with fill.open("wb", buffering=0) as file:
            for size in (65536, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    pass
        types_and_is_told(desk, "The disk is full", "Your text is in")
        assert list((session / "helpdesk").glob("unsaved-*"))
        fill.unlink()
        desk.press("\x13", "z takes it back")
        assert not list((session / "helpdesk").glob("unsaved-*"))
        desk.type("Q")
        assert desk.code() == 0
    with kept_in(small_disk):
        assert row(1).priority == 1
        assert drafts.waiting(ana) == []
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)


NO_OVERRIDE = "import ctypes; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)"
"""Takes from root what opens every folder to it (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)."""


def test_where_neither_database_nor_folder_takes_the_text_it_stays_in_its_bar_until_one_does(
    tmp_path: Path,
) -> None:
    ana = desk_of(tmp_path, 1)
    path, state = tmp_path / "helpdesk.db", tmp_path / "ana" / "state"
    state.mkdir(parents=True)
    with at_desk(tmp_path, columns=200, before=NO_OVERRIDE) as desk:
        desk.has_in_hand(1)
        desk.press("r", "ctrl+s")
        state.chmod(0o500)
        path.rename(tmp_path / "away.db")
        desk.press(TEXT, "until then.")
        desk.holds(lambda: "leave it open" in " ".join(desk.picture.split()), "what is to do")
        desk.type("\x1b")
        desk.look(1.0)  # a few more attempts
        desk.press(" And then", "And then")
        assert [path.name for path in state.iterdir()] == ["desks"]  # neither log nor text
        state.chmod(0o700)
        desk.comes_to(lambda: f"{TEXT} And then" in put_aside(tmp_path))
        desk.holds(lambda: "Your text is in" in " ".join(desk.picture.split()), "where it lies")
        (tmp_path / "away.db").rename(path)
        desk.comes_to(lambda: not list(state.glob("unsaved-*")))
        assert (state / "helpdesk.log").read_text().count("a draft could not be written") == 1
        desk.signal(signal.SIGKILL)
        desk.code()
        assert b"Traceback" not in desk.seen
    with kept_in(tmp_path):
        draft = drafts.load(ana, "ticket:1", "reply")
        assert draft
        assert draft.fields["body"] == f"{TEXT} And then"


def test_a_database_that_another_program_keeps_locked_is_waited_for_and_nothing_is_lost(
    tmp_path: Path, soak: Callable[[int, int], int]
) -> None:
    ana = desk_of(tmp_path, 1)
    with at_desk(tmp_path) as desk:
        desk.has_in_hand(1)
        desk.press("r", "ctrl+s")
        other = Worker(holds_a_write, tmp_path / "helpdesk.db")
        assert other.ask() == "writing"
        desk.press(TEXT, "until then.")
        desk.until("Waiting for the database")
        desk.look(soak(1, 60))
        desk.press(" And then", "And then")
        assert list(tmp_path.glob("ana/state/unsaved-*"))
        other.go()
        other.end()
        desk.look(soak(1, 8))
        assert not list(tmp_path.glob("ana/state/unsaved-*"))
        desk.signal(signal.SIGKILL)
        desk.code()
    with kept_in(tmp_path):
        draft = drafts.load(ana, "ticket:1", "reply")
        assert draft
        assert draft.fields["body"] == f"{TEXT} And then"
