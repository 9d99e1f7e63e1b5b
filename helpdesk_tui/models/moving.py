"""Moves a whole desk from a file of SQLite into an empty desk on a server, and compares the two."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from peewee import BooleanField

from helpdesk_tui.models import search, tsvector
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.models.presence import Presence
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage import driver
from helpdesk_tui.storage.backup import copy_missing
from helpdesk_tui.storage.orm import Record, database, tuples
from helpdesk_tui.storage.places import attachments_folder

Progress = Callable[[str, int], None]
"""Is told a table's name and how many of its rows have been dealt with since the last time."""

_PAGE = 5000

NUL = "␀"
"""Stands in texts for what PostgreSQL keeps in none, as it does in what is imported."""

_MOVED = tuple(table for table in TABLES if table not in (Lease, Presence))
"""What was done to the file by itself, and who has it open, says nothing of the server."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What a table holds: its rows, the sum of each column of numbers, a digest of all texts."""

    rows: int
    numbers: tuple[tuple[str, int], ...]
    texts: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The sums of one table on both sides."""

    table: str
    here: Sum
    there: Sum

    @property
    def same(self) -> bool:
        """Whether both sides hold the same."""
        return self.here == self.there


class NotEmpty(Exception):
    """The desk on the server has rows already, in the table that this carries."""


class NotTheSame(Exception):
    """The two sides differ; nothing was kept. It carries what was compared."""

    def __init__(self, compared: list[Compared]) -> None:
        super().__init__(", ".join(one.table for one in compared if not one.same))
        self.compared = compared


def row_count(source: Path) -> int:
    """How many rows of all tables there are to move."""
    with closing(_reading(source)) as connection:
        return sum(
            connection.execute(f'SELECT count(*) FROM "{_name(table)}"').fetchone()[0]
            for table in _MOVED
        )


def move(source: Path, progress: Progress = lambda _table, _rows: None) -> list[Compared]:
    """Copies every row of the file into the open desk, in one transaction, and compares them.

    The file is only read, as it stands at one instant, by a connection that cannot write. Numbers
    are kept and counted on. Attachments follow when all is committed.

    Raises:
        NotEmpty: there is something in the open desk.
        NotTheSame: what was read back is not what was written.
    """
    with closing(_reading(source)) as connection, database.atomic(), database.unhurried():
        for table in _MOVED:
            database.take_numbers(_name(table))
            if table.select().exists():
                raise NotEmpty(_name(table))
        here = [_pour(connection, table, progress) for table in _MOVED]
        _index(progress)
        compared = [
            Compared(_name(table), known, _sum(table, _rows_there(table)))
            for table, known in zip(_MOVED, here, strict=True)
        ]
        if not all(one.same for one in compared):
            raise NotTheSame(compared)
        database.execute_sql("ANALYZE")  # else the first pages are read by guesses
    copy_missing(attachments_folder(source), database.attachments())
    return compared


def _reading(source: Path) -> driver.Connection:
    connection = driver.connect(source)
    connection.execute("PRAGMA query_only=1")
    connection.execute("BEGIN")
    return connection


def _pour(connection: driver.Connection, table: type[Record], progress: Progress) -> Sum:
    """Copies one table; its rows are summed up as they pass."""
    adder = _Adder(table)
    rows = _passing(adder, _rows_here(connection, table), progress)
    database.load(_name(table), _columns(table), rows)
    if "id" in _columns(table):
        database.numbered(_name(table))
    return adder.sum()


def _passing(adder: _Adder, rows: Iterable[Any], progress: Progress) -> Iterator[list[Any]]:
    yes_or_no = [isinstance(field, BooleanField) for field in adder.table._meta.sorted_fields]
    for number, row in enumerate(rows, 1):
        adder.add(row)
        # SQLite keeps true and false as 1 and 0.
        yield [
            bool(value) if is_bool and value is not None else value
            for value, is_bool in zip(row, yes_or_no, strict=True)
        ]
        if number % _PAGE == 0:
            progress(_name(adder.table), _PAGE)
    progress(_name(adder.table), adder.count % _PAGE)


def _index(progress: Progress) -> None:
    ids = [number for (number,) in tuples(Ticket.select(Ticket.id).order_by(Ticket.id))]
    for start in range(0, len(ids), _PAGE):
        some = ids[start : start + _PAGE]
        search.index_tickets(some)
        progress(tsvector.TABLE, len(some))


class _Adder:
    """Sums up the rows of a table, in the order of its key."""

    def __init__(self, table: type[Record]) -> None:
        self.table = table
        self.count = 0
        self._numbers = [0] * len(_columns(table))
        self._has_numbers = [False] * len(_columns(table))
        self._texts = hashlib.sha256()

    def add(self, row: Sequence[Any]) -> None:
        """Counts one row in. The digest also tells nothing from an empty text."""
        self.count += 1
        texts = []
        for place, value in enumerate(row):
            if isinstance(value, int):
                self._numbers[place] += value
                self._has_numbers[place] = True
            else:
                texts.append(value.isoformat() if isinstance(value, date) else value)
        self._texts.update(repr(texts).encode("utf-8", "surrogatepass"))

    def sum(self) -> Sum:
        """What has been counted in."""
        named = zip(_columns(self.table), self._numbers, self._has_numbers, strict=True)
        return Sum(
            self.count,
            tuple((name, number) for name, number, has in named if has),
            self._texts.hexdigest(),
        )


def _sum(table: type[Record], rows: Iterable[Sequence[Any]]) -> Sum:
    adder = _Adder(table)
    for row in rows:
        adder.add(row)
    return adder.sum()


def _rows_here(connection: driver.Connection, table: type[Record]) -> Iterator[Any]:
    for row in connection.execute(_select(table)):
        yield [value.replace("\0", NUL) if isinstance(value, str) else value for value in row]


def _rows_there(table: type[Record]) -> Iterator[Any]:
    """Read by the page: the server would hand over the whole table at once."""
    with database.connection().cursor(name="compared") as cursor:
        cursor.itersize = _PAGE
        cursor.execute(_select(table))
        yield from cursor


def _select(table: type[Record]) -> str:
    columns = ", ".join(f'"{column}"' for column in _columns(table))
    return f'SELECT {columns} FROM "{_name(table)}" ORDER BY {_key(table)}'


def _key(table: type[Record]) -> str:
    meta: Any = table._meta
    return ", ".join(f'"{field.column_name}"' for field in meta.get_primary_keys())


def _columns(table: type[Record]) -> list[str]:
    return [field.column_name for field in table._meta.sorted_fields]


def _name(table: type[Record]) -> str:
    return str(table._meta.table_name)
