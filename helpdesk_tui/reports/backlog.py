"""How many tickets were open at an instant: come before it, and not done by then.

The columns of a ticket know when it was resolved for the last time. Of one on which the work went
on after that the events are read, as they happened: what was taken back had been so until then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate, chain
from typing import Any

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.events import TURNS, Entity, Event
from helpdesk_tui.models.tickets import Shelf, Status, Ticket
from helpdesk_tui.periods import Period
from helpdesk_tui.reports.figures import Heap, Key
from helpdesk_tui.reports.reading import DONE_AT, DONE_IN, IN_SIGHT, QUARTER, stream

Change = tuple[Key, int | None, int]
"""In which quarter of an hour (None: not yet) how many more, or fewer, were open."""


def open_at(
    parts: Sequence[Period],
    now: datetime,
    column: Any,
    tickets: Any,
    came: Iterable[tuple[Key, Period, Heap]],
) -> dict[Key, list[int]]:
    """How many were open at the ends of the parts of a period, or now where one goes on.

    They are told apart by a column. Those that came in each part are known already.
    """
    instants = [min(part.end, now) for part in parts]
    first = instants[0]
    quarters = [-(-to_micros(instant) // QUARTER) for instant in instants]
    changes: defaultdict[Key, list[int]] = defaultdict(lambda: [0] * (len(quarters) + 1))
    before = IN_SIGHT & (Ticket.created_at < parts[0].begin) & tickets
    is_open: Any = Ticket.shelf == Shelf.LIVE
    found = _by_heaps(came)
    if first < now:
        is_open |= to_micros(first) <= DONE_AT
        seen = IN_SIGHT & (Ticket.created_at < instants[-1]) & tickets
        found = chain(found, _by_events(column, seen, first))
    for key, quarter, change in chain(found, _by_columns(column, before & is_open)):
        at = len(quarters) if quarter is None else bisect_right(quarters, quarter)
        changes[key][at] += change
    return {key: list(accumulate(change[:-1])) for key, change in changes.items()}


def _by_heaps(came: Iterable[tuple[Key, Period, Heap]]) -> Iterator[Change]:
    """What is known of the tickets that came in a part: none is done before it has come."""
    for key, part, heap in came:
        begin = to_micros(part.begin) // QUARTER
        yield key, begin, len(heap.flags)
        for quarter, count in Counter(heap.done).items():
            yield key, max(begin, quarter), -count


def _by_columns(column: Any, tickets: Any) -> Iterator[Change]:
    """What the columns tell of tickets that came before."""
    found = Counter(stream(Ticket.select(column, DONE_IN).where(tickets)))
    for (key, done), count in found.items():
        yield key, 0, count
        yield key, done, -count


def _by_events(column: Any, came: Any, first: datetime) -> Iterator[Change]:
    """What events tell of tickets that went on, in the place of what their columns do.

    One that has not changed since the first instant was done by then.
    """
    is_near = (Ticket.shelf == Shelf.LIVE) | (Ticket.changed_at >= first)
    moves = (
        Ticket.select(
            column, Ticket.id, Ticket.created_at, DONE_AT, Event.at, Event.before, Event.after
        )
        .join(Event, on=Ticket.id == Event.entity_id)
        .where(
            came,
            is_near,
            Ticket.id.in_(Event.select(Event.entity_id).where(TURNS, Event.field == "status")),
            Event.entity == Entity.TICKET,
            Event.field == "status",
        )
        .order_by(Ticket.id, Event.at, Event.id)
    )
    known = None
    for key, ticket, created, done_at, at, before, after in stream(moves):
        if ticket != known:
            known, is_done = ticket, int(before) >= Status.RESOLVED
            if done_at is None or done_at >= to_micros(first):
                yield key, created // QUARTER, -1
                yield key, done_at and max(done_at, created) // QUARTER, 1
            if not is_done:
                yield key, created // QUARTER, 1
        if is_done != (int(after) >= Status.RESOLVED):
            yield key, max(at, created) // QUARTER, 1 if is_done else -1
            is_done = not is_done
