"""A program in a terminal of its own, measured from outside as a person over SSH would feel it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pyte

ROOT = Path(__file__).resolve().parents[1]
COLUMNS, ROWS = 120, 40

# pyte knows nothing of Kitty's keys, and takes their sequences for others.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>]\d*u")


class Chunk(NamedTuple):
    """Bytes that came in one read, and when (`time.perf_counter`)."""

    at: float
    data: bytes


class Answer(NamedTuple):
    """What a key brought: seconds to the first byte (None: nothing came), and all bytes."""

    first: float | None
    size: int


class Terminal:
    """Runs a command in a 120x40 terminal. What it writes is stamped first and drawn later.

    pyte is slow, so it never stands between the program and the clock: `listen` only collects,
    and `when` draws what was collected, chunk by chunk, to find the one that made the picture.
    """

    def __init__(self, command: list[str], environ: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._undrawn: list[Chunk] = []
        self.started = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.chdir(ROOT)
            os.execve(command[0], command, environ)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def read(self, patience: float) -> bytes:
        """What comes next within so many seconds; empty when nothing does."""
        if not select.select([self._terminal], [], [], max(0.0, patience))[0]:
            return b""
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # the program has closed its side
            self.forget()
            sys.exit(f"The program ended by itself. It showed:\n{self.picture()}")
        self._undrawn.append(Chunk(time.perf_counter(), data))
        return data

    def listen(self, seconds: float) -> int:
        """Collect for so many seconds; answers how many bytes came."""
        end = time.perf_counter() + seconds
        size = 0
        while (left := end - time.perf_counter()) > 0:
            size += len(self.read(left))
        return size

    def settle(self, silence: float = 0.3, at_most: float = 3.0) -> None:
        """Collect until the program has been silent for so long."""
        end = time.perf_counter() + at_most
        while self.read(silence) and time.perf_counter() < end:
            pass

    def when(self, pattern: str, patience: float = 30.0) -> float:
        """The instant of the chunk that made the picture match; ends the run if none does."""
        end = time.perf_counter() + patience
        while time.perf_counter() < end:
            self.settle()
            while self._undrawn:
                chunk = self._undrawn.pop(0)
                self._draw(chunk)
                if re.search(pattern, self.picture()):
                    return chunk.at
        sys.exit(f"The picture never matched {pattern!r}:\n{self.picture()}")

    def picture(self) -> str:
        """What a person sees, as far as it is drawn."""
        return "\n".join(self.screen.display)

    def type(self, keys: str) -> float:
        """Sends keys at once; answers when."""
        at = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return at

    def press(self, key: str, gap: float) -> Answer:
        """Sends one key and collects what it brings until the gap to the next one is over."""
        at = self.type(key)
        first = None
        size = 0
        while (left := at + gap - time.perf_counter()) > 0:
            if data := self.read(left):
                first = first or self._undrawn[-1].at - at
                size += len(data)
        return Answer(first, size)

    def forget(self) -> None:
        """Draws what was collected, so that it is not searched again."""
        while self._undrawn:
            self._draw(self._undrawn.pop(0))

    def cpu_seconds(self) -> float:
        """What all threads of the program have used of a core until now."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def memory(self) -> float:
        """The program's resident memory in megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024

    def _draw(self, chunk: Chunk) -> None:
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", chunk.data))
