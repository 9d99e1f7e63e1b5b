"""What lies behind a cell of a pivot, or behind a sum of it: the entries, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from helpdesk_tui import clock
from helpdesk_tui.clock import from_micros
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.reports import pivot, pivot_sql
from helpdesk_tui.reports.pivot import Asked, Days
from helpdesk_tui.reports.pivot_axes import AXES, MONTHS, Axis, Key, days_of, key_of, names
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime.spent import Spent

MOST = 1_000
"""Entries that are shown of a cell, the newest."""

Wanted = Mapping[Axis, Key]
"""Keys by axes: that of a row, of a column, of both, or none."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What an entry gives to a cell on a day."""

    spent: Spent
    technician: str
    day: date
    seconds: int


@dataclass(frozen=True, slots=True)
class Found:
    """What lies behind a cell, the newest first; whether there is more than is shown."""

    rows: tuple[Behind, ...]
    more: bool


def read(asked: Asked, days: Days, wanted: Wanted, now: datetime | None = None) -> Found:
    """The entries of a pivot of these days that have the wanted keys."""
    now = now or clock.now()
    first, last = days
    conditions, month = [], ""
    for axis, key in wanted.items():
        if axis is MONTHS:
            month = str(key)
        elif axis.is_time:
            begins, ends = days_of(axis, str(key))
            first, last = max(first, begins), min(last, ends)
        else:
            conditions.append(_has(axis, key))
    if month and first.year == last.year:
        begins, ends = days_of(AXES["month"], f"{first.year}-{month}")
        first, last = max(first, begins), min(last, ends)
    if asked.client is not None:
        conditions.append(Entry.client == asked.client)
    with database.snapshot():
        span = pivot_sql.span((first, last), asked.client)
        query = Entry.select(Entry.id).where(
            Entry.begin >= from_micros(span.reach),
            Entry.begin < from_micros(span.end),
            Entry.end.is_null() | (Entry.end > from_micros(span.begin)),
            ~Entry.retired,
            *conditions,
        )
        newest = query.order_by(Entry.begin.desc(), Entry.id.desc()).limit(MOST + 1)
        entries = [id_ for (id_,) in tuples(newest)]
        found = list(pivot.cut(entries[:MOST], span, now))
        if month:
            found = [one for one in found if key_of(MONTHS, one[1]) == month]
        called = names(AXES["technician"], {one.technician for one, _day, _seconds in found})
    rows = [Behind(one, called[one.technician], day, seconds) for one, day, seconds in found]
    rows.sort(key=lambda row: (row.day, row.spent.begin, row.spent.id), reverse=True)
    return Found(tuple(rows), len(entries) > MOST)


def _has(axis: Axis, key: Key) -> Any:
    if axis.key != "category":
        column = {field.column_name: field for field in Entry._meta.sorted_fields}[axis.column]
        return column.is_null() if key is None else column == key
    if key is not None:
        return Entry.ticket.in_(Ticket.select(Ticket.id).where(Ticket.category == key))
    some = Ticket.select(Ticket.id).where(Ticket.category != "")
    return Entry.ticket.is_null() | Entry.ticket.not_in(some)
