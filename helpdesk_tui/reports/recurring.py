"""What comes again and again: tickets whose subjects say the same in nearly the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpdesk_tui import clock
from helpdesk_tui.models.tickets import Shelf, Ticket
from helpdesk_tui.periods import Period
from helpdesk_tui.reports.alike import gist
from helpdesk_tui.reports.reading import came_in, passing, stream
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets.views import Viewer

MOST = 50
"""Subjects that are told."""

Watch = Callable[[Iterable[Any], int], Iterable[Any]]
"""Is given the rows and their number; hands them on, and may tell how far it is."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """Tickets that came in a period with like subjects."""

    subject: str
    """Of the newest, as it is written."""
    tickets: int
    open: int
    """Those of them that are not done now."""
    clients: int
    """From how many clients they came; without a client counts as one."""
    newest: int
    """The number of the newest ticket."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The subjects of tickets that came in a period and passed a filter, the commonest first."""

    period: Period
    words: str
    at: datetime
    rows: tuple[Recurring, ...]


def read(
    period: Period, words: str, viewer: Viewer, watch: Watch = lambda rows, _total: rows
) -> Recurrence:
    """The subjects of at least two tickets that pass a filter.

    Raises Unreadable.
    """
    alike: defaultdict[str, list[tuple[int, int, int | None]]] = defaultdict(list)
    now = clock.now()
    with database.snapshot():
        came = Ticket.select(Ticket.id, Ticket.subject, Ticket.shelf, Ticket.client)
        came = came.where(came_in(period), passing(words, viewer))
        for number, subject, shelf, client in watch(stream(came), came.count()):
            if said := gist(subject):
                alike[said].append((number, shelf, client))
        common = sorted(alike.values(), key=lambda held: (-len(held), -max(held)[0]))[:MOST]
        rows = [held for held in common if len(held) > 1]
        newest = [max(held)[0] for held in rows]
        named = Ticket.select(Ticket.id, Ticket.subject).where(Ticket.id.in_(newest))
        subjects = dict(tuples(named))
    recurring = tuple(
        Recurring(
            subject=subjects[number],
            tickets=len(held),
            open=sum(shelf == Shelf.LIVE for _number, shelf, _client in held),
            clients=len({client for _number, _shelf, client in held}),
            newest=number,
        )
        for number, held in zip(newest, rows, strict=True)
    )
    return Recurrence(period, words, now, recurring)


def words_for(subject: str, period: Period, words: str) -> str:
    """The filter, in neutral words, that finds the tickets of a subject: those with its words."""
    stems = gist(subject).split()
    return " ".join(filter(None, (*stems, f"created:{period.first}..{period.last}", words)))
