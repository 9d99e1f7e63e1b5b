"""A pivot in words: what rows and columns are called, and all of it as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from helpdesk_tui import short_time
from helpdesk_tui.i18n import _
from helpdesk_tui.periods import Period
from helpdesk_tui.reports.pivot import Asked, Cell, Head, Pivot
from helpdesk_tui.reports.pivot_axes import AXES, MONTHS, Axis, days_of
from helpdesk_tui.safe_text import line as one_line

from ..common import when
from ..common.cells import fit, width
from .figure_lines import bar, period_name

NONE = "·"
"""Where nothing was worked."""

GAP = 2
_NAME = 36
_BAR = 20
"""Cells of a name and of a bar in plain text."""


def title(asked: Asked) -> str:
    """What is asked for: "Client × ISO week"."""
    return f"{_(AXES[asked.rows].title)} × {_(AXES[asked.columns].title)}"


def told_period(asked: Asked) -> str:
    """The days that are asked for."""
    return period_name(Period(*asked.days)) if asked.days else _("all")


def name(axis: Axis, head: Head) -> str:
    """What a row is called, in one line."""
    above, below = column_head(axis, head)
    if axis.key == "day":
        return when.day(days_of(axis, str(head.key))[0])
    return f"{below} {above}".strip()


def column_head(axis: Axis, head: Head) -> tuple[str, str]:
    """What stands over a column in two lines; of neighbours with the same above, over the first."""
    if not axis.is_time:
        return "", one_line(head.name) or _(axis.nothing)
    if axis is MONTHS:
        return "", _(when.MONTHS[int(str(head.key)) - 1])
    first, _last = days_of(axis, str(head.key))
    month = _(when.MONTHS[first.month - 1])
    match axis.key:
        case "day":
            return f"{month} {first.year}", f"{_(when.WEEKDAYS[first.weekday()])} {first.day}"
        case "week":
            return str(head.key)[:4], str(head.key)[5:]
        case "month":
            return str(first.year), month
        case _:
            return "", str(first.year)


def hours(cell: Cell) -> str:
    """What was worked as `H:MM`; a sign where that is nothing."""
    return short_time.hours(cell.worked) if cell.worked else NONE


def exact(seconds: int) -> str:
    """Seconds as `H:MM:SS`."""
    return f"{short_time.hours(seconds)}:{seconds % short_time.MINUTE:02}"


def note(pivot: Pivot) -> str:
    """Why sums of weeks and of years differ, where a week is cut in two; else nothing."""
    if not pivot.cuts_weeks:
        return ""
    return _(
        "Weeks are ISO weeks, from Monday on; months and years are the calendar's. A week over New"
        " Year is in two years, so here it may have only some of its days."
    )


def detail(pivot: Pivot, row: Head | None, column: Head | None) -> str:
    """All there is to say about a cell, or about a sum: where no row or no column is."""
    if row and column:
        cell = pivot.cell(row.key, column.key)
    else:
        cell = row.total if row else column.total if column else pivot.total
    rows_by, columns_by = pivot.axes
    names = (
        name(rows_by, row) if row else "",
        name(columns_by, column) if column else "",
    )
    where = " · ".join(filter(None, names)) or _("all")
    told = [
        exact(cell.worked),
        _("billable, not rounded {hours}").format(hours=exact(cell.billable)),
    ]
    if pivot.total.worked:
        share = 100 * cell.worked / pivot.total.worked
        told.append(f"{share:.1f} %")
    return f"{where}: {' · '.join(told)}"


def as_text(pivot: Pivot) -> Iterator[str]:
    """All of it as plain lines, however wide, with bars of the sums of the rows."""
    rows_by, columns_by = pivot.axes
    yield " · ".join(
        filter(None, (title(pivot.asked), told_period(pivot.asked), one_line(pivot.client)))
    )
    if not pivot.rows:
        yield _("Nothing was recorded.")
        return
    heads = [name(columns_by, column) for column in pivot.columns] + [_("Total")]
    names = [name(rows_by, row) for row in pivot.rows] + [_("Total")]
    sums = [hours(column.total) for column in pivot.columns] + [hours(pivot.total)]
    wide = [max(width(head), width(sum_)) + GAP for head, sum_ in zip(heads, sums, strict=True)]
    room = min(_NAME, max(map(width, [*names, _(rows_by.title)])))
    most = max(row.total.worked for row in pivot.rows)

    def line(first: str, cells: list[str]) -> str:
        told = (fit(cell, size, right=True) for cell, size in zip(cells, wide, strict=True))
        return fit(first, room) + "".join(told)

    yield line(_(rows_by.title), heads)
    for called, row in zip(names, pivot.rows, strict=False):
        cells = [hours(pivot.cell(row.key, column.key)) for column in pivot.columns]
        yield f"{line(called, [*cells, hours(row.total)])}  {bar(row.total.worked, most, _BAR)}"
    yield line(names[-1], sums)
    if told := note(pivot):
        yield ""
        yield from wrap(told, 80)
