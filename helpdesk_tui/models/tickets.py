"""Tickets, their threads, and what is attached to them."""

from __future__ import annotations

from enum import IntEnum

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    ForeignKeyField,
    SmallIntegerField,
    TextField,
)

from helpdesk_tui.clock import NEVER
from helpdesk_tui.collation import AFTER_ALL
from helpdesk_tui.models.people import Asset, Client, Contact, Team, Technician
from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.storage.orm import InstantField, JSONField, Numbered, Record


class Kind(IntEnum):
    """Something broke, or somebody wants something new."""

    INCIDENT = 1
    REQUEST = 2


class Status(IntEnum):
    """Where a ticket stands, in the order in which it usually travels."""

    NEW = 1
    OPEN = 2
    WAITING = 3
    RESOLVED = 4
    CLOSED = 5


class Wait(IntEnum):
    """Whom a waiting ticket waits for."""

    CLIENT = 1
    SUPPLIER = 2
    OTHER = 3


class Shelf(IntEnum):
    """Which list a ticket lies in: worked on, done, or put away (deleted or merged).

    Every queue names exactly one, so that a page is a walk along an index that begins with it.
    """

    DONE = 0
    LIVE = 1
    AWAY = 2


class MessageKind(IntEnum):
    """What a message is. All but notes may be seen by the client."""

    REQUEST = 1
    REPLY = 2
    NOTE = 3
    SOLUTION = 4


PRIORITIES = (1, 2, 3, 4)
"""Most urgent first; shown as P1 to P4."""


def shelf_of(status: int, *, away: bool) -> Shelf:
    """The list in which a ticket with this status lies."""
    if away:
        return Shelf.AWAY
    return Shelf.LIVE if status < Status.RESOLVED else Shelf.DONE


_ORDERS = (
    (),
    ("due_at",),
    ("priority", "due_at"),
    ("changed_at",),
    ("created_at",),
    ("client_key", "due_at"),
)
"""What a shelf is sorted by, before the ticket's number ends ties: each has an index."""

_PICKED_BY = ("assignee", "team", "status", "warn_at")
"""What these indexes carry as well: a view that passes over most of a shelf reads no ticket for it.

On a million tickets of which 30,000 are live, finding nothing takes 1 ms instead of 20.
"""


class Ticket(Numbered):
    """An incident or a request. Its `id` is its number: never deleted, so never given twice."""

    kind = SmallIntegerField(default=Kind.INCIDENT)
    status = SmallIntegerField(default=Status.NEW)
    wait_reason = SmallIntegerField(null=True)
    wait_until = InstantField(null=True)
    priority = SmallIntegerField(default=3)
    subject = TextField()
    category = CharField(default="")
    client = ForeignKeyField(Client, null=True, index=False)
    client_key = CharField(default=AFTER_ALL)
    """The client's sort key, kept with the ticket for an index; `AFTER_ALL` without a client."""
    requester = ForeignKeyField(Contact, null=True)
    asset = ForeignKeyField(Asset, null=True)
    team = ForeignKeyField(Team, null=True, index=False)
    assignee = ForeignKeyField(Technician, null=True, index=False)
    created_at = InstantField()
    changed_at = InstantField()
    due_at = InstantField(default=NEVER)
    """The next instant at which somebody is owed something; NEVER when nothing is promised.

    This, `warn_at`, `owed`, `promised`, `missed` and `rules` follow from the rest: `models.clocks`.
    """
    warn_at = InstantField(null=True)
    """From when on it is nearly due."""
    owed = SmallIntegerField(null=True)
    """The target (`sla.rules.Target`) that is due then; NULL for what was agreed, and for none."""
    agreed_at = InstantField(null=True)
    """By when it was agreed to be done, whatever the policies promise."""
    promised = SmallIntegerField(default=0)
    """The targets that were ever promised, as bits."""
    missed = SmallIntegerField(default=0)
    """Those of them that were met too late; one that is still owed is not among them."""
    rules = ForeignKeyField(SlaRules, null=True, index=False)
    """The version under which it was worked out last; NULL before anything was ever promised."""
    unread_since = InstantField(null=True)
    """Since when something of a client's, or the ticket itself, waits to be looked at by the
    assignee; by anybody where there is none.
    """
    resolved_at = InstantField(null=True)
    closed_at = InstantField(null=True)
    deleted = BooleanField(default=False)
    merged_into = ForeignKeyField("self", null=True, index=False)
    """The ticket in which it is read since it was merged: `models.merges`."""
    shelf = SmallIntegerField(default=Shelf.LIVE)
    source = CharField(default="")
    external = CharField(null=True)
    """The number that another system gave it; unique for its source."""
    extra = JSONField(null=True)
    """Columns of an import that mean nothing to us, kept as they came."""

    class Meta:
        indexes = ((("source", "external"), True),)


