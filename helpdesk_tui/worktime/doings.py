"""What a technician did at the desk in a stretch of time, to remind them of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Message, MessageKind, Ticket
from helpdesk_tui.storage.orm import tuples

MOST = 5
"""Doings that are told."""

READ = 200
"""Events that are read at most, from the last backwards."""


class Did(IntEnum):
    """What can be told; of one action the greatest is."""

    CHANGED = 1
    STATUS = 2
    TOOK = 3
    NOTED = 4
    CALLED = 5
    REPLIED = 6
    SOLVED = 7
    OPENED = 8


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that was done to a ticket."""

    at: datetime
    ticket: int
    subject: str
    did: Did


_SAID = {
    MessageKind.REQUEST: Did.CALLED,
    MessageKind.REPLY: Did.REPLIED,
    MessageKind.NOTE: Did.NOTED,
    MessageKind.SOLUTION: Did.SOLVED,
}
_NAMED = {"created": Did.OPENED, "caller": Did.CALLED, "status": Did.STATUS}


def doings(technician: int, begin: datetime, end: datetime) -> tuple[Doing, ...]:
    """The last few things that a technician did to tickets in [begin, end), newest last.

    An action is told once a ticket, and the same about the same ticket once.
    """
    events = _events(technician, begin, end)
    said = [after for _at, _ticket, field, after, _batch in events if field == "message"]
    kinds = dict(tuples(Message.select(Message.id, Message.kind).where(Message.id.in_(said))))
    done: dict[tuple[int, int], tuple[Did, datetime]] = {}
    for at, ticket, field, after, batch in events:
        did = _did(field, after, kinds, technician)
        done[batch, ticket] = max(done.get((batch, ticket), (did, at)), (did, at))
    last: dict[tuple[int, Did], datetime] = {}
    for (_batch, ticket), (did, at) in done.items():
        last[ticket, did] = max(last.get((ticket, did), at), at)
    newest = sorted((at, ticket, did) for (ticket, did), at in last.items())[-MOST:]
    tickets = {ticket for _at, ticket, _did in newest}
    subjects = dict(tuples(Ticket.select(Ticket.id, Ticket.subject).where(Ticket.id.in_(tickets))))
    return tuple(Doing(at, ticket, subjects[ticket], did) for at, ticket, did in newest)


def _events(technician: int, begin: datetime, end: datetime) -> list[list[Any]]:
    """What happened to tickets by this hand and was not taken back again, newest first."""
    found = tuples(
        Event.select(Event.at, Event.entity_id, Event.field, Event.after, Event.batch, Event.undoes)
        .where(Event.technician == technician, Event.at >= begin, Event.at < end)
        .where(Event.entity == Entity.TICKET)
        .order_by(Event.at.desc())
        .limit(READ)
    )
    idle = {undoes for *_event, undoes in found if undoes is not None}
    return [event for *event, undoes in found if undoes is None and event[4] not in idle]


def _did(field: str, after: Any, kinds: dict[int, int], technician: int) -> Did:
    if field == "message":
        return _SAID[MessageKind(kinds[after])]
    if field == "assignee" and after == technician:
        return Did.TOOK
    return _NAMED.get(field, Did.CHANGED)
