"""What a technician does to tickets: each action is one transaction of checked changes.

Every function takes the rows as the technician saw them, and answers with a `Done` that undo can
take back. Many tickets go in transactions of `CHUNK`; a ticket that somebody else has changed is
left alone and comes back as a conflict, the others are done; so does one that was merged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.models import unread
from helpdesk_tui.models.changes import (
    Conflict,
    Done,
    Hand,
    Value,
    as_stored,
    change,
    new_batch,
    outcome,
)
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import Kind, MessageKind, Status, Ticket, Wait
from helpdesk_tui.safe_text import line, uncut
from helpdesk_tui.tickets import linking, merging
from helpdesk_tui.tickets.callers import has_called
from helpdesk_tui.tickets.queue import Row, rows_by_id
from helpdesk_tui.tickets.staged import ME, NOBODY, Staged

CHUNK = 200
"""Tickets in one transaction: a single one of 10,000 would hold the lock for seconds."""

Do = Callable[[Hand, Row], object]

Changes = dict[str, tuple[Value, Value]]
"""By field: what was seen, and what is wanted."""


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What is known of a ticket when it is opened."""

    subject: str
    body: str = ""
    client: int | None = None
    requester: int | None = None
    asset: int | None = None
    priority: int = 3
    kind: int = Kind.INCIDENT
    team: int | None = None
    assignee: int | None = None
    category: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()


def create(by: int, new: NewTicket) -> Done:
    """Opens a ticket with its first message."""
    with change(by) as hand:
        ticket = open_ticket(hand, new)
    return hand.done(ticket)


def open_ticket(hand: Hand, new: NewTicket) -> int:
    """A new ticket, as a part of what this hand does."""
    ticket = Ticket.create(
        subject=line(new.subject),
        kind=new.kind,
        priority=new.priority,
        client=new.client,
        requester=new.requester,
        asset=new.asset,
        team=new.team,
        assignee=new.assignee,
        status=Status.OPEN if new.assignee else Status.NEW,
        category=line(new.category),
        source=new.source,
        created_at=hand.at,
        changed_at=hand.at,
    )
    hand.created(Entity.TICKET, ticket.id)
    if new.assignee:
        unread.came(ticket.id, hand.at, hand.by)
    if body := uncut(new.body).strip():
        hand.say(ticket.id, MessageKind.REQUEST, body, contact=new.requester)
    for tag in map(line, new.tags):
        hand.tag(ticket.id, tag, on=True)
    return int(ticket.id)


def assign(by: int, seen: Sequence[Row], assignee: int | None) -> Done:
    """Gives the tickets to a technician, or to nobody. A new ticket that somebody takes is open."""

    return _each(by, seen, lambda hand, row: _swap(hand, row, _to_hand(row, assignee)))


def assign_team(by: int, seen: Sequence[Row], team: int | None) -> Done:
    """Puts the tickets into a team's queue."""
    return _each(by, seen, lambda hand, row: _swap(hand, row, {"team": (row.team_id, team)}))


def set_priority(by: int, seen: Sequence[Row], priority: int) -> Done:
    """Sets how urgent the tickets are, 1 to 4."""
    return _each(
        by, seen, lambda hand, row: _swap(hand, row, {"priority": (row.priority, priority)})
    )


def set_status(by: int | None, seen: Sequence[Row], status: Status) -> Done:
    """Moves the tickets to a status. For waiting, which needs a reason, there is `wait`.

    With nobody's hand it is the desk that moves them.
    """
    if status == Status.WAITING:
        raise ValueError("waiting needs a reason")
    return _each(by, seen, lambda hand, row: move(hand, row, status))


def close_by_itself(seen: Sequence[Row], notice: Callable[[Row], str]) -> Done:
    """Closes resolved tickets by nobody's hand, with a notice to the client in the thread.

    One that was reopened since, or resolved anew, is left alone.
    """

    def do(hand: Hand, row: Row) -> None:
        resolved = as_stored(row.resolved_at)
        changes = _to_status(hand, row, Status.CLOSED) | {"resolved_at": (resolved, resolved)}
        if hand.swap(Entity.TICKET, row.id, changes):
            hand.say(row.id, MessageKind.REPLY, notice(row))

    return _each(None, seen, do)


