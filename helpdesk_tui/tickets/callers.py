"""Who has called about a ticket: its requester, and others whom the same has hit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN, fn

from helpdesk_tui.models.people import Client, Contact
from helpdesk_tui.models.tickets import Ticket, TicketCaller
from helpdesk_tui.storage.orm import tuples

_OTHERS = ~TicketCaller.withdrawn & (
    Ticket.requester.is_null() | (TicketCaller.contact != Ticket.requester)
)
"""Callers besides the requester: one of them may have become the requester since."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody besides the requester who has called, and where they worked then."""

    contact_id: int
    name: str
    client: str
    at: datetime


def others(ticket: int) -> tuple[Caller, ...]:
    """The callers besides the requester, in the order of their calls."""
    found = (
        TicketCaller.select(Contact.id, Contact.name, fn.COALESCE(Client.name, ""), TicketCaller.at)
        .join(Ticket)
        .switch(TicketCaller)
        .join(Contact)
        .switch(TicketCaller)
        .join(Client, JOIN.LEFT_OUTER, on=TicketCaller.client == Client.id)
        .where(TicketCaller.ticket == ticket, _OTHERS)
        .order_by(TicketCaller.at, Contact.id)
    )
    return tuple(Caller(*row) for row in tuples(found))


def how_many_others(tickets: Collection[int]) -> dict[int, int]:
    """How many have called besides the requester, of the tickets that have such callers."""
    found = (
        TicketCaller.select(TicketCaller.ticket, fn.COUNT(TicketCaller.contact))
        .join(Ticket)
        .where(TicketCaller.ticket.in_(list(tickets)), _OTHERS)
        .group_by(TicketCaller.ticket)
    )
    return dict(tuples(found))


def has_called(ticket: int, contact: int) -> bool:
    """Whether this contact is the ticket's requester, or one of its callers."""
    asks = Ticket.select().where(Ticket.id == ticket, Ticket.requester == contact)
    calls = TicketCaller.select().where(
        TicketCaller.ticket == ticket, TicketCaller.contact == contact, ~TicketCaller.withdrawn
    )
    return asks.exists() or calls.exists()
