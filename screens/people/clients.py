"""Clients, the people who work there, and their machines: found, added, changed and put away."""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.containers import Horizontal
from textual.widget import Widget
from textual.worker import Worker

from helpdesk_tui import clock
from helpdesk_tui.conversations import listing
from helpdesk_tui.conversations.listing import Query, Row
from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done
from helpdesk_tui.models.events import Entity
from helpdesk_tui.people import directory, editing
from helpdesk_tui.people.directory import AssetCard, ClientCard, ContactCard, Named
from helpdesk_tui.timesheets import overview
from helpdesk_tui.timesheets.overview import Overview

from .. import commands
from ..common.cells import fit
from ..parts.lines import columns, text
from ..parts.picker import Picker
from ..terminal.keys import asking, command
from . import client_forms, client_lines
from .client_lines import Entry, Thing

SIDE = 30
"""Cells of the list of clients."""

LATEST = 20
"""Conversations with a client that are read; the list of talks has all."""


class ClientsScreen(client_forms.Directory):
    """Clients at the left, and what the one in hand has at the right."""

    CSS_PATH = "../../styles/clients.tcss"
    TAB = "clients"
    COMMANDS_HERE = (*commands.CLIENTS, *commands.EVERYWHERE)

    def __init__(self) -> None:
        super().__init__()
        self.clients: list[Named] = []
        self.card: ClientCard | None = None
        self.talks: tuple[Row, ...] = ()
        self.agreed: Overview | None = None
        self.entries: list[Entry] = []
        self._words = ""
        self._reading: Worker[None] | None = None
        """What brings the card, or the clients and then the card."""

    def body(self) -> Iterable[Widget]:
        self.list = Picker(id="clients")
        self.list.in_use = True
        self.detail = Picker(id="card")
        yield Horizontal(self.list, self.detail)

    def client_at_hand(self) -> Named | None:
        return Named(self.card.id, self.card.name) if self.card else None

    @property
    def picker(self) -> Picker:
        """The list that keys go to."""
        return self.detail if self.detail.in_use else self.list

    def on_mount(self) -> None:
        self._arrive()

    @command
    async def _arrive(self) -> None:
        """Shows the clients; keys typed after the one that led here are meant for them."""
        self.find("")
        await self.caught_up()

    async def caught_up(self) -> None:
        """Waits until the card is that of the client who is lit, for what acts on it."""
        while self._reading and not self._reading.is_finished:
            await self._reading.wait()

    def on_resize(self) -> None:
        self.list.styles.width = min(SIDE, self.size.width // 3)

    def find(self, words: str, keep: int | None = None) -> None:
        """Shows the clients whose name holds the words."""
        self._reading = self._find(words, keep)

    def read(self) -> None:
        """Reads the client in hand."""
        self._reading = self._read_card()

    @work(group="find")
    async def _find(self, words: str, keep: int | None) -> None:
        try:
            self.clients = await self.app.desk.latest("clients", directory.clients, words)
        except Superseded:
            return
        self._words = words
        ids = [client.id for client in self.clients]
        self.list.at = ids.index(keep) if keep in ids else 0
        self._draw_clients()
        self.read()

    @work(group="card")
    async def _read_card(self) -> None:
        if not self.clients:
            self.card, self.entries = None, []
            self._draw_card()
            return
        client = self.clients[self.list.at]
        try:
            self.card, self.talks, self.agreed = await self.app.desk.latest(
                "card", _read, client.id
            )
        except Superseded:
            return
        self._draw_card()

    # Drawing

    def draw(self) -> None:
        self._draw_clients()
        self._draw_card()

    def _draw_clients(self) -> None:
        cells, look = self.list.size.width, self.app.look
        rows = [columns([(fit(f" {c.name}", cells), look.text)]) for c in self.clients]
        if not rows:
            rows = [text(fit(" " + _("No client here. + adds one."), cells), look.dim)]
        self.list.offer(rows)

    def _draw_card(self) -> None:
        cells, look, of = self.detail.size.width, self.app.look, (self.talks, self.agreed)
        self.entries = client_lines.card(self.card, *of, cells, look) if self.card else []
        self.detail.offer(
            [entry.line for entry in self.entries],
            [index for index, entry in enumerate(self.entries) if entry.thing],
        )

    # Keys

    def action_move(self, by: int) -> None:
        picker = self.picker
        if picker.move(by) and picker is self.list:
            self.read()

    def action_pane(self) -> None:
        self.detail.in_use = not self.detail.in_use
        self.list.in_use = not self.detail.in_use
        self.draw()

    @asking
    async def action_filter(self) -> None:
        from ..parts.filter_bar import FilterBar

        def typed(words: str) -> None:
            self.find(words)

        if await self.ask(FilterBar(self._words, typed)) is None:
            self.find("")

    @asking
    async def action_new_client(self) -> None:
        await client_forms.client(self, None)

    @asking
    async def action_new_contact(self) -> None:
        await self.caught_up()
        if self.card:
            await client_forms.contact(self, self.card, None)

    @asking
    async def action_new_asset(self) -> None:
        await self.caught_up()
        if self.card:
            await client_forms.asset(self, self.card, None)

    @asking
    async def action_edit(self) -> None:
        await self.caught_up()
        thing = self.in_hand()
        if isinstance(thing, ClientCard):
            await client_forms.client(self, thing)
        elif isinstance(thing, ContactCard) and self.card:
            await client_forms.contact(self, self.card, thing)
        elif isinstance(thing, AssetCard) and self.card:
            await client_forms.asset(self, self.card, thing)
        elif isinstance(thing, Row):
            await self.app.run_action(f"app.open_talk({thing.id})")

    @asking
    async def action_move_contact(self) -> None:
        await self.caught_up()
        thing = self.in_hand()
        if isinstance(thing, ContactCard):
            await client_forms.move(self, thing)
        else:
            self.say(_("Put the cursor on a contact first: tab, then j and k."))

    @command
    async def action_kept(self) -> None:
        await self.caught_up()
        if self.card:
            await self.app.run_action(f"app.open_kept({self.card.id})")

    @command
    async def action_terms(self) -> None:
        await self.caught_up()
        if self.card:
            await self.app.run_action(f"app.open_terms({self.card.id})")

    @command
    async def action_retire(self) -> None:
        await self.caught_up()
        thing = self.in_hand()
        if thing is None or isinstance(thing, Row):
            return
        me = self.app.desk.me.id
        done = await self.app.desk.write(editing.retire, me, entity_of(thing), thing.id)
        self.did(_("{name} was put away").format(name=thing.name), done)

    def action_reload(self) -> None:
        self.find(self._words, self.card.id if self.card else None)

    def action_back(self) -> None:
        if self.detail.in_use:
            self.action_pane()
        else:
            self.app.remember(screen="queue")
            self.dismiss()

    def in_hand(self) -> Thing | None:
        """What a key acts on: what is lit at the right, else the client at the left."""
        if self.detail.in_use and self.entries:
            return self.entries[self.detail.at].thing
        return self.card

    def did(self, label: str, done: Done, client: int | None = None) -> None:
        if not done.changed:
            self.say(_("It is so already."))
            return
        self.keep_for_undo(label, done)
        self.find(self._words, client or (self.card.id if self.card else None))

    def talk_changed(self) -> None:
        self.read()

    def world_changed(self, tickets: set[int], *, own: bool) -> None:
        if own:
            self.action_reload()


def _read(client: int) -> tuple[ClientCard, tuple[Row, ...], Overview]:
    """In the database's thread: the client, the latest talks with them, and what is agreed."""
    talks = listing.page(Query("all", client=client), limit=LATEST)
    agreed = overview.read(client, clock.now())
    return directory.client_card(client), talks.rows, agreed


def entity_of(thing: ClientCard | ContactCard | AssetCard) -> int:
    """The kind of a thing, as events name it."""
    if isinstance(thing, ClientCard):
        return Entity.CLIENT
    return Entity.CONTACT if isinstance(thing, ContactCard) else Entity.ASSET
