"""Fills a desk with as many entries of time as one likes, on the tickets that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count, islice
from random import Random

from helpdesk_tui.models.bulk import next_id
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.samples import entry_rows
from helpdesk_tui.samples.entry_rows import Recorded
from helpdesk_tui.storage.orm import database, tuples

CHUNK = 20_000
"""Entries in one transaction."""

_SPAN = 3 * 365
"""Days before the present in which there may be entries."""
_FEW = 8
"""Entries a day, unless there are too many for the span."""
_OPENS, _HOURS = timedelta(hours=8), timedelta(hours=9)
_TICKETS = 20_000
"""How many different tickets are worked on at most."""

Work = tuple[int, int | None, str]
"""A ticket, its client and its subject."""


def fill_entries(
    entries: int,
    seed: int,
    now: datetime,
    progress: Callable[[int], object] = lambda _count: None,
) -> None:
    """Adds `entries` made-up entries to the open database, on working days before `now`.

    All technicians have about as many, and none of theirs overlap. The same arguments on the same
    tickets give the same entries. `progress` hears how many each committed chunk brought.
    """
    random = Random(seed)
    made = _drawn(random, _tickets(), _technicians(), entries, now)
    for start in range(0, entries, CHUNK):
        number = min(CHUNK, entries - start)
        with database.atomic():
            entry_rows.load(islice(made, number))
        progress(number)


def _drawn(
    random: Random, tickets: Sequence[Work], technicians: Sequence[int], entries: int, now: datetime
) -> Iterator[Recorded]:
    """Entries in the order of time: on each day those of one after another's."""
    numbers = count(next_id(Entry))
    each = -(-entries // len(technicians))
    days = list(_working_days(now))
    daily = max(_FEW, -(-each // len(days)))
    length = _HOURS // daily
    for day in reversed(days[: -(-each // daily)]):
        for technician in technicians:
            for place in range(daily):
                begin = day + _OPENS + length * place
                ticket, client, subject = random.choice(tickets)
                spent = timedelta(seconds=int(length.total_seconds() * random.uniform(0.4, 1)))
                yield Recorded(
                    id=next(numbers),
                    technician=technician,
                    begin=begin.replace(microsecond=0),
                    end=begin.replace(microsecond=0) + spent,
                    zone="UTC",
                    title=subject,
                    client=client,
                    ticket=ticket,
                    billable=random.random() < 0.8,
                )


def _working_days(now: datetime) -> Iterator[datetime]:
    """Their midnights in UTC, yesterday's first."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for days in range(1, _SPAN):
        day = today - timedelta(days=days)
        if day.weekday() < 5:
            yield day


def _technicians() -> list[int]:
    return [
        number for (number,) in tuples(Technician.select(Technician.id).order_by(Technician.id))
    ]


def _tickets() -> list[Work]:
    """Tickets that are worked on, from the oldest to the newest."""
    every = max(1, Ticket.select().count() // _TICKETS)
    query = Ticket.select(Ticket.id, Ticket.client, Ticket.subject).where(Ticket.id % every == 0)
    return list(tuples(query.order_by(Ticket.id)))
