"""What tests of the desk begin with: somebody at it, some tickets, and a look at what is kept."""

from __future__ import annotations

import asyncio
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from peewee import JOIN, fn

from helpdesk_tui.collation import AFTER_ALL
from helpdesk_tui.models import search, terms
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Ticket, TicketTag
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets import actions, queue
from helpdesk_tui.tickets.actions import NewTicket
from helpdesk_tui.tickets.queue import Query, Row
from helpdesk_tui.tickets.views import Viewer

SATURDAY = datetime(2026, 11, 21, 13, 32, tzinfo=UTC)
"""The instant at which the desk stands in tests that hold the clock: 14:32 in Madrid."""

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="what a process does is read from /proc, which only Linux has"
)

_LISTED = re.compile(r"(?:^|▏)([▌ ])([• ]) *(\d+) P[1-4]", re.MULTILINE)

FOLLOWS = {"changed_at", "unread_since"}
"""Columns that nothing takes back: when something was last changed, and what has been read."""


def technician(login: str) -> int:
    """The id of a technician, who signs in when they are new."""
    return sign_in(login).id


def opened(by: int, subject: str = "The printer is on fire", **known: Any) -> int:
    """The number of a ticket that was just opened."""
    return actions.create(by, NewTicket(subject, **known)).things[0]


def row(ticket: int) -> Row:
    """The ticket as it is now."""
    return queue.rows_by_id([ticket])[ticket]


def state(ticket: int) -> dict[str, Any]:
    """Every column of a ticket but those that always move on, with its labels."""
    columns = dict(Ticket.select().where(Ticket.id == ticket).dicts().get())
    for name in FOLLOWS:
        del columns[name]
    tags = tuples(TicketTag.select(TicketTag.tag).where(TicketTag.ticket == ticket))
    return columns | {"tags": sorted(tag for (tag,) in tags)}


def found(by: int, text: str = "", view: str = "all") -> set[int]:
    """The tickets that a view holds for these words."""
    return {row.id for row in queue.page(Query(Viewer(by), view, text=text), limit=1000).rows}


def holding(text: str) -> set[int]:
    """The tickets in whose texts all of these words begin, by the search index."""
    hits = search.hits(terms.terms(text)).bind(database)
    return {number for (number,) in tuples(hits)}


def misfiled() -> list[int]:
    """The tickets that an order by client would put elsewhere than under their client's name."""
    name = fn.COALESCE(Client.sort_key, AFTER_ALL)
    tickets = Ticket.select(Ticket.id).join(Client, JOIN.LEFT_OUTER)
    return [number for (number,) in tuples(tickets.where(Ticket.client_key != name))]


def listed(picture: str) -> list[tuple[int, bool, bool]]:
    """The tickets of a queue as it is seen: number, whether in hand, whether marked."""
    above_the_preview, *_ = picture.split("─────")
    seen = _LISTED.findall(above_the_preview)
    return [(int(number), cursor == "▌", mark == "•") for cursor, mark, number in seen]


async def until(
    holds: Callable[[], object], what: str | Callable[[], str] = "", seconds: float = 10.0
) -> None:
    """Waits until something holds, and says what did not when it never does."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"never: {what() if callable(what) else what}")
        await asyncio.sleep(0.01)
