"""A screen with a list of tickets through which one looks: what its bars may ask of it."""

from __future__ import annotations

from helpdesk_tui.tickets.queue import Query

from .hands import Hands
from .ticket_list import TicketList


class Browsing(Hands):
    """A screen that shows the tickets of a query."""

    list: TicketList

    async def show(self, query: Query, ticket: int | None = None) -> None:
        """Shows a query, with the cursor on this ticket if it is there, and waits for its rows."""
        raise NotImplementedError

    def read(self, query: Query, ticket: int | None = None) -> object:
        """Shows a query in its own time."""
        raise NotImplementedError

    def show_view(self, key: str) -> None:
        """Shows a view in its own order."""
        raise NotImplementedError

    async def show_saved(self, view: int) -> None:
        """Shows a view that has just been saved, with nothing but its own words."""
        raise NotImplementedError
