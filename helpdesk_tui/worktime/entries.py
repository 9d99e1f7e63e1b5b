"""Entries by hand: read, added and mended. Every change is one action that undo takes back.

What is changed is compared with what was seen; a `Conflict` says who was first. An entry that
would lie over others of its technician is refused with them (`Overlapping`) until a `Way` is said.
The first of a `Done`'s things is the entry; those behind it were put away to make room.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from helpdesk_tui.clock import to_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Hand, Refused, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.worktime import laying, recording, stretches, timer
from helpdesk_tui.worktime.about import brought, new_activity, new_project, of_its_client
from helpdesk_tui.worktime.extent import Extent, extent, joined
from helpdesk_tui.worktime.laying import STANDING, Overlapping, Place, Way
from helpdesk_tui.worktime.spent import Spent, between, by_id
from helpdesk_tui.worktime.stopwatch import Mark
from helpdesk_tui.worktime.stretches import Stretch
from helpdesk_tui.worktime.timer import Doing, What

__all__ = [
    "Overlapping",
    "Spent",
    "Way",
    "add",
    "between",
    "brought",
    "by_id",
    "duplicate",
    "edit",
    "join",
    "move",
    "new_activity",
    "new_project",
    "put_away",
    "split",
]


def add(
    by: int,
    what: Doing,
    begin: datetime,
    end: datetime,
    breaks: Iterable[Stretch],
    zone: str,
    way: Way | None = None,
) -> Done:
    """Writes down what was done. An entry of a ticket is its client's, unless another is said.

    Raises:
        Overlapping: it would lie over others, and no way was said.
        Refused: it would end before it begins, or nothing would be left of it.
    """
    wanted = _forwards(extent(begin, end, breaks))
    with laying.alone(by, by) as hand:
        place = laying.lay(hand, by, wanted, way)
        new = _write(hand, by, timer.settled(hand, what), place, zone)
    return hand.done(new, *place.gone)


def edit(
    by: int,
    seen: Spent,
    *,
    what: Doing | None = None,
    begin: datetime | None = None,
    end: datetime | None = None,
    breaks: Iterable[Stretch] | None = None,
    way: Way | None = None,
) -> Done:
    """Changes what is given and leaves the rest; an end stops what runs.

    Raises:
        Overlapping: it would lie over others, and no way was said.
        Refused: it would end before it begins, or nothing would be left of it.
    """
    wanted = seen.extent
    if begin or end or breaks is not None:
        breaks = seen.breaks if breaks is None else breaks
        wanted = _forwards(extent(begin or seen.begin, end or seen.end, breaks))
    with laying.alone(by, seen.technician) as hand:
        if what:
            _swap_what(hand, seen, timer.settled(hand, what))
        gone = _lay_again(hand, seen, wanted, way) if wanted != seen.extent or way else ()
    return hand.done(seen.id, *gone)


def split(by: int, seen: Spent, at: datetime) -> Done:
    """Makes two of an entry; the second is new and, if it ran, runs on. Both are among the things.

    Raises:
        Refused: the instant does not lie within it.
    """
    at = at.replace(microsecond=0)
    with laying.alone(by, seen.technician) as hand:
        if not seen.begin < at < (seen.end or laying.moment(seen.technician)):
            raise Refused(_("It cannot be split there: that is not within it."))
        row: Any = Entry.get_by_id(seen.id)
        first, second = seen.extent.split(at)
        drops, later_drops = Extent(seen.begin, seen.end, seen.drops).split(at)
        laying.reshape(hand, seen, first)
        _swap_drops(hand, seen, drops.breaks)
        new = timer.record(
            hand,
            seen.what,
            seen.zone,
            Mark(at, row.boot, row.booted + to_micros(at) - to_micros(seen.begin)),
            second.end,
            technician=seen.technician,
            breaks=stretches.write(second.breaks),
            together=seen.together,
            interrupted=row.interrupted_id,
            last_seen=row.last_seen,
            touched=row.touched,
            drops=stretches.write(later_drops.breaks),
            doubt=max(seen.doubt, at) if seen.doubt else None,
        )
    return hand.done(seen.id, new)


def join(by: int, first: Spent, second: Spent) -> Done:
    """Makes one of two: the gap becomes a break, and what it is about is the first's.

    Raises:
        Refused: they are the same one, or of two technicians.
    """
    if first.id == second.id or first.technician != second.technician:
        raise Refused(_("Two entries of the same technician are needed."))
    with laying.alone(by, first.technician) as hand:
        laying.reshape(hand, second, second.extent)  # nobody has changed it since it was seen
        laying.put_away(hand, second.id)
        laying.reshape(hand, first, joined(first.extent, second.extent))
        together = (first.together, first.together or second.together)
        hand.swap(Entity.ENTRY, first.id, {"together": together})
        _swap_drops(hand, first, (*first.drops, *second.drops))
        if second.end is None:
            _run_on(hand, first, second)
    return hand.done(first.id, second.id)


def move(by: int, seen: Spent, begin: datetime, way: Way | None = None) -> Done:
    """Lets it begin at another instant; it stays as long as it is, and its breaks go along.

    Raises:
        Overlapping: it would lie over others, and no way was said.
        Refused: it runs, or nothing would be left of it.
    """
    wanted = _ended(seen).moved(begin.replace(microsecond=0))
    with laying.alone(by, seen.technician) as hand:
        gone = _lay_again(hand, seen, wanted, way)
    return hand.done(seen.id, *gone)


def duplicate(by: int, seen: Spent, begin: datetime, way: Way | None = None) -> Done:
    """Writes the same down once more from another instant on, as long and with its breaks.

    Raises:
        Overlapping: it would lie over others, and no way was said.
        Refused: it runs, or nothing would be left of it.
    """
    wanted = _ended(seen).moved(begin.replace(microsecond=0))
    with laying.alone(by, seen.technician) as hand:
        place = laying.lay(hand, seen.technician, wanted, way)
        new = _write(hand, seen.technician, seen.what, place, seen.zone)
    return hand.done(new, *place.gone)


def put_away(by: int, seen: Spent) -> Done:
    """Takes an entry out of every list and sum; what runs has then stopped."""
    with change(by) as hand:
        laying.put_away(hand, seen.id)
    return hand.done(seen.id)


def _lay_again(hand: Hand, seen: Spent, wanted: Extent, way: Way | None) -> tuple[int, ...]:
    place = laying.lay(hand, seen.technician, wanted, way, seen)
    laying.reshape(hand, seen, place.extent)
    hand.swap(Entity.ENTRY, seen.id, {"together": (seen.together, place.together)})
    return place.gone


def _write(hand: Hand, technician: int, what: What, place: Place, zone: str) -> int:
    return timer.record(
        hand,
        of_its_client(what),
        zone,
        Mark(place.extent.begin),
        place.extent.end,
        technician=technician,
        breaks=stretches.write(place.extent.breaks),
        together=place.together,
    )


def _swap_what(hand: Hand, seen: Spent, what: What) -> None:
    wanted = recording.differing(seen.what, of_its_client(what))
    hand.swap(Entity.ENTRY, seen.id, {"retired": STANDING, **wanted})


def _swap_drops(hand: Hand, seen: Spent, drops: Iterable[Stretch]) -> None:
    change = (stretches.write(seen.drops), stretches.write(drops))
    hand.swap(Entity.ENTRY, seen.id, {"drops": change})


def _run_on(hand: Hand, first: Spent, second: Spent) -> None:
    """The first takes over the running timer of the second."""
    one: Any = Entry.get_by_id(first.id)
    other: Any = Entry.get_by_id(second.id)
    booted = other.booted + to_micros(first.begin) - to_micros(second.begin)
    clock = {"boot": (one.boot, other.boot), "booted": (one.booted, booted)}
    below = {"interrupted": (one.interrupted_id, other.interrupted_id)}
    doubt = {"doubt": (None, to_micros(second.doubt))} if second.doubt else {}
    hand.swap(Entity.ENTRY, first.id, clock | below | doubt)
    there = {"last_seen": other.last_seen, "touched": other.touched}
    Entry.update(there).where(Entry.id == first.id).execute()


def _forwards(wanted: Extent) -> Extent:
    if wanted.end is not None and wanted.end <= wanted.begin:
        raise Refused(_("The end must come after the beginning."))
    return wanted


def _ended(seen: Spent) -> Extent:
    if seen.end is None:
        raise Refused(_("It is still running; stop it first."))
    return seen.extent
