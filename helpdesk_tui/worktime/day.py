"""A day and a week of a technician: what was recorded, what was not, and the sums.

A day is [midnight, next midnight) of a zone, so the parts of an entry add up to it whatever the
clocks do that night. All sums are of `shares`: a minute under two entries is counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from helpdesk_tui import spans
from helpdesk_tui.calendars import Calendar
from helpdesk_tui.clock import midnight
from helpdesk_tui.collation import sort_key
from helpdesk_tui.worktime import stretches
from helpdesk_tui.worktime.doings import Doing, doings
from helpdesk_tui.worktime.shares import shares
from helpdesk_tui.worktime.spent import Spent, between
from helpdesk_tui.worktime.stretches import Stretch, total

SHORTEST_GAP = timedelta(minutes=1)
"""What is shorter is no gap."""

DAYS = 7


@dataclass(frozen=True, slots=True)
class Part:
    """So much of an entry as lies on a day."""

    spent: Spent
    begin: datetime
    end: datetime
    """Now, for what runs; not before `begin` for what ends before it begins."""
    counted: timedelta
    """How much of it counts: the parts of an entry add up to it."""
    share: timedelta
    """How much of that is given to it in the sums, see `shares`."""
    over: tuple[int, ...]
    """The entries that cover some of the same time, knowingly or not."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Working hours up to now in which nothing was recorded. A break of an entry is no gap."""

    begin: datetime
    end: datetime
    doings: tuple[Doing, ...]


Item = Part | Gap


@dataclass(frozen=True, slots=True)
class Day:
    """A date of a technician, its items in order."""

    date: date
    items: tuple[Item, ...]
    counted: timedelta
    target: timedelta
    """The working hours of the date."""

    @property
    def parts(self) -> list[Part]:
        """The entries among its items."""
        return [item for item in self.items if isinstance(item, Part)]


@dataclass(frozen=True, slots=True)
class ClientRow:
    """What was done for a client on each day of a week. Without a client: internal work."""

    client: int | None
    name: str
    days: tuple[timedelta, ...]
    total: timedelta


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days: the sums of `days`, of `by_client` and `counted` are one number."""

    days: tuple[Day, ...]
    by_client: tuple[ClientRow, ...]
    """By name, internal work last."""
    counted: timedelta
    target: timedelta


def line(
    technician: int, day: date, calendar: Calendar | None, zone: tzinfo | None, now: datetime
) -> Day:
    """A day with its entries, and the gaps in the hours of a calendar with what was done then."""
    begin, end = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    return _day(day, between(technician, begin, end), calendar, zone, now, technician)


def week(
    technician: int, monday: date, calendar: Calendar | None, zone: tzinfo | None, now: datetime
) -> Week:
    """Seven days from a date on, and what was done for whom. Its gaps do not tell the doings."""
    begin, end = midnight(monday, zone), midnight(monday + timedelta(days=DAYS), zone)
    entries = between(technician, begin, end)
    dates = [monday + timedelta(days=number) for number in range(DAYS)]
    days = tuple(_day(day, entries, calendar, zone, now, None) for day in dates)
    return Week(
        days=days,
        by_client=tuple(_by_client(days)),
        counted=_sum(day.counted for day in days),
        target=_sum(day.target for day in days),
    )


def _day(
    day: date,
    entries: Iterable[Spent],
    calendar: Calendar | None,
    zone: tzinfo | None,
    now: datetime,
    doer: int | None,
) -> Day:
    whole = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    parts = _parts(entries, whole, now)
    hours = calendar.intervals(*whole) if calendar else []
    gaps = [
        Gap(begin, end, doings(doer, begin, end) if doer else ())
        for begin, end in _gaps(hours, parts, now)
    ]
    return Day(
        date=day,
        items=tuple(sorted([*parts, *gaps], key=lambda item: (item.begin, item.end))),
        counted=_sum(part.share for part in parts),
        target=total(hours),
    )


def _parts(entries: Iterable[Spent], whole: Stretch, now: datetime) -> list[Part]:
    there = [one for one in entries if _lies_in(one, whole, now)]
    counts = {one.id: list(spans.within(one.extent.counts(now), *whole)) for one in there}
    own = shares(there, now)
    return [
        Part(
            spent=one,
            begin=(begin := max(one.begin, whole[0])),
            end=max(begin, min(one.end or now, whole[1])),
            counted=total(counts[one.id]),
            share=total(spans.within(own[one.id], *whole)),
            over=tuple(
                id_
                for id_, other in counts.items()
                if id_ != one.id and stretches.meet(counts[one.id], other)
            ),
        )
        for one in there
    ]


def _lies_in(entry: Spent, whole: Stretch, now: datetime) -> bool:
    """Whether it touches the day; what counts nothing lies where it begins."""
    return whole[0] <= entry.begin < whole[1] or (
        entry.begin < whole[0] and whole[0] < (entry.end or now)
    )


def _gaps(hours: Sequence[Stretch], parts: Sequence[Part], now: datetime) -> list[Stretch]:
    past = [(begin, min(end, now)) for begin, end in hours if begin < now]
    left = spans.without(past, ((part.begin, part.end) for part in parts))
    return [(begin, end) for begin, end in left if end - begin >= SHORTEST_GAP]


def _by_client(days: Sequence[Day]) -> list[ClientRow]:
    names: dict[int | None, str] = {}
    rows: dict[int | None, list[timedelta]] = {}
    for number, day in enumerate(days):
        for part in day.parts:
            client = part.spent.what.client
            names[client] = part.spent.client
            rows.setdefault(client, [timedelta()] * DAYS)[number] += part.share
    order = sorted(rows, key=lambda client: (client is None, sort_key(names[client])))
    return [
        ClientRow(client, names[client], tuple(rows[client]), _sum(rows[client]))
        for client in order
    ]


def _sum(lengths: Iterable[timedelta]) -> timedelta:
    return sum(lengths, timedelta())
