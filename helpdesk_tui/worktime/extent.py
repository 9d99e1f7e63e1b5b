"""When an entry is, as pure arithmetic: from, to, and the breaks in between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from helpdesk_tui import spans
from helpdesk_tui.clock import NEVER
from helpdesk_tui.worktime import stretches
from helpdesk_tui.worktime.stretches import Stretch


@dataclass(frozen=True, slots=True)
class Extent:
    """From `begin` up to `end`, or still running without one. Its breaks lie within it."""

    begin: datetime
    end: datetime | None
    breaks: tuple[Stretch, ...] = ()

    def counts(self, now: datetime) -> list[Stretch]:
        """The stretches that count, in order; what runs counts up to now."""
        return stretches.pieces(self.begin, self.end or now, self.breaks)

    def without(self, gone: Iterable[Stretch], now: datetime) -> Extent | None:
        """What is left when stretches are taken out: ends are trimmed, holes become breaks.

        What runs goes on running. None when nothing is left; of what runs, up to now.
        """
        left = stretches.pieces(self.begin, self.end or NEVER, [*self.breaks, *gone])
        if not left or (self.end is None and left[0][0] > now):
            return None
        return _around(left, runs=self.end is None)

    def moved(self, begin: datetime) -> Extent:
        """As long, with its breaks, from another instant on."""
        by = begin - self.begin
        breaks = tuple((at + by, until + by) for at, until in self.breaks)
        return Extent(begin, self.end and self.end + by, breaks)

    def split(self, at: datetime) -> tuple[Extent, Extent]:
        """What lies before an instant within it, and what lies after."""
        return extent(self.begin, at, self.breaks), extent(at, self.end, self.breaks)


def extent(begin: datetime, end: datetime | None, breaks: Iterable[Stretch] = ()) -> Extent:
    """An extent of whole seconds, with so much of the breaks as lies within it."""
    begin, end = _whole(begin), end and _whole(end)
    whole = [(_whole(at), _whole(until)) for at, until in breaks]
    return Extent(begin, end, tuple(spans.joined(spans.within(whole, begin, end or NEVER))))


def joined(one: Extent, other: Extent) -> Extent:
    """Both as one: the gap between them is a break, and what both cover counts once."""
    runs = one.end is None or other.end is None
    begin = min(one.begin, other.begin)
    end = max(one.end or NEVER, other.end or NEVER)
    breaks = stretches.pieces(begin, end, [*one.counts(NEVER), *other.counts(NEVER)])
    return Extent(begin, None if runs else end, tuple(breaks))


def _around(counts: list[Stretch], *, runs: bool) -> Extent:
    begin, end = counts[0][0], counts[-1][1]
    breaks = stretches.pieces(begin, end, counts)
    return Extent(begin, None if runs else end, tuple(breaks))


def _whole(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)
