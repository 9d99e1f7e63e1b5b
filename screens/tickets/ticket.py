"""One ticket whole: its thread in order, who and what is behind it, its history on a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from textual import work
from textual.timer import Timer
from textual.widget import Widget

from helpdesk_tui.conversations import listing
from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _
from helpdesk_tui.models import unread
from helpdesk_tui.models.merges import is_read_in
from helpdesk_tui.tickets import history, promises, similar, thread
from helpdesk_tui.tickets.queue import Row
from helpdesk_tui.tickets.similar import Similar
from helpdesk_tui.tickets.thread import Whole

from .. import commands
from ..frame.frame import unasked
from ..parts.lines import EMPTY, Line, Lines
from ..talks import talks_lines
from ..terminal.keys import asking, command
from . import alike_lines, clock_lines, ticket_lines
from .ticket_list import TicketList
from .triage import Triage

REST = 0.15
"""Seconds that a ticket must stand until what is like it is looked for."""

LATEST = 5
"""Conversations about it that are shown; the list of talks has all."""


GIVE_WAY = {"ticket.resolve": 1, "ticket.new": 2, "ticket.history": 3, "ticket.clocks": 4}
"""Commands that come last in the footer: at 80 columns the talk has room before them."""


class TicketScreen(Triage):
    """A ticket, opened from the queue."""

    TAB = "queue"
    COMMANDS_HERE = (*commands.TICKET, *commands.TRIAGE, *commands.NEW, *commands.EVERYWHERE)

    def __init__(self, ticket: int, queue: TicketList) -> None:
        super().__init__()
        self.ticket = ticket
        self.whole: Whole | None = None
        self._queue = queue
        self._with_history = False
        self._with_clocks = False
        self._talks: tuple[listing.Row, ...] = ()
        self._story: list[history.Happening] = []
        self._clocks: list[promises.Explained] = []
        self._due_as_agreed: datetime | None = None
        self._alike: list[Similar] = []
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        self.page = Lines(id="page")
        yield self.page

    def foot_commands(self) -> Iterable[commands.Command]:
        return sorted(super().foot_commands(), key=lambda one: GIVE_WAY.get(one.id, 0))

    def in_hand(self) -> tuple[Row, ...]:
        return (self.whole.row,) if self.whole else ()

    def on_mount(self) -> None:
        self._arrive()

    @asking
    async def _arrive(self) -> None:
        """Shows the ticket; keys typed after the one that opened it are meant for it."""
        await self._read()

    def on_resize(self) -> None:
        super().on_resize()
        self.draw()

    @work(group="read")
    async def read(self, *, from_start: bool = True, own: bool = False) -> None:
        """Reads the ticket anew; with `own` what has become of it has been told."""
        await self._read(from_start=from_start, own=own)

    async def _read(self, *, from_start: bool = True, own: bool = False) -> None:
        whole, self._talks = await self.app.desk.read(_read, self.ticket)
        if whole is None:
            self.say(_("There is no ticket {number}.").format(number=self.ticket), bad=True)
            return
        if self.whole is None or self.whole.row.id != whole.row.id:
            self._alike = []
        self.whole = whole
        if whole.row.id != self.ticket:
            if not own:
                words = _("{number} was merged into {into}: here it is.")
                self.say(words.format(number=self.ticket, into=whole.row.id))
            self.ticket = whole.row.id
        self.app.company.stir()
        if self._with_history:
            self._story = await self.app.desk.read(history.happenings, self.ticket)
        if self._with_clocks:
            self._clocks, self._due_as_agreed = await self.app.desk.read(_explain, self.ticket)
        self.draw(from_start=from_start)
        if self._with_history and not from_start:
            self.page.jump(True)
        if whole.row.unread_since and not self.app.desk.me.only_reads:
            self._seen(whole.row.id)
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._look_alike)

    @work(group="seen")
    async def _seen(self, ticket: int) -> None:
        """What the client has said is before the eyes of whoever it waited for."""
        desk = self.app.desk
        if await desk.note(unread.seen, desk.me.id, ticket):
            await self.app.changed({ticket})

    @work(group="alike")
    async def _look_alike(self) -> None:
        """Once the ticket is there and the hand rests on it: what is like it."""
        ticket = self.ticket
        try:
            found = await self.app.desk.latest("alike", similar.like, ticket)
        except Superseded:
            return
        if ticket == self.ticket:
            self._alike = found
            self.draw()

    def draw(self, *, from_start: bool = False) -> None:
        """Draws the ticket for the present width."""
        if self.whole is None:
            return
        cells, look = self.size.width, self.app.look
        key = self.app.keymap_.key("ticket.bad_news")
        lines: list[Line] = [
            *ticket_lines.head(self.whole, cells, look, self.app.company.on(self.whole.row.id)),
            *(self._clock_lines(cells) if self._with_clocks else ()),
            *(talks_lines.on_ticket(row, self.ticket, key, cells, look) for row in self._talks),
            alike_lines.in_a_line(self._alike, cells, look) if self._alike else EMPTY,
            *ticket_lines.thread(self.whole, cells, look),
            *ticket_lines.beside(self.whole, cells, look),
        ]
        if self._with_history:
            lines += ticket_lines.story(self._story, cells, look)
        self.page.show(lines, top=0 if from_start else None)

    def _clock_lines(self, cells: int) -> Iterator[Line]:
        return clock_lines.clocks(self._clocks, self._due_as_agreed, cells, self.app.look)

    @property
    def open_ticket(self) -> int | None:
        return self.whole.row.id if self.whole else None

    def company_changed(self, tickets: set[int]) -> None:
        if self.open_ticket in tickets:
            self.draw()

    def on_unmount(self) -> None:
        self.app.company.stir()

    def talk_changed(self) -> None:
        self.read(from_start=False)

    def world_changed(self, tickets: set[int], *, own: bool) -> None:
        if self.ticket in tickets:
            self.read(from_start=False, own=own)
            if not own:
                self.say(_("Somebody else has just changed this ticket; you see it as it is now."))

    def rules_changed(self) -> None:
        self.read(from_start=False)

    async def show_ticket(self, ticket: int) -> None:
        self.ticket = ticket
        self.read()

    def tick(self) -> None:
        super().tick()
        self._follow_clocks()

    @work(group="clocks")
    async def _follow_clocks(self) -> None:
        """A minute on: what is left of each clock, and its lines where they are seen."""
        with unasked():
            if self._with_clocks:
                self._clocks = await self.app.desk.read(promises.explain, self.ticket)
        self.draw()

    def restyle(self) -> None:
        super().restyle()
        self.draw()

    # Keys

    def action_scroll(self, by: int) -> None:
        self.page.scroll_lines(by)

    def action_half(self, by: int) -> None:
        self.page.page(by * 0.5)

    def action_jump(self, to_end: bool) -> None:
        self.page.jump(to_end)

    def action_history(self) -> None:
        self._with_history = not self._with_history
        self.read(from_start=not self._with_history)

    def action_clocks(self) -> None:
        self._with_clocks = not self._with_clocks
        self.read()

    @command
    async def action_kept(self) -> None:
        """What was kept for the client of the ticket."""
        if self.whole is None:
            return
        if client := self.whole.row.client_id:
            await self.app.run_action(f"app.open_kept({client})")
        else:
            self.say(_("This ticket has no client."))

    def action_neighbour(self, by: int) -> None:
        """On to the next ticket of the queue behind."""
        list_ = self._queue
        if by < 0 or (list_.row and list_.row.id == self.ticket):
            list_.move(by)  # else this ticket has left the view, and the next one stands there
        if list_.row and list_.row.id != self.ticket:
            self.ticket = list_.row.id
            self.read()
        else:
            last = _("That is the last ticket of this view.")
            self.say(last if by > 0 else _("That is the first ticket of this view."))

    def action_reload(self) -> None:
        self.read(from_start=False)

    def action_back(self) -> None:
        self.dismiss()


def _read(ticket: int) -> tuple[Whole | None, tuple[listing.Row, ...]]:
    """In the database's thread: the ticket where it is read now, and conversations about it."""
    ticket = is_read_in(ticket)
    return thread.read(ticket), listing.of_ticket(ticket, LATEST)


def _explain(ticket: int) -> tuple[list[promises.Explained], datetime | None]:
    """In the database's thread: why the ticket is due when it is."""
    return promises.explain(ticket), promises.due_as_agreed(ticket)
