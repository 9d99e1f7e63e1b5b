"""Which entry a minute is given to that several entries of one technician cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from helpdesk_tui import spans
from helpdesk_tui.worktime.spent import Spent
from helpdesk_tui.worktime.stretches import Stretch


def shares(entries: Iterable[Spent], now: datetime) -> dict[int, list[Stretch]]:
    """What of each entry is its own, by its number: no minute of a technician is given twice.

    It goes to an entry that lies over no other knowingly, then to the one that began first. So a
    scan that is noted besides other work has what that work leaves of it. All sums are of shares.
    """
    own: dict[int, list[Stretch]] = {}
    for heap in _heaps(entries, now):
        taken: list[Stretch] = []
        if len(heap) == 1:
            own[heap[0].id] = heap[0].extent.counts(now)
            continue
        for entry in sorted(heap, key=lambda one: (one.together, one.begin, one.id)):
            own[entry.id] = spans.without(entry.extent.counts(now), taken)
            taken += own[entry.id]
    return own


def _heaps(entries: Iterable[Spent], now: datetime) -> Iterator[list[Spent]]:
    """Those that lie over one another, so that few are compared with few."""
    heap: list[Spent] = []
    reach = now
    for entry in sorted(entries, key=lambda one: (one.technician, one.begin)):
        if heap and (entry.technician != heap[-1].technician or entry.begin >= reach):
            yield heap
            heap = []
        end = entry.end or now
        reach = max(reach, end) if heap else end
        heap.append(entry)
    if heap:
        yield heap
