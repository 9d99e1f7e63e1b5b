"""What was promised to a client and kept, by the month in which each ticket came."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SQL, Case, NodeList, chunked, fn

from helpdesk_tui import clock
from helpdesk_tui.calendars import CalendarError
from helpdesk_tui.models import clocks
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Shelf, Ticket
from helpdesk_tui.periods import Period
from helpdesk_tui.sla.clocks import Clock
from helpdesk_tui.sla.kept import Came, Month, Outcome, by_month, outcomes, over
from helpdesk_tui.sla.rules import Policy, Target
from helpdesk_tui.sla.write import open_time
from helpdesk_tui.storage.orm import database, tuples

MONTHS = 12
"""Months that are looked back on unless others are asked for."""

CHUNK = 100
"""Tickets that are worked out together: some 8 ms."""

MOST = 200
"""Promises that are listed one by one."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The client whose figures these are, told in their language and by their calendar."""

    id: int | None
    """None: of everybody."""
    name: str
    language: str
    country: str
    zone: tzinfo | None


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise for a ticket that was missed, or that is still owed."""

    ticket: int
    subject: str
    target: Target
    outcome: Outcome
    due: datetime | None
    """None while its clock is held, and where the calendar has no answer."""
    stopped: datetime | None
    over: int
    """Open seconds beyond what was promised."""

    @property
    def beyond(self) -> str:
        """The same as `1h30`, rounded up to a minute; empty where none of it was open."""
        return open_time(-(-self.over // 60) * 60) if self.over else ""


def whose(client: int) -> Whose:
    """The client of this id."""
    columns = (Client.name, Client.language, Client.country, Client.zone)
    found = tuples(Client.select(*columns).where(Client.id == client))
    ((name, language, country, zone),) = found
    return Whose(client, name, language, country, ZoneInfo(zone))


def read(client: int | None, period: Period) -> tuple[Month, ...]:
    """The figures of a client, or of everybody, by month.

    What is done is counted by the columns of its tickets; only what is worked on is worked out.
    """
    with database.snapshot():
        return by_month((month.first for month in period.cut("month")), _came(client, period))


def owed(
    client: int | None, period: Period, wanted: Collection[Outcome], most: int = MOST
) -> list[Owed]:
    """The promises for tickets that came in a period of which this came, the newest ticket first.

    A ticket is there once for each target, with the clock that ran over most.
    """
    with database.snapshot():
        return list(islice(_owed(client, period, wanted), most))


def policies(client: int | None) -> list[Policy]:
    """The policies of today that may hold for tickets of a client, in the order of trial."""
    version, found = clocks.newest(), list[Policy]()
    for policy in clocks.rules(version).policies if version else ():
        if client is None or not policy.clients or client in policy.clients:
            found.append(policy)
            if client and not policy.categories and not policy.priorities:
                break  # it takes all that come to it
    return found


def _came(client: int | None, period: Period) -> Iterator[Came]:
    months, now = period.cut("month"), clock.now()
    month = Case(None, [(Ticket.created_at < one.end, n) for n, one in enumerate(months)])
    here = _came_in(client, period)
    done = (
        Ticket.select(month.alias("came"), Ticket.promised, Ticket.missed, fn.COUNT(Ticket.id))
        .where(*here, Ticket.shelf == Shelf.DONE)
        .group_by(SQL('"came"'), Ticket.promised, Ticket.missed)
    )
    for place, promised, missed, count in tuples(done):
        came_of = {
            target: Outcome.MISSED if missed & target else Outcome.KEPT
            for target in Target
            if promised & target
        }
        yield Came(months[place].first, came_of, count)
    live = Ticket.select(Ticket.id, month).where(*here, Ticket.shelf == Shelf.LIVE)
    for (_ticket, place), found in _with_clocks(tuples(live)):
        results = outcomes(found, now).items()
        yield Came(months[place].first, {target: result for target, (result, _clock) in results})


def _owed(client: int | None, period: Period, wanted: Collection[Outcome]) -> Iterator[Owed]:
    now = clock.now()
    is_late = (Ticket.shelf == Shelf.DONE) & (Ticket.missed != 0)
    tickets = (
        Ticket.select(Ticket.id, Ticket.subject)
        .where(*_came_in(client, period), is_late | (Ticket.shelf == Shelf.LIVE))
        .order_by(Ticket.id.desc())
    )
    for (ticket, subject), found in _with_clocks(tuples(tickets)):
        for target, (result, its) in outcomes(found, now).items():
            if result in wanted:
                due, over_by = _due(its), over(its, now)
                yield Owed(ticket, subject, target, result, due, its.stopped, over_by)


def _came_in(client: int | None, period: Period) -> list[Any]:
    created = NodeList((SQL("" if client is None else "+"), Ticket.created_at))
    within = [created >= clock.to_micros(period.begin), created < clock.to_micros(period.end)]
    # With the + SQLite finds them by the client, not by when they came: others came then, too.
    return within if client is None else [Ticket.client == client, *within]


def _with_clocks(rows: Sequence[Any]) -> Iterator[tuple[Any, list[Clock]]]:
    """Rows that begin with the number of a ticket, each with the clocks of that ticket."""
    for some in chunked(rows, CHUNK):
        worked_out = clocks.of_each([row[0] for row in some])
        for row in some:
            yield row, worked_out[row[0]]


def _due(its: Clock) -> datetime | None:
    try:
        return its.due
    except CalendarError:
        return None
