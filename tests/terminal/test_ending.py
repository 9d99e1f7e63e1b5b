"""However it ends, the desk has saved, is gone in five seconds and gives the terminal back."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.support import linux_only
from tests.terminal.hand import assert_given_back, child_of, desk, until_gone


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "marker"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_saves_and_ends(marker: Path, number: signal.Signals) -> None:
    with desk(marker) as hand:
        hand.until("ready")
        hand.signal(number)
        hand.signal(number)
        assert hand.code() == 128 + number
        assert marker.read_text().split("\n")[:2] == ["saved", f"left {128 + number}"]
        assert_given_back(hand)


def test_quitting_gives_the_terminal_back_though_a_thread_is_busy(marker: Path) -> None:
    with desk(marker, "thread") as hand:
        hand.until("ready")
        hand.type("q")
        assert hand.code() == 0
        assert marker.read_text() == "left 0\nfinished\n"
        assert_given_back(hand)


@pytest.mark.parametrize("way", ["calm", "busy"])
def test_a_closed_terminal_saves_and_ends(marker: Path, way: str) -> None:
    with desk(marker, way) as hand:
        hand.until("size 80x30")
        hand.hang_up()
        assert hand.code() == 129
    assert marker.read_text().startswith("saved\n")


@linux_only
def test_a_terminal_that_closes_without_a_signal_saves_and_ends(marker: Path) -> None:
    """The desk is no session leader: nobody sends it a SIGHUP, its stdin is at its end."""
    alone = "import os; pid = os.fork(); pid and (os.waitpid(pid, 0), os._exit(0)); os.setsid()"
    with desk(marker, before=alone) as hand:
        hand.until("ready")
        child = child_of(hand.pid)
        hand.hang_up()
        hand.code()
        until_gone(child, time.monotonic() + 5)
    assert marker.read_text() == "saved\nleft 129\nfinished\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_stalled_terminal_saves_ends_and_is_given_back(marker: Path, number: int) -> None:
    with desk(marker, "busy") as hand:
        hand.until("frame")
        time.sleep(1)  # nobody reads, and the kernel's buffer is full
        hand.signal(number)
        assert hand.code(looking=False) == 128 + number
        assert marker.read_text().startswith("saved\n")
        assert_given_back(hand)


def test_a_desk_that_hangs_saves_and_is_ended_all_the_same(marker: Path) -> None:
    with desk(marker) as hand:
        hand.until("ready")
        hand.type("h")
        hand.comes_to(marker.exists)
        hand.signal(signal.SIGTERM)
        assert hand.code() == 128 + signal.SIGTERM
        assert marker.read_text() == "hanging\nsaved\n"
        assert_given_back(hand)


def test_a_save_that_hangs_does_not_keep_the_desk(marker: Path) -> None:
    with desk(marker, "slow") as hand:
        hand.until("ready")
        hand.signal(signal.SIGTERM)
        assert hand.code() == 128 + signal.SIGTERM
        assert_given_back(hand)


def test_ctrl_c_in_the_editor_is_the_editors(marker: Path) -> None:
    with desk(marker, "async") as hand:
        hand.until("ready")
        hand.type("\x1bOQ")
        hand.until("EDITOR>")
        hand.signal(signal.SIGINT)
        hand.signal(signal.SIGQUIT)
        time.sleep(0.2)
        os.write(hand.terminal, b"done\n")
        hand.until("back")
        hand.type("q")
        assert hand.code() == 0


def test_term_while_the_editor_is_open_saves_and_ends(marker: Path) -> None:
    with desk(marker, "async") as hand:
        hand.until("ready")
        hand.type("\x1bOQ")
        hand.until("EDITOR>")
        hand.signal(signal.SIGTERM)
        assert hand.code() == 128 + signal.SIGTERM
    assert marker.read_text().startswith("saved\n")


def test_a_forked_child_that_is_ended_does_not_end_the_desk(marker: Path) -> None:
    with desk(marker) as hand:
        hand.until("ready")
        hand.type("f")
        hand.until("child ended by 15")
        hand.type("c")
        hand.until("counted 1")


SHELL = """
import signal
job = os.fork()
if job:
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.setpgid(job, job)
    os.tcsetpgrp(0, job)
    os.write(1, b"job %d." % job)
    while os.WIFSTOPPED(status := os.waitpid(job, os.WUNTRACED)[1]):
        os.tcsetpgrp(0, os.getpgrp())
        os.write(1, b"$ ")
    os._exit(os.waitstatus_to_exitcode(status))
while os.tcgetpgrp(0) != os.getpid():
    pass
"""
"""A shell with one job, which takes the terminal back when the job is put to sleep."""


def test_a_desk_that_sleeps_behind_a_shell_saves_and_ends(marker: Path) -> None:
    with desk(marker, before=SHELL) as hand:
        hand.until("ready")
        process = int(hand.seen.split(b"job ")[1].split(b".")[0])
        os.kill(process, signal.SIGTSTP)
        hand.until("$ ")
        os.kill(process, signal.SIGTERM)
        os.kill(process, signal.SIGCONT)
        assert hand.code() == 128 + signal.SIGTERM
    assert marker.read_text().startswith("saved\n")
