"""Which of many copies are kept: the nearer in time, the closer together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Keep:
    """How many days, weeks and months with a copy keep the last of theirs."""

    days: int
    weeks: int
    months: int


_Period = Callable[[datetime], tuple[int, ...]]


def kept(copies: Iterable[datetime], keep: Keep) -> set[datetime]:
    """The copies worth keeping, by their instants in UTC; always the newest.

    Days, weeks and months without a copy are not counted, so a desk that was away for long does
    not lose what it had.
    """
    newest_first = sorted(copies, reverse=True)
    chosen = set(newest_first[:1])
    periods: tuple[tuple[int, _Period], ...] = (
        (keep.days, lambda at: (at.year, at.month, at.day)),
        (keep.weeks, lambda at: at.isocalendar()[:2]),
        (keep.months, lambda at: (at.year, at.month)),
    )
    for count, period in periods:
        last_of: dict[tuple[int, ...], datetime] = {}
        for at in newest_first:
            last_of.setdefault(period(at), at)
        chosen.update(list(last_of.values())[:count])
    return chosen
