"""Tickets whose wait is over: the desk itself opens them again."""

from __future__ import annotations

from typing import Any

from helpdesk_tui import clock
from helpdesk_tui.models.changes import Done
from helpdesk_tui.models.tickets import Shelf, Status, Ticket
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import actions, queue


def is_due() -> bool:
    """Whether any ticket has waited until the instant that was set for it."""
    return bool(_due().exists())


def wake() -> Done:
    """Opens the tickets whose instant has come; nobody's hand, so no technician is named.

    A ticket that somebody moves at this moment stays as they leave it.
    """
    waiting = queue.rows_by_id([number for (number,) in tuples(_due())])
    return actions.set_status(None, list(waiting.values()), Status.OPEN)


def _due() -> Any:
    return Ticket.select(Ticket.id).where(
        Ticket.wait_until <= clock.now(),
        Ticket.status == Status.WAITING,
        Ticket.shelf == Shelf.LIVE,
    )
