"""A pivot drawn cell by cell: its heads and its sums stay in place while the rest is scrolled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from helpdesk_tui.i18n import _
from helpdesk_tui.reports.pivot import Head, Pivot
from helpdesk_tui.reports.pivot_axes import MONTHS, Axis

from ..common.cells import fit
from ..parts.lines import EMPTY, Line, columns
from . import pivot_lines
from .figure_lines import bar

if TYPE_CHECKING:
    from ..common.host import Host

CURSOR = "▌"
BEFORE, AFTER = "‹", "›"
"""Where there are more columns."""

HEADS = 2
"""Lines over the rows."""

LEAST_NAME, MOST_NAME = 16, 34
TIME, NAMED, TOTAL = 9, 13, 11
"""Cells of a column of time, of another one, and of the sums."""

LEAST_BAR, MOST_BAR = 8, 40
GUTTER = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Where what stands in a line of so many cells."""

    name: int
    column: int
    shown: int
    """How many columns there is room for."""
    bar: int
    """Cells of the longest bar; 0 where there is no room for one."""

    def x(self, place: int) -> int:
        """Where the column in this place begins; that of the sums comes after all others."""
        return GUTTER + self.name + place * self.column


def layout(pivot: Pivot, cells: int) -> Layout:
    """As many columns as there is room for, and bars in what is left."""
    column = TIME if pivot.axes[1].is_time else NAMED
    name = max(LEAST_NAME, min(MOST_NAME, cells // 4))
    room = cells - GUTTER - name - TOTAL
    bars = LEAST_BAR + 1 if room - LEAST_BAR - 1 >= 3 * column else 0
    shown = max(1, min(len(pivot.columns), (room - bars) // column))
    left = room - shown * column - 1
    return Layout(name, column, shown, min(MOST_BAR, left) if left >= LEAST_BAR else 0)


class PivotTable(Widget):
    """Rows, columns and their sums, with a cell of them in hand."""

    class Moved(Message):
        """Another cell is in hand."""

    app: Host

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.pivot: Pivot | None = None
        self.row = self.column = 0
        """The cell in hand: after the last one come the sums."""
        self.top = self.left = 0
        self._most = 0
        """The greatest sum of a row."""

    def show(self, pivot: Pivot) -> None:
        """Draws another pivot; where it has the same row and column, they stay in hand.

        Else it is the first, and of time the latest.
        """
        held = self.in_hand()
        rows_by = (self.pivot.asked.rows, self.pivot.asked.columns) if self.pivot else None
        self.pivot = pivot
        self._most = max((row.total.worked for row in pivot.rows), default=0)
        is_same = rows_by == (pivot.asked.rows, pivot.asked.columns)
        heads, places = (pivot.rows, pivot.columns), (self.row, self.column)
        self.row, self.column = (
            _place(side, one, at) if is_same else _first(side, axis)
            for side, axis, one, at in zip(heads, pivot.axes, held, places, strict=True)
        )
        self._keep_in_sight()
        self.refresh()

    def in_hand(self) -> tuple[Head | None, Head | None]:
        """The row and the column of the cell in hand; None stands for the sum of all."""
        if self.pivot is None:
            return None, None
        return _at(self.pivot.rows, self.row), _at(self.pivot.columns, self.column)

    def move(self, down: int, right: int) -> None:
        """Puts another cell in hand; at an edge half a page comes into sight."""
        if self.pivot is None:
            return
        before = self.row, self.column
        self.row = max(0, min(self.row + down, len(self.pivot.rows)))
        self.column = max(0, min(self.column + right, len(self.pivot.columns)))
        if before == (self.row, self.column):
            return
        if self._keep_in_sight():
            self.refresh()
        else:
            self.refresh(*self._regions(*before), *self._regions(self.row, self.column))
        self.post_message(self.Moved())

    @property
    def page(self) -> int:
        """Lines of rows."""
        return max(1, self.size.height - HEADS - 1)

    @property
    def across(self) -> int:
        """Columns that there is room for."""
        return self._layout().shown if self.pivot else 1

    def on_resize(self, event: Resize) -> None:
        if self.pivot:
            self._keep_in_sight()
        self.refresh()

    def _layout(self) -> Layout:
        assert self.pivot
        return layout(self.pivot, self.size.width)

    def _keep_in_sight(self) -> bool:
        """Scrolls so that the cell in hand is seen; whether that was needed."""
        assert self.pivot
        before = self.top, self.left
        self.top = _window(self.top, self.row, self.page, len(self.pivot.rows))
        self.left = _window(self.left, self.column, self._layout().shown, len(self.pivot.columns))
        return before != (self.top, self.left)

    def _regions(self, row: int, column: int) -> tuple[Region, Region]:
        """A cell and the mark before its row."""
        assert self.pivot
        laid = self._layout()
        is_sum = column == len(self.pivot.columns)
        x = laid.x(laid.shown if is_sum else column - self.left)
        is_last = row == len(self.pivot.rows)
        seen = min(self.page, len(self.pivot.rows) - self.top)
        y = HEADS + (seen if is_last else row - self.top)
        return Region(x, y, TOTAL if is_sum else laid.column, 1), Region(0, y, GUTTER, 1)

    # Drawing

    def render_line(self, y: int) -> Strip:
        line = self._line(y) if self.pivot and self.pivot.rows else EMPTY
        return Strip(line).adjust_cell_length(self.size.width)

    def _line(self, y: int) -> Line:
        assert self.pivot
        if y < HEADS:
            return self._head(y)
        rows, at = self.pivot.rows, self.top + y - HEADS
        seen = min(self.page, len(rows) - self.top)
        if y - HEADS > seen:
            return EMPTY
        return self._row(len(rows) if y - HEADS == seen else at)

    def _head(self, y: int) -> Line:
        assert self.pivot
        laid, look = self._layout(), self.app.look
        rows_by, axis = self.pivot.axes
        told = _(rows_by.title) if y else ""
        pieces = [(" " + fit(told, laid.name - 2), look.dim)]
        pieces.append((BEFORE + " " if y and self.left else "  ", look.accent))
        before = ""
        for column in self.pivot.columns[self.left : self.left + laid.shown]:
            words = pivot_lines.column_head(axis, column)[y]
            told, before = ("" if not y and words == before else words), words
            pieces.append((" " + fit(told, laid.column - 1, right=True), look.dim))
        more = y and self.left + laid.shown < len(self.pivot.columns)
        pieces.append((" " + AFTER if more else "  ", look.accent))
        pieces.append((fit(_("Total") if y else "", TOTAL - 2, right=True), look.dim))
        return columns(pieces)

    def _row(self, at: int) -> Line:
        assert self.pivot
        pivot, laid, look = self.pivot, self._layout(), self.app.look
        row = _at(pivot.rows, at)
        style = look.text if row else look.title
        name = pivot_lines.name(pivot.axes[0], row) if row else _("Total")
        pieces = [
            (CURSOR if at == self.row else " ", look.accent),
            (fit(name, laid.name), style),
        ]
        for place in range(self.left, min(self.left + laid.shown, len(pivot.columns))):
            column = pivot.columns[place]
            cell = pivot.cell(row.key, column.key) if row else column.total
            words = fit(pivot_lines.hours(cell), laid.column, right=True)
            plain = style if cell.worked else look.dim
            pieces.append((words, self._lit(at, place, plain)))
        total = row.total if row else pivot.total
        words = fit(pivot_lines.hours(total), TOTAL, right=True)
        pieces.append((words, self._lit(at, len(pivot.columns), look.title)))
        if row and laid.bar:
            pieces.append((" " + bar(total.worked, self._most, laid.bar), look.accent))
        return tuple(Segment(words, style) for words, style in pieces)

    def _lit(self, row: int, column: int, style: Style) -> Style:
        return self.app.look.lit if (row, column) == (self.row, self.column) else style


def _at(heads: tuple[Head, ...], place: int) -> Head | None:
    return heads[place] if place < len(heads) else None


def _first(heads: tuple[Head, ...], axis: Axis) -> int:
    return len(heads) - 1 if heads and axis.is_time and axis is not MONTHS else 0


def _place(heads: tuple[Head, ...], held: Head | None, before: int) -> int:
    """Where what was in hand is now, or else about where it was."""
    found = (place for place, head in enumerate(heads) if held and head.key == held.key)
    return next(found, min(before, max(0, len(heads) - 1)) if held else len(heads))


def _window(first: int, at: int, size: int, count: int) -> int:
    """The first that is seen of so many, where this one is to be seen; sums always are."""
    if at < count and not first <= at < first + size:
        first = at - size // 2
    return max(0, min(first, count - size))
