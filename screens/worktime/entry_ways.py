"""Writing entries down, and what is asked on the way: what gives way, which of two hours it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from helpdesk_tui import typed_days
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.typed_spans import Span
from helpdesk_tui.worktime.entries import Overlapping, Spent, Way

from ..common import when, words
from ..frame.frame import Frame
from ..parts.bars import Choice, Menu
from ..parts.fields import DraftOf
from .time_worked import time_of_day

Write = Callable[[Way | None], Done]
"""A change of entries with everything given but the way out of an overlap."""

SHOWN = 3
"""Entries below an overlap that are told one by one."""


async def carry_out(
    screen: Frame, write: Write, told: str, draft: DraftOf | None = None
) -> Done | str:
    """Changes entries, tells it and keeps it for undo; a sentence says why nothing was changed.

    Where it would lie over others, these are shown and what gives way is asked.

    Raises:
        Conflict: somebody else has changed the entry first.
    """
    desk = screen.app.desk
    way: Way | None = None
    while True:
        try:
            if draft:
                done = await desk.finish((draft.target, draft.kind), write, way)
            else:
                done = await desk.write(write, way)
        except Overlapping as found:
            way = await ask_way(screen, found.others)
            if way is None:
                return _("Nothing was changed.")
        except Refused as refused:
            return str(refused)
        else:
            break
    if done.changed:
        screen.keep_for_undo(told, done)
    else:
        screen.say(_("It is so already."))
    await screen.app.time_changed(done.batch)
    return done


async def tried(screen: Frame, write: Write, told: str) -> Done | str:
    """The same; that somebody else was first is such a sentence, too."""
    try:
        return await carry_out(screen, write, told)
    except Conflict as conflict:
        await screen.app.time_changed()
        return forestalled(conflict)


async def do(screen: Frame, write: Write, told: str) -> Done | None:
    """The same for a key: whatever stands in the way is told below."""
    outcome = await tried(screen, write, told)
    if isinstance(outcome, Done):
        return outcome
    screen.say(outcome, bad=True)
    return None


def forestalled(conflict: Conflict) -> str:
    """That somebody was first."""
    words = _("{who} has changed this entry meanwhile. Nothing was written.")
    return words.format(who=conflict.who or _("Somebody"))


async def settle_twice(screen: Frame, span: Span) -> Span | None:
    """The span once it is clear which of two equal clock times is meant; None: it was left.

    All the first ones lie before all the second ones: after a second one there is no first.
    """
    for first in span.ambiguous:
        second = second_of(first)
        title = _("{time} comes twice that night. Which one?").format(time=time_of_day(first))
        choices = [
            Choice("enter", _("the first, {time}").format(time=_in_zone(first)), False),
            Choice("2", _("the second, {time}").format(time=_in_zone(second)), True),
        ]
        chosen = await screen.ask(Menu(title, choices), over=True)
        if chosen is None:
            return None
        if chosen:
            later = {one: second_of(one) for one in span.ambiguous if one >= first}
            return _put(span, later)
    return replace(span, ambiguous=())


async def ask_way(screen: Frame, others: Sequence[Spent]) -> Way | None:
    """Shows what lies there already, and asks what gives way."""
    known = [_told(other) for other in others[:SHOWN]]
    if len(others) > SHOWN:
        known.append(_("{count} more").format(count=len(others) - SHOWN))
    title = _("That time is recorded already: {entries}. What gives way?")
    choices = [
        Choice("1", _("shorten this one"), Way.SHORTEN),
        Choice("2", _("cut what is there"), Way.CUT),
        Choice("3", _("keep both"), Way.KEEP),
    ]
    return await screen.ask(Menu(title.format(entries=", ".join(known)), choices), over=True)


def _told(entry: Spent) -> str:
    begin = when.stamp(entry.begin)
    end = f"{when.local(entry.end):%H:%M}" if entry.end else ""
    title = _("“{name}”").format(name=words.title(entry.what.title))
    client = entry.client or _("internal")
    return f"{begin}-{end} {title} · {client}"


def second_of(first: datetime) -> datetime:
    """The second instant with the clock time of the first, in the night when it comes twice."""
    there = when.local(first)
    return typed_days.instants(there.date(), there.time(), when.zone())[-1]


def _in_zone(instant: datetime) -> str:
    return f"{when.local(instant):%H:%M %Z}"


def _put(span: Span, later: dict[datetime, datetime]) -> Span:
    def put(instant: datetime) -> datetime:
        return later.get(instant, instant)

    breaks = tuple((put(left), put(back)) for left, back in span.breaks)
    return Span(put(span.begin), put(span.end), breaks)
