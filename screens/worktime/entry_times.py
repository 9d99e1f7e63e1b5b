"""The times that a key asks for: where an entry is split, moved to, or written once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from helpdesk_tui import clock, typed_moments
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done
from helpdesk_tui.typed_moments import Moment
from helpdesk_tui.typed_spans import Span
from helpdesk_tui.worktime import entries
from helpdesk_tui.worktime.entries import Spent, Way
from helpdesk_tui.worktime.extent import Extent

from ..common import when, words
from ..frame.frame import Frame
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .entry_ways import second_of, settle_twice, tried
from .time_worked import reading


async def split(screen: Frame, entry: Spent) -> int | None:
    """Makes two of an entry, by default in its middle; the number of the second."""
    me, title = screen.app.desk.me.id, words.title(entry.what.title)
    end = entry.end or clock.now()

    def told(at: datetime) -> str:
        if not entry.begin < at < end:
            raise ValueError(_("That is not within it."))
        first, second = replace(entry.extent, end=end).split(at)
        return f"{_reading(first)} + {_reading(second)}"

    def write(at: datetime, way: Way | None) -> Done:
        return entries.split(me, entry, at)

    done = await _ask(
        screen,
        _("Split at · “{title}”").format(title=title),
        _middle(entry.begin, end),
        (entry.begin, end),
        told,
        write,
        _("“{title}” is two entries now").format(title=title),
    )
    return done.things[-1] if done else None


async def move(screen: Frame, entry: Spent) -> None:
    """Lets an entry begin at another time."""
    me, title = screen.app.desk.me.id, words.title(entry.what.title)
    end = entry.end or clock.now()

    def told(at: datetime) -> str:
        return _reading(replace(entry.extent, end=end).moved(at))

    def write(at: datetime, way: Way | None) -> Done:
        return entries.move(me, entry, at, way)

    await _ask(
        screen,
        _("Move to (9:30, +15m, -1h, yesterday 9:30) · “{title}”").format(title=title),
        entry.begin,
        (entry.begin,),
        told,
        write,
        _("“{title}” is moved").format(title=title),
    )


async def duplicate(screen: Frame, entry: Spent) -> int | None:
    """Writes an entry once more, by default so that it ends now; the number of the new one."""
    me, title = screen.app.desk.me.id, words.title(entry.what.title)
    now = clock.now().replace(second=0, microsecond=0)
    end = entry.end or now
    begin = now - (end - entry.begin)

    def told(at: datetime) -> str:
        return _reading(replace(entry.extent, end=end).moved(at))

    def write(at: datetime, way: Way | None) -> Done:
        return entries.duplicate(me, entry, at, way)

    done = await _ask(
        screen,
        _("Once more from · “{title}”").format(title=title),
        begin,
        (now,),
        told,
        write,
        _("“{title}” is there once more").format(title=title),
    )
    return done.things[0] if done else None


async def _ask(
    screen: Frame,
    title: str,
    usual: datetime,
    bases: Sequence[datetime],
    told: Callable[[datetime], str],
    write: Callable[[datetime, Way | None], Done],
    did: str,
) -> Done | None:
    """Asks for an instant, and carries out what it is for; without a text it is the `usual` one.

    `told` says what comes of it, or raises ValueError. A time is of the day of the first of `bases`
    with which it takes that time; of two equal times in a night, the only one that it takes.
    """
    outcomes: list[Done] = []

    def moment(words: str) -> Moment:
        if not words:
            return Moment(usual)
        for base in bases:
            typed = typed_moments.read(words, clock.now(), when.zone(), at=base)
            first = typed.instant
            meant = [first, second_of(first)] if typed.ambiguous else [first]
            possible = [at for at in meant if _takes(told, at)]
            if possible:
                return typed if possible == meant else Moment(possible[0])
        return typed

    async def submit(answers: Answers) -> str | None:
        typed = moment(answers["at"])
        twice = (typed.instant,) if typed.ambiguous else ()
        span = await settle_twice(screen, Span(typed.instant, typed.instant, (), twice))
        if span is None:
            return _("Nothing was changed.")
        outcome = await tried(screen, lambda way: write(span.begin, way), did)
        if isinstance(outcome, str):
            return outcome
        outcomes.append(outcome)
        return None

    field = Field("at", _("Time"), reading=lambda words: told(moment(words).instant))
    await screen.ask(Form(title, [field], submit))
    return next(iter(outcomes), None)


def _takes(told: Callable[[datetime], str], at: datetime) -> bool:
    try:
        told(at)
    except ValueError:
        return False
    return True


def _middle(begin: datetime, end: datetime) -> datetime:
    """The middle, on a minute where there is one in between."""
    middle = begin + (end - begin) / 2
    minute = middle.replace(second=0, microsecond=0)
    return minute if begin < minute else minute + timedelta(minutes=1)


def _reading(extent: Extent) -> str:
    assert extent.end
    return reading(Span(extent.begin, extent.end, extent.breaks))
