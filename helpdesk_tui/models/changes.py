"""The one way anything changes: compare, swap, and an event, in one transaction.

A change names the value that the technician saw. If somebody else has changed that field since,
nothing is written and a `Conflict` says who and when. Because every change leaves an event with
before and after, taking an action back is the same walk in the other direction.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any

from peewee import fn

from helpdesk_tui import clock
from helpdesk_tui.collation import AFTER_ALL
from helpdesk_tui.models import search, unread
from helpdesk_tui.models.allowed import Refused as Refused  # as a change may end
from helpdesk_tui.models.allowed import refuse_guests
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.tickets import Message, Ticket, TicketCaller, TicketTag
from helpdesk_tui.storage.orm import InstantField, Numbered, database, tuples

Value = str | int | bool | None
"""A field's value as an event keeps it: instants as microseconds, people and things as ids."""

_TABLES = {
    Entity.TICKET: "tickets.Ticket",
    Entity.CLIENT: "people.Client",
    Entity.CONTACT: "people.Contact",
    Entity.EMPLOYMENT: "people.Employment",
    Entity.ASSET: "people.Asset",
    Entity.TECHNICIAN: "people.Technician",
    Entity.TEAM: "people.Team",
    Entity.VIEW: "views.SavedView",
    Entity.ENTRY: "worktime.Entry",
    Entity.PROJECT: "worktime.Project",
    Entity.ACTIVITY: "worktime.Activity",
    Entity.CONVERSATION: "conversations.Conversation",
    Entity.PERSON: "conversations.Person",
    Entity.FACT: "conversations.Fact",
    Entity.EVIDENCE: "conversations.Evidence",
    Entity.WARNED: "conversations.Warned",
    Entity.OPTION: "conversations.Option",
    Entity.STATEMENT: "conversations.Statement",
    Entity.NEXT_STEP: "conversations.NextStep",
    Entity.JUMP: "conversations.Jump",
    Entity.SETTING: "people.DeskSetting",
    Entity.HANDOVER: "handovers.Handover",
    Entity.APPROVAL: "approvals.Approval",
    Entity.MACRO: "macros.Macro",
    Entity.TERMS: "billing.Terms",
    Entity.RATE: "billing.Rate",
    Entity.BOUGHT: "billing.Bought",
    Entity.SHEET: "billing.Sheet",
    Entity.QUERY: "billing.Query",
}
"""Where the table of an entity is. An area is imported when something in it changes: the start
does not wait for those that it does not show.
"""

PROSE = {
    *("subject", "title", "description", "notes", "email", "phone", "name", "sort_key", "role"),
    *("serial", "host", "text", "reason", "words", "who", "authorises", "missing", "ready"),
    *("answer", "headline", "one_option", "no_promise", "picture", "tried", "saw", "reaction"),
    *("if_nothing", "protection", "tell", "rehearsed", "summary", "acknowledged_by"),
    *("text_es", "text_en", "changes", "paragraph", "to", "cc", "note"),
}
"""Fields whose text an event points at, so that it can be erased while the event stays."""

_SEARCHED = {"subject", "client", "requester", "tag", "caller", "message", "deleted", "merged"}

_CLIENT_KEY = fn.COALESCE(
    Client.select(Client.sort_key).where(Client.id == Ticket.client), AFTER_ALL
)
"""A ticket's `client_key`, worked out by the database from the client that the ticket has."""


