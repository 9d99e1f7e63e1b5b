"""Stretches of time as pure arithmetic: half open, aware, in UTC, with whole seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from helpdesk_tui.clock import from_micros, to_micros

Stretch = tuple[datetime, datetime]
"""From an instant up to another, which does not belong to it."""


def write(pairs: Iterable[Stretch]) -> str:
    """Pairs of instants as a column keeps them, in order and joined where they touch."""
    return ",".join(f"{to_micros(begin)}/{to_micros(end)}" for begin, end in merged(pairs))


def read(text: str) -> list[Stretch]:
    """What `write` has written."""
    pairs = (pair.split("/") for pair in text.split(",") if pair)
    return [(from_micros(int(begin)), from_micros(int(end))) for begin, end in pairs]


def merged(pairs: Iterable[Stretch]) -> list[Stretch]:
    """The same instants in order, without overlaps and without what is empty."""
    found: list[Stretch] = []
    for begin, end in sorted(pair for pair in pairs if pair[0] < pair[1]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def without(whole: Stretch, gone: Iterable[Stretch]) -> list[Stretch]:
    """What is left of a stretch when others are taken out of it."""
    left: list[Stretch] = []
    at, end = whole
    for begin, until in merged(gone):
        if at < min(begin, end):
            left.append((at, min(begin, end)))
        at = max(at, until)
    if at < end:
        left.append((at, end))
    return left


def counted(begin: datetime, end: datetime, breaks: Iterable[Stretch] = ()) -> timedelta:
    """How much of it counts: its length without its breaks. Nothing if it ends before it begins."""
    return total(without((begin, end), breaks))


def total(pairs: Iterable[Stretch]) -> timedelta:
    """How long they are together."""
    return sum((end - begin for begin, end in pairs), timedelta())


def by_days(
    begin: datetime, end: datetime, breaks: Iterable[Stretch], zone: tzinfo | None
) -> Iterator[tuple[date, timedelta]]:
    """How much of it counts on each day of a zone; the parts add up to the whole."""
    for at, until in without((begin, end), breaks):
        while at < until:
            day = at.astimezone(zone).date()
            stop = min(until, midnight(day + timedelta(days=1), zone))
            yield day, stop - at
            at = stop


def midnight(day: date, zone: tzinfo | None) -> datetime:
    """The instant at which a day begins in a zone.

    Where the clock jumps over midnight the day begins behind the jump.
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether both have an instant in common."""
    return max(one[0], other[0]) < min(one[1], other[1])


def meet(ones: Iterable[Stretch], others: Iterable[Stretch]) -> bool:
    """Whether any of these has an instant in common with any of those."""
    others = list(others)
    return any(overlap(one, other) for one in ones for other in others)
