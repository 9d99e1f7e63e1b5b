"""The running timer of a technician: one row, written with its first second.

Starting another stops the first at the same instant. What `switch` interrupts hangs on the new
entry, so that `back` finds it from any terminal. Instants are whole seconds, counted from the
entry's beginning (see `stopwatch`): what the wall clock does meanwhile changes none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, IntegrityError

from helpdesk_tui.clock import to_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Hand, Refused, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.safe_text import clean, line
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime import stopwatch, stretches
from helpdesk_tui.worktime.stopwatch import Mark, Reading


@dataclass(frozen=True, slots=True)
class What:
    """What somebody is doing. Without a client it is internal."""

    title: str
    description: str = ""
    client: int | None = None
    project: int | None = None
    ticket: int | None = None
    activity: int | None = None
    billable: bool = True


Doing = What | Callable[[Hand], What]
"""What somebody is doing, or how the hand that begins it comes to know it: by writing down a
client, a project or a type that is new."""


@dataclass(frozen=True, slots=True)
class Running:
    """The entry that runs."""

    id: int
    what: What
    client: str
    """The client's name; empty for internal work."""
    mark: Mark
    interrupted: int | None
    interrupted_title: str
    last_seen: datetime | None
    touched: datetime | None
    doubt: datetime | None
    """Since when nobody knows what was done: it must be asked."""


WHAT = (
    *(Entry.title, Entry.description, Entry.client, Entry.project, Entry.ticket, Entry.activity),
    Entry.billable,
)
"""The columns of a `What`."""

_Other = Entry.alias()


def running(technician: int) -> Running | None:
    """What this technician's timer runs on."""
    found = tuples(
        Entry.select(
            Entry.id,
            Client.name,
            Entry.begin,
            Entry.boot,
            Entry.booted,
            Entry.interrupted,
            _Other.title,
            Entry.last_seen,
            Entry.touched,
            Entry.doubt,
            *WHAT,
        )
        .join(Client, JOIN.LEFT_OUTER)
        .switch(Entry)
        .join(_Other, JOIN.LEFT_OUTER, on=Entry.interrupted == _Other.id)
        .where(_runs(technician))
    )
    for id_, client, begin, boot, booted, interrupted, title, seen, touched, doubt, *what in found:
        return Running(
            id=id_,
            what=What(*what),
            client=client or "",
            mark=Mark(begin, boot, booted),
            interrupted=interrupted,
            interrupted_title=title or "",
            last_seen=seen,
            touched=touched,
            doubt=doubt,
        )
    return None


def stopped_last(technician: int) -> tuple[int, str] | None:
    """The entry to which `back` leads while no timer runs, and its title."""
    found = tuples(
        Entry.select(Entry.id, Entry.interrupted, Entry.title)
        .where(Entry.technician == technician, Entry.end.is_null(False), ~Entry.retired)
        .order_by(Entry.end.desc(), Entry.id.desc())
        .limit(1)
    )
    for id_, interrupted, title in found:
        under = _standing(interrupted)
        return (under.id, under.title) if under else (id_, title)
    return None


def last_end(technician: int) -> datetime | None:
    """When the latest entry that has ended did so."""
    own = (Entry.technician == technician) & Entry.end.is_null(False) & ~Entry.retired
    latest = Entry.select(Entry.end).where(own).order_by(Entry.end.desc()).limit(1)
    return next((end for (end,) in tuples(latest)), None)


# What a key does


def start(by: int, what: Doing, zone: str, now: Reading | None = None) -> Done:
    """Starts the timer. One that runs on something else ends at the same instant."""
    return _begin_anew(by, what, zone, now or stopwatch.read(), interrupt=False)


def switch(by: int, what: Doing, zone: str, now: Reading | None = None) -> Done:
    """Starts the timer on something that interrupts what runs: `back` leads there again."""
    return _begin_anew(by, what, zone, now or stopwatch.read(), interrupt=True)


def stop(
    by: int, seen: int | None = None, at: datetime | None = None, now: Reading | None = None
) -> Done:
    """Stops the timer, now or at an instant that has passed.

    Raises:
        Refused: none runs, or it runs on something else than `seen`.
    """
    now = now or stopwatch.read()
    with change(by) as hand:
        known = _held(by, seen)
        _end(hand, known, at or known.mark.moment(now))
    return hand.done(known.id)


def back(by: int, zone: str, now: Reading | None = None) -> Done:
    """Goes on with what was interrupted, or with what was stopped last.

    Raises:
        Refused: nothing has been recorded yet, or what runs has interrupted nothing.
    """
    reading = now or stopwatch.read()

    def once() -> Done:
        with change(by) as hand:
            known = _found(by)
            if known:
                under = _standing(known.interrupted)
            else:
                last = stopped_last(by)
                under = Entry.get_by_id(last[0]) if last else None
            if under is None:
                raise Refused(_("Nothing was interrupted."))
            mark = _next(hand, known, reading)
            what = What(*(getattr(under, column.column_name) for column in WHAT))
            below = _standing(under.interrupted_id)
            new = _begin(hand, by, what, zone, mark, below.id if below else None)
        return hand.done(new)

    return _alone(once)


def turn_into(by: int, seen: int, what: What) -> Done:
    """What runs has turned out to be this: a call is about a ticket.

    Raises:
        Refused: it runs no more.
    """
    with change(by) as hand:
        known = _held(by, seen)
        before, after = asdict(known.what), asdict(what)
        after |= {"title": line(what.title), "description": clean(what.description).strip()}
        hand.swap(Entity.ENTRY, seen, {name: (before[name], after[name]) for name in before})
    return hand.done(seen)


