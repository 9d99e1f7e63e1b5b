"""The rows around the cursor: a window on the queue's query, never a copy of the table.

Pages come and go at both ends while the cursor moves. The cursor holds on to its ticket, not to its
line: what others change is read again in place, what they add is counted until it is asked for.
A ticket that was changed stays in its line though it belongs elsewhere now; pages go on from where
reading had come to, and a ticket that they bring a second time stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from helpdesk_tui.tickets.queue import Key, Page, Row

LIMIT = 600
"""Rows that are held at once; beyond that the far end is let go."""


@dataclass(slots=True)
class Window:
    """Rows in the query's order, where the cursor is among them, and what lies beyond."""

    rows: list[Row]
    key: Callable[[Row], Key]
    at: int = 0
    more_before: bool = False
    more_after: bool = False
    begin: Key = ()
    end: Key = ()
    """Between which places in the query's order everything has been read."""
    _places: dict[int, Key] = field(default_factory=dict)
    """Where each ticket stood when it was read."""

    def __post_init__(self) -> None:
        self._places = {row.id: self.key(row) for row in self.rows}
        if self.rows:
            self.begin, self.end = self.key(self.rows[0]), self.key(self.rows[-1])

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.at] if self.rows else None

    def spans(self, row: Row) -> bool:
        """Whether this row has its place among those that have been read."""
        if not self.rows:
            return True
        here, descending = self.key(row), self.begin > self.end
        before = here > self.begin if descending else here < self.begin
        after = here < self.end if descending else here > self.end
        return not (before and self.more_before) and not (after and self.more_after)

    def move(self, by: int) -> None:
        """Moves the cursor, as far as there are rows."""
        self.at = max(0, min(len(self.rows) - 1, self.at + by))

    def append(self, page: Page) -> int:
        """Adds the rows that follow; answers how many were let go at the beginning."""
        self.rows += self._new(page)
        if page.rows:
            self.end = self.key(page.rows[-1])
        self.more_after = page.more
        gone = max(0, len(self.rows) - LIMIT)
        if gone:
            del self.rows[:gone]
            self.at = max(0, self.at - gone)
            self.begin = self._places[self.rows[0].id]
            self.more_before = True
        return gone

    def prepend(self, page: Page) -> int:
        """Adds the rows that come before; answers how many they are."""
        new = self._new(page)
        self.rows[:0] = new
        if page.rows:
            self.begin = self.key(page.rows[0])
        self.at += len(new)
        self.more_before = page.more
        if len(self.rows) > LIMIT:
            del self.rows[LIMIT:]
            self.at = min(self.at, LIMIT - 1)
            self.end = self._places[self.rows[-1].id]
            self.more_after = True
        return len(new)

    def _new(self, page: Page) -> list[Row]:
        known = {row.id for row in self.rows}
        new = [row for row in page.rows if row.id not in known]
        self._places |= {row.id: self.key(row) for row in new}
        return new

    def renew(self, fresh: dict[int, Row], asked: set[int], keep: int | None) -> None:
        """Puts rows that were read again in their places.

        Those that have left the query go, except the ticket `keep`, which the hand is on: it stays
        as it was last read until the cursor has moved away and the list is read anew.
        """
        here = self.row.id if self.row else None
        line = self.at
        self.rows = [
            fresh.get(row.id, row)
            for row in self.rows
            if row.id not in asked or row.id in fresh or row.id == keep
        ]
        self.hold(here, line)

    def hold(self, ticket: int | None, line: int) -> None:
        """Puts the cursor on this ticket, or where it was when the ticket has gone."""
        for index, row in enumerate(self.rows):
            if row.id == ticket:
                self.at = index
                return
        self.at = max(0, min(line, len(self.rows) - 1))
