"""What the desk asks of its database beyond Peewee: the seam between SQLite and PostgreSQL.

`sqlite.Sqlite` and `postgres.dialect.Postgres` answer; `opening.open_database` chooses once. What
else differs lies beside them: making and updating (`building`, `postgres.building`), the feed
(`feed`, `postgres.feed`), the doctor (`doctor`, `postgres.doctor`), and the search index
(`models.fts5`, `models.tsvector`).
"""

from __future__ import annotations

import random
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from helpdesk_tui.storage.faults import gave_way
from helpdesk_tui.storage.orm import database, peewee

if TYPE_CHECKING:
    from helpdesk_tui.storage.feed import Change, Feed

T = TypeVar("T")

_Database: Any = peewee.Database

_ATTEMPTS = 4
_PAUSE = 0.05


class Dialect(_Database, ABC):  # type: ignore[misc]
    """A Peewee database that also answers what each kind answers in its own way."""

    dialect: ClassVar[str]
    """Its name, as the frozen schema and the search index know it."""

    def __init__(self, *given: Any, **options: Any) -> None:
        self._mine = threading.local()
        super().__init__(*given, **options)

    @property
    def commits(self) -> int:
        """How many transactions this thread has committed."""
        return getattr(self._mine, "commits", 0)

    def commit(self) -> None:
        super().commit()
        self._mine.commits = self.commits + 1

    def savepoint(self) -> nullcontext[None]:
        """Entering a transaction inside another joins it: nobody needs half of an action."""
        return nullcontext()

    @abstractmethod
    def attachments(self) -> Path:
        """The folder in which the bytes of this database's attachments lie."""

    @abstractmethod
    def neighbours(self) -> list[Path]:
        """The files of other desks that keep their attachments in the same folder."""

    @abstractmethod
    def present(self) -> datetime:
        """Now, by the one clock that all who share this database can read."""

    @abstractmethod
    def wake(self) -> Any:
        """This thread's connection, made anew where the server has dropped the old one.

        Raises StorageProblem when the file is not in its place any more.
        """

    @abstractmethod
    def interrupt(self, connection: Any) -> None:
        """Stops what another thread's connection is asking, within a few seconds."""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[Any]:
        """A block in which all that is read is of one moment, while others write."""

    @abstractmethod
    def held(self, query: Any, *, alone: bool = False) -> Any:
        """The query so that its rows stay as they were read until the transaction ends.

        With `alone` nothing new refers to them either.
        """

    @abstractmethod
    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Adds many rows at once, their values as they are stored."""

    @abstractmethod
    def take_numbers(self, table: str) -> None:
        """Keeps others from numbering rows of a table until this transaction has."""

    @abstractmethod
    def numbered(self, table: str) -> None:
        """Lets the table count on from its highest number: some were given by hand."""

    @abstractmethod
    def sweep(self) -> bool:
        """Clears what deleted rows have left behind; False while others still read it.

        Outside of a transaction.
        """

    @abstractmethod
    def feed(self, callback: Callable[[list[Change]], None]) -> Feed:
        """A feed of what anybody commits from now on, not started yet."""


def carried_out(work: Callable[[], T]) -> T:
    """What the work returns.

    Where two transactions wait for each other the database ends one of them. Then the work begins
    anew, a few times, unless a part of it is committed already. A lost connection is no such case:
    nobody knows whether the last commit arrived.
    """
    for attempt in range(1, _ATTEMPTS):
        before = database.commits
        try:
            return work()
        except Exception as error:
            if database.commits != before or not gave_way(error):
                raise
        time.sleep(_PAUSE * attempt * (0.5 + random.random()))
    return work()
