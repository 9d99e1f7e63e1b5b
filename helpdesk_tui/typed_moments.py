"""An instant as a person types it in either language: when something is to begin or to be cut.

`9:30`, `yesterday 9:30`, `16/11 9:30` are times on the clock; `+15m` and `-1h` count from an
instant that the person points at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from helpdesk_tui import typed_days
from helpdesk_tui.i18n import _
from helpdesk_tui.typed_words import DASHES, Clock, Words

_SMALL = ("on", "from", "since", "at", "el", "de", "desde", "a", "la", "las")
"""Words that may stand before a day or a time and change nothing."""

_NOW = ("now", "ahora")


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware UTC instant; whether it was typed as a time that comes twice, of which it is the
    first. A star behind the time, `2:30*`, means the second."""

    instant: datetime
    ambiguous: bool = False


def read(words: str, now: datetime, zone: tzinfo | None, *, at: datetime | None = None) -> Moment:
    """The instant that is meant. Local times are of `zone`, by default the system's.

    What is added or taken away counts from `at`, and a time without a day is of its day; without
    `at` both are of now.

    Raises:
        Unreadable: some of it has no meaning, or names a local time that does not exist.
    """
    typed = Words(words)
    now = now.replace(microsecond=0)
    base = at or now
    if typed.skip(("+",)):
        moment = Moment(base + timedelta(seconds=typed.length()))
    elif typed.skip(DASHES):
        moment = Moment(base - timedelta(seconds=typed.length()))
    elif typed.skip(_NOW):
        moment = Moment(now)
    else:
        moment = _on_the_clock(typed, now, zone, base)
    if typed.peek():
        raise typed.unknown()
    return moment


def _on_the_clock(typed: Words, now: datetime, zone: tzinfo | None, base: datetime) -> Moment:
    _skip_small(typed)
    day = _day(typed, now.astimezone(zone).date()) or base.astimezone(zone).date()
    _skip_small(typed)
    if not typed.peek():
        raise typed.fault(_("At what time? Such as 9:30, +15m or -1h."))
    clock = typed.clock()
    found = _instants(typed, clock, day, zone)
    return Moment(found[0], ambiguous=len(found) > 1)


def _day(typed: Words, today: date) -> date | None:
    try:
        day = typed_days.day(typed.peek(), today, coming=False)
    except ValueError:
        raise typed.fault(_("There is no such day.")) from None
    if day:
        typed.take()
    return day


def _instants(typed: Words, clock: Clock, day: date, zone: tzinfo | None) -> tuple[datetime, ...]:
    found = typed_days.instants(day, clock.at, zone)
    time = f"{clock.at:%H:%M}"
    if not found:
        sentence = _("{time} does not exist on that day: the clocks were set forward over it.")
        raise typed.fault(sentence.format(time=time), clock.place)
    if clock.second and len(found) == 1:
        sentence = _("{time} comes only once on that day; take the star away.")
        raise typed.fault(sentence.format(time=time), clock.place)
    return found[1:] if clock.second else found


def _skip_small(typed: Words) -> None:
    while typed.skip(_SMALL):
        pass
