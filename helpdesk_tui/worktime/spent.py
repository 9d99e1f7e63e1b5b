"""Entries as they are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN

from helpdesk_tui.clock import from_micros
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.worktime import IS_LONG, Activity, Entry, Project
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime import stretches
from helpdesk_tui.worktime.extent import Extent
from helpdesk_tui.worktime.recording import WHAT, What
from helpdesk_tui.worktime.stretches import Stretch

_DAY = timedelta(days=1)
_AT_ONCE = 10_000
"""Numbers that are asked for in one question."""


@dataclass(frozen=True, slots=True)
class Spent:
    """An entry. The names are empty where there is none."""

    id: int
    technician: int
    begin: datetime
    end: datetime | None
    """None while it runs."""
    breaks: tuple[Stretch, ...]
    zone: str
    """The IANA zone in which it was recorded."""
    what: What
    client: str
    project: str
    activity: str
    together: bool
    """Whether somebody has said that it may lie over another."""
    doubt: datetime | None
    """Since when nobody knows what was done."""
    drops: tuple[Stretch, ...]
    """When no desk was there, too short to ask about."""

    @property
    def extent(self) -> Extent:
        """When it is."""
        return Extent(self.begin, self.end, self.breaks)

    @property
    def backwards(self) -> bool:
        """Whether it ends before it begins: a clock was set back, and nothing of it counts."""
        return self.end is not None and self.end < self.begin

    def counted(self, now: datetime) -> timedelta:
        """How much of it counts, up to now if it runs."""
        return stretches.total(self.extent.counts(now))


def by_id(entry: int) -> Spent | None:
    """The entry; None when there is none, or it was put away."""
    return next(iter(_read(Entry.id == entry)), None)


def of_ids(entries: Iterable[int]) -> list[Spent]:
    """Those of these entries that are there, in order."""
    asked = sorted(entries)
    parts = (asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE))
    found = [one for part in parts for one in _read(Entry.id.in_(part))]
    return sorted(found, key=lambda one: (one.begin, one.id))


def between(
    technician: int | None,
    begin: datetime,
    end: datetime,
    *,
    clients: Collection[int] | None = None,
) -> list[Spent]:
    """All entries that touch [begin, end), in order; of one technician, of some clients, or all.

    What runs goes on beyond any end. One that ends before it begins is where it begins.
    """
    whose = _whose(technician)
    inside = whose if technician or clients is None else Entry.client.in_(list(clients))
    reaching = Entry.begin < begin, Entry.end > begin
    ids = (
        Entry.select(Entry.id).where(inside, Entry.begin >= begin, Entry.begin < end)
        + Entry.select(Entry.id).where(inside, Entry.begin >= begin - _DAY, *reaching)
        + Entry.select(Entry.id).where(IS_LONG, *reaching)
        + Entry.select(Entry.id).where(whose, Entry.begin < begin, Entry.end.is_null())
    )
    found = _read(Entry.id.in_(ids))
    return [
        one
        for one in found
        if technician in (None, one.technician) and (clients is None or one.what.client in clients)
    ]


def on_tickets(tickets: Sequence[int]) -> timedelta:
    """How much of anybody's time counts on these tickets; what runs has not been spent yet."""
    found = Entry.select(Entry.begin, Entry.end, Entry.breaks).where(
        Entry.ticket.in_(tickets), Entry.end.is_null(False), ~Entry.retired
    )
    counted = (stretches.counted(one, end, stretches.read(b)) for one, end, b in tuples(found))
    return sum(counted, timedelta())


def _whose(technician: int | None) -> Any:
    """Of one, or of each: so that an index that begins with the technician serves both."""
    if technician is not None:
        return Entry.technician == technician
    return Entry.technician.in_(Technician.select(Technician.id))


def _read(*conditions: Any) -> list[Spent]:
    found = (
        Entry.select(
            Entry.id,
            Entry.technician,
            Entry.begin,
            Entry.end,
            Entry.breaks,
            Entry.zone,
            Client.name,
            Project.name,
            Activity.name,
            Entry.together,
            Entry.doubt,
            Entry.drops,
            *WHAT,
        )
        .join(Client, JOIN.LEFT_OUTER)
        .switch(Entry)
        .join(Project, JOIN.LEFT_OUTER)
        .switch(Entry)
        .join(Activity, JOIN.LEFT_OUTER)
        .where(*conditions, ~Entry.retired)
        .order_by(Entry.begin, Entry.id)
    )
    return list(_spent(database.execute(found).fetchall()))  # Peewee would take twice as long


def _spent(rows: Iterable[tuple[Any, ...]]) -> Iterable[Spent]:
    for row in rows:
        id_, technician, begin, end, breaks, zone, client, project, activity, *rest = row
        together, doubt, drops, title, description, whose, job, ticket, kind, billable = rest
        yield Spent(
            id=id_,
            technician=technician,
            begin=from_micros(begin),
            end=None if end is None else from_micros(end),
            breaks=tuple(stretches.read(breaks)) if breaks else (),
            zone=zone,
            what=What(title, description, whose, job, ticket, kind, bool(billable)),
            client=client or "",
            project=project or "",
            activity=activity or "",
            together=bool(together),
            doubt=None if doubt is None else from_micros(doubt),
            drops=tuple(stretches.read(drops)) if drops else (),
        )
