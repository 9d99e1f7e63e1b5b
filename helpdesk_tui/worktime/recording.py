"""The row that runs: how it is read, held, begun and ended.

Instants are whole seconds, counted from the entry's beginning (see `stopwatch`): what the wall
clock does meanwhile changes none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Hand, Refused, Value, as_stored
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.safe_text import line, uncut
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime import stretches
from helpdesk_tui.worktime.stopwatch import Mark, Reading
from helpdesk_tui.worktime.stretches import Stretch


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
    last_seen: datetime | None
    touched: datetime | None
    doubt: datetime | None
    """Since when nobody knows what was done: it must be asked."""
    breaks: tuple[Stretch, ...]

    def counted(self, now: Reading, since: datetime | None = None) -> timedelta:
        """How much of it counts up to now, from its beginning or from a later instant on."""
        begin = max(filter(None, (self.mark.begin, since)))
        return stretches.counted(begin, self.mark.moment(now), self.breaks)


WHAT = (
    *(Entry.title, Entry.description, Entry.client, Entry.project, Entry.ticket, Entry.activity),
    Entry.billable,
)
"""The columns of a `What`."""


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
            Entry.last_seen,
            Entry.touched,
            Entry.doubt,
            Entry.breaks,
            *WHAT,
        )
        .join(Client, JOIN.LEFT_OUTER)
        .where(_runs(technician))
    )
    for id_, client, begin, boot, booted, interrupted, *rest in found:
        last_seen, touched, doubt, breaks, *what = rest
        return Running(
            id=id_,
            what=What(*what),
            client=client or "",
            mark=Mark(begin, boot, booted),
            interrupted=interrupted,
            last_seen=last_seen,
            touched=touched,
            doubt=doubt,
            breaks=tuple(stretches.read(breaks)),
        )
    return None


def settled(hand: Hand, doing: Doing) -> What:
    """What is done, once the hand knows all of it."""
    return doing if isinstance(doing, What) else doing(hand)


def cleaned(what: What) -> What:
    """The same with its texts as they are kept."""
    return replace(what, title=line(what.title), description=uncut(what.description).strip())


def differing(before: What, after: What) -> dict[str, tuple[Value, Value]]:
    """What is to be swapped to make one of the other."""
    wanted = asdict(cleaned(after))
    return {
        name: (seen, wanted[name]) for name, seen in asdict(before).items() if seen != wanted[name]
    }


def record(
    hand: Hand,
    what: What,
    zone: str,
    mark: Mark,
    end: datetime | None,
    **columns: Any,
) -> int:
    """Writes an entry, by itself of the hand's technician; without an end it runs."""
    what = cleaned(what)
    entry = Entry.create(
        technician=columns.pop("technician", hand.by),
        begin=mark.begin,
        end=end,
        zone=zone,
        title=what.title,
        description=what.description,
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


def begin(hand: Hand, what: What, zone: str, mark: Mark, below: int | None) -> int:
    """Writes an entry that runs, over one that it has interrupted."""
    under = standing(below)
    there = {"last_seen": mark.begin, "touched": mark.begin}
    return record(hand, what, zone, mark, None, interrupted=under and under.id, **there)


def end(hand: Hand, known: Running, at: datetime) -> tuple[int, ...]:
    """Ends what runs, and puts it away if it ends in its first second.

    Answers the entry, unless nothing was recorded. One that ends before it begins is not put away:
    the clock was set back, and nobody but the technician knows how long it was.
    """
    at = at.replace(microsecond=0)
    changes = {"end": (None, as_stored(at)), "doubt": (as_stored(known.doubt), None)}
    nothing = at == known.mark.begin
    if nothing:
        changes["retired"] = (False, True)
    hand.swap(Entity.ENTRY, known.id, changes)
    return () if nothing else (known.id,)


def standing(entry: int | None) -> Any:
    """The entry, or the first below it that has not been put away."""
    while entry is not None:
        found: Any = Entry.get_by_id(entry)
        if not found.retired:
            return found
        entry = found.interrupted_id
    return None


def held(by: int, seen: int | None) -> Running:
    """What runs, held likewise.

    Raises:
        Refused: nothing runs, or something else than was seen.
    """
    known = found(by)
    if known is None:
        raise Refused(_("No timer is running."))
    if seen is not None and known.id != seen:
        raise Refused(_("By now the timer runs on something else."))
    return known


def found(by: int) -> Running | None:
    """What runs, held until the end of this transaction."""
    tuples(database.held(Entry.select(Entry.id).where(_runs(by))))
    return running(by)


def _runs(technician: int) -> Any:
    return (Entry.technician == technician) & Entry.end.is_null() & ~Entry.retired
