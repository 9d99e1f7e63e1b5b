"""What came of promises: kept, missed or still owed, and how many of each by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from itertools import groupby

from helpdesk_tui.calendars import CalendarError
from helpdesk_tui.sla.clocks import Clock
from helpdesk_tui.sla.rules import Target


class Outcome(IntEnum):
    """What came of a promise. Of several for one ticket and target the last of these counts."""

    KEPT = 0
    OPEN = 1
    LATE = 2
    """Still owed although it was due."""
    MISSED = 3


@dataclass(frozen=True, slots=True)
class Count:
    """For how many tickets something was promised, and what came of it."""

    kept: int = 0
    missed: int = 0
    open: int = 0
    """Still owed, those that are late among them."""
    late: int = 0

    @property
    def promised(self) -> int:
        """All of them."""
        return self.kept + self.missed + self.open

    @property
    def percent(self) -> int | None:
        """The share that was kept of what is decided, rounded down; None where nothing is."""
        decided = self.kept + self.missed
        return 100 * self.kept // decided if decided else None

    def __add__(self, other: Count) -> Count:
        return Count(
            self.kept + other.kept,
            self.missed + other.missed,
            self.open + other.open,
            self.late + other.late,
        )


@dataclass(frozen=True, slots=True)
class Month:
    """The tickets that came in a month, and what came of each target."""

    first: date
    tickets: int
    counts: Mapping[Target, Count]

    @property
    def all(self) -> Count:
        """All targets together."""
        return sum(self.counts.values(), Count())


@dataclass(frozen=True, slots=True)
class Came:
    """Tickets that came in one month and fared alike."""

    month: date
    outcomes: Mapping[Target, Outcome]
    tickets: int = 1


def outcomes(clocks: Sequence[Clock], now: datetime) -> dict[Target, tuple[Outcome, Clock]]:
    """What came of each target for one ticket, and the clock that says so.

    A target that was missed is missed, by the clock that ran over most, whatever became of others.
    The clocks are in the order of their targets.
    """
    return {
        target: max(((outcome(clock, now), clock) for clock in of_target), key=_weight)
        for target, of_target in groupby(clocks, key=lambda clock: clock.target)
    }


def outcome(clock: Clock, now: datetime) -> Outcome:
    """What came of one clock. What no calendar can answer is never late."""
    try:
        if clock.stopped:
            return Outcome.MISSED if clock.missed else Outcome.KEPT
        return Outcome.LATE if clock.due and clock.due < now else Outcome.OPEN
    except CalendarError:
        return Outcome.KEPT if clock.stopped else Outcome.OPEN


def over(clock: Clock, now: datetime) -> int:
    """By how many open seconds it went beyond its promise until it was stopped, or until now.

    None of them are open where it was due at closing and stopped before the next opening.
    """
    return max(0, clock.spent(now) - clock.seconds)


def by_month(months: Iterable[date], came: Iterable[Came]) -> tuple[Month, ...]:
    """The figures of these months. Where nothing came, they are all zero."""
    tickets, found = Counter[date](), Counter[tuple[date, Target, Outcome]]()
    for one in came:
        tickets[one.month] += one.tickets
        for target, result in one.outcomes.items():
            found[one.month, target, result] += one.tickets

    def count(month: date, target: Target) -> Count:
        kept, open_, late, missed = (found[month, target, result] for result in Outcome)
        return Count(kept, missed, open_ + late, late)

    return tuple(
        Month(month, tickets[month], {target: count(month, target) for target in Target})
        for month in months
    )


def total(months: Sequence[Month]) -> Month:
    """All months as one, which begins as the first of them."""
    return Month(
        months[0].first,
        sum(month.tickets for month in months),
        {target: sum((one.counts[target] for one in months), Count()) for target in Target},
    )


def _weight(result: tuple[Outcome, Clock]) -> tuple[Outcome, int]:
    what, clock = result
    return what, over(clock, clock.stopped) if clock.stopped and what is Outcome.MISSED else 0
