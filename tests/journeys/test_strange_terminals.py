"""The real desk on lines that stall, in windows of any size, behind an editor."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from helpdesk_tui.tickets import drafts
from tests.journeys.terminal import Terminal, at_desk, kept_in
from tests.journeys.test_endings import SIZE, is_stalled, stall
from tests.journeys.test_killed import TEXT, desk_of
from tests.journeys.turns import lag, probed, turns
from tests.storage.fresh import opened_fresh
from tests.support import linux_only, opened, technician
from tests.terminal.hand import child_of, is_stopped, set_size

LATE = 0.1
"""Seconds that the loop may be late while a line stalls, at 99 of 100 moments."""

SECONDS = re.compile(r"\d:\d\d:\d\d")
"""What a running timer changes."""


def faults(folder: Path, login: str = "ana") -> str:
    """What the log tells of faults."""
    log = folder / login / "state" / "helpdesk.log"
    return log.read_text() if log.exists() else ""


def is_exact(desk: Terminal) -> bool:
    """Whether the picture is that of a window which is drawn anew, a turn of the clock apart."""
    for _ in range(3):
        before = SECONDS.sub("", desk.picture)
        columns, rows = desk.screen.columns, desk.screen.lines
        desk.resize(columns, rows - 1)
        desk.look(0.3)
        desk.screen.reset()
        desk.resize(columns, rows)
        desk.look(0.5)
        if SECONDS.sub("", desk.picture) == before:
            return True
    return False


@linux_only
def test_a_line_that_stalls_holds_up_neither_the_desk_nor_anybody_else(
    tmp_path: Path, soak: Callable[[int, int], int]
) -> None:
    desk_of(tmp_path, 3)
    keys, others, notes = [], [], tmp_path / "turns"
    with (
        at_desk(tmp_path, **SIZE, environ=probed(notes)) as desk,
        closing(sqlite3.connect(tmp_path / "helpdesk.db", isolation_level=None)) as other,
    ):
        desk.has_in_hand(1)
        desk.press("p", "critical")
        desk.press("1", "z takes it back")
        stall(desk)
        stalled = time.monotonic()
        end = stalled + soak(2, 60)
        wanted = 1
        while time.monotonic() < end:
            wanted = wanted % 4 + 1
            desk.type("p")
            time.sleep(0.1)  # a menu opens
            begun = time.monotonic()
            desk.type(str(wanted))
            while priority(other) != wanted:
                assert time.monotonic() < begun + 5, "a key does nothing while the line stalls"
                time.sleep(0.002)
            keys.append(time.monotonic() - begun)
            begun = time.monotonic()
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
            others.append(time.monotonic() - begun)
            time.sleep(0.3)
        assert is_stalled(desk)
        late = lag(turns(notes), stalled, end)
        desk.until(f"1 P{wanted}", seconds=1)
        desk.look(0.5)
        assert is_exact(desk)
    keys.sort()
    others.sort()
    print(f"{len(keys)} keys, from key to commit {keys[len(keys) // 2]:.3f} to {keys[-1]:.3f} s")
    print(f"the loop was late by {late[len(late) * 99 // 100]:.3f} (p99) to {late[-1]:.3f} s")
    assert late[len(late) * 99 // 100] < soak(2, 1) * LATE
    assert late[-1] < 1.0, "a machine busy with other tests"
    assert keys[len(keys) // 2] < 0.1
    assert keys[-1] < 1.0, "a machine busy with other tests; 0.1 s alone"
    assert others[-1] < 0.5, "the desk held the database"
    assert faults(tmp_path) == ""


def priority(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT priority FROM ticket WHERE id = 1").fetchone()[0])


@pytest.mark.parametrize("size", [(1, 1), (39, 24), (80, 9)])
def test_a_tiny_terminal_is_told_in_a_sentence(tmp_path: Path, size: tuple[int, int]) -> None:
    desk_of(tmp_path, 1)
    with at_desk(tmp_path, columns=size[0], rows=size[1]) as desk:
        assert desk.code() == 2
    assert f"has {size[0]}x{size[1]} characters" in desk.seen.decode()
    assert b"\x1b" not in desk.seen


@pytest.mark.parametrize(("columns", "rows"), [(0, 0), (0, 24), (80, 0)])
def test_a_line_that_knows_no_size_gets_the_usual_one(
    tmp_path: Path, columns: int, rows: int
) -> None:
    desk_of(tmp_path, 1)
    before = f"import termios; termios.tcsetwinsize(0, ({rows}, {columns}))"
    with at_desk(tmp_path, before=before) as desk:
        desk.has_in_hand(1)
        desk.press("p", "critical")
        desk.press("1", "z takes it back")
        assert is_exact(desk)


FROM_NULL = "os.dup2(os.open(os.devnull, os.O_RDONLY), 0)"
INTO_CAT = "cat = os.popen('cat', 'w'); os.dup2(cat.fileno(), 1)"


@pytest.mark.parametrize(
    ("before", "term", "told"),
    [
        (FROM_NULL, "xterm", "needs a terminal for its keys"),
        (INTO_CAT, "xterm", "needs a terminal for its keys"),
        ("", "dumb", "cannot draw a full screen"),
        ("", "", "cannot draw a full screen"),
    ],
    ids=["< /dev/null", "| cat", "dumb", "no TERM"],
)
def test_where_no_screen_can_be_drawn_a_sentence_tells_so(
    tmp_path: Path, before: str, term: str, told: str
) -> None:
    desk_of(tmp_path, 1)
    with at_desk(tmp_path, before=before, environ={"TERM": term}) as desk:
        assert desk.code() == 2
    assert told in desk.seen.decode()
    assert b"\x1b" not in desk.seen


@pytest.mark.parametrize("locale", ["C", "es_ES.ISO-8859-1", "nonsense"])
def test_a_wrong_encoding_changes_nothing(tmp_path: Path, locale: str) -> None:
    with opened_fresh(tmp_path):
        opened(ana := technician("ana"), "Señal débil · ああ", assignee=ana)
    with at_desk(tmp_path, environ={"LANG": locale, "LC_ALL": locale}) as desk:
        desk.until("Señal débil")
        desk.press("c", "ctrl+s")
        desk.press("mañana", "mañana")
        desk.press("\x1b", "ctrl+l")
        desk.type("Q")
        assert desk.code() == 0
    assert faults(tmp_path) == ""


def test_a_window_of_any_size_is_drawn_and_exact_when_it_is_usual_again(
    tmp_path: Path, soak: Callable[[int, int], int]
) -> None:
    desk_of(tmp_path, 40)
    with at_desk(tmp_path) as desk:
        huge = soak(300, 1000), soak(100, 300)  # which take pyte a second to draw
        sizes = [(1, 1), (2, 300), (1000, 1), (41, 11), huge]
        for keys, seen in (("", "Ticket of the morning"), ("\r", "esc back"), ("2", "week ")):
            desk.press(keys, seen)
            for columns, rows in sizes:
                desk.resize(columns, rows)
                desk.look(0.1)
            desk.screen.resize(24, 80)
            desk.screen.reset()
            set_size(desk.terminal, 0, 0)  # which is taken for 80x24
            desk.until(seen)
            desk.resize(80, 24)
            desk.until(seen)
            desk.look(0.3)
            assert is_exact(desk), desk.picture
        desk.type("Q")
        assert desk.code() == 0
    assert faults(tmp_path) == ""


EDITORS = (
    ("exit 1", "The editor ended with 1", ""),
    ('printf " Yours" >> "$1"; exit 3', "ended with 3", " Yours"),
    ("kill -9 $$", "ended with -9", ""),
    ('rm "$1"', "", ""),
    ('kill -STOP $$; printf " later" >> "$1"', "", " later"),
)
"""What an editor does, what is said of that, and what it adds to the text."""


@linux_only
def test_whatever_the_editor_does_the_text_is_kept(tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text("")
    editor.chmod(0o700)
    ana, kept = desk_of(tmp_path, 1), TEXT
    with at_desk(tmp_path, columns=120, environ={"EDITOR": str(editor)}) as desk:
        desk.has_in_hand(1)
        desk.press("r", "ctrl+s")
        desk.press(TEXT, "until then.")
        for n, (script, seen, added) in enumerate(EDITORS):
            editor.write_text(f"#!/bin/sh\necho EDITING {n}\nsleep 0.4\n{script}\n")
            desk.press("\x0f", f"EDITING {n}")
            if "STOP" in script:
                child = child_of(desk.pid)
                desk.comes_to(lambda child=child: is_stopped(child))
                os.kill(child, signal.SIGCONT)
            while desk.seen.count(b"\x1b[?1049h") < n + 2:  # the desk has its screen again
                desk.look(0.02)
            kept += added
            desk.until(kept[-20:])
            desk.until(seen)
        desk.press("\x1b", "Your draft is kept")
    with kept_in(tmp_path):
        draft = drafts.load(ana, "ticket:1", "reply")
        assert draft
        assert draft.fields["body"] == kept
