"""Why a clock says what it says, line by line: the spans that counted add up to the second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from helpdesk_tui.sla.clocks import Clock, Pause
from helpdesk_tui.spans import within, without

_A_DAY = timedelta(days=1)


class Why(Enum):
    """What a span of time was for the clock."""

    COUNTED = "counted"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Line:
    """A span that counted, or one in which nothing did; instants are in the calendar's zone."""

    begin: datetime
    end: datetime
    why: Why
    seconds: int = 0
    """Open seconds that counted."""
    total: int = 0
    """Those of this line and of all before it."""
    waits_for: int | None = None
    holiday: str = ""

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last date that it lies on."""
        return self.begin.date(), max(self.begin, self.end - timedelta(microseconds=1)).date()


def ledger(clock: Clock, now: datetime) -> list[Line]:
    """The lines of a clock, up to when it is due or was stopped before that.

    What lies behind `now` is what will count if nothing happens. The lines of a clock that is held
    go up to `now`. Raises CalendarError.
    """
    end = min(filter(None, (clock.stopped, clock.due)), default=max(now, clock.begun))
    lines: list[Line] = []
    total = 0
    for line in _spans(clock, _whole(end)):
        total += line.seconds
        if lines and _goes_on(lines[-1], line):
            lines[-1] = replace(lines[-1], end=line.end)
        else:
            lines.append(replace(line, total=total))
    return lines


def _spans(clock: Clock, end: datetime) -> Iterator[Line]:
    """Every day's spans, in order."""
    zone = clock.policy.hours.calendar.zone
    at = _whole(clock.begun)
    day = at.astimezone(zone).date()
    while at < end:
        until = min(end, _midnight(day + _A_DAY, zone))
        if at < until:  # a day may never have been, or have begun before its eve was over
            for line in _of_a_day(clock, day, at, until):
                yield replace(
                    line, begin=line.begin.astimezone(zone), end=line.end.astimezone(zone)
                )
            at = until
        day += _A_DAY


def _of_a_day(clock: Clock, day: date, begin: datetime, end: datetime) -> list[Line]:
    hours = clock.policy.hours
    zone = hours.calendar.zone
    is_open = hours.calendar.intervals(begin, end)
    if not is_open:
        if hours.calendar.intervals(_midnight(day, zone), _midnight(day + _A_DAY, zone)):
            return []  # before the hours of the day, or after them
        name = hours.holidays.get(day, "")
        return [Line(begin, end, Why.HOLIDAY if name else Why.CLOSED, holiday=name)]
    held = [(_whole(p.begin), _whole(p.end) if p.end else end, p) for p in clock.pauses]
    lines = [
        Line(a, b, Why.COUNTED, seconds=round((b - a).total_seconds()))
        for a, b in without(is_open, [(a, b) for a, b, _pause in held])
    ]
    taken: list[tuple[datetime, datetime]] = []
    for first, last, pause in held:
        lines += [_of_pause(*span, pause) for span in without(within(is_open, first, last), taken)]
        taken.append((first, last))
    return sorted(lines, key=lambda line: line.begin)


def _of_pause(begin: datetime, end: datetime, pause: Pause) -> Line:
    why = Why.RESOLVED if pause.waits_for is None else Why.WAITING
    return Line(begin, end, why, waits_for=pause.waits_for)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins, in UTC: there an hour that comes twice is two."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether both are one span in which nothing counted, for one reason."""
    return line.why != Why.COUNTED and (before.why, before.waits_for, before.holiday) == (
        line.why,
        line.waits_for,
        line.holiday,
    )


def _whole(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)