class Conflict(Exception):
    """Somebody else changed the field first. Nothing was written."""

    def __init__(self, entity: int, entity_id: int, name: str, seen: Value, found: Value) -> None:
        super().__init__(f"{name} of {entity}:{entity_id} is {found!r}, not {seen!r}")
        self.entity, self.entity_id, self.field = entity, entity_id, name
        self.seen, self.found = seen, found
        last = (
            Event.select(Event.at, Event.technician)
            .where(Event.entity == entity, Event.entity_id == entity_id, Event.field == name)
            .order_by(Event.id.desc())
            .limit(1)
        )
        at, by = next(iter(tuples(last)), (None, None))
        who = Technician.get_or_none(Technician.id == by) if by else None
        self.at: datetime | None = at
        self.who: str = who.name if who else ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did: enough to say it in a line and to take it back."""

    batch: int
    events: tuple[int, int]
    """First and last event; between them lie the batch's events, and perhaps others'."""
    things: tuple[int, ...]
    """The tickets, or whatever else the action was about."""
    conflicts: tuple[Conflict, ...] = ()
    also: frozenset[int] = frozenset()
    """Other tickets that have changed with them: what waited for them, or is linked with them."""
    is_rest: bool = False
    """Whether only these things of it are left to be taken back."""

    @property
    def changed(self) -> bool:
        """Whether anything came of it."""
        return self.events != NOTHING


NOTHING = (0, 0)


@dataclass(slots=True)
class Hand:
    """A technician's hand within one transaction: everything it changes leaves an event."""

    by: int | None
    batch: int
    undoes: int | None = None
    at: datetime = field(default_factory=lambda: clock.now())
    events: list[int] = field(default_factory=list)
    tickets: dict[int, bool] = field(default_factory=dict)
    """Those that it has changed, and whether a search would miss that."""
    _renamed: set[int] = field(default_factory=set)
    _entries: dict[int, list[tuple[str, Value]]] = field(default_factory=dict)
    """Time that it has changed, and what some of it was before."""
    _rezoned: set[int] = field(default_factory=set)
    """Clients that have another calendar."""
    _sheets: set[int] = field(default_factory=set)
    _made: set[int] = field(default_factory=set)
    """The tickets that it has opened: what a client said to begin with is no answer."""

    def swap(
        self, entity: int, entity_id: int, changes: Mapping[str, tuple[Value, Value]]
    ) -> list[str]:
        """Sets fields from what was seen to what is wanted, all of them or none.

        Returns the names of the fields that changed; those that already are as wanted are left.

        Raises:
            Conflict: a field holds neither what was seen nor what is wanted.
        """
        if not changes:
            return []
        table = table_of(entity)
        columns = {name: table._meta.fields[name] for name in changes}
        (current,) = tuples(
            database.held(table.select(*columns.values()).where(table.id == entity_id))
        )
        new: dict[str, tuple[Value, Value]] = {}
        for (name, (seen, wanted)), found in zip(changes.items(), current, strict=True):
            if _same(found := as_stored(found), wanted):
                continue
            if not _same(found, seen):
                raise Conflict(entity, entity_id, name, seen, found)
            new[name] = (found, wanted)
        if new:
            values = {columns[name]: as_column(columns[name], to) for name, (_, to) in new.items()}
            table.update(values).where(table.id == entity_id).execute()
            for name, (found, wanted) in new.items():
                self.note(entity, entity_id, name, found, wanted)
            if entity == Entity.TICKET and "assignee" in new:
                unread.came(entity_id, self.at, self.by)
        return list(new)

    def tag(self, ticket_id: int, tag: str, *, on: bool) -> None:
        """Puts a label on a ticket or takes it off; a label that is so already is left."""
        self._hold(ticket_id)
        if on:
            added = TicketTag.insert(ticket=ticket_id, tag=tag).on_conflict_ignore()
            changed = database.execute(added).rowcount == 1
        else:
            gone = TicketTag.delete().where(TicketTag.ticket == ticket_id, TicketTag.tag == tag)
            changed = bool(gone.execute())
        if changed:
            before, after = (None, tag) if on else (tag, None)
            self.note(Entity.TICKET, ticket_id, "tag", before, after)

    def call(self, ticket_id: int, contact: int, client: int | None) -> bool:
        """Adds a caller, with where they work; False when they had called already."""
        caller = (TicketCaller.ticket == ticket_id) & (TicketCaller.contact == contact)
        self._hold(ticket_id)
        if TicketCaller.select().where(caller, ~TicketCaller.withdrawn).exists():
            return False
        TicketCaller.delete().where(caller).execute()  # one that was taken back calls anew
        TicketCaller.create(ticket=ticket_id, contact=contact, client=client, at=self.at)
        self.note(Entity.TICKET, ticket_id, "caller", None, contact)
        return True

    def say(self, ticket_id: int, kind: int, body: str, *, contact: int | None = None) -> int:
        """Adds a message to a ticket's thread and returns its id. Without a contact it is ours."""
        by = None if contact else self.by
        message = Message.create(
            ticket=ticket_id, kind=kind, technician=by, contact=contact, at=self.at, body=body
        )
        self.note(Entity.TICKET, ticket_id, "message", None, message.id)
        if contact and ticket_id not in self._made:
            unread.came(ticket_id, self.at, self.by)
        return int(message.id)

    def _hold(self, ticket_id: int) -> None:
        """Before what hangs on a ticket: two who change both would wait for each other."""
        tuples(database.held(Ticket.select(Ticket.id).where(Ticket.id == ticket_id)))

    def created(self, entity: int, entity_id: int) -> None:
        """Notes that this hand has just made the thing."""
        if entity == Entity.TICKET:
            self._made.add(entity_id)
        self.note(entity, entity_id, "created", None, True)

    def note(self, entity: int, entity_id: int, name: str, before: Value, after: Value) -> None:
        """Writes the event of a change that the caller has made."""
        event = Event.create(
            at=self.at,
            technician=self.by,
            entity=entity,
            entity_id=entity_id,
            field=name,
            before=_prose_or_value(name, before),
            after=_prose_or_value(name, after),
            batch=self.batch,
            undoes=self.undoes,
        )
        self.events.append(event.id)
        if entity == Entity.TICKET:
            known = self.tickets.get(entity_id, False)
            self.tickets[entity_id] = known or name in _SEARCHED or name == "created"
        elif entity == Entity.CLIENT and name == "sort_key":
            self._renamed.add(entity_id)
        elif entity == Entity.CLIENT and name == "zone":
            self._rezoned.add(entity_id)
        elif entity == Entity.ENTRY:
            self._entries.setdefault(entity_id, []).append((name, before))
        elif entity == Entity.SHEET:
            self._sheets.add(entity_id)

    def done(self, *things: int) -> Done:
        """What this hand has done to these things."""
        return outcome(self.batch, self.events, things)

    def settle(self) -> None:
        """Brings up to date what follows: shelves, clocks, days, clients' keys and search rows."""
        if self.tickets:
            from helpdesk_tui.models import clocks  # late: most commands change no ticket

            for ticket_id, (facts, kept) in clocks.follow(self.tickets, hold=True).items():
                follows = {"shelf": facts.shelf, "client_key": _CLIENT_KEY, "changed_at": self.at}
                Ticket.update(follows | asdict(kept)).where(Ticket.id == ticket_id).execute()
        if self._entries or self._rezoned:
            from helpdesk_tui.models import days, locked  # late, likewise

            locked.refuse(self._entries)
            days.follow(self._entries)
            for client_id in self._rezoned:
                days.rezone(client_id)
        if self._sheets:
            from helpdesk_tui.models import told  # late, likewise

            told.refuse(self._sheets, undone=self.undoes is not None)
        for client_id in self._renamed:
            Ticket.update(client_key=_CLIENT_KEY).where(Ticket.client == client_id).execute()
        search.index_tickets(ticket for ticket, stale in self.tickets.items() if stale)


