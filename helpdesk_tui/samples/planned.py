"""Working days as the technicians of the demonstration desk have spent them, by a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from helpdesk_tui.samples.texts import weeks
from helpdesk_tui.worktime.stretches import Stretch

_SHORTEST = timedelta(minutes=5)
_LATE = 180
"""Seconds by which something comes earlier or later than planned, at most."""
_OPEN, _CLOSE = ("9:00", "15:00"), ("14:00", "18:00")
"""Nobody comes late or leaves early, so that only what has been forgotten leaves a gap."""

_PLANNED = re.compile(r"([\d:]+)-([\d:]+) (\w+)( beside)?(?: without ([\d:]+)-([\d:]+))?")


@dataclass(frozen=True, slots=True)
class Line:
    """Some time of a helper's. `what` is a word of the plan, `together` that it lies over others.

    The rest is filled in once it is known what that time went into; ids are those of the desk.
    """

    helper: int
    begin: datetime
    end: datetime
    what: str
    together: bool = False
    breaks: tuple[Stretch, ...] = ()
    title: str = ""
    description: str = ""
    client: int | None = None
    project: int | None = None
    ticket: int | None = None


def two_weeks(
    random: Random, helper: int, kind: str, now: datetime, until: datetime, zone: str
) -> Iterator[Line]:
    """The ISO week before `now` and its own, as far as they lie before `until`."""
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    monday = today - timedelta(days=today.weekday() + 7)
    plans = weeks()[kind]
    for number in range(2):
        for weekday, plan in enumerate(plans[number % len(plans)]["days"]):
            day = monday + timedelta(weeks=number, days=weekday)
            for line in _day(random, helper, day, plan, here):
                if line.begin <= until - _SHORTEST:
                    yield replace(line, end=min(line.end, until))


def _day(
    random: Random, helper: int, day: date, plan: Sequence[str], zone: ZoneInfo
) -> Iterator[Line]:
    """A day of the plan, as it came about: what was to follow on something else still does."""
    came: dict[str, datetime] = {}

    def at(planned: str) -> datetime:
        if planned not in came:
            hour, minute = map(int, planned.split(":"))
            instant = datetime.combine(day, time(hour, minute), zone).astimezone(UTC)
            early, late = 0 if planned in _CLOSE else -_LATE, 0 if planned in _OPEN else _LATE
            came[planned] = instant + timedelta(seconds=random.randint(early, late))
        return came[planned]

    for words in plan:
        found = _PLANNED.fullmatch(words)
        assert found
        begin, end, what, beside, left, again = found.groups()
        breaks = ((at(left), at(again)),) if left else ()
        yield Line(helper, at(begin), at(end), what, bool(beside), breaks)
