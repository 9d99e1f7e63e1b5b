"""Instants as a technician reads them: in their own zone, as short as is clear."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from helpdesk_tui import clock
from helpdesk_tui.i18n import N_, _

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
    _zone = ZoneInfo(name) if name else None


def local(instant: datetime) -> datetime:
    """The instant on the technician's clock."""
    return instant.astimezone(_zone)


def day(date_: date) -> str:
    """A day with its weekday: "Mon 16 Nov", and with the year when it is not this one."""
    words = f"{_(WEEKDAYS[date_.weekday()])} {date_.day} {_(MONTHS[date_.month - 1])}"
    return words if date_.year == local(clock.now()).year else f"{words} {date_.year}"


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
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):  # none, or one that this system does not know
        return ""
    return "" if there.utcoffset() == local(now).utcoffset() else f"{there:%H:%M}"


def until_next_minute() -> float:
    """Seconds until the clocks on the screen have something new to say."""
    now = clock.now()
    return 60 - now.second - now.microsecond / 1_000_000 + 0.01


def parse(words: str) -> datetime | None:
    """The instant that a technician means; None for what cannot be read or has passed.

    Understood: `2h`, `30m`, `3d`, `14:30` (today, or tomorrow when it is past), a weekday or
    `tomorrow` with or without a time, `2026-11-30` or `30/11` likewise, in either language.
    Without a time it is 9:00. The caller shows the reading before it counts.
    """
    now = local(clock.now())
    pieces = words.strip().casefold().split()
    if not pieces:
        return None
    if len(pieces) == 1 and (after := _duration(pieces[0])):
        return clock.now() + after
    at = _time(pieces[-1])
    if at is not None:
        pieces = pieces[:-1]
    hour, minute = at or (9, 0)
    days = _day(pieces, now.date()) if pieces else now.date()
    if days is None:
        return None
    then = datetime(days.year, days.month, days.day, hour, minute, tzinfo=now.tzinfo)
    if _zone is None:  # the system's zone may have another offset on that day
        then = then.replace(tzinfo=None).astimezone()
    if then <= now and not pieces:
        then += timedelta(days=1)
    return then.astimezone(clock.EPOCH.tzinfo) if then > now else None


_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks", "s": "weeks"}


def _duration(word: str) -> timedelta | None:
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = word[len(digits) :]
    if not digits.isdecimal() or unit not in _UNITS or len(digits) > 4:
        return None
    return timedelta(**{_UNITS[unit]: int(digits)})


def _time(word: str) -> tuple[int, int] | None:
    hour, _colon, minute = word.partition(":")
    minute = minute or "0"
    if not hour.isdecimal() or not minute.isdecimal() or len(hour) > 2:
        return None
    at = int(hour), int(minute)
    return at if at[0] < 24 and at[1] < 60 else None


_WORDS = {"today": 0, "hoy": 0, "tomorrow": 1, "mañana": 1, "manana": 1}
_WEEKDAY_STARTS = (
    ("mon", "lun"),
    ("tue", "mar"),
    ("wed", "mié", "mie"),
    ("thu", "jue"),
    ("fri", "vie"),
    ("sat", "sáb", "sab"),
    ("sun", "dom"),
)


def _day(pieces: list[str], today: date) -> date | None:
    word = pieces[0]
    if len(pieces) > 1:
        return None
    if word in _WORDS:
        return today + timedelta(days=_WORDS[word])
    for weekday, starts in enumerate(_WEEKDAY_STARTS):
        if word.startswith(starts):
            return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    try:
        return _day_and_month(word, today) if "/" in word else date.fromisoformat(word)
    except ValueError:
        return None


def _day_and_month(word: str, today: date) -> date:
    """`30/11` or `30/11/2026`: the day first, as both languages write it here."""
    day_, month, *year = (int(part) for part in word.split("/"))
    if year:
        return date(year[0] if year[0] > 99 else 2000 + year[0], month, day_)
    then = date(today.year, month, day_)
    return then if then >= today else date(today.year + 1, month, day_)