def wait(by: int, seen: Sequence[Row], reason: int, until: datetime | None = None) -> Done:
    """Lets the tickets wait for somebody, until an instant or until they move."""

    return _each(by, seen, lambda hand, row: let_wait(hand, row, reason, until))


def let_wait(hand: Hand, row: Row, reason: int, until: datetime | None = None) -> None:
    """Lets a ticket wait, as a part of what this hand does."""
    _swap(hand, row, _to_wait(hand, row, reason, until))


def reply(by: int, seen: Sequence[Row], body: str) -> Done:
    """Answers the requester. The reply is kept as public; nothing is sent from here."""
    return _say(by, seen, MessageKind.REPLY, body)


def carry_out(
    by: int, seen: Sequence[Row], staged: Staged, bodies: Mapping[int, str] | None = None
) -> Done:
    """Makes staged changes, and answers those tickets that have a body; each ticket as one."""
    bodies = bodies or {}
    assignee = {ME: by, NOBODY: None}.get(staged.assignee or ME, staged.assignee)

    def do(hand: Hand, row: Row) -> None:
        changes = {} if staged.assignee is None else _to_hand(row, assignee)
        if staged.wait is not None:
            changes |= _to_wait(hand, row, staged.wait, staged.until(hand.at))
        elif staged.status is not None:
            changes |= _to_status(hand, row, Status(staged.status))
        if staged.priority is not None:
            changes["priority"] = (row.priority, staged.priority)
        _swap(hand, row, changes)
        _tag(hand, row, staged.on, staged.off)
        if body := uncut(bodies.get(row.id, "")).strip():
            hand.say(row.id, MessageKind.REPLY, body)

    return _each(by, seen, do)


def called(
    hand: Hand, ticket: int, said: str, contact: int | None, client: int | None = None
) -> None:
    """Keeps that somebody called about a ticket that is there already, and what they said.

    Whoever is not its requester becomes one of its callers, once. What they say ends a wait for
    the client, and opens again what was resolved. Of one that was merged it is the ticket in which
    that is read.
    """
    ticket = merging.held(ticket)
    if body := uncut(said).strip():
        hand.say(ticket, MessageKind.REQUEST, body, contact=contact)
        row = rows_by_id([ticket])[ticket]
        waits = row.status == Status.WAITING and row.wait_reason == Wait.CLIENT
        if waits or row.status == Status.RESOLVED:
            move(hand, row, Status.OPEN)
    if contact is not None and not has_called(ticket, contact):
        hand.call(ticket, contact, client)


def add_note(by: int, seen: Sequence[Row], body: str) -> Done:
    """Adds a note that only technicians read."""
    return _say(by, seen, MessageKind.NOTE, body)


def resolve(by: int, seen: Sequence[Row], solution: str) -> Done:
    """Resolves the tickets with a solution that the client may read."""

    def do(hand: Hand, row: Row) -> None:
        move(hand, row, Status.RESOLVED)
        if body := uncut(solution).strip():
            hand.say(row.id, MessageKind.SOLUTION, body)

    return _each(by, seen, do)


def label(by: int, seen: Sequence[Row], on: Iterable[str] = (), off: Iterable[str] = ()) -> Done:
    """Puts labels on the tickets and takes others off. Two people's labels never collide."""
    on, off = tuple(map(line, on)), tuple(map(line, off))

    return _each(by, seen, lambda hand, row: _tag(hand, row, on, off))


def edit(by: int, row: Row, wanted: Mapping[str, Value]) -> Done:
    """Changes what the ticket is about: subject, category, kind, client, requester, asset."""
    seen: dict[str, Value] = {
        "subject": row.subject,
        "category": row.category,
        "kind": row.kind,
        "client": row.client_id,
        "requester": row.requester_id,
        "asset": row.asset_id,
    }
    changes = {
        name: (seen[name], line(value) if isinstance(value, str) else value)
        for name, value in wanted.items()
    }
    return _each(by, [row], lambda hand, row: _swap(hand, row, changes))


