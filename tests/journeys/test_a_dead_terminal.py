"""A line drops and nobody tells the desk: it is found from the next terminal, and taken over."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from helpdesk_tui import desks, paths
from tests.journeys.terminal import Terminal, at_desk
from tests.journeys.test_endings import is_stalled, stall
from tests.journeys.test_killed import TEXT, desk_of
from tests.support import linux_only


def sits_with_a_text(desk: Terminal) -> None:
    """A reply is half typed and a timer runs."""
    desk.has_in_hand(1)
    desk.press("t", "The timer runs on")
    desk.press("r", "ctrl+s")
    desk.press(TEXT, "until then.")
    desk.look(0.8)  # until the draft is a row


@linux_only
@pytest.mark.parametrize("state", ["calm", "stalled", "stopped", "killed"])
def test_a_desk_left_behind_is_told_ended_and_what_it_held_goes_on_here(
    tmp_path: Path, state: str
) -> None:
    desk_of(tmp_path, 2)
    with at_desk(tmp_path) as dead, at_desk(tmp_path, "luis"):
        sits_with_a_text(dead)
        name = os.ttyname(dead.terminal)
        if state == "stalled":
            stall(dead)
        elif state == "stopped":
            dead.signal(signal.SIGSTOP)
        elif state == "killed":
            dead.signal(signal.SIGKILL)
            dead.code()
        with at_desk(tmp_path) as here:
            if state == "killed":
                here.until("Drafts wait for you: 1")
                assert "is open too" not in here.picture
                here.press("\x1bOS", "No other desk of yours is open")
            else:
                here.until("f4 ends it")
                assert state != "stalled" or is_stalled(dead)
                here.press("\x1bOS", "is to save and end?")
                here.press("1", "has ended")
                assert dead.code(0.5, looking=False) == 128 + signal.SIGTERM, name
            here.press("r", "taken over from your other terminal")
            here.until("until then.")
            here.press("\x1b", "Your draft is kept")
            here.press("t", "has stopped after")


def test_the_file_of_a_desk_that_is_gone_goes_too(tmp_path: Path) -> None:
    gone = paths.state_dir() / "desks" / f"{os.uname().nodename}-999999"
    gone.parent.mkdir(parents=True)
    gone.write_text("helpdesk.db ana\n/dev/pts/99")
    assert desks.others("helpdesk.db ana") == []
    assert not gone.exists()
