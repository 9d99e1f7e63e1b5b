"""What a ticket's clocks say, written beside it whenever its history grows.

The clocks themselves are worked out from events and messages (`sla`), each time anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any

from peewee import SQL

from helpdesk_tui.calendars import CalendarError
from helpdesk_tui.clock import NEVER, to_micros
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.models.tickets import Message, MessageKind, Shelf, Status, Ticket, Wait, shelf_of
from helpdesk_tui.sla.clocks import Clock, Life, Move, Said, clocks_of, standing
from helpdesk_tui.sla.document import rules_of
from helpdesk_tui.sla.rules import Policy, Rules
from helpdesk_tui.storage.orm import database, tuples

AGREED_WARNS = timedelta(hours=1)
"""Of open time, how long before an instant that was agreed on its ticket warns."""

_FACTS = (
    *(Ticket.id, Ticket.status, Ticket.wait_reason),
    *(Ticket.created_at, Ticket.resolved_at, Ticket.closed_at),
    *(Ticket.client, Ticket.category, Ticket.priority),
    *(Ticket.deleted, Ticket.merged_into, Ticket.agreed_at, Ticket.rules),
)
_KEEP = """
    UPDATE ticket SET due_at = ?, warn_at = ?, owed = ?, promised = ?, missed = ?, rules_id = ?
    WHERE id = ?
"""
_MATCHED = ("client", "category", "priority")
_READ = ("status", "wait_reason", *_MATCHED)


@dataclass(frozen=True, slots=True)
class Facts:
    """A ticket's columns that its clocks follow from, as they are now."""

    id: int
    status: int
    wait_reason: int | None
    created_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    client: int | None
    category: str
    priority: int
    deleted: bool
    merged_into: int | None
    agreed_at: datetime | None
    rules: int | None

    @property
    def shelf(self) -> Shelf:
        """The list in which it lies."""
        return shelf_of(self.status, away=self.deleted or self.merged_into is not None)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that moves a clock or chooses a policy."""

    at: datetime
    field: str
    before: Any
    after: Any
    batch: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside a ticket: columns of its row."""

    due_at: datetime
    warn_at: datetime | None
    owed: int | None
    promised: int
    missed: int
    rules: int | None


Promised = tuple[Policy | None, list[Clock]]
"""The policy of a ticket, and its clocks."""

NONE: Promised = (None, [])


def follow(tickets: Collection[int], *, hold: bool = False) -> dict[int, tuple[Facts, Kept]]:
    """What the columns of these tickets must be, from what happened to them; all in one read.

    With `hold` their rows stay as they were read until the transaction ends.
    """
    return {
        one.id: (one, _kept(one, promised, version))
        for one, promised, version in _worked_out(tickets, hold=hold)
    }


def of_each(tickets: Collection[int]) -> dict[int, list[Clock]]:
    """The clocks of these tickets, under the rules that hold for each; all in one read."""
    return {one.id: clocks for one, (_policy, clocks), _version in _worked_out(tickets)}


def follow_under(tried: Rules, tickets: Collection[int]) -> dict[int, Kept]:
    """What the columns of these tickets would be under rules that are not saved."""
    stories = _stories(tickets)
    return {
        one.id: _kept(one, _promised(tried, one, *stories[one.id]), None) for one in _facts(tickets)
    }


def keep(tickets: Collection[int]) -> None:
    """Brings the columns of these tickets up to date, in the transaction of the caller."""
    update = _KEEP.replace("?", database.param)
    for id_, (_facts, kept) in follow(tickets, hold=True).items():
        warns = to_micros(kept.warn_at) if kept.warn_at else None
        bits = (kept.owed, kept.promised, kept.missed)
        database.execute_sql(update, (to_micros(kept.due_at), warns, *bits, kept.rules, id_))


def clocks(ticket: int) -> list[Clock]:
    """The clocks of a ticket, under the rules that hold for it."""
    return of_each([ticket])[ticket]


def newest() -> int | None:
    """The version of the rules that holds; None while nothing was ever promised."""
    found = tuples(SlaRules.select(SlaRules.id).order_by(SlaRules.id.desc()).limit(1))
    return found[0][0] if found else None


def rules(version: int) -> Rules:
    """A version of the rules."""
    as_text = SQL('"document" AS "text"')
    ((document,),) = tuples(SlaRules.select(as_text).where(SlaRules.id == version))
    return _rules_of(document)


@lru_cache(8)
def _rules_of(document: str) -> Rules:
    """By its text: a number may mean other rules in another database, or after a rollback."""
    return rules_of(json.loads(document))


def _worked_out(
    tickets: Collection[int], *, hold: bool = False
) -> Iterator[tuple[Facts, Promised, int | None]]:
    """Each ticket with what is promised for it, and the version of the rules that it follows."""
    if not tickets:
        return
    versions = _versions()
    facts = _facts(tickets, hold=hold)
    holds = {one.id: _version_of(one, versions) for one in facts}
    known = {version: rules(version) for version in set(holds.values()) if version is not None}
    stories = _stories([id_ for id_, version in holds.items() if version in known])
    for one in facts:
        version = holds[one.id]
        promised = _promised(known[version], one, *stories[one.id]) if version in known else NONE
        yield one, promised, version


