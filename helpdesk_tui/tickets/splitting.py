"""Splitting: a message becomes a ticket of its own, and stays where it was as well.

The new ticket begins with a copy of the message, said by the same person at the same time; the two
tickets are linked. Its clocks begin when it is made.
"""

from __future__ import annotations

from typing import Any

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Hand, Refused, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.links import Side, link
from helpdesk_tui.models.merges import is_read_in
from helpdesk_tui.models.tickets import Attachment, Message, MessageKind, TicketCaller
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets.actions import NewTicket, open_ticket
from helpdesk_tui.tickets.queue import rows_by_id

LONGEST = 72
"""Characters of a proposed subject."""

_GREETING = 3
"""A first line of at most so many words says nothing of what it is about."""


def split(by: int, message: int, subject: str) -> Done:
    """Makes a ticket of a message: same client, and whoever wrote it is the requester.

    A caller who works for another client has it for that one. A message of ours is asked for by the
    requester of its ticket, and is a note in the new one: no promise is kept by what was said
    before the ticket was there.

    Raises:
        Refused: the message has been taken back meanwhile.
    """
    with change(by) as hand:
        said: Any = Message.get_by_id(message)
        if said.withdrawn:
            raise Refused(_("That message has been taken back meanwhile."))
        source = is_read_in(said.ticket_id)
        row = rows_by_id([source])[source]
        new = NewTicket(
            subject,
            client=_works_for(source, said.contact_id) or row.client_id,
            requester=said.contact_id or row.requester_id,
            priority=row.priority,
            kind=row.kind,
            team=row.team_id,
            assignee=row.assignee_id,
            category=row.category,
        )
        ticket = open_ticket(hand, new)
        _copy(hand, said, ticket)
        link(hand, ticket, Side.RELATED, source, on=True)
    return hand.done(ticket, source)


def _works_for(ticket: int, contact: int | None) -> int | None:
    """For which client a caller has called."""
    calls = TicketCaller.select(TicketCaller.client).where(
        TicketCaller.ticket == ticket, TicketCaller.contact == contact, ~TicketCaller.withdrawn
    )
    return next((client for (client,) in tuples(calls)), None)


def proposal(body: str) -> str:
    """What a ticket that begins with this message may be called: its first line that says more."""
    own = [line(text) for text in body.splitlines() if not text.lstrip().startswith(">")]
    said = [text for text in own if text]
    telling = (text for text in said if len(text.split()) > _GREETING)
    text = next(telling, said[0] if said else "")
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _copy(hand: Hand, said: Any, ticket: int) -> None:
    """The message with its files at the beginning of another ticket."""
    copy = Message.create(
        ticket=ticket,
        kind=MessageKind.NOTE if said.contact_id is None else said.kind,
        technician=said.technician_id,
        contact=said.contact_id,
        at=said.at,
        body=said.body,
    )
    hand.note(Entity.TICKET, ticket, "message", None, copy.id)
    for file in Attachment.select().where(Attachment.message == said.id).order_by(Attachment.id):
        Attachment.create(
            ticket=ticket,
            message=copy.id,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            created_at=file.created_at,
        )
