"""`helpdesk reset-terminal` gives back what a killed desk has left in a mess."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

from helpdesk_tui.screens.terminal import reset
from tests.support import linux_only
from tests.terminal.hand import ROOT, TINY_DESK, Hand, child_of, sitting, until_gone

ONCE_SET = ("?2004", "?1000", "?1003", "?1015", "?1006", "?1004", "?1049")
"""Modes that the desk switches on."""


def modes(seen: bytes) -> dict[str, bool]:
    """Which private modes are on, by what was written last."""
    found = {}
    for part in seen.decode().split("\x1b[")[1:]:
        for mode in (*ONCE_SET, "?25", "?7"):
            if part.startswith((f"{mode}h", f"{mode}l")):
                found[mode] = part[len(mode)] == "h"
    return found


@linux_only
def test_a_shell_gets_its_terminal_back_after_a_kill(tmp_path: Path) -> None:
    environ = {"TERM": "xterm", "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PS1": "$"}
    environ |= {"HOME": str(tmp_path), "LANG": "C.UTF-8"}
    with sitting(Hand, ["/bin/sh", "-i"], environ, 80, 24) as hand:
        hand.until("$")
        found = termios.tcgetattr(hand.terminal)
        hand.type(f"{sys.executable} {TINY_DESK} {tmp_path / 'marker'} mouse\n")
        hand.until("ready")
        desk = child_of(hand.pid)
        assert all(modes(hand.seen)[mode] for mode in ONCE_SET)
        os.kill(desk, signal.SIGKILL)
        until_gone(desk, time.monotonic() + 5)
        assert not termios.tcgetattr(hand.terminal)[3] & termios.ECHO
        hand.type(f"{sys.executable} -m helpdesk_tui reset-terminal\n")
        hand.until("Drafts and the timer were kept")
        assert termios.tcgetattr(hand.terminal)[:4] == found[:4]
        assert not any(modes(hand.seen)[mode] for mode in ONCE_SET)
        assert modes(hand.seen)["?25"]
        assert modes(hand.seen)["?7"]
        hand.type("echo back  again\n")
        hand.until("echo back  again")  # as it is typed
        hand.until("back again")  # and as the shell says it


def test_a_shell_whose_terminal_was_in_order_keeps_what_it_had() -> None:
    terminal, inside = pty.openpty()
    before = termios.tcgetattr(inside)
    reset.reset(inside)
    assert termios.tcgetattr(inside) == before
    os.close(terminal)
    os.close(inside)


def test_what_is_typed_by_hand_does_the_same() -> None:
    told = (ROOT / "docs" / "troubleshooting.md").read_text()
    (printed,) = re.findall(r"printf '(.*)'; stty sane", told)
    assert printed.encode().decode("unicode_escape").encode() == reset.EVERYTHING.encode()


def test_without_a_terminal_it_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "helpdesk_tui", "reset-terminal"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        timeout=20,
    )
    assert done.returncode == 1
    assert "There is no terminal here" in done.stderr
