"""What the databases are asked for a pivot: in SQL, because a row of Python an entry is too slow.

Only whole numbers are written into it, and names of columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui.clock import from_micros, to_micros
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.reports.local_days import DAY, place
from helpdesk_tui.reports.pivot_axes import Axis, sql
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime import beside
from helpdesk_tui.worktime.stretches import midnight

_ONE = timedelta(days=1)
_ALL = 2**63 - 1
"""A limit on a part of a question keeps SQLite from working its columns out several times."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A zone, and whose time is told by it."""

    zone: str
    clients: tuple[int, ...]
    internal: bool
    """Whether internal time was recorded there."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some days by the calendars of all zones that matter, and instants in microseconds."""

    days: tuple[date, date]
    client: int | None
    calendars: tuple[Calendar, ...]
    """The one that most clients have at the end."""
    begin: int
    end: int
    """All of it lies between these, whatever the zone."""
    reach: int
    """What touches it begins here or later."""
    now: int


def span(days: tuple[date, date], client: int | None, now: datetime) -> Span:
    """What must be known about some days before they can be asked for."""
    first, last = days
    begin = to_micros(midnight(first - _ONE, UTC))
    end = to_micros(midnight(last + 2 * _ONE, UTC))
    reach = beside.reach(begin)
    return Span(days, client, _calendars(client, reach, end), begin, end, reach, to_micros(now))


def lying(span: Span) -> set[int]:
    """The entries of a span that lie beside another of their technician; perhaps some more."""
    begin, end, now = (from_micros(at) for at in (span.begin, span.end, span.now))
    return beside.beside(begin, end, now)


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


def sums(axes: tuple[Axis, Axis], span: Span, lying: Collection[int]) -> Iterator[tuple[Any, ...]]:
    """Row, column, entry, and the seconds that were worked and are to be billed.

    Rows without an entry are sums of what is plain, those with one are entries to be cut: that
    have breaks, run, go over midnight, or lie beside others (`lying`). What is time is the number
    of a day; of an entry to be cut it means nothing.
    """
    first, last = span.days
    row, column = (_sql(axis, span) for axis in axes)
    wanted = sorted({axis.column for axis in axes if axis.column} - {"category"})
    columns = "".join(f", {name}" for name in wanted)
    join = ""
    if any(axis.column == "category" for axis in axes):
        columns += ", category"
        join = "LEFT JOIN (SELECT id AS number, category FROM ticket) AS t ON number = ticket_id"
    whose = "" if span.client is None else f"AND client_id = {span.client}"
    lies = f'OR "id" IN ({", ".join(map(str, lying))})' if lying else ""
    until = f'COALESCE("end", {span.now})'
    entries = f"""
        SELECT id, billable{columns}, {until} - begin AS length, {_place(span)} AS place,
            CASE WHEN breaks <> '' OR "end" IS NULL {lies} THEN 1 ELSE 0 END AS special
        FROM entry {join}
        WHERE begin >= {span.reach} AND begin < {span.end} AND {until} > {span.begin}
            AND {until} > begin AND NOT retired {whose}
        LIMIT {_ALL}
    """
    placed = f"""
        SELECT id, billable{columns}, length / 1000000 AS seconds, place / {DAY} AS day,
            CASE WHEN special = 1 OR place - place / {DAY} * {DAY} + length > {DAY} THEN id END
            AS cut
        FROM ({entries}) AS entries LIMIT {_ALL}
    """
    zones = [one.zone for one in span.calendars[:-1] if one.internal]
    return _asked(
        f"""
        SELECT {row}, {column}, cut, SUM(seconds), SUM(CASE WHEN billable THEN seconds ELSE 0 END)
        FROM ({placed}) AS placed
        WHERE cut IS NOT NULL OR day BETWEEN {first.toordinal()} AND {last.toordinal()}
        GROUP BY 1, 2, 3
        """,
        zones,
    )


def _sql(axis: Axis, span: Span) -> str:
    return sql(axis, *span.days) if axis.is_time else axis.column


def _place(span: Span) -> str:
    """SQL of the day and of the place in it, by the calendar of an entry.

    The names of the zones of internal time are parameters, of all calendars but the last.
    """
    *others, last = span.calendars
    words = "".join(f" WHEN {_whose(one)} THEN {_place_in(one, span)}" for one in others)
    rest = _place_in(last, span)
    return f"CASE{words} ELSE {rest} END" if words else rest


def _place_in(calendar: Calendar, span: Span) -> str:
    first, last = span.days  # from a day earlier on: what is plain there is not asked for then
    return place("begin", ZoneInfo(calendar.zone), first - _ONE, last)


def _whose(calendar: Calendar) -> str:
    told = []
    if calendar.clients:
        told.append(f"client_id IN ({', '.join(map(str, calendar.clients))})")
    if calendar.internal:
        told.append(f"(client_id IS NULL AND zone = {database.param})")
    return " OR ".join(told)


def _calendars(client: int | None, reach: int, end: int) -> tuple[Calendar, ...]:
    known: defaultdict[str, list[int]] = defaultdict(list)
    for id_, zone in tuples(Client.select(Client.id, Client.zone)):
        if client in (None, id_):
            known[zone].append(id_)
    inside = (Entry.begin >= from_micros(reach)) & (Entry.begin < from_micros(end))
    own = Entry.select(Entry.zone).distinct().where(Entry.client.is_null(), inside)
    internal = {zone for (zone,) in tuples(own)} if client is None else set()
    found = [
        Calendar(zone, tuple(known[zone]), zone in internal)
        for zone in sorted({*known, *internal} or {"UTC"}, key=lambda zone: len(known[zone]))
    ]
    return tuple(found)


def _asked(sql: str, params: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
    return iter(database.execute_sql(sql, list(params)))