def put_away(by: int, seen: Sequence[Row], *, away: bool = True) -> Done:
    """Takes the tickets out of every list, or back in. Their numbers are never given again."""
    return _each(by, seen, lambda hand, row: _swap(hand, row, {"deleted": (row.deleted, away)}))


def _say(by: int, seen: Sequence[Row], kind: MessageKind, body: str) -> Done:
    text = uncut(body).strip()
    return _each(by, seen, lambda hand, row: hand.say(row.id, kind, text))


def move(hand: Hand, row: Row, status: Status) -> None:
    """Moves a ticket to a status, as a part of what this hand does."""
    _swap(hand, row, _to_status(hand, row, status))


def _tag(hand: Hand, row: Row, on: Iterable[str], off: Iterable[str]) -> None:
    for tag in on:
        hand.tag(row.id, tag, on=True)
    for tag in off:
        hand.tag(row.id, tag, on=False)


def _to_hand(row: Row, assignee: int | None) -> Changes:
    """The changes that a move to these hands brings: a new ticket that somebody takes is open."""
    changes: Changes = {"assignee": (row.assignee_id, assignee)}
    if assignee is not None and row.status == Status.NEW:
        changes["status"] = (row.status, Status.OPEN)
    return changes


def _to_wait(hand: Hand, row: Row, reason: int, until: datetime | None) -> Changes:
    """The changes that letting it wait brings."""
    return {
        **_to_status(hand, row, Status.WAITING),
        "wait_reason": (row.wait_reason, reason),
        "wait_until": (as_stored(row.wait_until), as_stored(until)),
    }


def _to_status(hand: Hand, row: Row, status: Status) -> Changes:
    """The changes that a move to this status brings: its own, and the dates and reasons it ends."""
    at = clock.to_micros(hand.at)
    resolved = row.status >= Status.RESOLVED
    resolves = status >= Status.RESOLVED
    changes: Changes = {"status": (row.status, status)}
    if resolves != resolved:
        changes["resolved_at"] = (as_stored(row.resolved_at), at if resolves else None)
    if (status == Status.CLOSED) != (row.status == Status.CLOSED):
        changes["closed_at"] = (
            as_stored(row.closed_at),
            at if status == Status.CLOSED else None,
        )
    if row.status == Status.WAITING and status != Status.WAITING:
        changes["wait_reason"] = (row.wait_reason, None)
        changes["wait_until"] = (as_stored(row.wait_until), None)
    return changes


def _swap(hand: Hand, row: Row, changes: Mapping[str, tuple[Value, Value]]) -> None:
    """Makes the changes. What has waited only for a ticket that is done with them goes on."""
    moved = hand.swap(Entity.TICKET, row.id, changes)
    before, after = changes.get("status", (row.status, row.status))
    if "status" in moved and int(before or 0) < Status.RESOLVED <= int(after or 0):
        for waiting in linking.freed(row.id):
            words = _("What it waited for is done: {number}.")
            hand.say(waiting.id, MessageKind.NOTE, words.format(number=row.id))
            if waiting.wait_reason == Wait.OTHER:
                move(hand, waiting, Status.OPEN)


def _each(by: int | None, seen: Sequence[Row], do: Do) -> Done:
    batch = new_batch()
    events: list[int] = []
    conflicts: list[Conflict] = []
    things = [row.id for row in seen]
    also: set[int] = set()
    for start in range(0, len(seen), CHUNK):
        some = seen[start : start + CHUNK]
        with change(by, batch) as hand:
            gone = merging.gone([row.id for row in some])
            conflicts += gone.values()
            for row in some:
                try:
                    if row.id not in gone:
                        do(hand, row)
                except Conflict as conflict:
                    conflicts.append(conflict)
            events += hand.events
            also |= hand.tickets.keys()
    return replace(outcome(batch, events, things, conflicts), also=frozenset(also - {*things}))
