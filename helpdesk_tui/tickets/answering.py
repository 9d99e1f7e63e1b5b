"""Two who answer the same ticket: whoever comes second hears of the first, and decides."""

from __future__ import annotations

from peewee import fn

from helpdesk_tui.models import merges
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import ANSWERS, Message, Ticket
from helpdesk_tui.storage.orm import database, tuples


class Answered(Exception):
    """Somebody else has answered the ticket meanwhile. Nothing was written."""

    def __init__(self, message: int, who: str, body: str) -> None:
        super().__init__(f"message {message} of {who}")
        self.message, self.who, self.body = message, who, body


def last_message() -> int:
    """The latest message of any ticket: what comes after it is news."""
    return int(Message.select(fn.COALESCE(fn.MAX(Message.id), 0)).scalar())


def only_one(by: int, ticket: int, heard: int) -> None:
    """Raises Answered where another technician has answered since the message that was heard last.

    In a transaction: whoever answers the ticket now waits for its end.
    """
    tuples(database.held(Ticket.select(Ticket.id).where(Ticket.id == ticket)))
    others = (
        Message.select(Message.id, Technician.name, Message.body)
        .join(Technician)
        .where(
            Message.ticket.in_(merges.family(ticket)),
            Message.id > heard,
            Message.technician != by,
            ANSWERS,
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    if found := tuples(others):
        raise Answered(*found[0])
