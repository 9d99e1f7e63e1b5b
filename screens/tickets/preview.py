"""The ticket in hand below the list: it follows once the hand rests, and sends what differs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer
from textual.widget import Widget

from helpdesk_tui.desk import Superseded

from ..parts.boxes import Below
from ..parts.lines import EMPTY, Lines, text

if TYPE_CHECKING:
    from ..common.host import Host

REST = 0.15
"""Seconds that the hand must rest before the preview follows."""

TALL = 30
"""Lines of the screen from which the preview is shown by itself."""

LATEST = 20
"""Messages that are read for it; the ticket's own screen has all."""

LEAST = 3
"""Lines that it has at least."""

LEFT = 12
"""Lines of the screen that it leaves to the list and its frame."""


class Preview(Below):
    """A rule, and below it the beginning of the ticket in hand."""

    app: Host

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._rule = Lines(id="rule")
        self._page = Lines(id="page")
        self._ticket: int | None = None
        self._shown: int | None = None
        self._resting: Timer | None = None

    def compose(self) -> Iterable[Widget]:
        yield self._rule
        yield self._page

    def place(self, height: int) -> None:
        """Takes its place on a screen of this height, or none."""
        wanted = self.app.preview
        self.display = wanted == "below" or (wanted == "auto" and height >= TALL)
        if lines := self.app.remembered.sizes.get("preview"):
            self.styles.height = min(lines, max(LEAST, height - LEFT)) + 1
        self._shown = None
        self.follow()

    def toggle(self, height: int) -> None:
        """Shows it, or takes it away."""
        self.app.preview = "off" if self.display else "below"
        self.place(height)

    def resize(self, by: int, height: int) -> None:
        """Gives it more lines or fewer; the list keeps some."""
        if self.display:
            lines = max(LEAST, min(height - LEFT, self._page.size.height + by))
            self.app.remember(sizes={**self.app.remembered.sizes, "preview": lines})
            self.place(height)

    def point(self, ticket: int | None) -> None:
        """The hand is on this ticket, or on none; the picture comes when it rests."""
        self._ticket = ticket
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self.follow)

    def page(self, part: float) -> None:
        """Scrolls by a part of its height."""
        self._page.page(part)

    def on_resize(self) -> None:
        self._rule.show([text("─" * self.size.width, self.app.look.dim)])

    @work(group="preview")
    async def follow(self) -> None:
        await self.read()

    async def read(self) -> None:
        """Shows the ticket in hand as it is now."""
        await self.app.drawn.wait()
        ticket = self._ticket
        if not self.display:
            return
        if ticket is None:
            self._shown = None
            self._page.show([], top=0)
            return
        from helpdesk_tui.tickets import thread

        from . import ticket_lines

        try:
            whole = await self.app.desk.latest("preview", thread.read, ticket, latest=LATEST)
        except Superseded:
            return
        if whole is None:
            return
        cells, look = self.size.width or self.screen.size.width, self.app.look
        drawn = [
            *ticket_lines.head(whole, cells, look, self.app.company.on(ticket)),
            EMPTY,
            *ticket_lines.thread(whole, cells, look),
            *ticket_lines.beside(whole, cells, look),
        ]
        self._page.show(drawn, top=None if self._shown == ticket else 0)
        self._shown = ticket
