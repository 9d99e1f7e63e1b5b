"""Counts the tickets that came in a period, by one dimension, in one walk over them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import repeat
from typing import Any

from peewee import SQL, Case, fn

from helpdesk_tui import clock
from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.tickets import ANSWERS, Message, Shelf, Status, Ticket
from helpdesk_tui.periods import Period
from helpdesk_tui.reports.backlog import open_at
from helpdesk_tui.reports.dimensions import DIMENSIONS, Dimension, names
from helpdesk_tui.reports.figures import LIVE, MISSED, WAITING, Heap, Key, Row, Table, row
from helpdesk_tui.reports.reading import DONE_AT, DONE_IN, QUARTER, came_in, passing, stream
from helpdesk_tui.reports.turns import turned
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets.views import Viewer

_SECOND = 10**6

Rows = tuple[Row, ...]

_RESPONSE = (
    Message.select((Message.at - Ticket.created_at) / _SECOND)
    .where(Message.ticket == Ticket.id, ANSWERS)
    .order_by(Message.at)
    .limit(1)
)
"""To the first answer: the first in the index, which costs less than the least of them."""

_FLAGS = Case(
    None,
    [(Ticket.shelf == Shelf.DONE, Ticket.promised + Ticket.missed * (1 << MISSED))],
    Case(Ticket.status, [(Status.WAITING, LIVE + WAITING)], LIVE),
)


class _Parts(dict[Key, Heap]):
    """Heaps by the quarter of an hour in which a ticket came: those of one part are the same."""

    def __init__(self, parts: Sequence[Period]) -> None:
        super().__init__()
        self.heaps = [Heap() for _part in parts]
        self._begins = [to_micros(part.begin) // QUARTER for part in parts]

    def __missing__(self, quarter: int) -> Heap:
        return self.setdefault(quarter, self.heaps[bisect_right(self._begins, quarter) - 1])


def read(dimension: str, period: Period, words: str, viewer: Viewer) -> Table:
    """The figures by a dimension of the tickets that pass a filter, all as of one moment.

    Raises Unreadable when the filter has no meaning.
    """
    by, now = DIMENSIONS[dimension], clock.now()
    with database.snapshot():
        wanted = passing(words, viewer)
        rows = _by_part(by, period, now, wanted) if by.unit else _by_key(by, period, now, wanted)
    return Table(dimension, period, words, now, *rows)


def _by_key(by: Dimension, period: Period, now: datetime, wanted: Any) -> tuple[Rows, Row]:
    heaps: defaultdict[Key, Heap] = defaultdict(Heap)
    _gather(heaps, by.column, came_in(period) & wanted, later=period.end < now)
    came = ((key, period, heap) for key, heap in heaps.items())
    for key, (count,) in open_at([period], now, by.column, wanted, came).items():
        heaps[key].backlog = count
    called = names(by)
    rows = [row(key, called.get(key, str(key or "")), [heap]) for key, heap in heaps.items()]
    rows.sort(key=lambda one: (-one.came, -one.backlog, one.name))
    return tuple(rows), row(None, "", heaps.values())


def _by_part(by: Dimension, period: Period, now: datetime, wanted: Any) -> tuple[Rows, Row]:
    # Nobody knows how many will be open at the end of one that has not begun.
    parts = [part for part in period.cut(by.unit) if part.begin <= now] or [period]
    found = _Parts(parts)
    _gather(found, by.column, came_in(period) & wanted, later=parts[0].end < now)
    came = zip(repeat(0), parts, found.heaps)
    for counts in open_at(parts, now, SQL("0"), wanted, came).values():  # of one key
        for heap, count in zip(found.heaps, counts, strict=True):
            heap.backlog = count
    total = row(None, "", found.heaps)
    days = [part.first.isoformat() for part in parts]
    rows = tuple(row(day, day, [heap]) for day, heap in zip(days, found.heaps, strict=True))
    return rows, replace(total, backlog=rows[-1].backlog)


def whole(zone: tzinfo | None) -> Period:
    """From the day of the first ticket until today."""
    first = Ticket.select(fn.MIN(Ticket.created_at))
    instants = [clock.now()]
    for shelf in (Shelf.DONE, Shelf.LIVE):  # each is a look at the end of an index
        instants += [at for (at,) in tuples(first.where(Ticket.shelf == shelf)) if at]
    days = [instant.astimezone(zone).date() for instant in instants]
    return Period(min(days), days[0], zone)


def _gather(heaps: MutableMapping[Key, Heap], column: Any, tickets: Any, *, later: bool) -> None:
    """Fills the heaps; only where a part ends before now it matters when a ticket was done."""
    resolution = (DONE_AT - Ticket.created_at) / _SECOND
    done_in = DONE_IN if later else SQL("0")
    came = Ticket.select(column, _FLAGS, _RESPONSE, resolution, done_in)
    for key, flags, answered, resolved, done in stream(came.where(tickets)):
        heap = heaps[key]
        heap.flags.append(flags)
        if answered is not None:
            heap.responses.append(answered)
        if resolved is not None:
            heap.resolutions.append(resolved)
            heap.done.append(done)
    reopened, reassigned = turned(column, tickets)
    for key in reopened:
        heaps[key].reopened += 1
    for key in reassigned:
        heaps[key].reassigned += 1
