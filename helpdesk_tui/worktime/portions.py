"""How much of each entry lies on each day: the one truth of sheet, pivot and workbook.

A day is [midnight, next midnight) by the calendar of whoever is told: the client's, and of internal
time that in which it was recorded. A minute that a technician has recorded twice counts once
(`shares`). So the portions of all days add up to the entries, to the second, on whatever night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from helpdesk_tui.clock import midnight, to_micros
from helpdesk_tui.models import days
from helpdesk_tui.models.people import Client
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.worktime.shares import shares
from helpdesk_tui.worktime.spent import Spent, between, of_ids
from helpdesk_tui.worktime.stretches import Stretch

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Portion:
    """So many seconds of an entry, all on one day; a day on which nothing counts has none."""

    spent: Spent
    day: date
    seconds: int


def of_client(
    client: int, first: date, last: date, now: datetime, zone: ZoneInfo | None = None
) -> list[Portion]:
    """All portions of the client's entries that touch these days, inclusive, by their calendar.

    Portions of the same entries on other days come along: what is billed of an entry depends on
    all of it. They are in the order of day, begin and number. Another zone is that of a sheet
    which was told before the client's changed.
    """
    zone = zone or zones([client])[client]
    return in_order(cut(touching(client, first, last, zone), {client: zone}, now))


def touching(client: int, first: date, last: date, zone: ZoneInfo) -> list[Spent]:
    """The client's entries that touch these days, inclusive, those that count nothing as well."""
    begin, end = midnight(first, zone), midnight(last + _DAY, zone)
    return between(None, begin, end, clients=[client])


def in_order(found: Iterable[Portion]) -> list[Portion]:
    """By day, begin and number."""
    return sorted(found, key=lambda one: (one.day, one.spent.begin, one.spent.id))


def of_clients(
    clients: Collection[int] | None,
    begin: datetime,
    end: datetime,
    zoned: dict[int, ZoneInfo],
    now: datetime,
) -> tuple[list[Spent], list[Portion]]:
    """The entries of these clients that touch [begin, end), and their portions in their order.

    As `of_client` has them, for many in one look; None: of all, and our own time.
    """
    inside = between(None, begin, end, clients=clients)
    return inside, list(cut(inside, zoned, now))


def cut(
    entries: Collection[Spent],
    zoned: dict[int, ZoneInfo],
    now: datetime,
    lying: AbstractSet[int] | None = None,
) -> Iterator[Portion]:
    """These entries by the days of their clients' calendars; what runs counts up to now.

    `lying` are all that may lie beside another (`models.days.cut`), where they are known already.
    """
    yield from _portions(entries, zoned, counted(entries, now, lying))


def _portions(
    entries: Iterable[Spent], zoned: dict[int, ZoneInfo], own: dict[int, list[Stretch]]
) -> Iterator[Portion]:
    for entry in entries:
        zone = zoned.get(entry.what.client or 0) or ZoneInfo(entry.zone)
        for day, seconds in _by_day(own[entry.id], zone):
            yield Portion(entry, day, seconds)


def counted(
    entries: Collection[Spent], now: datetime, lying: AbstractSet[int] | None = None
) -> dict[int, list[Stretch]]:
    """When these entries count, by number: not while another of the technician's does."""
    known = {one.id for one in entries}
    lying = _lying(entries, now) if lying is None else lying
    others = [] if lying.isdisjoint(known) else of_ids(lying - known)
    return shares([*entries, *others], now)


def _lying(entries: Collection[Spent], now: datetime) -> set[int]:
    if not entries:
        return set()
    begin = min(one.begin for one in entries)
    end = max(max(one.begin, one.end or now) for one in entries)
    technicians = {one.technician for one in entries}
    return days.cut(to_micros(begin), to_micros(end), technicians)


def zones(clients: Iterable[int]) -> dict[int, ZoneInfo]:
    """By which calendar each of these clients is told."""
    found = Client.select(Client.id, Client.zone).where(Client.id.in_(list(clients)))
    return {id_: ZoneInfo(name) for id_, name in tuples(found)}


def _by_day(counts: Sequence[Stretch], zone: ZoneInfo) -> Iterator[tuple[date, int]]:
    if len(counts) == 1:  # as almost all are: on one day, and in one piece
        ((begin, end),) = counts
        day = begin.astimezone(zone).date()
        if end <= _midnight(day + _DAY, zone):
            if seconds := int((end - begin).total_seconds()):
                yield day, seconds
            return
    found: defaultdict[date, int] = defaultdict(int)
    for begin, end in counts:
        day = begin.astimezone(zone).date()
        at = begin
        while (evening := _midnight(day + _DAY, zone)) < end:
            found[day] += int((max(at, evening) - at).total_seconds())
            at, day = max(at, evening), day + _DAY
        found[day] += int((end - at).total_seconds())
    yield from sorted((day, seconds) for day, seconds in found.items() if seconds)


_midnight = lru_cache(4096)(midnight)
