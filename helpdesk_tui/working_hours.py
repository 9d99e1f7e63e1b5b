"""The technician's own working day, as the settings have it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from helpdesk_tui.calendars import Calendar
    from helpdesk_tui.settings import Settings


def working_hours(settings: Settings, zone: str | ZoneInfo) -> Calendar:
    """The calendar of the settings' `hours` and `holidays`; without any hours nothing is open."""
    from helpdesk_tui.calendars import Calendar
    from helpdesk_tui.typed_hours import by_weekday

    return Calendar(zone, by_weekday(settings.hours), holidays=settings.holidays)
