"""Hours bought beforehand, and what is left of them: pure.

What is billed of a day is drawn from the grants that hold on it, the oldest first. A monthly grant
begins anew each calendar month and carries nothing over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

WARN_AT = 80
"""Percent of what was bought that have to be used for a warning."""


class Warn(IntEnum):
    """What is to be said about hours bought."""

    NOTHING, SOON, USED_UP = range(3)


@dataclass(frozen=True, slots=True)
class Grant:
    """Hours that were bought once, for as long as they last, or for each month."""

    id: int
    seconds: int
    monthly: bool
    since: date
    until: date | None
    """The last day on which they can be used."""
    note: str
    used: int = 0
    """Seconds of it: of a monthly one those of the month that was asked for."""

    @property
    def left(self) -> int:
        """Seconds."""
        return self.seconds - self.used

    def holds(self, day: date) -> bool:
        """Whether they can be used on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Left:
    """What hours bought have come to at the end of a day."""

    grants: tuple[Grant, ...]
    """Those that hold on that day, the oldest first; at least one."""
    over: int
    """Seconds billed in its month while one of them held, for which nothing was left."""

    @property
    def in_hand(self) -> tuple[Grant, ...]:
        """Those of which something is left; where nothing is, the newest."""
        return tuple(one for one in self.grants if one.left) or self.grants[-1:]

    @property
    def bought(self) -> int:
        """Seconds of those in hand."""
        return sum(one.seconds for one in self.in_hand)

    @property
    def used(self) -> int:
        """Seconds of those in hand."""
        return sum(one.used for one in self.in_hand)

    @property
    def left(self) -> int:
        """Seconds."""
        return self.bought - self.used

    @property
    def warn(self) -> Warn:
        """Whether the client has to hear of it."""
        if not self.left:
            return Warn.USED_UP
        return Warn.SOON if 100 * self.used >= WARN_AT * self.bought else Warn.NOTHING


def draw(grants: Iterable[Grant], billed: Mapping[date, int], day: date) -> Left | None:
    """What the seconds billed of each day leave at the end of one; None where no grant holds."""
    oldest_first = sorted(grants, key=lambda one: (one.since, one.id))
    held = [one for one in oldest_first if one.holds(day)]
    used: Counter[Hashable] = Counter()
    over = 0
    for at in sorted(one for one in billed if one <= day):
        wanted = billed[at]
        for grant in oldest_first:
            if grant.holds(at):
                taken = min(wanted, grant.seconds - used[_account(grant, at)])
                used[_account(grant, at)] += taken
                wanted -= taken
        if at >= day.replace(day=1) and any(one.holds(at) for one in held):
            over += wanted
    found = tuple(replace(one, used=used[_account(one, day)]) for one in held)
    return Left(found, over) if found else None


def needed_from(grants: Iterable[Grant], day: date) -> date | None:
    """The day from which on it must be known what was billed, to draw what is left at the end of
    another one; None where no grant holds on that one.

    What has used up a grant may have been taken from an older one, so those that hold at the same
    time are looked back on as well.
    """
    begun = [one for one in grants if one.since <= day]
    if not any(one.holds(day) for one in begun):
        return None
    start, before = day, None
    while start != before:
        before = start
        for one in begun:
            if one.until is None or one.until >= start:
                start = min(
                    start, max(one.since, start.replace(day=1)) if one.monthly else one.since
                )
    return start


def _account(grant: Grant, day: date) -> Hashable:
    return grant.id, day.replace(day=1) if grant.monthly else None
