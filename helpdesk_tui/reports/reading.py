"""Rows of a query one by one, as they are stored: a million of them are never held at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import SQL, Case, fn

from helpdesk_tui import clock
from helpdesk_tui.clock import to_micros
from helpdesk_tui.filters.parse import parse
from helpdesk_tui.models.tickets import Shelf, Ticket
from helpdesk_tui.periods import Period
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import matching
from helpdesk_tui.tickets.views import Viewer

QUARTER = 15 * 60 * 10**6
"""Microseconds: in every zone a day begins with a quarter of an hour."""

IN_SIGHT = Ticket.shelf.in_((Shelf.DONE, Shelf.LIVE))
"""What was put away, or merged into another ticket, is not counted."""

DONE_AT = Case(
    None,
    [
        (
            Ticket.shelf == Shelf.DONE,
            fn.COALESCE(Ticket.resolved_at, Ticket.closed_at, Ticket.changed_at),
        )
    ],
)
"""When a ticket that is done was resolved for the last time, in microseconds; NULL for others."""

DONE_IN = DONE_AT / QUARTER
"""The quarter of an hour of that."""


def stream(query: Any) -> Iterator[tuple[Any, ...]]:
    """The rows with their values as they are stored: no instant and no JSON is read."""
    return iter(database.execute_sql(*query.sql()))


def came_in(period: Period) -> Any:
    """The tickets that came in a period."""
    begin, end = to_micros(period.begin), to_micros(period.end)
    return IN_SIGHT & (Ticket.created_at >= begin) & (Ticket.created_at < end)


def passing(words: str, viewer: Viewer) -> Any:
    """The tickets that pass a filter, as it is typed or kept. Raises Unreadable."""
    today = clock.now().astimezone(viewer.zone).date()
    wanted = matching.condition(parse(words, today), viewer)
    return SQL("1 = 1") if wanted is None else wanted
