"""The SQLite library at hand, what it may be trusted with, and plain connections to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.orm import peewee

if TYPE_CHECKING:
    import sqlite3
else:
    sqlite3 = peewee.sqlite3  # pysqlite3 where it is installed and not older

Connection = sqlite3.Connection
Error = sqlite3.Error
OperationalError = sqlite3.OperationalError

TIMEOUT = 30.0
"""Seconds that a write waits for another process's write."""


def require_search() -> None:
    """Raise StorageProblem when the library cannot keep the search index."""
    if sqlite3.sqlite_version_info < (3, 43):
        raise StorageProblem(Fault.LIBRARY, detail=version())


def wal_is_safe(library: tuple[int, ...]) -> bool:
    """Whether several processes may share a WAL file: fixed in 3.51.3, 3.50.7 and 3.44.6."""
    return (
        library >= (3, 51, 3) or (3, 50, 7) <= library < (3, 51) or (3, 44, 6) <= library < (3, 45)
    )


def version() -> str:
    """The version of the SQLite library in use, such as "3.53.4"."""
    return sqlite3.sqlite_version


def best_journal() -> str:
    """The journal mode that is both safe and quick with this library."""
    return "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate"


def connect(path: Path, *, timeout: float = TIMEOUT) -> Connection:
    """A connection of one's own, apart from Peewee's, that never creates a file."""
    return sqlite3.connect(existing(path), timeout=timeout, isolation_level=None, uri=True)


def existing(path: Path) -> str:
    """The address of a file that is there: one that has been moved away is not made anew."""
    return f"{path.absolute().as_uri()}?mode=rw"
