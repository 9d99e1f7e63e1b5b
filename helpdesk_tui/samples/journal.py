"""Tickets told step by step: the columns follow from what happened, so the two cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from random import Random
from typing import TYPE_CHECKING, Any

from helpdesk_tui.clock import NEVER
from helpdesk_tui.collation import AFTER_ALL
from helpdesk_tui.models.bulk import insert, next_id
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.search import index_tickets
from helpdesk_tui.models.tickets import (
    Attachment,
    Message,
    MessageKind,
    Status,
    Ticket,
    TicketCaller,
    TicketTag,
    shelf_of,
)
from helpdesk_tui.samples.happened import Happened, stored
from helpdesk_tui.storage.attached import Kept
from helpdesk_tui.storage.orm import tuples

if TYPE_CHECKING:
    from peewee import Field

    from helpdesk_tui.storage.orm import Record

_DEFAULTS: dict[str, Any] = {
    "kind": 1,
    "status": Status.NEW,
    "wait_reason": None,
    "wait_until": None,
    "priority": 3,
    "subject": "",
    "category": "",
    "client": None,
    "requester": None,
    "asset": None,
    "team": None,
    "assignee": None,
    "agreed_at": None,
    "resolved_at": None,
    "closed_at": None,
    "deleted": False,
    "source": "",
    "unread_since": None,
}


_FOLLOWS = ("created_at", "changed_at", "due_at", "promised", "missed", "shelf", "client_key", "id")
_MESSAGE = ("id", "ticket", "kind", "technician", "contact", "at", "body", "sent_at", "withdrawn")
_ATTACHMENT = ("ticket", "message", "name", "media_type", "size", "sha256", "created_at")


@dataclass(slots=True)
class Said:
    """A message; it gets its number when the journal is written."""

    at: datetime
    kind: MessageKind
    body: str
    technician: int | None
    contact: int | None
    sent_at: datetime | None
    files: list[Kept] = field(default_factory=list)
    id: int = 0


@dataclass(slots=True)
class Called:
    """Somebody besides the requester has called; all of it by number."""

    at: datetime
    contact: int
    client: int


@dataclass(slots=True)
class Case:
    """A ticket, with its columns as they stand after the last step told so far."""

    random: Random
    created_at: datetime
    columns: dict[str, Any]
    tags: list[str] = field(default_factory=list)
    messages: list[Said] = field(default_factory=list)
    callers: list[Called] = field(default_factory=list)
    events: list[Happened] = field(default_factory=list)
    id: int = 0
    _opening: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.columns = _DEFAULTS | self.columns
        self._opening = self.batch()
        self._happened(self.created_at, None, self._opening, "created", None, True)

    def batch(self) -> int:
        """The number that joins the events of one action."""
        return self.random.getrandbits(62)

    def say(
        self,
        at: datetime,
        kind: MessageKind,
        body: str,
        *,
        technician: int | None = None,
        contact: int | None = None,
        sent_at: datetime | None = None,
        **changes: Any,
    ) -> Said:
        """Adds a message and changes columns by one action; the first message opens the ticket."""
        said = Said(at, kind, body, technician, contact, sent_at)
        batch = self.batch() if self.messages else self._opening
        self.messages.append(said)
        self._happened(at, technician, batch, "message", None, said)
        self._change(at, technician, batch, changes)
        return said

    def change(self, at: datetime, technician: int | None, **changes: Any) -> None:
        """Changes columns by one action; what stays as it is leaves no event."""
        self._change(at, technician, self.batch(), changes)

    def tag(self, at: datetime, technician: int | None, tag: str) -> None:
        """Adds a tag, unless it is there already."""
        if tag not in self.tags:
            self.tags.append(tag)
            self._happened(at, technician, self.batch(), "tag", None, tag)

    def call(self, at: datetime, technician: int, contact: int, client: int, text: str) -> None:
        """One more of the same: somebody else calls and says so."""
        self.say(at, MessageKind.REQUEST, text, contact=contact)
        self.callers.append(Called(at, contact, client))
        self._happened(at, technician, self.batch(), "caller", None, contact)

    def _change(
        self, at: datetime, technician: int | None, batch: int, changes: dict[str, Any]
    ) -> None:
        if "status" in changes:
            changes = changes | self._consequences(at, changes)
        for name, after in changes.items():
            before = self.columns[name]
            if before != after:
                self.columns[name] = after
                self._happened(at, technician, batch, name, before, after)

    def _consequences(self, at: datetime, changes: dict[str, Any]) -> dict[str, Any]:
        """The dates and reasons that a new status brings or ends."""
        before, after = self.columns["status"], changes["status"]
        ended = {"wait_reason": None, "wait_until": None} if before == Status.WAITING else {}
        done = after >= Status.RESOLVED
        resolved_at = self.columns["resolved_at"] or at if done else None
        closed_at = at if after == Status.CLOSED else None
        return {"resolved_at": resolved_at, "closed_at": closed_at} | ended

    def _happened(
        self, at: datetime, technician: int | None, batch: int, name: str, before: Any, after: Any
    ) -> None:
        event = Happened(at, technician, Entity.TICKET, self, name, before, after, batch)
        self.events.append(event)


def write(cases: Sequence[Case], first_number: int) -> None:
    """Writes the tickets with all that belongs to them, numbered from `first_number` by age.

    What happened to them is left to `happened.write`, and their clocks to `clocks.keep` behind it.
    The caller holds the transaction.
    """
    cases = sorted(cases, key=attrgetter("created_at"))
    for number, case in enumerate(cases, first_number):
        case.id = number
    keys = dict(tuples(Client.select(Client.id, Client.sort_key)))
    names = (*_DEFAULTS, *_FOLLOWS)
    insert(Ticket, _fields(Ticket, names), (_ticket_row(case, keys) for case in cases))
    insert(
        TicketTag,
        (TicketTag.ticket, TicketTag.tag),
        ((case.id, tag) for case in cases for tag in case.tags),
    )
    insert(
        TicketCaller,
        _fields(TicketCaller, ("ticket", "contact", "client", "at", "withdrawn")),
        (
            (case.id, caller.contact, caller.client, stored(caller.at), False)
            for case in cases
            for caller in case.callers
        ),
    )
    _write_messages(cases)
    index_tickets(case.id for case in cases)


def _ticket_row(case: Case, keys: dict[int, str]) -> list[Any]:
    columns = case.columns
    shelf = shelf_of(columns["status"], away=columns["deleted"])
    changed_at = max(event.at for event in case.events)
    key = keys.get(columns["client"], AFTER_ALL)
    follows = (case.created_at, changed_at, NEVER, 0, 0, shelf, key, case.id)
    return [*map(stored, (*columns.values(), *follows))]


def _write_messages(cases: Iterable[Case]) -> None:
    spoken = [(said, case) for case in cases for said in case.messages]
    spoken.sort(key=lambda pair: pair[0].at)
    rows, files = [], []
    for number, (said, case) in enumerate(spoken, next_id(Message)):
        said.id = number
        sent_at = stored(said.sent_at)
        who = (said.technician, said.contact)
        rows.append((number, case.id, said.kind, *who, stored(said.at), said.body, sent_at, False))
        files += [
            (case.id, number, kept.name, kept.media_type, kept.size, kept.sha256, stored(said.at))
            for kept in said.files
        ]
    insert(Message, _fields(Message, _MESSAGE), rows)
    insert(Attachment, _fields(Attachment, _ATTACHMENT), files)


def _fields(model: type[Record], names: Iterable[str]) -> list[Field]:
    return [getattr(model, name) for name in names]
