"""The figures of some tickets as they are shown: rows that add up to their total."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from helpdesk_tui.periods import Period

Key = str | int | None
"""What the tickets of a row have in common: a name, an id, a number; None is nothing."""

LIVE, WAITING = 64, 128
"""Flags of a ticket that is not done. One that is has what was promised, and missed, as bits."""

MISSED = 3
"""By so many bits the missed targets stand above the promised ones."""

_PROMISED = (1 << MISSED) - 1


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in seconds of the wall clock; without a case there is no mean."""

    count: int = 0
    mean: float | None = None
    median: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of the tickets that came in a period and have something in common."""

    key: Key
    name: str
    came: int
    open: int
    """Those of them that are not done now."""
    waiting: int
    """Those that wait now."""
    reopened: int
    """Those on which the work went on after they had been resolved."""
    reassigned: int
    """Those that were taken from a technician who had them."""
    response: Times
    """To the first answer of a technician."""
    resolution: Times
    """Until they were resolved for the last time; waiting and other reasons included."""
    decided: int
    """Promises for those that are done."""
    kept: int
    """Those of the promises that were kept."""
    backlog: int
    """All tickets that were open at the end, whenever they came."""

    @property
    def percent(self) -> int | None:
        """The share of the promises that was kept, rounded down; None where none is decided."""
        return 100 * self.kept // self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures by one dimension over a period, as they stood at an instant."""

    dimension: str
    period: Period
    words: str
    """The filter, in neutral words, that the tickets had to pass; empty: none."""
    at: datetime
    rows: tuple[Row, ...]
    total: Row


_Numbers = partial(array, "q")


@dataclass(slots=True)
class Heap:
    """What is gathered for a row, ticket by ticket: a million of them in a second, on few bytes."""

    flags: bytearray = field(default_factory=bytearray)
    responses: array[int] = field(default_factory=_Numbers)
    resolutions: array[int] = field(default_factory=_Numbers)
    """Seconds, in any order."""
    done: array[int] = field(default_factory=_Numbers)
    """In which quarters of an hour they were resolved."""
    reopened: int = 0
    reassigned: int = 0
    backlog: int = 0


def row(key: Key, name: str, heaps: Collection[Heap]) -> Row:
    """What these heaps come to together; it puts their seconds in order."""
    flags: Counter[int] = Counter()
    for heap in heaps:
        flags.update(heap.flags)
    done = {flag: count for flag, count in flags.items() if not flag & LIVE}
    decided = sum((flag & _PROMISED).bit_count() * count for flag, count in done.items())
    missed = sum((flag >> MISSED).bit_count() * count for flag, count in done.items())
    return Row(
        key=key,
        name=name,
        came=flags.total(),
        open=sum(count for flag, count in flags.items() if flag & LIVE),
        waiting=sum(count for flag, count in flags.items() if flag & WAITING),
        reopened=sum(heap.reopened for heap in heaps),
        reassigned=sum(heap.reassigned for heap in heaps),
        response=_times([heap.responses for heap in heaps]),
        resolution=_times([heap.resolutions for heap in heaps]),
        decided=decided,
        kept=decided - missed,
        backlog=sum(heap.backlog for heap in heaps),
    )


def _times(runs: Sequence[array[int]]) -> Times:
    """Of all runs together. What came before its beginning took no time."""
    for run in runs:
        run[:] = _Numbers(sorted(run))
        negative = bisect_left(run, 0)
        run[:negative] = _Numbers([0]) * negative
    count = sum(map(len, runs))
    if not count:
        return Times()
    median = (_at(runs, (count - 1) // 2) + _at(runs, count // 2)) / 2
    return Times(count, sum(map(sum, runs)) / count, median)


def _at(runs: Sequence[array[int]], place: int) -> int:
    """What stands in this place of all ordered runs together: they are not put together for it."""
    filled = [run for run in runs if run]
    low, high = min(run[0] for run in filled), max(run[-1] for run in filled)
    while low < high:
        middle = (low + high) // 2
        if sum(bisect_right(run, middle) for run in filled) > place:
            high = middle
        else:
            low = middle + 1
    return low