for _name, _columns in {
    **{"_".join(("shelf", *one)): ("shelf", *one, "id", *_PICKED_BY) for one in _ORDERS},
    "assignee": ("assignee", "shelf", "due_at", "id"),
    "client": ("client", "shelf", "id"),
}.items():
    Ticket.add_index(
        Ticket.index(*(getattr(Ticket, one) for one in _columns), name=f"ticket_{_name}")
    )

NOT_CLOSED = SQL(f'"status" <> {Status.CLOSED:d}')
"""As the index of those that follow new rules has it, so that it is the one to be read."""

Ticket.add_index(Ticket.index(Ticket.rules, name="ticket_rules").where(NOT_CLOSED))

# Whose wait ends when: the few that wait until an instant are asked for once a minute.
Ticket.add_index(
    Ticket.index(Ticket.wait_until, name="ticket_wait_until").where(SQL('"wait_until" IS NOT NULL'))
)

# What waits to be looked at: few, whatever shelf they lie on.
Ticket.add_index(
    Ticket.index(Ticket.unread_since, name="ticket_unread_since").where(
        SQL('"unread_since" IS NOT NULL')
    )
)

# What may be closed by itself: asked for once a minute.
Ticket.add_index(
    Ticket.index(Ticket.client, Ticket.resolved_at, name="ticket_resolved").where(
        SQL('"status" = 4')
    )
)

# What has gone into a ticket: asked for whenever one is read.
Ticket.add_index(
    Ticket.index(Ticket.merged_into, name="ticket_merged_into").where(
        SQL('"merged_into_id" IS NOT NULL')
    )
)


class TicketTag(Record):
    """A label on a ticket: lower case, no spaces."""

    ticket = ForeignKeyField(Ticket, index=False)
    tag = CharField(max_length=40)

    class Meta:
        primary_key = CompositeKey("ticket", "tag")
        indexes = ((("tag", "ticket"), False),)


class TicketCaller(Record):
    """Somebody besides the requester who has called about a ticket: the same has hit them, too."""

    ticket = ForeignKeyField(Ticket, index=False)
    contact = ForeignKeyField(Contact, index=False)
    client = ForeignKeyField(Client, null=True, index=False)
    """Where they worked when they called."""
    at = InstantField()
    withdrawn = BooleanField(default=False)

    class Meta:
        primary_key = CompositeKey("ticket", "contact")
        indexes = ((("contact", "ticket"), False),)


class Message(Numbered):
    """A part of a ticket's thread. Who wrote it is a technician, a contact, or only a name."""

    ticket = ForeignKeyField(Ticket, index=False)
    kind = SmallIntegerField()
    technician = ForeignKeyField(Technician, null=True, index=False)
    contact = ForeignKeyField(Contact, null=True, index=False)
    at = InstantField()
    body = TextField()
    sent_at = InstantField(null=True)
    """When it left for the client; NULL for what has not been sent."""
    withdrawn = BooleanField(default=False)

    class Meta:
        indexes = ((("ticket", "at", "id"), False),)


ANSWERS = SQL('"technician_id" IS NOT NULL AND "kind" IN (2, 4) AND NOT "withdrawn"')
"""Which messages answer the client: replies and solutions of a technician.

As it stands in the index, or no question finds it: a first answer is looked up for each ticket.
"""

Message.add_index(Message.index(Message.ticket, Message.at, name="message_answers").where(ANSWERS))


class Attachment(Numbered):
    """A file of a message, or evidence of a talk; its bytes lie outside under their SHA-256."""

    ticket = ForeignKeyField(Ticket, null=True)
    """NULL for what is only evidence."""
    message = ForeignKeyField(Message, null=True, index=False)
    name = CharField()
    media_type = CharField(default="application/octet-stream")
    size = BigIntegerField()
    sha256 = CharField(max_length=64)
    created_at = InstantField()
