"""A shell puts the real desk to sleep and wakes it; a timer runs, and another writes meanwhile."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from tests.journeys.terminal import at_desk, kept_in
from tests.journeys.test_killed import TEXT, desk_of
from tests.journeys.test_strange_terminals import faults, is_exact
from tests.support import linux_only, opened, technician
from tests.terminal.hand import JOB, assert_given_back, is_stopped


@linux_only
@pytest.mark.parametrize("way", ["SIGTSTP", "SIGSTOP", "ctrl+z in the editor"])
def test_a_desk_that_is_woken_shows_what_is_so_now_and_takes_keys(tmp_path: Path, way: str) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\necho EDITING\nread line\n")
    editor.chmod(0o700)
    ana = desk_of(tmp_path, 3)
    with at_desk(tmp_path, before=JOB, environ={"EDITOR": str(editor)}) as desk:
        desk.has_in_hand(1)
        told = re.search(rb"job (\d+)[.]", desk.seen)
        assert told
        process = int(told[1])
        desk.press("t", "The timer runs on")
        if editing := way not in signal.Signals.__members__:
            desk.press("r", "ctrl+s")
            desk.press(TEXT, "until then.")
            desk.press("\x0f", "EDITING")
            desk.type("\x1a")
        else:
            os.kill(process, signal.Signals[way])
        desk.comes_to(lambda: is_stopped(process))
        if way != "SIGSTOP":  # of which nobody is told
            assert_given_back(desk)
        with kept_in(tmp_path):
            opened(technician("luis"), "Written meanwhile", assignee=ana)
        desk.screen.reset()
        os.killpg(process, signal.SIGCONT)
        if editing:
            desk.type("\r")
            desk.until("until then.")
            desk.press("\x1b", "Your draft is kept")
        desk.until("1 new, R shows it")
        desk.until("●   0:00:")
        assert is_exact(desk)
        desk.press("p", "critical")
        desk.press("1", "z takes it back")
        desk.press("R", "Written meanwhile")
        desk.press("t", "has stopped after")
        desk.type("Q")
        assert desk.code() == 0
    assert faults(tmp_path) == ""


def test_a_desk_that_is_left_does_not_come_back_for_ctrl_z(tmp_path: Path) -> None:
    desk_of(tmp_path, 1)
    with at_desk(tmp_path) as desk:
        desk.has_in_hand(1)
        desk.type("Q")
        while b"\x1b[?1049l" not in desk.seen:
            desk.look(0.001)
        while not desk.has_ended:  # by now the terminal makes a signal of it again
            desk.send(b"\x1a")
            desk.look(0.002)
        assert desk.code() == 0
        assert_given_back(desk)
    assert faults(tmp_path) == ""
