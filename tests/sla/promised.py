"""A policy, a calendar and lives of tickets, written down in a line each."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from helpdesk_tui.calendars import Calendar
from helpdesk_tui.clock import UTC
from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.sla.clocks import Life, Move, Said
from helpdesk_tui.sla.rules import Hours, Policy, Target

MADRID = ZoneInfo("Europe/Madrid")
WORKDAYS = {weekday: [(time(8), time(18))] for weekday in range(5)}
HOLIDAY = date(2026, 11, 18)
HOURS = Hours("Madrid 8-18", Calendar(MADRID, WORKDAYS, holidays=[HOLIDAY]), {HOLIDAY: "local"})
MINUTE, HOUR = 60, 3600


def at(day: int, clock: str = "8:00") -> datetime:
    """An instant of November 2026, by the clock on the wall in Madrid."""
    hour, minute, *second = map(int, clock.split(":"))
    local = datetime(2026, 11, day, hour, minute, *second, tzinfo=MADRID)
    return local.astimezone(UTC)


def opened(day: int, clock: str = "8:00") -> Move:
    """Worked on from here."""
    return Move(at(day, clock))


def waiting(day: int, clock: str = "8:00", whom: int = Wait.CLIENT) -> Move:
    """Waiting from here."""
    return Move(at(day, clock), waits_for=whom)


def resolved(day: int, clock: str = "8:00") -> Move:
    """Resolved from here."""
    return Move(at(day, clock), resolved=True)


def asked(day: int, clock: str = "8:00") -> Said:
    """The client writes."""
    return Said(at(day, clock), ours=False)


def answered(day: int, clock: str = "8:00") -> Said:
    """A technician answers."""
    return Said(at(day, clock), ours=True)


def life(*parts: Move | Said) -> Life:
    """A ticket's life from its parts, in order."""
    return Life(
        [part for part in parts if isinstance(part, Move)],
        [part for part in parts if isinstance(part, Said)],
    )


def policy(
    first: int = 0, next_: int = 0, resolution: int = 0, *, waiting_stops: bool = False
) -> Policy:
    """A policy with these promises, in open minutes; 0 is none."""
    minutes = {
        Target.FIRST_RESPONSE: first,
        Target.NEXT_RESPONSE: next_,
        Target.RESOLUTION: resolution,
    }
    seconds = {target: count * MINUTE for target, count in minutes.items() if count}
    return Policy("Gold P2", HOURS, seconds, waiting_stops_first_response=waiting_stops)
