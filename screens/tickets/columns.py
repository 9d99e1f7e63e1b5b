"""How a ticket becomes a line of the queue: which columns there is room for, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rich.style import Style

from helpdesk_tui import short_time
from helpdesk_tui.clock import NEVER
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.tickets import Shelf, Status
from helpdesk_tui.tickets.queue import Row

from ..common import words
from ..common.cells import fit
from ..common.look import Look

GUTTER = 2
"""Cells at the left for the cursor's sign and the mark."""

CLOCK = 7
"""Cells of the time left with its sign."""

OWED: dict[int | None, str] = {1: "r", 2: "r", 4: "x"}
"""The key that gives what is owed, an answer or the resolution, by `sla.rules.Target`.

By its numbers: the first list is drawn before that is loaded.
"""

CURSOR, MARK, UNREAD = "▌", "•", "»"

Cell = Callable[[Row, datetime, Look], tuple[str, Style]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the queue: what it says, how wide it is, and from what width on it is shown."""

    title: str
    cells: int
    cell: Cell
    from_width: int = 0
    right: bool = False
    flexible: bool = False


def time_left(
    due: datetime, warns: datetime | None, now: datetime, look: Look
) -> tuple[str, Style]:
    """Time left with a sign when it is short (·) or over (!)."""
    left = (due - now).total_seconds()
    if left < 0:
        return short_time.clock(left) + "!", look.late
    if warns and warns <= now:
        return short_time.clock(left) + "·", look.soon
    return short_time.clock(left) + " ", look.text


def _left(row: Row, now: datetime, look: Look) -> tuple[str, Style]:
    """Time left, with a sign when it is short (·) or over (!); of a wait, when it ends (→)."""
    if row.shelf != Shelf.LIVE:
        return "", look.dim
    if row.due_at == NEVER:
        if row.status != Status.WAITING:
            return "", look.dim
        if row.wait_until and row.wait_until > now:
            return f"→{short_time.age((row.wait_until - now).total_seconds())} ", look.dim
        return _("paused") + " ", look.dim
    return time_left(row.due_at, row.warn_at, now, look)


def _clock(row: Row, now: datetime, look: Look) -> tuple[str, Style]:
    """Before the time left stands the letter of the key that gives what is owed."""
    told, style = _left(row, now, look)
    return OWED.get(row.owed, " ") + fit(told, CLOCK, right=True), style


def _priority(row: Row, now: datetime, look: Look) -> tuple[str, Style]:
    style = look.late if row.priority == 1 else look.soon if row.priority == 2 else look.text
    return words.priority(row.priority), style if row.shelf == Shelf.LIVE else look.dim


def _subject(row: Row, now: datetime, look: Look) -> tuple[str, Style]:
    """The subject, with a sign before it while something of the client's has not been read."""
    if row.unread_since:
        return f"{UNREAD} {row.subject}", look.title
    return row.subject, look.text if row.shelf == Shelf.LIVE else look.dim


def _who(row: Row, now: datetime, look: Look) -> tuple[str, Style]:
    """The assignee by their first name; the ticket has it whole."""
    return row.assignee.split(" ")[0], look.dim


def _age(row: Row, now: datetime, look: Look) -> tuple[str, Style]:
    return short_time.age((now - row.created_at).total_seconds()), look.dim


COLUMNS = (
    Column(N_("number"), 7, lambda r, n, k: (str(r.id), k.dim), right=True),
    Column("P", 2, _priority),
    Column("", 1, lambda r, n, k: (words.status_letter(r.status), k.accent)),
    Column(N_("clock"), CLOCK + 1, _clock, right=True),
    Column(N_("client"), 9, lambda r, n, k: (r.client, k.text), from_width=60),
    Column(N_("subject"), 20, _subject, flexible=True),
    Column(N_("requester"), 18, lambda r, n, k: (r.requester, k.dim), from_width=140),
    Column(N_("category"), 14, lambda r, n, k: (r.category, k.dim), from_width=160),
    Column(N_("who"), 7, _who, from_width=84),
    Column(N_("age"), 5, _age, from_width=48, right=True),
    Column(N_("tags"), 10, lambda r, n, k: (" ".join(r.tags), k.dim), from_width=96),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that a width has room for, each with its cells."""

    width: int
    columns: tuple[tuple[Column, int], ...]

    def title(self) -> str:
        """The line above the list."""
        cells = (fit(_(c.title) if c.title else "", n, right=c.right) for c, n in self.columns)
        return fit(" " * GUTTER + " ".join(cells), self.width)

    def pieces(
        self, row: Row, now: datetime, look: Look, there: str = ""
    ) -> list[tuple[str, Style]]:
        """The row without its gutter, column by column; `there` is a letter for who is on it."""
        pieces = []
        for column, cells in self.columns:
            words_, style = column.cell(row, now, look)
            tail = f" ×{row.callers}" if column.flexible and row.callers > 1 else ""
            tail += f" ‹{there}›" if column.flexible and there else ""
            words_ = fit(words_, cells - len(tail), right=column.right) + tail
            pieces.append((words_ + " ", style))
        return pieces

    def places(self) -> Iterator[tuple[int, int]]:
        """Where each column begins, and how many cells it has."""
        at = GUTTER
        for _column, cells in self.columns:
            yield at, cells
            at += cells + 1

    def subject(self) -> tuple[int, int]:
        """Where the subject begins, at whose end it says who is there, and its cells."""
        places = zip(self.columns, self.places(), strict=True)
        return next(place for (column, _cells), place in places if column.flexible)


def layout(width: int) -> Layout:
    """The columns for this width: what is not flexible keeps its cells, the subject takes the rest.

    A wide list gives the client more, too, before the subject becomes a desert.
    """
    shown = [column for column in COLUMNS if width >= column.from_width]
    cells = {column.title: column.cells for column in shown}
    if width >= 90:
        cells["client"] = 14
    if width >= 140:
        cells |= {"client": 22, "who": 14, "tags": 18}
    fixed = sum(cells[c.title] + 1 for c in shown if not c.flexible) + GUTTER + 1
    for column in shown:
        if column.flexible:
            cells[column.title] = max(8, width - fixed)
    return Layout(width, tuple((column, cells[column.title]) for column in shown))
