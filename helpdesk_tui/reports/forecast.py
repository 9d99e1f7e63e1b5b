"""The work in the queue against the pace of recent weeks: that of the desk, of nobody alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import fn

from helpdesk_tui import clock
from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.tickets import Shelf, Status, Ticket
from helpdesk_tui.reports.reading import DONE_AT, IN_SIGHT, passing
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets.views import Viewer

WEEKS = 4
"""How far back the pace is looked at."""


@dataclass(frozen=True, slots=True)
class Oldest:
    """The open ticket that came first."""

    number: int
    subject: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is open, and what came and was resolved in the `WEEKS` before."""

    at: datetime
    open: int
    waiting: int
    """Those of them that wait."""
    came: int
    done: int
    days: float | None
    """Until the queue is empty at this pace, if nothing new came; None where nothing is done."""
    days_with_new: float | None
    """The same while as many come as did; None where the queue does not get shorter."""
    oldest: Oldest | None


def read(words: str, viewer: Viewer) -> Forecast:
    """The forecast for the tickets that pass a filter. Raises Unreadable."""
    now = clock.now()
    since = now - timedelta(weeks=WEEKS)
    with database.snapshot():
        wanted = passing(words, viewer)
        live = Ticket.select().where(Ticket.shelf == Shelf.LIVE, wanted)
        open_ = live.count()
        came = _count(IN_SIGHT & (Ticket.created_at >= since) & wanted)
        done = _count((Ticket.shelf == Shelf.DONE) & (to_micros(since) <= DONE_AT) & wanted)
        first = tuples(
            live.select(Ticket.id, Ticket.subject, Ticket.created_at)
            .order_by(Ticket.created_at, Ticket.id)
            .limit(1)
        )
        return Forecast(
            at=now,
            open=open_,
            waiting=live.where(Ticket.status == Status.WAITING).count(),
            came=came,
            done=done,
            days=_until_empty(open_, done),
            days_with_new=_until_empty(open_, done - came),
            oldest=Oldest(*first[0]) if first else None,
        )


def _until_empty(open_: int, less: int) -> float | None:
    """How many days it takes when it gets shorter by so many in the `WEEKS`."""
    if not open_:
        return 0.0
    return open_ * WEEKS * 7 / less if less > 0 else None


def _count(tickets: object) -> int:
    return int(Ticket.select(fn.COUNT(Ticket.id)).where(tickets).scalar())
