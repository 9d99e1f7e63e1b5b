"""What today has come to, without what a whole day needs to be told."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from helpdesk_tui import spans
from helpdesk_tui.clock import midnight
from helpdesk_tui.worktime.spent import between
from helpdesk_tui.worktime.stretches import Stretch, total


def recorded(technician: int, zone: tzinfo | None, now: datetime) -> timedelta:
    """What was recorded on this date already, without what runs and the time under it."""
    day = now.astimezone(zone).date()
    whole = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    ended: list[Stretch] = []
    running: list[Stretch] = []
    for one in between(technician, *whole):
        (ended if one.end else running).extend(one.extent.counts(now))
    counts = spans.without(spans.joined(ended), running)
    return total(spans.within(counts, *whole))
