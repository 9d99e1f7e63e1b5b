"""The SQLite library at hand, what it may be trusted with, and plain connections to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from helpdesk_tui.storage import places
from helpdesk_tui.storage.dialect import Dialect
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.orm import peewee

if TYPE_CHECKING:
    import sqlite3

    from helpdesk_tui.storage.feed import Change, ChangeFeed
else:
    sqlite3 = peewee.sqlite3  # pysqlite3 where it is installed and not older

Connection = sqlite3.Connection
Error = sqlite3.Error
OperationalError = sqlite3.OperationalError

_SqliteDatabase: Any = peewee.SqliteDatabase

TIMEOUT = 30.0
"""Seconds that a write waits for another process's write."""

_WAL_LIMIT = 16 * 1024 * 1024


class Sqlite(Dialect, _SqliteDatabase):  # type: ignore[misc]
    """A file of SQLite: who writes has it alone, so that nothing else need be held or kept."""

    dialect = "sqlite"

    @property
    def path(self) -> Path:
        """The file."""
        return Path(unquote(urlsplit(self.database).path))

    def attachments(self) -> Path:
        return places.attachments_folder(self.path)

    def wake(self) -> Connection:
        return self.connection()  # type: ignore[no-any-return]

    def interrupt(self, connection: Connection) -> None:
        connection.interrupt()

    def held(self, query: Any) -> Any:
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

    def feed(self, callback: Callable[[list[Change]], None]) -> ChangeFeed:
        from helpdesk_tui.storage.feed import ChangeFeed

        return ChangeFeed(self.path, callback)


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


def bind(path: Path) -> Sqlite:
    """A Peewee database on this file; it connects when first used, once for each thread."""
    pragmas = {"foreign_keys": 1, "synchronous": "full", "journal_size_limit": _WAL_LIMIT}
    if best_journal() != "wal":  # WAL stays with the file, every other mode is the connection's
        pragmas["journal_mode"] = best_journal()
    return Sqlite(
        _existing(path), pragmas=pragmas, lock_type="IMMEDIATE", timeout=TIMEOUT, uri=True
    )


def connect(path: Path, *, timeout: float = TIMEOUT) -> Connection:
    """A connection of one's own, apart from Peewee's, that never creates a file."""
    return sqlite3.connect(_existing(path), timeout=timeout, isolation_level=None, uri=True)


def _existing(path: Path) -> str:
    """The address of a file that is there: one that has been moved away is not made anew."""
    return f"{path.absolute().as_uri()}?mode=rw"
