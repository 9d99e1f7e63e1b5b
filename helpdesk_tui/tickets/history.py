"""What happened to a ticket, and taking one's own actions back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, IntegrityError, fn

from helpdesk_tui.i18n import _
from helpdesk_tui.models import links, unread
from helpdesk_tui.models.approvals import Answer, Approval
from helpdesk_tui.models.changes import (
    Conflict,
    Done,
    Hand,
    Refused,
    Value,
    change,
    outcome,
    text_of,
)
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.people import Asset, Client, Contact, Team, Technician
from helpdesk_tui.models.tickets import Message, Ticket, TicketCaller
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import merging
from helpdesk_tui.tickets.actions import CHUNK

_SETS = {"tag", "caller", "message", "created", "erased", "merged", "link", "approval"}
"""Fields that are not columns: what undoing them means is written out in `_take_back`. What was
erased does not come back.
"""

_CAME = {"assignee", "message"}
"""Fields with which something new may have come to a ticket."""

_QUIET = {"resolved_at", "closed_at"}
"""Fields that follow from a status; history does not tell them twice."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a line of history. `before` and `after` are readable; "" stands for nothing."""

    id: int
    at: datetime
    who: str
    field: str
    before: str | int | None
    after: str | int | None
    undoes: bool


def take_back(by: int, done: Done, tickets: Sequence[int] | None = None) -> Done:
    """Undoes an action by compensating events; undoing that answer again is redo.

    With `tickets` only what was done to these is taken back; it may be that all of them conflict.

    Raises:
        Refused: every ticket of it has been changed since or is as it was before already, a reply
            has left, or another timer runs by now.
    """
    try:
        return _undo(by, done, tickets)
    except IntegrityError as error:  # there may be one of a kind, and by now there is another
        raise Refused(_("What has been done since stands in its way.")) from error


def _undo(by: int, done: Done, tickets: Sequence[int] | None) -> Done:
    of_it = Event.id.between(*done.events) & (Event.batch == done.batch)
    if tickets is not None:
        of_it &= (Event.entity == Entity.TICKET) & Event.entity_id.in_(list(tickets))
    found = Event.select().where(of_it).order_by(Event.id.desc())
    by_thing: dict[tuple[int, int], list[Event]] = {}
    for event in found:
        by_thing.setdefault((event.entity, event.entity_id), []).append(event)
    if not by_thing:
        raise Refused(_("There is nothing to take back: that action changed nothing."))
    conflicts: list[Conflict] = []
    events: list[int] = []
    batch: int | None = None
    things = list(by_thing.values())
    for start in range(0, len(things), CHUNK):
        with change(by, batch, undoes=done.batch) as hand:
            batch = hand.batch
            for thing in things[start : start + CHUNK]:
                try:
                    _take_back(hand, thing)
                except Conflict as conflict:
                    conflicts.append(conflict)
            events += hand.events
    if conflicts and not events and tickets is None:
        raise Refused(why(conflicts[0]))
    if not conflicts and not events:
        raise Refused(_("It is so already."))
    assert batch is not None
    tickets = [thing for entity, thing in by_thing if entity == Entity.TICKET]
    return outcome(batch, events, tickets, conflicts)


def take_out(by: int, ticket: int) -> Done:
    """Takes a merge apart, whenever and by whomever it was done, with all that went in one go.

    Raises:
        Refused: the ticket has not been merged, or not by anybody here.
    """
    ((into,),) = tuples(Ticket.select(Ticket.merged_into).where(Ticket.id == ticket))
    went = _merges(ticket, "merged_into").where(Event.after == into).first() if into else None
    if went is None:
        raise Refused(_("{number} was not merged.").format(number=ticket))
    there = [one for one in _merges(into, "merged") if one.batch == went.batch]
    began = _merges(min(one.after for one in there), "merged_into")
    low = min(one.id for one in began if one.batch == went.batch)
    of_target = Event.select(fn.MAX(Event.id)).where(
        Event.entity == Entity.TICKET, Event.entity_id == into, Event.batch == went.batch
    )
    return take_back(by, Done(went.batch, (low, of_target.scalar()), ()))


def _merges(ticket: int, field: str) -> Any:
    """The events that tell of merges, the newest first."""
    return (
        Event.select()
        .where(Event.entity == Entity.TICKET, Event.entity_id == ticket, Event.field == field)
        .where(Event.after.is_null(False))
        .order_by(Event.id.desc())
    )


def readable(conflict: Conflict) -> Value:
    """What the other person has set the field to, people and things by their names."""
    found = conflict.found
    return _names([(conflict.field, found)]).get((conflict.field, found), found)


def why(conflict: Conflict) -> str:
    """A sentence that says who changed what first."""
    who = conflict.who or _("somebody")
    return _("{who} has changed it since, so it stays as it is.").format(who=who)


