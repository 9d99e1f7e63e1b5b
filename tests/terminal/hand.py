"""A real pseudo-terminal with a program in it, and a person in front: looks, types, walks away."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pyte

TINY_DESK = Path(__file__).with_name("tiny_desk.py")
ROOT = Path(__file__).parents[2]

JOB = """
import signal
job = os.fork()
if job:
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.setpgid(job, job)
    os.tcsetpgrp(0, job)
    os.write(1, b"job %d." % job)
    os._exit(os.waitpid(job, 0)[1])
while os.tcgetpgrp(0) != os.getpid():
    pass
"""
"""What a shell does: a group of its own for the desk, which can be put to sleep and woken."""


_FIRST = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
"""
_LAST = """
os.execv(sys.argv[1], sys.argv[1:])
"""


class Hand:
    """Everything that the program wrote is in `seen`; `screen` is how a terminal shows it."""

    def __init__(
        self, process: subprocess.Popen[bytes], terminal: int, columns: int, rows: int
    ) -> None:
        self.pid = process.pid
        self._process = process
        self.terminal = terminal
        self.seen = b""
        self.found = termios.tcgetattr(terminal)  # before the program has come so far as to ask
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)

    @property
    def picture(self) -> str:
        return "\n".join(self.screen.display)

    def look(self, seconds: float = 0.0) -> None:
        """Take what the program writes, for so many seconds."""
        end = time.monotonic() + seconds
        while select.select([self.terminal], [], [], max(0.0, end - time.monotonic()))[0]:
            try:
                data = os.read(self.terminal, 65536)
            except OSError:  # the program has closed its side
                return
            self.seen += data
            # pyte does not know Kitty's keys, and takes ESC[>25u for a cursor to restore
            self._stream.feed(data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))

    def until(self, text: str, seconds: float = 15.0) -> None:
        """Look until the picture has the text."""
        self._until(lambda: text in self.picture, f"{text!r} in\n", seconds)

    def comes_to(self, holds: Callable[[], object], seconds: float = 5.0) -> None:
        """Look until something is so that need not be seen in the picture."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.picture
            self.look(0.02)

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def type(self, keys: str | bytes) -> None:
        os.write(self.terminal, keys.encode() if isinstance(keys, str) else keys)

    def send(self, data: bytes) -> None:
        """Type more than the kernel takes at once, and look at what comes of it meanwhile.

        The rest is dropped when the program ends before it has taken all.
        """
        while data and not self.has_ended:
            ready = select.select([self.terminal], [self.terminal], [], 60.0)
            assert any(ready), "the program takes nothing any more"
            if ready[1]:
                data = data[os.write(self.terminal, data[:512]) :]
            self.look()

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        set_size(self.terminal, columns, rows)
        self.screen.resize(rows, columns)

    def hang_up(self) -> None:
        os.close(self.terminal)
        self.terminal = -1

    def code(self, seconds: float = 5.0, *, looking: bool = True) -> int:
        """The exit code of a program that ends in time: as the shell has it, 128 + signal."""
        end = time.monotonic() + seconds
        while not self.has_ended:
            if time.monotonic() > end:
                raise AssertionError(f"still running after {seconds} s:\n{self.picture}")
            if looking and self.terminal >= 0:
                self.look(0.02)
            else:
                time.sleep(0.02)
        if looking and self.terminal >= 0:
            self.look(0.05)
        code = self._process.wait()
        return code if code >= 0 else 128 - code

    def _until(self, holds: Callable[[], object], wanted: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not holds():
            before = len(self.seen)
            while len(self.seen) == before:  # nothing new: the picture is the same
                if time.monotonic() > end:
                    raise AssertionError(f"no {wanted}{self.picture}\n{self.seen[-500:]!r}")
                self.look(0.02)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        if self.terminal >= 0:
            os.close(self.terminal)


H = TypeVar("H", bound=Hand)


@contextmanager
def sitting(
    at: type[H],
    command: list[str],
    environ: dict[str, str],
    columns: int,
    rows: int,
    before: str = "",
) -> Iterator[H]:
    """A program in a terminal of its own, killed at the end if it still runs.

    `before` is Python that runs before it in the same process, which leads the session. Nothing is
    forked from here: a fork has the locks that other threads hold at that moment, and waits for
    them for ever, and it has the terminals of other programs, which then stay open.
    """
    terminal, inside = pty.openpty()
    set_size(terminal, columns, rows)
    first = [sys.executable, "-I", "-S", "-c", f"{_FIRST}{before}{_LAST}"]
    process = subprocess.Popen(
        [*first, *command],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env=environ,
        start_new_session=True,
    )
    os.close(inside)
    hand = at(process, terminal, columns, rows)
    try:
        yield hand
    finally:
        hand.kill()


def set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def is_stopped(process: int) -> bool:
    """Whether it sleeps until a shell wakes it; by /proc."""
    return Path(f"/proc/{process}/stat").read_text().split()[2] == "T"


def child_of(process: int) -> int:
    """The process that it has begun; by /proc."""
    (child,) = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return int(child)


def until_gone(process: int, end: float) -> None:
    """Waits until there is no such process, to this moment at most; by /proc."""
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < end, f"{process} is still there"
        time.sleep(0.02)


def assert_given_back(hand: Hand) -> None:
    """The shell has its line editing, its screen, its cursor and its keys again."""
    hand.look(0.1)
    assert termios.tcgetattr(hand.terminal) == hand.found
    farewell = hand.seen[hand.seen.rindex(b"\x1b[?2004l") :]
    for undone in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[<u", b"\x1b[?1004l", b"\x1b[?7h"):
        assert undone in farewell


@contextmanager
def desk(
    marker: Path, *ways: str, columns: int = 80, rows: int = 30, before: str = "", **environ: str
) -> Iterator[Hand]:
    """The tiny desk in a terminal of its own, killed at the end if it still runs.

    `before` is Python that runs in the child before the program is loaded.
    """
    keep = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME")}
    keep |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"} | environ
    command = [sys.executable, str(TINY_DESK), str(marker), *ways]
    with sitting(Hand, command, keep, columns, rows, before) as hand:
        yield hand
