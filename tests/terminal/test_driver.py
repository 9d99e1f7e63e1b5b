"""The driver writes what Textual's would, never waits, and reads whatever bytes come."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.support import linux_only
from tests.terminal.hand import JOB, desk, is_stopped, set_size

MOUSE_OFF = b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "marker"


@pytest.mark.parametrize("mouse", [(), ("mouse",)], ids=["no mouse", "mouse"])
def test_the_bytes_are_those_of_textuals_own_driver(marker: Path, mouse: tuple[str, ...]) -> None:
    seen = []
    for ways in (("stock", *mouse), mouse):
        with desk(marker, *ways) as hand:
            hand.until("ready")
            hand.look(0.2)
            hand.type("c")
            hand.until("counted 1")
            hand.type("q")
            hand.code()
            seen.append(hand.seen)
    # the stock driver turns the mouse off a second time, when the terminal is the shell's again
    assert seen[0].removesuffix(MOUSE_OFF if mouse else b"") == seen[1]
    assert (b"\x1b[?1003h" in seen[1]) is bool(mouse)


def test_a_terminal_that_nobody_reads_holds_nothing_up_and_is_exact_afterwards(
    marker: Path,
) -> None:
    with desk(marker, "busy") as hand:
        hand.until("frame")
        hand.type("l")
        before = len(hand.seen)
        time.sleep(4.5)
        hand.type("s")
        while not marker.exists():
            time.sleep(0.02)
        hand.until("stopped", seconds=1.0)
        hand.look(0.5)
        lag = float(marker.read_text().split()[1])
        assert lag < 0.3  # a machine busy with other tests; 20 ms alone
        last = int(hand.picture.split("stopped ")[1].split()[0])
        assert last > 60
        rows = hand.picture.splitlines()[3:23]
        wanted = [f"{last:06d} {row:02d} " + "x" * 60 for row in range(20)]
        assert [row.rstrip() for row in rows] == wanted
        assert len(hand.seen) - before < 300_000  # hundreds of frames were not even sent late
        hand.type("q")
        assert hand.code() == 0


def test_bytes_that_are_no_text_are_shown_and_the_next_key_counts(marker: Path) -> None:
    with desk(marker) as hand:
        hand.until("ready")
        hand.type(b"\xff")
        hand.until("typed \ufffd")
        hand.type(b"\xc3\xa9")
        hand.until("typed é")


def test_random_bytes_of_any_length_leave_it_able_to_take_the_next_key(
    marker: Path, soak: Callable[[int, int], int]
) -> None:
    random, count = Random(1), soak(20_000, 10_000_000)
    with desk(marker) as hand:
        hand.until("ready")
        for _ in range(count // 5_000):  # all keys but those that leave it, hang it, raise, or ask
            hand.send(random.randbytes(5_000).translate(None, b"qhxwfc\x10\x11"))
        hand.type("\x1b[201~\x1b\\")  # ends a paste or a string that has begun
        hand.look(0.5)
        hand.type("c")
        hand.until("counted", seconds=60)


@pytest.mark.parametrize("report", ["\x1b[97:65;2u", "\x1b[99999999999;1u", "\x1b[1;:u"])
def test_a_key_report_that_textual_stumbles_over_is_skipped(marker: Path, report: str) -> None:
    with desk(marker) as hand:
        hand.until("ready")
        hand.type(report)
        time.sleep(0.05)
        hand.type("c")
        hand.until("counted 1")


def test_escape_alone_is_a_key(marker: Path) -> None:
    with desk(marker) as hand:
        hand.until("ready")
        hand.type("\x1b")
        hand.until("escape", seconds=2)


def test_columns_and_lines_of_the_environment_are_not_believed(marker: Path) -> None:
    with desk(marker, columns=100, rows=28, COLUMNS="200", LINES="9") as hand:
        hand.until("size 100x28")
        hand.resize(61, 20)
        hand.until("size 61x20")


def test_the_smallest_and_unknown_sizes_break_nothing(marker: Path) -> None:
    with desk(marker) as hand:
        hand.until("ready")
        for columns, rows in ((1, 1), (500, 2), (90, 25)):
            hand.resize(columns, rows)
            hand.look(0.1)
        hand.until("size 90x25")
        set_size(hand.terminal, 0, 0)
        hand.until("size 80x24")


@pytest.mark.parametrize("ways", [(), ("async", "busy")], ids=["calm", "while it repaints"])
def test_the_editor_gets_the_terminal_and_the_desk_comes_back(
    marker: Path, ways: tuple[str, ...]
) -> None:
    with desk(marker, *ways) as hand:
        hand.until("size 80x30")
        hand.type("\x1bOQ")
        hand.until("EDITOR>")
        hand.look(0.3)
        assert hand.seen.endswith(b"EDITOR> ")
        hand.type("text\r")
        hand.until("size 80x30")
        hand.type("s")
        hand.until("stopped")


@linux_only
@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_stopped_desk_paints_itself_again_when_it_goes_on(marker: Path, number: int) -> None:
    with desk(marker, before=JOB) as hand:
        hand.until("ready")
        process = int(hand.seen.split(b"job ")[1].split(b".")[0])
        os.kill(process, number)
        hand.comes_to(lambda: is_stopped(process))
        hand.screen.reset()
        os.kill(process, signal.SIGCONT)
        hand.until("size 80x30")
        hand.type("c")
        hand.until("counted 1")


def test_a_desk_that_no_shell_could_wake_is_not_put_to_sleep(marker: Path) -> None:
    """Its terminal is that of ssh or tmux, which know of no jobs."""
    with desk(marker, "async") as hand:
        hand.until("ready")
        hand.screen.reset()
        hand.signal(signal.SIGTSTP)
        hand.until("size 80x30")
        hand.type("c")
        hand.until("counted 1")
        hand.type("\x1bOQ")
        hand.until("EDITOR>")
        hand.type("\x1a")
        hand.look(0.2)
        hand.type("text\r")
        hand.until("back")


@pytest.mark.parametrize("locale", ["C", "es_ES.ISO-8859-1"])
def test_the_locale_does_not_change_what_is_drawn(marker: Path, locale: str) -> None:
    with desk(marker, LANG=locale, LC_ALL=locale) as hand:
        hand.until("ready")
        hand.type("ñ")
        hand.until("typed ñ")
