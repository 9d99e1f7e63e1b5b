"""What the databases are asked for a pivot: in SQL, because a row of Python an entry is too slow.

Only whole numbers are written into it, and names of columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from helpdesk_tui.clock import from_micros, midnight, to_micros
from helpdesk_tui.models import days as plain
from helpdesk_tui.models.worktime import IS_CUT
from helpdesk_tui.reports.pivot_axes import Axis, sql
from helpdesk_tui.storage.orm import database

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Some days by the calendars of all zones, and instants in microseconds."""

    days: tuple[date, date]
    client: int | None
    begin: int
    end: int
    """All of it lies between these, whatever the zone."""
    reach: int
    """What touches it begins here or later."""


def span(days: tuple[date, date], client: int | None) -> Span:
    """What must be known about some days before they can be asked for."""
    first, last = days
    begin = to_micros(midnight(first - _ONE, UTC))
    end = to_micros(midnight(last + 2 * _ONE, UTC))
    return Span(days, client, begin, end, plain.reach(begin))


def ends() -> tuple[datetime | None, datetime | None]:
    """When the first entry begins, and when the last one ends."""
    each = """
        SELECT (SELECT MIN(begin) FROM entry WHERE technician_id = t.id),
            (SELECT MAX("end") FROM entry WHERE technician_id = t.id)
        FROM technician AS t
    """
    first, last = zip(*_asked(each), strict=True)
    begins, untils = ([one for one in side if one is not None] for side in (first, last))
    return (
        from_micros(min(begins)) if begins else None,
        from_micros(max(untils)) if untils else None,
    )


def sums(axes: tuple[Axis, Axis], span: Span) -> Iterator[tuple[Any, ...]]:
    """Row, column, and the seconds that were worked and are to be billed, of all that is plain.

    What is time is the number of a day.
    """
    first, last = span.days
    row, column = (sql(axis, first, last) if axis.is_time else axis.column for axis in axes)
    seconds = '("end" - begin) / 1000000'
    return _asked(
        f"""
        SELECT {row}, {column}, SUM({seconds}), SUM(CASE WHEN billable THEN {seconds} ELSE 0 END)
        FROM {_entries(axes)}
        WHERE day BETWEEN {first.toordinal()} AND {last.toordinal()} {_whose(span)}
        GROUP BY 1, 2
        """
    )


def to_cut(axes: tuple[Axis, Axis], span: Span) -> Iterator[tuple[Any, ...]]:
    """The numbers of all other entries of the span, and their rows and columns.

    What is time is nothing: that is what is not known of them.
    """
    row, column = ("NULL" if axis.is_time else axis.column for axis in axes)
    return _asked(
        f"""
        SELECT entry.id, {row}, {column} FROM {_entries(axes)}
        WHERE {IS_CUT.sql} AND begin >= {span.reach} AND begin < {span.end}
            AND ("end" IS NULL OR "end" > {span.begin}) {_whose(span)}
        """
    )


def _entries(axes: tuple[Axis, Axis]) -> str:
    if any(axis.column == "category" for axis in axes):
        categories = "(SELECT id AS number, category FROM ticket) AS ticket"
        return f"entry LEFT JOIN {categories} ON number = ticket_id"
    return "entry"


def _whose(span: Span) -> str:
    return "" if span.client is None else f"AND client_id = {span.client}"


def _asked(sql: str) -> Iterator[tuple[Any, ...]]:
    return iter(database.execute_sql(sql))
