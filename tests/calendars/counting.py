"""A calendar counted on the fingers, step by step, to hold the arithmetic's answers to.

It looks at a clock on the wall whose hands never go back: in the hour that comes twice it stands
still at the end of the first, and over a gap it jumps. That is all it knows of summer time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from helpdesk_tui.calendars import Calendar, Hours


@dataclass(frozen=True)
class Plan:
    """What a calendar is made from."""

    zone: str
    hours: Mapping[int, Hours]
    shifts: Mapping[date, Hours] = field(default_factory=dict)
    breaks: Mapping[date, Hours] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()

    def calendar(self, *more_holidays: date) -> Calendar:
        """The calendar that is tried."""
        holidays = self.holidays.union(more_holidays)
        return Calendar(self.zone, self.hours, self.shifts, self.breaks, holidays)


class Counter:
    """Every step of a window, with whether it is open."""

    def __init__(self, plan: Plan, first: datetime, last: datetime, step: timedelta) -> None:
        self.first, self.last, self.step = first, last, step
        self.dates, readings = _readings(plan.zone, first, last, step)
        days = {day: _open_seconds(plan, day) for day in set(self.dates)}
        self.open = [
            bool(days[day][second]) for day, second in zip(self.dates, readings, strict=True)
        ]

    def counting(self, pauses: Iterable[tuple[datetime, datetime]]) -> list[bool]:
        """The steps that are open and not within a pause."""
        steps = list(self.open)
        for begin, end in pauses:
            for index in range(max(0, self.index(begin)), min(len(steps), self.index(end))):
                steps[index] = False
        return steps

    def index(self, instant: datetime) -> int:
        """The step that begins at the instant; it may lie outside the window."""
        return (instant - self.first) // self.step

    def instant(self, index: int) -> datetime:
        """When the step begins."""
        return self.first + index * self.step

    def deadline(
        self,
        start: datetime,
        steps: int,
        pauses: Iterable[tuple[datetime, datetime]] = (),
        *,
        roll: bool = False,
    ) -> datetime | None:
        """The instant after so many steps that count; None when it lies outside the window."""
        counting = self.counting(pauses)
        found = [index for index in range(self.index(start), len(counting)) if counting[index]]
        if steps and not roll:
            return self.instant(found[steps - 1] + 1) if steps <= len(found) else None
        return self.instant(found[steps]) if steps < len(found) else None

    def backwards(self, end: datetime, steps: int) -> datetime | None:
        """The instant before so many open steps; None when it lies outside the window."""
        found = [index for index in range(self.index(end)) if self.open[index]]
        if steps:
            return self.instant(found[-steps]) if steps <= len(found) else None
        return self.instant(found[-1] + 1) if found else None

    def elapsed(
        self, start: datetime, end: datetime, pauses: Iterable[tuple[datetime, datetime]] = ()
    ) -> int:
        """Open seconds, within the window."""
        counted = sum(self.counting(pauses)[self.index(start) : self.index(end)])
        return counted * int(self.step.total_seconds())

    def working(self) -> dict[date, datetime]:
        """The dates with open steps, and when the last of them ends."""
        return {
            day: self.instant(index + 1) for index, day in enumerate(self.dates) if self.open[index]
        }


@lru_cache
def _readings(
    zone: str, first: datetime, last: datetime, step: timedelta
) -> tuple[list[date], list[int]]:
    """What the wall shows at each step: the date, and the seconds since midnight."""
    latest = datetime.min
    shown = []
    for instant in _steps(first - timedelta(days=2), last, step):
        latest = max(latest, instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None))
        if instant >= first:
            shown.append(latest)
    seconds = [(local.hour * 60 + local.minute) * 60 + local.second for local in shown]
    return [local.date() for local in shown], seconds


def _steps(first: datetime, last: datetime, step: timedelta) -> Iterator[datetime]:
    assert first.tzinfo is UTC, "steps in a zone would be steps of its wall clock"
    for number in range((last - first) // step):
        yield first + number * step


def _open_seconds(plan: Plan, day: date) -> bytearray:
    """One byte for each second that the wall can show on a date."""
    hours: Hours = () if day in plan.holidays else plan.hours.get(day.weekday(), ())
    seconds = bytearray(86_400)
    for spans, is_open in ((plan.shifts.get(day, hours), b"\1"), (plan.breaks.get(day, ()), b"\0")):
        for begin, end in spans:
            here = slice(second(begin), second(end))
            seconds[here] = is_open * (here.stop - here.start)
    return seconds


def second(at: time | str) -> int:
    """Seconds since midnight of an end of an interval."""
    if isinstance(at, str):
        return 86_400
    return (at.hour * 60 + at.minute) * 60 + at.second
