"""Figures as lines: exact numbers in columns, and beside them a bar of one of the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from helpdesk_tui import short_time
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.periods import Period
from helpdesk_tui.reports.dimensions import DIMENSIONS, told
from helpdesk_tui.reports.figures import Row, Table
from helpdesk_tui.safe_text import line as one_line

from ..common import when
from ..common.cells import fit, width

NONE = "·"

FULL, HALF = "█", "▌"

LEAST, MOST = 13, 40
"""Cells of a name."""

BARS = 8
"""Cells of the longest bar with the gap before it, at least."""


@dataclass(frozen=True, slots=True)
class Column:
    """A figure: its number (None: there is none) and how that is written."""

    key: str
    head: str
    number: Callable[[Row], float | None]
    written: Callable[[float], str] = lambda number: str(round(number))

    def text(self, row: Row) -> str:
        """The number of a row, exact to the minute where it is a time."""
        number = self.number(row)
        return NONE if number is None else self.written(number)


def _percent(number: float) -> str:
    return f"{round(number)} %"


COLUMNS = (
    Column("came", N_("came"), lambda row: row.came),
    Column("open", N_("open now"), lambda row: row.open),
    Column("response", N_("answered"), lambda row: row.response.median, short_time.hours),
    Column("resolution", N_("resolved"), lambda row: row.resolution.median, short_time.hours),
    Column("kept", N_("SLA"), lambda row: row.percent, _percent),
    Column("backlog", N_("backlog"), lambda row: row.backlog),
    Column("waiting", N_("waiting"), lambda row: row.waiting),
    Column("reopened", N_("reopened"), lambda row: row.reopened),
    Column("reassigned", N_("handed on"), lambda row: row.reassigned),
    Column("response_mean", N_("ø answered"), lambda row: row.response.mean, short_time.hours),
    Column("resolution_mean", N_("ø resolved"), lambda row: row.resolution.mean, short_time.hours),
)
"""In the order in which they are dropped where there is no room, the last first."""

LEGEND = N_(
    "Came: in this period; of these: open now, waiting now, reopened, handed on. Answered,"
    " resolved: hours and minutes until the first answer and until resolved, the median, ø the"
    " mean. SLA: promises kept of those that are done. Backlog: open at the end, whenever it came."
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's columns stand in a line of so many cells, and what its bars are of."""

    table: Table
    columns: tuple[tuple[Column, int], ...]
    """Those for which there is room, and how many cells each has."""
    charted: Column
    name: int
    """Cells of a name."""
    bar: int
    """Cells of the longest bar."""

    @property
    def title(self) -> str:
        """What stands above the names."""
        return fit(_(DIMENSIONS[self.table.dimension].title), self.name)

    def heads(self) -> Iterator[tuple[Column, str]]:
        """Each column, and what stands above it."""
        for column, cells in self.columns:
            yield column, fit(_(column.head), cells, right=True)

    def numbers(self, row: Row) -> str:
        """A row, or the total, without its bar."""
        name = _("all") if row is self.table.total else name_of(self.table, row)
        figures = (fit(column.text(row), cells, right=True) for column, cells in self.columns)
        return fit(one_line(name), self.name) + "".join(figures)

    def bars(self) -> list[str]:
        """A bar for each row, with a gap before it."""
        values = [self.charted.number(row) or 0 for row in self.table.rows]
        most = max(values, default=0)
        return [f"  {bar(value, most, self.bar)}" for value in values]


def layout(table: Table, cells: int, charted: str = "came") -> Layout:
    """As many columns as have room, the charted one among them."""
    rows = (*table.rows, table.total)
    wide = {
        one: 2 + max(width(_(one.head)), *(width(one.text(row)) for row in rows)) for one in COLUMNS
    }
    shown, room = [], cells - LEAST - BARS
    for column in sorted(COLUMNS, key=lambda one: one.key != charted):
        room -= wide[column]
        if room < 0:
            break
        shown.append(column)
    columns = tuple((one, wide[one]) for one in COLUMNS if one in shown)
    left = cells - sum(cells for _column, cells in columns)
    name = min(left - BARS, MOST)
    (of_bars,) = (one for one in COLUMNS if one.key == charted)
    return Layout(table, columns, of_bars, name, left - name - 2)


def bar(number: float, most: float, cells: int) -> str:
    """A bar of halves of cells; what is more than nothing is seen."""
    halves = max(1, round(2 * cells * number / most)) if number else 0
    return FULL * (halves // 2) + HALF * (halves % 2)


def name_of(table: Table, row: Row) -> str:
    """What a row is called."""
    dimension = DIMENSIONS[table.dimension]
    if not dimension.unit:
        return told(dimension, row)
    first = date.fromisoformat(str(row.key))
    return _month(first) if dimension.unit == "month" else when.day(first)


def period_name(period: Period) -> str:
    """A period as it is told: "Oct 2026", "2026", or its first and its last day."""
    if period.is_whole and len(period.cut("month")) == 12 and period.first.month == 1:
        return str(period.first.year)
    if period.is_whole and len(period.cut("month")) == 1:
        return _month(period.first)
    return f"{when.day(period.first)} – {when.day(period.last)}"


def table_lines(table: Table, cells: int) -> Iterator[str]:
    """All of it as plain lines, with bars of how many came."""
    laid = layout(table, cells)
    yield laid.title + "".join(head for _column, head in laid.heads())
    for row, drawn in zip(table.rows, laid.bars(), strict=True):
        yield laid.numbers(row) + drawn
    yield laid.numbers(table.total)
    yield ""
    yield from wrap(_(LEGEND), cells)


def _month(day: date) -> str:
    return f"{_(when.MONTHS[day.month - 1])} {day.year}"