def _promised(
    rules: Rules, facts: Facts, happened: Sequence[Happened], said: Sequence[Said]
) -> Promised:
    """The policy of a ticket and its clocks; none where it has been put away."""
    policy = rules.policy_for(*_chosen_by(facts, happened))
    if policy is None or facts.shelf == Shelf.AWAY:
        return NONE
    return policy, clocks_of(Life(_moves(facts, happened), said), policy)


def _versions() -> list[tuple[int, datetime]]:
    """Every version of the rules and since when it holds, the newest last."""
    return tuples(SlaRules.select(SlaRules.id, SlaRules.at).order_by(SlaRules.id))


def _version_of(facts: Facts, versions: Sequence[tuple[int, datetime]]) -> int | None:
    """The newest; for a closed ticket the one under which it was closed.

    What was closed before there were any rules stays under those that it came in with, if any.
    """
    if facts.status != Status.CLOSED:
        return versions[-1][0] if versions else None
    then = [version for version, at in versions if facts.closed_at and at < facts.closed_at]
    return then[-1] if then else facts.rules


def _kept(facts: Facts, promised: Promised, version: int | None) -> Kept:
    policy, clocks = promised
    stands = standing(clocks)
    due, warns, owed = stands.due or NEVER, stands.warns, stands.owed
    if facts.agreed_at and facts.agreed_at < due:
        due, warns, owed = facts.agreed_at, _before(facts.agreed_at, policy), None
    if facts.shelf != Shelf.LIVE:
        due, warns, owed = NEVER, None, None
    return Kept(due, warns, owed, stands.promised, stands.missed, version)


def _before(agreed: datetime, policy: Policy | None) -> datetime:
    """When an instant that was agreed warns: not at night, where a calendar knows what that is."""
    if policy:
        with suppress(CalendarError):
            return policy.hours.calendar.backwards(agreed, AGREED_WARNS.seconds)
    return agreed - AGREED_WARNS


def _facts(tickets: Collection[int], *, hold: bool = False) -> list[Facts]:
    wanted = Ticket.select(*_FACTS).where(Ticket.id.in_(list(tickets))).order_by(Ticket.id)
    return [Facts(*row) for row in tuples(database.held(wanted) if hold else wanted)]


def _stories(tickets: Collection[int]) -> Mapping[int, tuple[list[Happened], list[Said]]]:
    """What happened to each ticket and what was said, in order of time."""
    stories: dict[int, tuple[list[Happened], list[Said]]] = {id_: ([], []) for id_ in tickets}
    events = (
        Event.select(Event.entity_id, Event.at, Event.field, Event.before, Event.after, Event.batch)
        .where(
            Event.entity == Entity.TICKET,
            Event.entity_id.in_(list(tickets)),
            Event.field.in_(_READ),
        )
        .order_by(Event.at, Event.id)
    )
    messages = (
        Message.select(Message.ticket, Message.at, Message.kind, Message.technician)
        .where(
            Message.ticket.in_(list(tickets)),
            Message.kind != MessageKind.NOTE,
            ~Message.withdrawn,
        )
        .order_by(Message.at, Message.id)
    )
    for ticket, *event in tuples(events):
        stories[ticket][0].append(Happened(*event))
    for ticket, at, kind, technician in tuples(messages):
        if kind == MessageKind.REQUEST:
            stories[ticket][1].append(Said(at, ours=False))
        elif technician is not None:  # else the desk has answered by itself
            stories[ticket][1].append(Said(at, ours=True))
    return stories


def _chosen_by(facts: Facts, happened: Sequence[Happened]) -> tuple[int | None, str, int]:
    """Client, category and priority; those of a closed ticket are what they were when it closed."""
    now: dict[str, Any] = {name: getattr(facts, name) for name in _MATCHED}
    if facts.status == Status.CLOSED:
        closing = next((event for event in reversed(happened) if event.field == "status"), None)
        for event in reversed(happened):
            if closing and (event.at, event.batch) == (closing.at, closing.batch):
                break
            if event.field in _MATCHED:
                now[event.field] = event.before
    return now["client"], now["category"], now["priority"]


def _moves(facts: Facts, happened: Sequence[Happened]) -> list[Move]:
    """From when on the ticket was worked on, waited, or was resolved.

    What was imported without its history is known by its columns alone.
    """
    told = [event for event in happened if event.field in ("status", "wait_reason")]
    status, reason = _at_first(told, facts)
    moves = [_move(facts.created_at, status, reason)]
    for at, events in groupby(told, key=lambda event: event.at):
        for event in events:
            if event.field == "status":
                status = event.after
            else:
                reason = event.after
        if at <= facts.created_at:  # it was made so
            moves.clear()
        moves.append(_move(max(at, facts.created_at), status, reason))
    if not told and facts.resolved_at and facts.resolved_at > facts.created_at:
        moves = [Move(facts.created_at), Move(facts.resolved_at, resolved=True)]
    return moves


def _at_first(told: Sequence[Happened], facts: Facts) -> tuple[int, int | None]:
    before = {event.field: event.before for event in reversed(told)}
    return before.get("status", facts.status), before.get("wait_reason", facts.wait_reason)


def _move(at: datetime, status: int, reason: int | None) -> Move:
    if status >= Status.RESOLVED:
        return Move(at, resolved=True)
    return Move(at, waits_for=reason or Wait.OTHER) if status == Status.WAITING else Move(at)
