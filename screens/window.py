"""The rows around the cursor: a window on the queue's query, never a copy of the table.

Pages come and go at both ends while the cursor moves. The cursor holds on to its ticket, not to its
line: what others change is read again in place, what they add is counted until it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpdesk_tui.tickets.queue import Key, Page, Row

LIMIT = 600
"""Rows that are held at once; beyond that the far end is let go."""


@dataclass(slots=True)
class Window:
    """Rows in the query's order, where the cursor is among them, and what lies beyond."""

    rows: list[Row]
    at: int = 0
    more_before: bool = False
    more_after: bool = False

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.at] if self.rows else None

    def spans(self, row: Row, key: Callable[[Row], Key]) -> bool:
        """Whether this row has its place among those that are held."""
        if not self.rows:
            return True
        first, last, here = key(self.rows[0]), key(self.rows[-1]), key(row)
        descending = first > last
        before = here > first if descending else here < first
        after = here < last if descending else here > last
        return not (before and self.more_before) and not (after and self.more_after)

    def move(self, by: int) -> None:
        """Moves the cursor, as far as there are rows."""
        self.at = max(0, min(len(self.rows) - 1, self.at + by))

    def append(self, page: Page) -> int:
        """Adds the rows that follow; answers how many were let go at the beginning."""
        self.rows += page.rows
        self.more_after = page.more
        gone = max(0, len(self.rows) - LIMIT)
        if gone:
            del self.rows[:gone]
            self.at = max(0, self.at - gone)
            self.more_before = True
        return gone

    def prepend(self, page: Page) -> int:
        """Adds the rows that come before; answers how many they are."""
        self.rows[:0] = page.rows
        self.at += len(page.rows)
        self.more_before = page.more
        if len(self.rows) > LIMIT:
            del self.rows[LIMIT:]
            self.more_after = True
            self.at = min(self.at, LIMIT - 1)
        return len(page.rows)

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
