"""The dialect of a file: who writes has it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import unquote, urlsplit

from helpdesk_tui import clock
from helpdesk_tui.storage import driver, places
from helpdesk_tui.storage.dialect import Dialect
from helpdesk_tui.storage.faults import Fault, StorageProblem, explain
from helpdesk_tui.storage.feed import Change, ChangeFeed
from helpdesk_tui.storage.header import desk_files
from helpdesk_tui.storage.orm import peewee

_SqliteDatabase: Any = peewee.SqliteDatabase

_WAL_LIMIT = 16 * 1024 * 1024

_LOOKING = 0.004
"""Seconds after which a write that waits looks again whether it is its turn."""


class Sqlite(Dialect, _SqliteDatabase):  # type: ignore[misc]
    """A file of SQLite: who writes has it alone, so that nothing else need be held or kept."""

    dialect = "sqlite"

    identity: tuple[int, int] | None = None
    """What the file was when it was opened."""

    @property
    def path(self) -> Path:
        """The file."""
        return Path(unquote(urlsplit(self.database).path))

    def attachments(self) -> Path:
        return places.attachments_folder(self.path)

    def neighbours(self) -> list[Path]:
        found = desk_files(self.path.parent)
        return [file for file in found if places.identity(file) != self.identity]

    def present(self) -> datetime:
        return clock.now()  # the file is on this machine

    def wake(self) -> driver.Connection:
        if places.identity(self.path) != self.identity:  # its last changes would be left behind
            raise StorageProblem(Fault.MOVED, self.path)
        return self.connection()  # type: ignore[no-any-return]

    def begin(self, lock_type: str | None = None) -> None:
        # SQLite would look ever more seldom, at last every 100 ms: among many who write, whoever
        # has waited for long would go on waiting.
        if lock_type == "DEFERRED":
            super().begin(lock_type)
            return
        until = monotonic() + self._timeout
        self.connection().execute("PRAGMA busy_timeout = 0")
        try:
            while not self._has_begun(lock_type, is_last=monotonic() > until):
                sleep(_LOOKING)
        finally:
            self.connection().execute(f"PRAGMA busy_timeout = {int(self._timeout * 1000)}")

    def _has_begun(self, lock_type: str | None, *, is_last: bool) -> bool:
        try:
            super().begin(lock_type)
        except peewee.OperationalError as error:
            problem = explain(error)
            if is_last or problem is None or problem.fault is not Fault.LOCKED:
                raise
            return False
        return True

    def interrupt(self, connection: driver.Connection) -> None:
        connection.interrupt()

    def snapshot(self) -> AbstractContextManager[Any]:
        # Without a WAL a reader would hold writers up: there each question has its own moment.
        is_wal = driver.best_journal() == "wal"
        return self.atomic("DEFERRED") if is_wal else nullcontext()

    def held(self, query: Any, *, alone: bool = False) -> Any:
        return query

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        insert = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
        self.connection().executemany(insert, rows)

    def take_numbers(self, table: str) -> None:
        pass

    def numbered(self, table: str) -> None:
        pass

    def sweep(self) -> bool:
        # The file has zeros there (secure_delete); older pages wait in the WAL.
        busy, _pages, _moved = self.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def feed(self, callback: Callable[[list[Change]], None]) -> ChangeFeed:
        return ChangeFeed(self.path, callback)


def bind(path: Path) -> Sqlite:
    """A Peewee database on this file; it connects when first used, once for each thread."""
    pragmas = {
        "foreign_keys": 1,
        "synchronous": "full",
        "journal_size_limit": _WAL_LIMIT,
        "secure_delete": 1,  # what is erased for good leaves no letters in the file
    }
    if driver.best_journal() != "wal":
        # WAL stays with the file, every other mode is the connection's.
        pragmas["journal_mode"] = driver.best_journal()
    bound = Sqlite(
        driver.existing(path),
        pragmas=pragmas,
        lock_type="IMMEDIATE",
        timeout=driver.TIMEOUT,
        uri=True,
    )
    bound.identity = places.identity(path)
    return bound
