"""The running timer of a technician: one row, written with its first second.

Starting another stops the first at the same instant. What `switch` interrupts hangs on the new
entry, so that `back` finds it from any terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Hand, Refused, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.worktime import recording, stopwatch
from helpdesk_tui.worktime.recording import (
    WHAT,
    Doing,
    Running,
    What,
    record,
    running,
    settled,
    standing,
)
from helpdesk_tui.worktime.stopwatch import Mark, Reading

__all__ = [
    "Doing",
    "Running",
    "What",
    "back",
    "back_to",
    "last_end",
    "leads_back",
    "record",
    "running",
    "settled",
    "start",
    "stop",
    "switch",
    "turn_into",
]


def start(by: int, what: Doing, zone: str, now: Reading | None = None) -> Done:
    """Starts the timer. One that runs on something else ends at the same instant.

    Raises:
        Refused: nobody knows since when what runs is over.
    """
    return _begin_anew(by, what, zone, now or stopwatch.read(), interrupt=False)


def switch(by: int, what: Doing, zone: str, now: Reading | None = None) -> Done:
    """Starts the timer on something that interrupts what runs: `back` leads there again.

    Raises:
        Refused: nobody knows since when what runs is over.
    """
    return _begin_anew(by, what, zone, now or stopwatch.read(), interrupt=True)


def stop(
    by: int, seen: int | None = None, at: datetime | None = None, now: Reading | None = None
) -> Done:
    """Stops the timer, now or at an instant that has passed.

    Within its first second nothing is recorded, and the answer is about nothing.

    Raises:
        Refused: none runs, or it runs on something else than `seen`.
    """
    now = now or stopwatch.read()
    with change(by) as hand:
        known = recording.held(by, seen)
        left = recording.end(hand, known, at or known.mark.moment(now))
    return hand.done(*left)


def back(by: int, zone: str, now: Reading | None = None) -> Done:
    """Goes on with what was interrupted, or with what was stopped last.

    Raises:
        Refused: nothing has been recorded yet, or what runs has interrupted nothing, or nobody
            knows since when it is over.
    """
    reading = now or stopwatch.read()

    def once() -> Done:
        with change(by) as hand:
            known = recording.found(by)
            under = leads_back(by, known)
            if under is None:
                raise Refused(_("Nothing was interrupted."))
            mark = _next(hand, known, reading)
            what = What(*(getattr(under, column.column_name) for column in WHAT))
            new = recording.begin(hand, what, zone, mark, under.interrupted_id)
        return hand.done(new)

    return _alone(once)


def turn_into(by: int, seen: int, what: What) -> Done:
    """What runs has turned out to be this: a call is about a ticket.

    Raises:
        Refused: it runs no more.
    """
    with change(by) as hand:
        known = recording.held(by, seen)
        hand.swap(Entity.ENTRY, seen, recording.differing(known.what, what))
    return hand.done(seen)


def leads_back(technician: int, known: Running | None) -> Any:
    """The entry to which `back` leads from what runs, or while nothing runs; None: to none.

    That is what was interrupted, else, while nothing runs, what was stopped last. Entries that
    have been put away are passed over.
    """
    if known:
        return standing(known.interrupted)
    last = _ended_last(technician)
    if last is None or _interrupted_by_nothing(last.id):
        return last
    return standing(last.interrupted_id) or last


def back_to(technician: int, known: Running | None) -> str:
    """The title of that entry; empty where there is none."""
    under = leads_back(technician, known)
    return str(under.title) if under else ""


def last_end(technician: int) -> datetime | None:
    """When the latest entry that has ended did so."""
    last = _ended_last(technician)
    return last.end if last else None


def _ended_last(technician: int, *more: Any) -> Any:
    own = (Entry.technician == technician) & Entry.end.is_null(False) & ~Entry.retired
    return Entry.select().where(own, *more).order_by(Entry.end.desc(), Entry.id.desc()).first()


def _interrupted_by_nothing(entry: int) -> bool:
    """Whether it was interrupted by something of which nothing was recorded."""
    over = (Entry.interrupted == entry) & (Entry.begin == Entry.end) & Entry.retired
    return bool(Entry.select().where(over).exists())


def _begin_anew(by: int, doing: Doing, zone: str, now: Reading, *, interrupt: bool) -> Done:
    def once() -> Done:
        with change(by) as hand:
            what = settled(hand, doing)
            known = recording.found(by)
            if known and _same(known.what, what):
                return hand.done(known.id)
            mark = _next(hand, known, now)
            below = None
            if known:
                below = _gone_on_with(by, known) if interrupt else known.interrupted
            new = recording.begin(hand, what, zone, mark, below)
        return hand.done(new)

    return _alone(once)


def _next(hand: Hand, known: Running | None, now: Reading) -> Mark:
    """Where something new begins: what runs, if anything, ends there."""
    if known is None:
        return stopwatch.mark(now)
    if known.doubt:
        raise Refused(_("Say first what became of the time when nobody was here."))
    mark = known.mark.following(now)
    recording.end(hand, known, mark.begin)
    return mark


def _alone(once: Callable[[], Done]) -> Done:
    """A terminal that starts one at the same instant is seen the second time."""
    try:
        return once()
    except IntegrityError:
        return once()


def _gone_on_with(by: int, ended: Running) -> int:
    """What one goes back to after an interruption: what has just been ended by it.

    Work that had gone on in that very second has left nothing of this: then what it went on with.
    """
    if not Entry.get_by_id(ended.id).retired:
        return ended.id
    what = ended.what
    before = _ended_last(
        by,
        Entry.title == what.title,
        Entry.client == what.client,
        Entry.ticket == what.ticket,
        Entry.interrupted == ended.interrupted,
    )
    return before.id if before else ended.id


def _same(one: What, other: What) -> bool:
    other = recording.cleaned(other)
    return (one.title, one.client, one.ticket) == (other.title, other.client, other.ticket)
