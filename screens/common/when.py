"""Instants as a technician reads them: in their own zone, as short as is clear."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from helpdesk_tui import clock
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)

_zone: ZoneInfo | None = None


def use_zone(name: str) -> None:
    """Shows every instant in this IANA zone; with an empty name in the system's."""
    global _zone
    _zone = _zone_of(name) if name else None


def _zone_of(name: str) -> ZoneInfo:
    """Imported late: the first rows are shown in the system's zone without it."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def zone() -> ZoneInfo | None:
    """The technician's zone; None is the system's."""
    return _zone


def zone_name() -> str:
    """The IANA name of the technician's zone; UTC where the system does not say which."""
    return _zone.key if _zone is not None else _system_zone()


@cache
def _system_zone() -> str:
    """Looked up once: the folders of all zones are walked through for it."""
    from zoneinfo import available_timezones

    _folder, known, name = os.path.realpath("/etc/localtime").partition("/zoneinfo/")
    return name if known and name in available_timezones() else "UTC"


def local(instant: datetime) -> datetime:
    """The instant on the technician's clock."""
    return instant.astimezone(_zone)


def day(date_: date) -> str:
    """A day with its weekday: "Mon 16 Nov", and with the year when it is not this one."""
    words = f"{_(WEEKDAYS[date_.weekday()])} {date_.day} {_(MONTHS[date_.month - 1])}"
    return words if date_.year == local(clock.now()).year else f"{words} {date_.year}"


def in_full(instant: datetime, zone: str) -> str:
    """An instant on the clocks of a zone with nothing left out: "Tue 3 Nov 2026, 14:05"."""
    then = instant.astimezone(_zone_of(zone))
    weekday, month = _(WEEKDAYS[then.weekday()]), _(MONTHS[then.month - 1])
    return f"{weekday} {then.day} {month} {then.year}, {then:%H:%M}"


def stamp(instant: datetime) -> str:
    """When something was or will be: "14:05" today, "yesterday 14:05", else day and time."""
    then = local(instant)
    away = (then.date() - local(clock.now()).date()).days
    time = f"{then:%H:%M}"
    match away:
        case 0:
            return time
        case -1:
            return _("yesterday {time}").format(time=time)
        case 1:
            return _("tomorrow {time}").format(time=time)
        case _:
            return f"{day(then.date())} {time}"


def time_there(zone: str) -> str:
    """What time it is in a client's zone; empty where it is the technician's own time."""
    now = clock.now()
    try:
        there = now.astimezone(_zone_of(zone))
    except (KeyError, ValueError):  # one that this system does not know, or none
        return ""
    return "" if there.utcoffset() == local(now).utcoffset() else f"{there:%H:%M}"


def until_next_minute() -> float:
    """Seconds until the clocks on the screen have something new to say."""
    now = clock.now()
    return 60 - now.second - now.microsecond / 1_000_000 + 0.01


def parse(words: str) -> datetime | None:
    """The instant that the technician means by these words; None for what cannot be read."""
    from helpdesk_tui import typed_times

    return typed_times.parse(words, clock.now(), _zone)
