"""Which new entries lie over others of their technician."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from helpdesk_tui import clock
from helpdesk_tui.clock import from_micros, to_micros
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.spans import joined
from helpdesk_tui.storage.orm import tuples

Stretch = tuple[int, int]
Owner = int | str
"""A technician at the desk, or the name of one who will be."""

_MICROS = 1_000_000


def recorded(begin: int, end: int) -> Iterator[tuple[int, Stretch]]:
    """What is at the desk of this time, by technician; what runs, until now."""
    first, last = from_micros(begin * _MICROS), from_micros(end * _MICROS)
    found = Entry.select(Entry.technician, Entry.begin, Entry.end).where(
        Entry.begin < last,
        Entry.end.is_null() | (Entry.end > first),
        ~Entry.retired,
    )
    now = clock.now()
    for technician, at, until in tuples(found):
        pair = to_micros(at) // _MICROS, to_micros(until or now) // _MICROS
        if pair[0] < pair[1]:
            yield technician, pair


class Overlaps:
    """What is taken already of each technician's time, and what comes in; seconds since 1970."""

    def __init__(self, begin: int, end: int) -> None:
        taken: defaultdict[Owner, list[Stretch]] = defaultdict(list)
        for technician, pair in recorded(begin, end):
            taken[technician].append(pair)
        self._taken = {technician: joined(pairs) for technician, pairs in taken.items()}
        self._reach: dict[Owner, int] = {}

    def over(self, technician: Owner, begin: int, end: int) -> bool:
        """Whether it lies over another; asked in the order of the beginnings."""
        taken = self._taken.get(technician, [])
        place = bisect_right(taken, begin, key=lambda pair: pair[1])
        reach = self._reach.get(technician, begin)
        self._reach[technician] = max(reach, end)
        return begin < reach or (place < len(taken) and taken[place][0] < end)
