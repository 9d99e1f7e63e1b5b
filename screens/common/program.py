"""The program as those know it who live as long: the desk, a word in a line, and who is told.

What they make up together is `host.Host`; below it nobody knows that.
"""

from __future__ import annotations

import asyncio

from helpdesk_tui.desk import Desk

from ..terminal.faults import FaultProofApp
from ..terminal.keys import OrderlyApp
from .keymap import Keymap


class Program(OrderlyApp, FaultProofApp):
    """What outlives every screen, before anything of it is there."""

    desk: Desk
    keymap_: Keymap
    drawn: asyncio.Event
    """Set once the first picture is there: what it does not need waits so long."""

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tells something in one line on the screen that is seen."""
        raise NotImplementedError

    def open_tickets(self) -> list[int]:
        """The tickets that have a screen of their own, the one that was opened last at the end."""
        raise NotImplementedError

    def company_changed(self, tickets: set[int]) -> None:
        """Somebody else has come to these tickets, has left them, or does something else there."""
        raise NotImplementedError

    def handed_changed(self) -> None:
        """There are other notes of the last shift to be read."""
        raise NotImplementedError