def outcome(
    batch: int,
    events: Sequence[int],
    things: Iterable[int],
    conflicts: Sequence[Conflict] = (),
) -> Done:
    """What a batch did; things that met a conflict were left alone."""
    span = (events[0], events[-1]) if events else NOTHING
    left = {conflict.entity_id for conflict in conflicts}
    return Done(batch, span, tuple(t for t in things if t not in left), tuple(conflicts))


whole: ContextVar[int | None] = ContextVar("whole", default=None)
"""The batch of which an action is a part, in `parts.part_of`."""


def new_batch() -> int:
    """A number that joins the events of one action; within `parts.part_of` that of the whole."""
    return whole.get() or secrets.randbits(62)


@contextmanager
def change(by: int | None, batch: int | None = None, undoes: int | None = None) -> Iterator[Hand]:
    """One transaction in which things change; an exception takes all of it back.

    Raises StorageProblem for who may not change anything.
    """
    with database.atomic():
        refuse_guests(by)
        hand = Hand(by, batch or new_batch(), undoes)
        yield hand
        hand.settle()


def table_of(entity: int) -> type[Numbered]:
    """The table in which things of this kind are kept."""
    module, name = _TABLES[entity].split(".")
    table: type[Numbered] = getattr(import_module(f"helpdesk_tui.models.{module}"), name)
    return table


def as_stored(value: Any) -> Value:
    """A column's value as an event keeps it."""
    if isinstance(value, datetime):
        return clock.to_micros(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return value  # type: ignore[no-any-return]


def as_column(column: Any, value: Value) -> Any:
    """The stored value as the column wants it."""
    if isinstance(column, InstantField) and isinstance(value, int):
        return clock.from_micros(value)
    return value


def text_of(value: Any) -> Any:
    """An event's value with the prose that it points at read in. None when that was erased."""
    if isinstance(value, dict):
        prose = Prose.get_or_none(Prose.id == value["prose"])
        return prose.text if prose else None
    return value


def _same(one: Value, other: Value) -> bool:
    return one == other and (one is None) == (other is None)


def _prose_or_value(name: str, value: Value) -> Any:
    if name in PROSE and isinstance(value, str) and value:
        return {"prose": Prose.create(text=value).id}
    return value
