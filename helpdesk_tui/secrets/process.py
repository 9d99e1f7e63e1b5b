"""Another program, asked once: it may neither take long nor say much, and sees no terminal."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

MOST = 1 << 16
"""Bytes that it may say; a password has fewer."""

_SLICE = 0.1


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it. `code` is None when it was ended because of the time or its talk."""

    code: int | None
    out: bytes = field(repr=False)
    err: str


def run(command: Sequence[str], seconds: float, given: bytes = b"") -> Said:
    """Runs an argument list, no shell; after so many seconds it and all its own are killed.

    So they are when whoever waits for it is interrupted: ctrl-C does not reach them by itself.
    `given` goes to its standard input and must fit into a pipe. Raises OSError where it cannot
    be started.
    """
    end = time.monotonic() + seconds
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    with process.stdout as stdout, process.stderr as stderr:
        said = {stdout.fileno(): bytearray(), stderr.fileno(): bytearray()}
        code = None
        try:
            with suppress(BrokenPipeError), process.stdin:
                process.stdin.write(given)
            with suppress(TimeoutError, subprocess.TimeoutExpired):
                _listen(process, said, end)
                code = process.wait(max(0, end - time.monotonic()))
        finally:
            if code is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        out, err = said[stdout.fileno()], said[stderr.fileno()]
    return Said(code, bytes(out), err.decode("utf-8", "replace").strip())


def _listen(process: subprocess.Popen[bytes], said: dict[int, bytearray], end: float) -> None:
    """Takes in what is said until all is said, or it is over though others hold its pipes."""
    with selectors.DefaultSelector() as pipes:
        for pipe in said:
            pipes.register(pipe, selectors.EVENT_READ)
        while pipes.get_map():
            if time.monotonic() > end or sum(map(len, said.values())) > MOST:
                raise TimeoutError
            over = process.poll() is not None
            ready = pipes.select(_SLICE)
            for key, _events in ready:
                piece = os.read(key.fd, MOST)
                said[key.fd] += piece
                if not piece:
                    pipes.unregister(key.fd)
            if over and not ready:
                return
