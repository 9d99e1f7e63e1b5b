"""Which tickets went on after they had been resolved, and which were taken from who had them.

Both are read from events. What was taken back does not count, nor does the taking back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from helpdesk_tui.models.events import TURNS, Entity, Event
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.reports.figures import Key
from helpdesk_tui.reports.reading import stream

Turned = Iterable[Key]
"""The key of each ticket."""


def turned(column: Any, tickets: Any) -> tuple[Turned, Turned]:
    """Those of the tickets that were reopened, and those that were reassigned, by a column."""
    undone = _undone()
    found: dict[str, dict[int, Key]] = {"status": {}, "assignee": {}}
    turns = (  # with the + 0 few events are read and their tickets looked up, not the other way
        Ticket.select(column, Ticket.id, Event.field, Event.batch)
        .join(Event, on=Ticket.id == Event.entity_id + 0)
        .where(TURNS, Event.undoes.is_null(), tickets)
    )
    for key, ticket, field, batch in stream(turns):
        if (ticket, batch) not in undone or _stands(undone, ticket, batch):
            found[field][ticket] = key
    return found["status"].values(), found["assignee"].values()


def _undone() -> dict[tuple[int, int], list[int]]:
    """By which batches a batch was taken back on a ticket."""
    undone = defaultdict(list)
    columns = (Event.entity_id, Event.undoes, Event.batch)
    undoing = Event.select(*columns).distinct()
    of_tickets = undoing.where(Event.entity == Entity.TICKET, Event.undoes.is_null(False))
    for ticket, batch, by in stream(of_tickets):
        undone[ticket, batch].append(by)
    return dict(undone)


def _stands(undone: dict[tuple[int, int], list[int]], ticket: int, batch: int) -> bool:
    """Whether it holds: what took it back may have been taken back itself."""
    return not any(_stands(undone, ticket, by) for by in undone.get((ticket, batch), ()))
