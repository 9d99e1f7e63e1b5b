"""What nobody saw: a timer that ran while no desk was there, and the one question about it.

A desk that is open says so every half a minute. One that finds an older sign of life notes a
short absence with the entry and puts a long one in doubt, once for all terminals. Until one of the
four answers is given nothing is cut and nothing stops.
"""

from __future__ import annotations

from datetime import datetime

from helpdesk_tui.clock import to_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Refused, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime import recording, stopwatch, stretches
from helpdesk_tui.worktime.recording import Doing, Running, running
from helpdesk_tui.worktime.stopwatch import Mark, Reading


def take_up(by: int, now: Reading | None = None) -> Running | None:
    """What runs, as a desk finds it: a short absence is noted, a long one put in doubt."""
    known = running(by)
    if known is None or known.doubt:
        return known
    moment = known.mark.moment(now or stopwatch.read())
    since = known.last_seen or known.mark.begin
    if moment - since > stopwatch.SHORT:
        doubt(by, known.id, since)
    else:
        if moment - since > 3 * stopwatch.BEAT:
            _note_drop(by, known.id, since, moment)
        beat(known.id, moment, known.touched)
    return running(by)


def look_back(by: int, now: Reading | None = None) -> None:
    """Puts in doubt what runs, where a desk that was there has long been gone.

    A command does so, which is no sign of a desk: what no desk has seen, none has left.
    """
    known = running(by)
    if known is None or known.last_seen is None or known.last_seen <= known.mark.begin:
        return
    if known.mark.moment(now or stopwatch.read()) - known.last_seen > stopwatch.SHORT:
        doubt(by, known.id, known.last_seen)


def beat(entry: int, seen: datetime, touched: datetime | None) -> datetime | None:
    """Notes that a desk is still there, and when a key was last pressed there.

    Answers when a key was last pressed at any desk of the technician.
    """
    with database.atomic():
        held = Entry.select(Entry.touched).where(Entry.id == entry, Entry.end.is_null())
        for (before,) in tuples(database.held(held)):
            touched = max((at for at in (before, touched) if at), default=None)
            beaten = {"last_seen": seen, "touched": touched}
            Entry.update(beaten).where(Entry.id == entry).execute()
    return touched


def doubt(by: int, entry: int, since: datetime) -> Done:
    """Notes that nobody knows what was done since this instant, unless it is in doubt already."""
    with change(by) as hand:
        held = Entry.select(Entry.doubt, Entry.begin).where(Entry.id == entry, Entry.end.is_null())
        for known, begin in tuples(database.held(held)):
            if known is None:
                since = max(since.replace(microsecond=0), begin)
                hand.swap(Entity.ENTRY, entry, {"doubt": (None, to_micros(since))})
    return hand.done(entry)


def keep(by: int, seen: int, now: Reading | None = None) -> Done:
    """The first answer: all of it was work."""
    with change(by) as hand:
        known, since = _doubted(by, seen)
        hand.swap(Entity.ENTRY, known.id, {"doubt": (to_micros(since), None)})
        moment = known.mark.moment(now or stopwatch.read())
        Entry.update(last_seen=moment, touched=moment).where(Entry.id == known.id).execute()
    return hand.done(known.id)


def stop_then(by: int, seen: int) -> Done:
    """The second answer: it ended when somebody was last there."""
    with change(by) as hand:
        known, since = _doubted(by, seen)
        left = recording.end(hand, known, since)
    return hand.done(*left)


def go_on(by: int, seen: int, zone: str, now: Reading | None = None) -> Done:
    """The third answer: it ended then, and goes on now."""
    return _after_gap(by, seen, zone, now or stopwatch.read(), None)


def give(by: int, seen: int, what: Doing, zone: str, now: Reading | None = None) -> Done:
    """The fourth answer: in between something else was done, and now it goes on."""
    return _after_gap(by, seen, zone, now or stopwatch.read(), what)


def _after_gap(by: int, seen: int, zone: str, now: Reading, doing: Doing | None) -> Done:
    with change(by) as hand:
        known, since = _doubted(by, seen)
        mark = known.mark.following(now)
        recording.end(hand, known, since)
        if doing:
            recording.record(hand, recording.settled(hand, doing), zone, Mark(since), mark.begin)
        new = recording.begin(hand, known.what, zone, mark, known.interrupted)
    return hand.done(new)


def _note_drop(by: int, entry: int, since: datetime, until: datetime) -> None:
    with change(by) as hand:
        before = Entry.get_by_id(entry).drops
        after = stretches.write([*stretches.read(before), (since, until)])
        hand.swap(Entity.ENTRY, entry, {"drops": (before, after)})


def _doubted(by: int, seen: int) -> tuple[Running, datetime]:
    known = recording.held(by, seen)
    if known.doubt is None:
        raise Refused(_("That has been answered already."))
    return known, known.doubt
