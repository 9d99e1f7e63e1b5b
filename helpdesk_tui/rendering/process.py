"""Starts, asks and ends the process that renders.

One that has just rendered well is kept for the next text, a minute at most; one that has met any
problem is ended, so that nothing of it reaches the next text.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import msgspec

from helpdesk_tui.rendering.limits import IDLE, LONGEST_TEXT, WALL
from helpdesk_tui.rendering.problems import Answer

_START = 15.0
"""Seconds in which it must be ready, on a machine that is busy."""

_LAST_WORDS = 0.3
"""Seconds in which one that is stopped may say where it was."""

_NOT_TOUCHED = IDLE - 5
"""Seconds after which a kept process is no longer asked: it is about to leave."""

_LONGEST_ANSWER = 6 * LONGEST_TEXT + 10_000
"""Bytes: JSON needs six for a character at most."""

_BOOT = (
    "import sys; sys.path[:] = sys.argv[1:];"
    " from helpdesk_tui.rendering import child; child.serve()"
)
_KEPT_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class _Gone(Exception):
    """The process ended, or said what it never should."""


class _Renderer:
    """One process, in a session of its own: no terminal, no environment, no folder."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        self._said = bytearray()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _BOOT, *map(os.path.abspath, sys.path)],
                env={key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ},
                cwd="/",
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._used = time.monotonic()
        self._has_started = False

    def ask(self, request: bytes) -> Answer:
        """Its answer; that it took too long, or fell, is one, too."""
        try:
            return self._asked(request)
        except TimeoutError:
            return Answer(problem="time")
        except (_Gone, OSError, ValueError):
            return Answer(problem="crashed")

    def is_good(self) -> bool:
        """Whether it still runs and will for a while."""
        return self._process.poll() is None and time.monotonic() - self._used < _NOT_TOUCHED

    def end(self) -> None:
        """Kills it and whatever it may have started."""
        if self._process.returncode is None:  # else its number may be somebody else's by now
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._socket.close()

    def _asked(self, request: bytes) -> Answer:
        if not self._has_started:
            self._wait_for_its_start()
        self._used = time.monotonic()
        deadline = self._used + WALL
        try:
            self._socket.settimeout(WALL)
            self._socket.sendall(request + b"\n")
            return self._answer(deadline)
        except TimeoutError:
            self._process.send_signal(signal.SIGXCPU)
            with suppress(_Gone):
                return self._answer(deadline + _LAST_WORDS)
            raise

    def _answer(self, deadline: float) -> Answer:
        return msgspec.convert(json.loads(self._line(deadline)), Answer)

    def _wait_for_its_start(self) -> None:
        try:
            self._line(self._used + _START)
        except TimeoutError as error:
            raise _Gone from error
        self._has_started = True

    def _line(self, deadline: float) -> bytes:
        while not self._said.endswith(b"\n"):
            self._socket.settimeout(max(deadline - time.monotonic(), 0.001))
            piece = self._socket.recv(1 << 16)
            self._said += piece
            if not piece or len(self._said) > _LONGEST_ANSWER:
                raise _Gone
        line = bytes(self._said)
        self._said.clear()
        return line


_kept: list[_Renderer] = []


def ask(request: bytes) -> Answer:
    """The answer to a request: a JSON list of template and data. Any thread may ask."""
    try:
        renderer = _kept_or_new()
    except OSError:
        return Answer(problem="crashed")
    try:
        answer = renderer.ask(request)
    except BaseException:
        renderer.end()
        raise
    if answer.problem or _kept:
        renderer.end()
    else:
        _kept.append(renderer)
    return answer


def _kept_or_new() -> _Renderer:
    with suppress(IndexError):
        while True:
            kept = _kept.pop()
            if kept.is_good():
                return kept
            kept.end()
    return _Renderer()
