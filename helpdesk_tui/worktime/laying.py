"""Where an entry comes to lie: over no other of its technician, unless somebody has said so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from helpdesk_tui.clock import to_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Hand, Refused, Value, as_stored, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime import stopwatch, stretches, timer
from helpdesk_tui.worktime.extent import Extent
from helpdesk_tui.worktime.spent import Spent, between

NAMED = 3
"""Entries that a refusal names."""

STANDING: tuple[Value, Value] = (False, False)
"""The change of `retired` that only asks that nobody has put the entry away meanwhile."""


class Way(Enum):
    """The ways out of an overlap."""

    SHORTEN = auto()
    """The new one gives way."""
    CUT = auto()
    """The old ones give way."""
    KEEP = auto()
    """Both stay, knowingly."""


class Overlapping(Refused):
    """The entry would lie over others: nothing was written, and a `Way` is needed."""

    def __init__(self, others: Sequence[Spent]) -> None:
        titles = ", ".join(_("“{name}”").format(name=other.what.title) for other in others[:NAMED])
        titles += ", …" if len(others) > NAMED else ""
        super().__init__(
            _("That time is recorded already: {titles}. Nothing was changed.").format(titles=titles)
        )
        self.others = list(others)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry may lie now."""

    extent: Extent
    together: bool
    gone: tuple[int, ...] = ()
    """Old ones that were put away, because nothing was left of them."""


def lay(
    hand: Hand, technician: int, wanted: Extent, way: Way | None, itself: Spent | None = None
) -> Place:
    """Makes place for an entry, which is a new one or `itself`.

    Raises:
        Overlapping: it would lie over others, and no way was said.
        Refused: nothing would be left of it, or it would begin after now and run.
    """
    now = moment(technician)
    if wanted.end is None and wanted.begin > now:
        raise Refused(_("It runs, so it cannot begin after now."))
    over = _beneath(technician, wanted, now, itself)
    plain = [other for other in over if not other.together]
    known = bool(over) and itself is not None and itself.together
    if way is None:
        if plain and not known:
            raise Overlapping(plain)
        return Place(wanted, known)
    if way is Way.KEEP:
        return Place(wanted, known or bool(plain))
    # Where it lies already, what is meant are those beneath it, known or not.
    others = over if itself and itself.extent == wanted else plain
    if way is Way.CUT:
        return Place(wanted, False, tuple(_cut(hand, others, wanted.counts(now), now)))
    taken = [stretch for other in others for stretch in other.extent.counts(now)]
    left = wanted.without(taken, now)
    if left is None:
        raise Refused(_("All of that time is recorded already, so nothing would be left."))
    return Place(left, False)


@contextmanager
def alone(by: int, technician: int) -> Iterator[Hand]:
    """A transaction in which nobody else lays entries of this technician."""
    with change(by) as hand:
        held = Technician.select(Technician.id).where(Technician.id == technician)
        tuples(database.held(held))
        yield hand


def moment(technician: int) -> datetime:
    """Now, as a technician's timer counts it if one runs."""
    now = stopwatch.read()
    running = timer.running(technician)
    return running.mark.moment(now) if running else now.wall


def reshape(hand: Hand, seen: Spent, wanted: Extent) -> None:
    """Gives an entry another extent. What runs counts on as its clock does.

    Raises:
        Conflict: its extent is not what was seen any more.
    """
    changes: dict[str, tuple[Value, Value]] = {
        "retired": STANDING,
        "begin": (to_micros(seen.begin), to_micros(wanted.begin)),
        "end": (as_stored(seen.end), as_stored(wanted.end)),
        "breaks": (stretches.write(seen.breaks), stretches.write(wanted.breaks)),
    }
    if wanted.begin != seen.begin:
        booted = Entry.get_by_id(seen.id).booted
        later = to_micros(wanted.begin) - to_micros(seen.begin)
        changes["booted"] = (booted, booted + later)
    if seen.doubt:
        doubt = max(seen.doubt, wanted.begin) if wanted.end is None else None
        changes["doubt"] = (to_micros(seen.doubt), as_stored(doubt))
    hand.swap(Entity.ENTRY, seen.id, changes)


def put_away(hand: Hand, entry: int) -> None:
    """Takes an entry out of every list."""
    hand.swap(Entity.ENTRY, entry, {"retired": (False, True)})


def _beneath(technician: int, wanted: Extent, now: datetime, itself: Spent | None) -> list[Spent]:
    """The entries over which it would lie."""
    mine = wanted.counts(now)
    if not mine:
        return []
    return [
        other
        for other in between(technician, mine[0][0], mine[-1][1])
        if (itself is None or other.id != itself.id)
        and stretches.meet(mine, other.extent.counts(now))
    ]


def _cut(
    hand: Hand, others: Sequence[Spent], gone: Sequence[stretches.Stretch], now: datetime
) -> list[int]:
    put: list[int] = []
    for other in others:
        left = other.extent.without(gone, now)
        if left:
            reshape(hand, other, left)
        else:
            put_away(hand, other.id)
            put.append(other.id)
    return put
