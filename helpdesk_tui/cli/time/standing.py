"""How a technician's timer stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from helpdesk_tui import spans
from helpdesk_tui.cli.time.told import SECOND, entry_json
from helpdesk_tui.worktime import spent, stopwatch, stretches, timer
from helpdesk_tui.worktime.spent import Spent
from helpdesk_tui.worktime.timer import Running


@dataclass(frozen=True, slots=True)
class Standing:
    """What runs, to what `back` leads, and today's total with what runs."""

    running: Running | None
    back_to: str
    today: timedelta
    moment: datetime
    """Now, as the timer counts it."""

    def as_json(self, stopped: Spent | None = None) -> dict[str, Any]:
        """The documented shape; `stopped` is what has ended just now."""
        runs = spent.by_id(self.running.id) if self.running else None
        return {
            "running": runs and entry_json(runs, self.moment),
            "stopped": stopped and entry_json(stopped, self.moment),
            "back_to": self.back_to or None,
            "today_seconds": self.today // SECOND,
        }


def standing(technician: int, zone: tzinfo | None) -> Standing:
    """How the timer of a technician stands now; days are those of the zone."""
    now, running = stopwatch.read(), timer.running(technician)
    moment = running.mark.moment(now) if running else now.wall
    last = None if running else timer.stopped_last(technician)
    back_to = running.interrupted_title if running else last[1] if last else ""
    return Standing(running, back_to, _today(technician, zone, moment), moment)


def _today(technician: int, zone: tzinfo | None, now: datetime) -> timedelta:
    """As `worktime.day` sums it up, with what runs: a minute under two entries counts once."""
    today = now.astimezone(zone).date()
    begin, end = (stretches.midnight(today + timedelta(days=ahead), zone) for ahead in (0, 1))
    entries = spent.between(technician, begin, end)
    counts = spans.joined(stretch for entry in entries for stretch in entry.extent.counts(now))
    return stretches.total(spans.within(counts, begin, end))
