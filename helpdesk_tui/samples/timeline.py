"""Believable instants: in working hours, one after another, and never in the future."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

_OPENS, _CLOSES = 8.0, 18.5
_ODD_HOURS = 0.04
"""How often something happens outside the working hours."""


def working_instant(random: Random, now: datetime, days: float, zone: str) -> datetime:
    """An instant some `days` before `now`, in working hours of `zone`, at least an hour ago."""
    here = ZoneInfo(zone)
    day = (now - timedelta(days=days)).astimezone(here).date()
    odd = random.random() < _ODD_HOURS
    hour = random.uniform(6.5, 22.0) if odd else random.triangular(_OPENS, _CLOSES, 10.5)
    while True:
        if not odd:
            day -= timedelta(days=max(0, day.weekday() - 4))
        instant = datetime.combine(day, time(), here).astimezone(now.tzinfo) + timedelta(hours=hour)
        if instant < now - timedelta(hours=1):
            return instant
        day -= timedelta(days=1)


def following(
    random: Random, start: datetime, gaps: Sequence[float], now: datetime, zone: str
) -> list[datetime]:
    """Instants after `start`, about `gaps` hours apart, moved into the working hours of `zone`.

    What would lie after `now` is drawn together, so that everything has happened by then.
    """
    instants = []
    instant = start
    for gap in gaps:
        instant = at_work(random, instant + timedelta(hours=gap * random.uniform(0.6, 1.5)), zone)
        instants.append(instant)
    limit = now - timedelta(seconds=40)
    if instants and instants[-1] > limit:
        squeeze = (limit - start) / (instants[-1] - start)
        instants = [start + (instant - start) * squeeze for instant in instants]
    return instants


def at_work(random: Random, instant: datetime, zone: str) -> datetime:
    """`instant`, or the next working morning in `zone` when nobody works there then."""
    here = ZoneInfo(zone)
    local = instant.astimezone(here)
    if local.weekday() < 5 and 7 <= local.hour < 19:
        return instant
    day = local.date() + timedelta(days=1 if local.hour >= 19 else 0)
    while day.weekday() > 4:
        day += timedelta(days=1)
    morning = datetime.combine(day, time(8), here) + timedelta(minutes=random.uniform(5, 110))
    return morning.astimezone(instant.tzinfo)
