"""What Monday and a client's sheet share: a list between its heading and what is in hand."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from helpdesk_tui import clock
from helpdesk_tui.timesheets import overview

from ..frame.listed import Fetched
from ..parts.lines import Lines
from ..parts.picker import Picker
from ..people import terms_forms
from ..terminal.keys import asking, command


class OfSheets(Fetched):
    """A list that what is recorded anywhere may change."""

    CSS_PATH = "../../styles/sheets.tcss"
    TAB = "time"

    def body(self) -> Iterable[Widget]:
        self.heading = Lines(id="sheets-title")
        self.list = Picker(id="sheets")
        self.list.in_use = True
        self.about = Lines(id="sheets-about")
        yield self.heading
        yield self.list
        yield self.about

    def on_screen_resume(self) -> None:
        if self.has_read:
            self.read()

    def time_changed(self) -> None:
        self.read()

    @asking
    async def action_recipients(self) -> None:
        """Asks who gets the sheets of the client at hand, among all that is agreed with them."""
        if client := self.client_at_hand():
            agreed = await self.app.desk.read(overview.read, client.id, clock.now())
            await terms_forms.agree(self, agreed, "to")

    @command
    async def action_terms(self) -> None:
        if client := self.client_at_hand():
            await self.app.run_action(f"app.open_terms({client.id})")
