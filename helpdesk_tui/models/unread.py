"""Which tickets have something new that nobody who should has looked at yet."""

from __future__ import annotations

from datetime import datetime

from helpdesk_tui.models.tickets import Ticket


def came(ticket: int, at: datetime, by: int | None) -> None:
    """A client has said something on a ticket, or it has come to its assignee, by this hand.

    Who did that themselves has seen it; a ticket that is nobody's has been seen by anybody then.
    """
    unseen = Ticket.id == ticket, Ticket.unread_since.is_null()
    others = () if by is None else (Ticket.assignee != by,)
    Ticket.update(unread_since=at).where(*unseen, *others).execute()


def went(ticket: int, at: datetime) -> bool:
    """What came to a ticket at that moment is taken back; whether it had left a mark, gone now."""
    left = Ticket.id == ticket, Ticket.unread_since == at
    return bool(Ticket.update(unread_since=None).where(*left).execute())


def seen(by: int, ticket: int) -> bool:
    """They have looked at the ticket; whether that was awaited. It leaves no event.

    It is awaited of the assignee, and where there is none, of anybody.
    """
    awaited = Ticket.assignee.is_null() | (Ticket.assignee == by)
    awaiting = Ticket.id == ticket, Ticket.unread_since.is_null(False), awaited
    return bool(Ticket.update(unread_since=None).where(*awaiting).execute())
