"""Routines as lines: what each costs, and how it goes from week to week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from helpdesk_tui import short_time
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.reports import procedure
from helpdesk_tui.reports.routines import Routine, Routines
from helpdesk_tui.safe_text import line as one_line

from ..common.cells import fit, width
from .figure_lines import FULL, NONE, bar

_HALF = "▄"
_STEPS = 4
"""Halves of a line that the highest week has."""

_LEAST = 40
"""Cells of title, client and bar, at least."""


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    written: Callable[[Routine], str]
    is_extra: bool = False
    """Whether it is left out where there is little room."""


_COLUMNS = (
    _Column(N_("times"), lambda row: str(row.times)),
    _Column(N_("days"), lambda row: str(row.days), is_extra=True),
    _Column(N_("who"), lambda row: str(row.technicians), is_extra=True),
    _Column(N_("median"), lambda row: short_time.hours(row.median), is_extra=True),
    _Column(N_("hours"), lambda row: short_time.hours(row.seconds)),
    _Column(
        N_("cost"),
        lambda row: NONE if row.cost is None else procedure.money(row, row.cost),
        is_extra=True,
    ),
    _Column(N_("a year"), procedure.a_year),
)


def table(report: Routines, cells: int) -> Iterator[str]:
    """A head, and a line for each routine with a bar of what it costs a year."""
    if not report.rows:
        yield _("Nothing recurs: no like titles for one client three times in this period.")
        return
    wide = {one: _width(one, report.rows) for one in _COLUMNS}
    columns: Sequence[_Column] = _COLUMNS
    if cells - sum(wide.values()) < _LEAST:
        columns = [one for one in _COLUMNS if not one.is_extra]
    room = cells - sum(wide[one] for one in columns)
    drawn = max(8, room // 5)
    title = (room - drawn) * 5 // 8
    whose = room - drawn - title
    heads = "".join(fit(_(one.head), wide[one], right=True) for one in columns)
    yield fit(_("Work that recurs"), title) + fit(_("Client"), whose) + heads
    most: defaultdict[str | None, float] = defaultdict(float)
    for row in report.rows:
        most[_kind(row)] = max(most[_kind(row)], _size(row))
    for row in report.rows:
        figures = "".join(fit(one.written(row), wide[one], right=True) for one in columns)
        name = fit(one_line(row.title), title - 1) + " " + fit(client(row), whose)
        yield f"{name}{figures}  {bar(_size(row), most[_kind(row)], drawn - 2)}"


def client(row: Routine) -> str:
    """Whose it is."""
    return one_line(row.name) or _("internal")


def about(row: Routine, weeks: Sequence[date], cells: int) -> Iterator[str]:
    """A routine in words, and its weeks as bars above their exact numbers."""
    yield f"{one_line(row.title)} · {client(row)}"
    yield from wrap(" · ".join(procedure.figures(row)), cells)
    yield from _trend(row.weeks, weeks, cells)


def _trend(seconds: Sequence[int], weeks: Sequence[date], cells: int) -> Iterator[str]:
    """The last weeks for which there is room, one beside another."""
    numbers = [short_time.hours(one) if one else NONE for one in seconds]
    names = [_("W{number}").format(number=week.isocalendar().week) for week in weeks]
    wide = 1 + max(map(width, (*numbers, *names)))
    shown = slice(max(0, len(numbers) - cells // wide), None)
    most = max(seconds[shown], default=0)
    steps = [_steps(one, most) for one in seconds[shown]]
    for below in (_STEPS // 2, 0):
        yield "".join(" " + _block(step - below) * (wide - 1) for step in steps)
    for words in (numbers, names):
        yield "".join(fit(one, wide, right=True) for one in words[shown])


def _steps(seconds: int, most: int) -> int:
    return max(1, round(_STEPS * seconds / most)) if seconds else 0


def _block(steps: int) -> str:
    return FULL if steps > 1 else _HALF if steps == 1 else " "


def _kind(row: Routine) -> str | None:
    return None if row.cost is None else row.currency


def _size(row: Routine) -> float:
    return row.seconds if row.cost is None else float(row.cost)


def _width(column: _Column, rows: Sequence[Routine]) -> int:
    return 2 + max(width(_(column.head)), *(width(column.written(row)) for row in rows))