def _take_back(hand: Hand, events: list[Event]) -> None:
    """Undoes the events of one thing, newest first; its columns are checked before any is set."""
    columns = {
        event.field: (text_of(event.after), text_of(event.before))
        for event in events
        if event.field not in _SETS and not _erased(event)
    }
    entity, entity_id = events[0].entity, events[0].entity_id
    sets = [event for event in events if event.field in _SETS]
    for event in sets:
        if event.field == "created":
            if entity == Entity.APPROVAL:
                _may_unask(entity_id)
            columns |= {"deleted" if entity == Entity.TICKET else "retired": (False, True)}
        elif event.field == "message":
            _may_withdraw(event)
    if (into := columns.get("merged_into", (None, None))[1]) is not None:
        merging.may_return(entity_id, into)
    changed = hand.swap(entity, entity_id, columns)
    if entity == Entity.TICKET and any(event.field in _CAME for event in events):
        went = unread.went(entity_id, events[0].at)
        if went and "assignee" in changed:  # whose it is again finds no mark of the other's
            unread.came(entity_id, hand.at, hand.by)
    for event in sets:
        if event.field == "tag":
            hand.tag(entity_id, event.after or event.before, on=event.after is None)
        elif event.field in ("merged", "approval"):  # which follow from what another thing is
            hand.note(entity, entity_id, event.field, event.after, event.before)
        elif event.field == "link":
            side, other = links.read(event.after or event.before)
            links.link(hand, entity_id, side, other, on=event.after is None)
        elif event.field == "caller":
            _withdraw_caller(hand, entity_id, event)
        elif event.field == "message":
            gone = event.after is not None
            message = event.after or event.before
            Message.update(withdrawn=gone).where(Message.id == message).execute()
            before, after = (message, None) if gone else (None, message)
            hand.note(entity, entity_id, "message", before, after)


def _erased(event: Event) -> bool:
    """Whether a text of it is gone for good: then there is nothing that it could be put back to."""
    return any(
        value is not None and text_of(value) is None for value in (event.before, event.after)
    )


def _withdraw_caller(hand: Hand, ticket: int, event: Event) -> None:
    """Takes a caller away, or back in. Who has called again since stays."""
    gone = event.after is not None
    contact = event.after or event.before
    theirs = (Message.ticket == ticket) & (Message.contact == contact) & ~Message.withdrawn
    if gone and Message.select().where(theirs, Message.at > event.at).exists():
        return
    caller = (TicketCaller.ticket == ticket) & (TicketCaller.contact == contact)
    if TicketCaller.update(withdrawn=gone).where(caller, TicketCaller.withdrawn != gone).execute():
        before, after = (contact, None) if gone else (None, contact)
        hand.note(Entity.TICKET, ticket, "caller", before, after)


def _may_withdraw(event: Event) -> None:
    message = Message.get_by_id(event.after or event.before)
    if message.sent_at is not None:
        raise Refused(_("That reply has left already; write a correction instead."))


def _may_unask(approval: int) -> None:
    if Approval.get_by_id(approval).answer != Answer.ASKED:
        raise Refused(_("It has been answered already; what they said stays."))


def happenings(ticket: int, limit: int = 500) -> list[Happening]:
    """The ticket's events, oldest first, with people, teams and clients named."""
    found = (
        Event.select(
            Event.id,
            Event.at,
            Technician.name,
            Event.field,
            Event.before,
            Event.after,
            Event.undoes,
        )
        .join(Technician, JOIN.LEFT_OUTER)
        .where(Event.entity == Entity.TICKET, Event.entity_id == ticket)
        .order_by(Event.id.desc())
        .limit(limit)
    )
    rows = [
        (id_, at, who, name, text_of(before), text_of(after), undoes)
        for id_, at, who, name, before, after, undoes in reversed(tuples(found))
        if name not in _QUIET
    ]
    names = _names((row[3], value) for row in rows for value in (row[4], row[5]))
    return [
        Happening(
            id_,
            at,
            who or "",
            name,
            names.get((name, before), before),
            names.get((name, after), after),
            undoes is not None,
        )
        for id_, at, who, name, before, after, undoes in rows
    ]


def _names(values: Iterable[tuple[str, object]]) -> dict[tuple[str, object], str]:
    """The names behind the ids that events keep."""
    tables: dict[str, Any] = {
        "assignee": Technician,
        "team": Team,
        "client": Client,
        "requester": Contact,
        "caller": Contact,
        "asset": Asset,
    }
    wanted: dict[str, set[object]] = {}
    for name, value in values:
        if name in tables and value is not None:
            wanted.setdefault(name, set()).add(value)
    return {
        (name, id_): text
        for name, ids in wanted.items()
        for id_, text in tuples(
            tables[name].select(tables[name].id, tables[name].name).where(tables[name].id.in_(ids))
        )
    }
