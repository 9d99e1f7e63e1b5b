"""Rows of several tables that wait to be written together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from helpdesk_tui.intake.entries import State
from helpdesk_tui.models import bulk, search
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.tickets import Message, Ticket, TicketTag

_TICKET = (
    Ticket.id,
    Ticket.source,
    Ticket.external,
    Ticket.created_at,
    Ticket.changed_at,
    Ticket.due_at,
    Ticket.agreed_at,
    Ticket.promised,
    Ticket.missed,
    Ticket.rules,
    Ticket.deleted,
    Ticket.shelf,
    Ticket.kind,
    Ticket.subject,
    Ticket.resolved_at,
    Ticket.closed_at,
    Ticket.extra,
    Ticket.client_key,
    *(getattr(Ticket, name) for name in State._fields),
)
_EVENT = (
    Event.at,
    Event.entity,
    Event.entity_id,
    Event.field,
    Event.before,
    Event.after,
    Event.batch,
)
_MESSAGE = (
    Message.id,
    Message.ticket,
    Message.kind,
    Message.technician,
    Message.contact,
    Message.at,
    Message.body,
    Message.sent_at,
    Message.withdrawn,
)

ENOUGH = 4 << 20
"""Characters of text that are held before they are written."""

Values = tuple[Any, ...]


@dataclass(slots=True)
class Pile:
    """Values in the order of the columns above; those of `words` are for the search."""

    tickets: list[Values] = field(default_factory=list)
    events: list[Values] = field(default_factory=list)
    messages: list[Values] = field(default_factory=list)
    tags: list[Values] = field(default_factory=list)
    words: list[Values] = field(default_factory=list)
    weight: int = 0
    """Characters of the messages."""

    def write(self) -> None:
        """Writes everything, in the order in which the tables need each other, and forgets it."""
        bulk.insert(Ticket, _TICKET, self.tickets)
        bulk.insert(Event, _EVENT, self.events)
        bulk.insert(Message, _MESSAGE, self.messages)
        bulk.insert(TicketTag, (TicketTag.ticket, TicketTag.tag), self.tags)
        search.insert(self.words)
        for rows in (self.tickets, self.events, self.messages, self.tags, self.words):
            rows.clear()
        self.weight = 0
