"""Notes to the next shift: everybody sees them first, until they have read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from helpdesk_tui.models.changes import Done, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.handovers import Handover, HandoverRead
from helpdesk_tui.models.people import Team, Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.safe_text import uncut
from helpdesk_tui.storage.orm import database, tuples

LATEST = 10
"""Notes that are shown; of those that nobody has read more may be."""

_NUMBER = re.compile(r"(?<![\w#.,:/-])#?(\d{3,12})(?![\w:/-])|#(\d{1,12})(?!\w)")
"""A ticket as people write it: 10427 or #7; no time, date, amount or version."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as somebody sees it. `team` is empty when it is for everybody."""

    id: int
    at: datetime
    who: str
    team: str
    body: str
    unread: bool
    tickets: tuple[tuple[int, str], ...]
    """The tickets that it names, with their subjects."""


def write(by: int, body: str, team: int | None = None) -> Done:
    """Leaves a note for whoever comes next, or for a team."""
    with change(by) as hand:
        made = Handover.create(technician=by, team=team, body=uncut(body).strip(), at=hand.at)
        hand.created(Entity.HANDOVER, made.id)
    return hand.done()


def unread(me: int, teams: Sequence[int]) -> list[Note]:
    """What others have left for this technician since they came, newest first."""
    return _read(_seen_by(me, teams).where(_is_unread(me)))


def latest(me: int, teams: Sequence[int]) -> list[Note]:
    """All that they have not read, and the latest of the others and their own; newest first."""
    known = {note.id: note for note in _read(_seen_by(me, teams).limit(LATEST))}
    known |= {note.id: note for note in unread(me, teams)}
    return sorted(known.values(), key=lambda note: (not note.unread, -note.id))


def mark_read(me: int, notes: Iterable[int]) -> None:
    """They have read these notes."""
    with database.atomic():
        for note in notes:
            HandoverRead.insert(handover=note, technician=me).on_conflict_ignore().execute()


def _is_unread(me: int) -> Any:
    """By another, after they came, and not read: to be asked of `_seen_by`."""
    came = Technician.get_by_id(me).created_at
    is_others = (Handover.technician != me) & (Handover.at >= came)
    return is_others & HandoverRead.technician.is_null()


def _seen_by(me: int, teams: Sequence[int]) -> Any:
    mine = (HandoverRead.handover == Handover.id) & (HandoverRead.technician == me)
    return (
        Handover.select(
            Handover.id,
            Handover.at,
            Technician.name,
            fn.COALESCE(Team.name, ""),
            Handover.body,
            _is_unread(me),
        )
        .join(Technician)
        .switch(Handover)
        .join(Team, JOIN.LEFT_OUTER)
        .switch(Handover)
        .join(HandoverRead, JOIN.LEFT_OUTER, on=mine)
        .where(
            ~Handover.retired,
            Handover.team.is_null() | Handover.team.in_(teams) | (Handover.technician == me),
        )
        .order_by(Handover.id.desc())
    )


def _read(found: Any) -> list[Note]:
    rows = tuples(found)
    named = {row[0]: _numbers(row[4]) for row in rows}
    every = {number for numbers in named.values() for number in numbers}
    subjects = dict(tuples(Ticket.select(Ticket.id, Ticket.subject).where(Ticket.id.in_(every))))
    return [
        Note(id_, at, who, team, body, bool(is_unread), _known(named[id_], subjects))
        for id_, at, who, team, body, is_unread in rows
    ]


def _known(numbers: Iterable[int], subjects: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    return tuple((number, subjects[number]) for number in numbers if number in subjects)


def _numbers(body: str) -> list[int]:
    """The numbers in a text that may be tickets', in order."""
    found = (int(long or marked) for long, marked in _NUMBER.findall(body))
    return list(dict.fromkeys(found))
