"""What is agreed with a client about their hours: terms, prices, hours bought."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Conflict
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import history
from helpdesk_tui.timesheets import agreeing, overview
from helpdesk_tui.timesheets.granted import Grant
from helpdesk_tui.timesheets.overview import Overview
from helpdesk_tui.timesheets.terms import Price

from .. import commands
from ..frame.listed import Fetched
from ..parts.picker import Picker
from ..terminal.keys import asking, command
from . import terms_forms, terms_lines
from .terms_lines import Row


class TermsScreen(Fetched):
    """All that is agreed with one client; what is lit is changed."""

    CSS_PATH = "../../styles/clients.tcss"
    TAB = "clients"
    COMMANDS_HERE = commands.and_everywhere(commands.TERMS)

    def __init__(self, client: int) -> None:
        super().__init__()
        self.client = client
        self.overview: Overview | None = None
        self.rows: list[Row] = []

    def body(self) -> Iterable[Widget]:
        self.list = Picker(id="terms")
        self.list.in_use = True
        yield self.list

    def client_at_hand(self) -> Named | None:
        return Named(self.client, self.overview.name) if self.overview else None

    async def fetch(self) -> None:
        now = clock.now()
        self.overview = await self.app.desk.latest("terms", overview.read, self.client, now)

    def draw(self) -> None:
        if self.overview is None:
            self.draw_instead()
            return
        self.rows = terms_lines.rows(self.overview, self.list.size.width, self.app.look)
        stops = [place for place, row in enumerate(self.rows) if row.thing is not None]
        self.list.offer([row.line for row in self.rows], stops)

    @property
    def in_hand(self) -> str | Price | Grant | None:
        """What is lit: a field of the terms by its name, a price, or hours bought."""
        return self.rows[self.list.at].thing if self.list.at < len(self.rows) else None

    # Keys

    @asking
    async def action_edit(self) -> None:
        thing = self.in_hand
        if self.overview is None or thing is None:
            return
        if isinstance(thing, Price):
            await terms_forms.price(self, self.overview, thing)
        elif isinstance(thing, Grant):
            await terms_forms.bought(self, self.overview, thing)
        else:
            await terms_forms.agree(self, self.overview, thing)

    @asking
    async def action_price(self) -> None:
        if self.overview:
            await terms_forms.price(self, self.overview, None)

    @asking
    async def action_bought(self) -> None:
        if self.overview:
            await terms_forms.bought(self, self.overview, None)

    @command
    async def action_retire(self) -> None:
        thing, desk = self.in_hand, self.app.desk
        if not isinstance(thing, Price | Grant):
            self.say(_("Put the cursor on a price or on hours bought first."))
            return
        try:
            done = await desk.write(agreeing.put_away, desk.me.id, thing)
        except Conflict as conflict:
            self.say(history.why(conflict), bad=True)
            return
        told = _("The price was put away") if isinstance(thing, Price) else ""
        terms_forms.did(self, told or _("The hours bought were put away"), done)
