"""What a file says of recorded time, read page by page: memory does not grow with the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import chunked

from helpdesk_tui import clock
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.worktime.spent import Spent, of_ids

PAGE = 500
"""Entries that are read together."""


class Record(NamedTuple):
    """An entry as a file tells it. Its fields are the file's columns, the same in every language.

    Instants are ISO 8601 with the offset of the zone in which it was recorded, to the second; a
    break is two of them with a slash between. `seconds` is what counts of it, whatever else was
    recorded at the same time. What is not known is None, and so is the end of what runs.
    """

    entry: int
    technician: str
    client: str | None
    project: str | None
    activity: str | None
    ticket: int | None
    title: str
    description: str | None
    billable: bool
    begin: str
    end: str | None
    breaks: tuple[str, ...]
    seconds: int | None
    zone: str
    together: bool


def chosen(
    begin: datetime | None,
    end: datetime | None,
    client: int | None = None,
    technician: int | None = None,
) -> Sequence[int]:
    """The entries that touch [begin, end), in order of their beginnings; None is no end."""
    conditions: list[Any] = [~Entry.retired]
    if begin is not None:
        touching = Entry.end.is_null() | (Entry.end > begin) | (Entry.begin >= begin)
        conditions.append(touching)
    if end is not None:
        conditions.append(Entry.begin < end)
    if client is not None:
        conditions.append(Entry.client == client)
    if technician is not None:
        conditions.append(Entry.technician == technician)
    found = Entry.select(Entry.id).where(*conditions).order_by(Entry.begin, Entry.id)
    return [number for (number,) in tuples(found)]


def entries(numbers: Sequence[int]) -> Iterator[tuple[str, Spent]]:
    """These entries, each with the name of its technician."""
    names = dict(tuples(Technician.select(Technician.id, Technician.name)))
    for some in chunked(numbers, PAGE):
        for spent in of_ids(some):
            yield names[spent.technician], spent


def records(numbers: Sequence[int]) -> Iterator[Record]:
    """These entries as a file tells them."""
    now = clock.now()
    for technician, spent in entries(numbers):
        zone = ZoneInfo(spent.zone)
        yield Record(
            entry=spent.id,
            technician=technician,
            client=spent.client or None,
            project=spent.project or None,
            activity=spent.activity or None,
            ticket=spent.what.ticket,
            title=spent.what.title,
            description=spent.what.description or None,
            billable=spent.what.billable,
            begin=_iso(spent.begin, zone),
            end=None if spent.end is None else _iso(spent.end, zone),
            breaks=tuple(f"{_iso(at, zone)}/{_iso(until, zone)}" for at, until in spent.breaks),
            seconds=None if spent.end is None else int(spent.counted(now).total_seconds()),
            zone=spent.zone,
            together=spent.together,
        )


def _iso(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat(timespec="seconds")
