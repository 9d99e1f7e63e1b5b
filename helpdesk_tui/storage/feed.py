"""Tells what any process has committed, within half a second and for next to nothing."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from helpdesk_tui.storage import driver, places
from helpdesk_tui.storage.faults import Fault, StorageProblem, explain

INTERVAL = 0.5
"""Seconds between two looks."""

_PAGE = 1000
_TIMEOUT = 1.0
_LAST = "SELECT coalesce(max(id), 0) FROM event"
_NEWER = "SELECT id, entity, entity_id, field, batch FROM event WHERE id > ? ORDER BY id LIMIT ?"


@dataclass(frozen=True, slots=True)
class Change:
    """One event, as much of it as says what to read again."""

    id: int
    entity: int
    entity_id: int
    field: str
    batch: int


class Feed(Protocol):
    """Hands on what anybody commits, from when it was made until it is stopped."""

    on_loss: Callable[[StorageProblem], None]
    """Hears in the feed's thread, once each time, that a file is not in its place or damaged."""

    on_stir: Callable[[], None]
    """Hears in the feed's thread that something may have changed that leaves no event."""

    def start(self) -> None:
        """Begin; what was committed since the feed was made is told first."""

    def stop(self) -> None:
        """End; returns when nothing more is told."""


class ChangeFeed(threading.Thread):
    """A thread that hands every new event to `callback`, oldest first, a thousand at a time.

    It follows a file; for a server there is `postgres.feed`. The callback runs in this thread, must
    be quick and must not raise. Commits of this process are told as well. A look that fails, say
    while the file is locked or damaged, is made up for by the next that does not.
    """

    def __init__(self, path: Path, callback: Callable[[list[Change]], None]) -> None:
        super().__init__(name="change feed", daemon=True)
        self.on_loss: Callable[[StorageProblem], None] = lambda _: None
        self.on_stir: Callable[[], None] = lambda: None
        self._path = path
        self._identity = places.identity(path)
        self._callback = callback
        self._ended = threading.Event()
        self._version: int | None = None
        # Read here, so that nothing is missed between the making and the first look.
        with contextlib.closing(self._connect()) as connection:
            self._seen: int = connection.execute(_LAST).fetchone()[0]

    def stop(self) -> None:
        """End the thread and close its connection; returns when both are done."""
        self._ended.set()
        if self.is_alive() and self is not threading.current_thread():
            self.join()

    def run(self) -> None:
        with contextlib.closing(self._connect()) as connection:
            told: Fault | None = None
            while True:
                problem = self._look(connection)
                if problem and problem.fault is not told:
                    self.on_loss(problem)
                told = problem.fault if problem else None
                if self._ended.wait(INTERVAL):
                    return

    def _look(self, connection: driver.Connection) -> StorageProblem | None:
        """Tells what is new; answers what the person has to be told of the file itself."""
        try:
            present = connection.execute("PRAGMA data_version").fetchone()[0]
            if present != self._version:
                self._tell_news(connection)
                self._version = present
                self.on_stir()
        except driver.Error as error:
            problem = explain(error)
            if problem and problem.fault is Fault.DAMAGED:
                return problem
        in_place = places.identity(self._path) == self._identity
        return None if in_place else StorageProblem(Fault.MOVED, self._path)

    def _tell_news(self, connection: driver.Connection) -> None:
        while not self._ended.is_set():
            rows = connection.execute(_NEWER, (self._seen, _PAGE)).fetchall()
            if not rows:
                return
            self._seen = rows[-1][0]
            self._callback([Change(*row) for row in rows])

    def _connect(self) -> driver.Connection:
        connection = driver.connect(self._path, timeout=_TIMEOUT)
        connection.execute("PRAGMA query_only=1")
        return connection
