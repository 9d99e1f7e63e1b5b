"""How a technician's timer stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from helpdesk_tui.cli.time.told import SECOND, entry_json
from helpdesk_tui.clock import midnight
from helpdesk_tui.worktime import spent, stopwatch, timer
from helpdesk_tui.worktime.spent import Spent
from helpdesk_tui.worktime.today import recorded


@dataclass(frozen=True, slots=True)
class Standing:
    """What runs, to what `back` leads, and today's total with what runs."""

    running: Spent | None
    interrupted: int | None
    """The entry to which `back` leads from what runs."""
    back_to: str
    """The title of what `back` leads to."""
    today: timedelta
    moment: datetime
    """Now, as the timer counts it."""

    @property
    def elapsed(self) -> timedelta:
        """How much of what runs counts."""
        return self.running.counted(self.moment) if self.running else timedelta()

    def as_json(self, stopped: Spent | None = None) -> dict[str, Any]:
        """The documented shape; `stopped` is what has ended just now."""
        return {
            "running": self.running and entry_json(self.running, self.moment),
            "stopped": stopped and entry_json(stopped, self.moment),
            "back_to": self.back_to or None,
            "today_seconds": self.today // SECOND,
        }


def standing(technician: int, zone: tzinfo | None) -> Standing:
    """How the timer of a technician stands now; days are those of the zone."""
    now, running = stopwatch.read(), timer.running(technician)
    if running:
        moment, interrupted = running.mark.moment(now), running.interrupted
        runs = spent.by_id(running.id)
    else:
        moment, interrupted, runs = now.wall, None, None
    back_to = timer.back_to(technician, running)
    today = recorded(technician, zone, moment)
    if running:
        begun = midnight(moment.astimezone(zone).date(), zone)
        today += running.counted(now, begun)
    return Standing(runs, interrupted, back_to, today, moment)