# What nobody saw


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
        known = _doubted(by, seen)
        hand.swap(Entity.ENTRY, known.id, {"doubt": (_micros(known.doubt), None)})
        moment = known.mark.moment(now or stopwatch.read())
        Entry.update(last_seen=moment, touched=moment).where(Entry.id == known.id).execute()
    return hand.done(known.id)


def stop_then(by: int, seen: int) -> Done:
    """The second answer: it ended when somebody was last there."""
    with change(by) as hand:
        known = _doubted(by, seen)
        _end(hand, known, known.doubt)
    return hand.done(known.id)


def go_on(by: int, seen: int, zone: str, now: Reading | None = None) -> Done:
    """The third answer: it ended then, and goes on now."""
    return _after_gap(by, seen, zone, now or stopwatch.read(), None)


def give(by: int, seen: int, what: Doing, zone: str, now: Reading | None = None) -> Done:
    """The fourth answer: in between something else was done, and now it goes on."""
    return _after_gap(by, seen, zone, now or stopwatch.read(), what)


# How


def settled(hand: Hand, doing: Doing) -> What:
    """What is done, once the hand knows all of it."""
    return doing if isinstance(doing, What) else doing(hand)


def record(
    hand: Hand,
    what: What,
    zone: str,
    mark: Mark,
    end: datetime | None,
    **columns: Any,
) -> int:
    """Writes an entry, by itself of the hand's technician; without an end it runs."""
    entry = Entry.create(
        technician=columns.pop("technician", hand.by),
        begin=mark.begin,
        end=end,
        zone=zone,
        title=line(what.title),
        description=clean(what.description).strip(),
        client=what.client,
        project=what.project,
        ticket=what.ticket,
        activity=what.activity,
        billable=what.billable,
        created_at=hand.at,
        boot=mark.boot,
        booted=mark.booted,
        **columns,
    )
    hand.created(Entity.ENTRY, entry.id)
    return int(entry.id)


def _begin_anew(by: int, doing: Doing, zone: str, now: Reading, *, interrupt: bool) -> Done:
    def once() -> Done:
        with change(by) as hand:
            what = settled(hand, doing)
            known = _found(by)
            if known and _same(known.what, what):
                return hand.done(known.id)
            mark = _next(hand, known, now)
            below = None
            if known:
                below = known.id if interrupt else known.interrupted
            new = _begin(hand, by, what, zone, mark, below)
        return hand.done(new)

    return _alone(once)


def _after_gap(by: int, seen: int, zone: str, now: Reading, doing: Doing | None) -> Done:
    with change(by) as hand:
        known = _doubted(by, seen)
        mark = known.mark.following(now)
        then = _end(hand, known, known.doubt)
        if doing:
            record(hand, settled(hand, doing), zone, Mark(then), mark.begin)
        new = _begin(hand, by, known.what, zone, mark, known.interrupted)
    return hand.done(new)


def _begin(hand: Hand, by: int, what: What, zone: str, mark: Mark, below: int | None) -> int:
    there = {"last_seen": mark.begin, "touched": mark.begin}
    return record(hand, what, zone, mark, None, interrupted=below, **there)


def _next(hand: Hand, known: Running | None, now: Reading) -> Mark:
    """Where something new begins: what runs, if anything, ends there."""
    if known is None:
        return stopwatch.mark(now)
    mark = known.mark.following(now)
    _end(hand, known, mark.begin)
    return mark


def _end(hand: Hand, known: Running, at: datetime | None) -> datetime:
    assert at is not None
    at = at.replace(microsecond=0)
    changes = {"end": (None, to_micros(at)), "doubt": (_micros(known.doubt), None)}
    hand.swap(Entity.ENTRY, known.id, changes)
    return at


def _note_drop(by: int, entry: int, since: datetime, until: datetime) -> None:
    with change(by) as hand:
        before = Entry.get_by_id(entry).drops
        after = stretches.write([*stretches.read(before), (since, until)])
        hand.swap(Entity.ENTRY, entry, {"drops": (before, after)})


def _doubted(by: int, seen: int) -> Running:
    known = _held(by, seen)
    if known.doubt is None:
        raise Refused(_("That has been answered already."))
    return known


def _held(by: int, seen: int | None) -> Running:
    known = _found(by)
    if known is None:
        raise Refused(_("No timer is running."))
    if seen is not None and known.id != seen:
        raise Refused(_("By now the timer runs on something else."))
    return known


def _found(by: int) -> Running | None:
    """What runs, held until the end of this transaction."""
    tuples(database.held(Entry.select(Entry.id).where(_runs(by))))
    return running(by)


def _runs(technician: int) -> Any:
    return (Entry.technician == technician) & Entry.end.is_null() & ~Entry.retired


def _standing(entry: int | None) -> Any:
    """The entry, or the first below it that has not been put away."""
    while entry is not None:
        found: Any = Entry.get_by_id(entry)
        if not found.retired:
            return found
        entry = found.interrupted_id
    return None


def _alone(once: Callable[[], Done]) -> Done:
    """A terminal that starts one at the same instant is seen the second time."""
    try:
        return once()
    except IntegrityError:
        return once()


def _same(one: What, other: What) -> bool:
    return (one.title, one.client, one.ticket) == (line(other.title), other.client, other.ticket)


def _micros(instant: datetime | None) -> int | None:
    return None if instant is None else to_micros(instant)
