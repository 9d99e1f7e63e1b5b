"""Bytes on their way to the terminal, which nobody ever waits for."""

from __future__ import annotations

import os
import termios
from asyncio import AbstractEventLoop
from collections.abc import Callable

MOST_WAITING = 64 * 1024
"""Bytes that may wait for the terminal before frames are dropped: some two full pictures."""


class Output:
    """Writes to a non-blocking descriptor; what the terminal does not take waits or is dropped.

    `repaint` is called when a terminal that missed something has taken all that waited.
    Everything runs on the thread of the event loop, `say_last` excepted.
    """

    def __init__(self, terminal: int, loop: AbstractEventLoop, repaint: Callable[[], None]) -> None:
        self._terminal = terminal
        self._loop = loop
        self._repaint = repaint
        self._waiting = bytearray()
        self._scheduled = False
        self._stalled = False
        self._missed = False

    def write(self, text: str) -> None:
        """Queue text to be sent by the next `flush`, or by the loop's next turn."""
        if len(self._waiting) > MOST_WAITING:
            self._missed = True
            return
        self._waiting += text.encode("utf-8", "replace")
        if not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._next_turn)

    def flush(self) -> None:
        """Send what the terminal takes now; the rest follows when it is ready again."""
        if not self._stalled:
            self._send()

    def say_last(self, text: str) -> None:
        """Send text now or never, ahead of all that waits; any thread may call it.

        When the terminal takes nothing, what the kernel still holds for it is thrown away.
        """
        data = text.encode()
        if self._waiting and not self._stalled:
            data = bytes(self._waiting) + data
        self._waiting.clear()
        try:
            if _write(self._terminal, data) < len(data):
                termios.tcflush(self._terminal, termios.TCOFLUSH)
                _write(self._terminal, data)
        except (OSError, termios.error):
            pass  # nobody is there to read it

    def close(self) -> None:
        """Leave the loop; the descriptor stays its owner's."""
        self._waiting.clear()
        if self._stalled:
            self._stalled = False
            self._loop.remove_writer(self._terminal)

    def _next_turn(self) -> None:
        self._scheduled = False
        self.flush()

    def _send(self) -> None:
        try:
            del self._waiting[: _write(self._terminal, self._waiting)]
        except OSError:
            self._waiting.clear()  # the terminal is gone, which the reading side reports
        if self._waiting and not self._stalled:
            self._stalled = True
            self._loop.add_writer(self._terminal, self._send)
        elif self._stalled and not self._waiting:
            self._stalled = False
            self._loop.remove_writer(self._terminal)
            if self._missed:
                self._missed = False
                self._repaint()


def _write(terminal: int, data: bytes | bytearray) -> int:
    """How many bytes the terminal took."""
    try:
        return os.write(terminal, data) if data else 0
    except BlockingIOError:
        return 0
