"""Talks: the conversations about bad news in lists, with a look at the one in hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from textual import work
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from helpdesk_tui.conversations import figures, listing
from helpdesk_tui.conversations import talk as talks
from helpdesk_tui.conversations.figures import Figures
from helpdesk_tui.conversations.listing import PAGE, VIEWS, Page, Query, Row
from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import queue
from helpdesk_tui.worktime.timer import What

from .. import commands
from ..common import when
from ..frame.listed import Fetched
from ..parts.lines import Lines, text
from ..parts.picker import Picker
from ..terminal.keys import asking, command
from . import talks_figures, talks_forms, talks_lines

REST = 0.15
"""Seconds that the hand must rest before the lines below follow it."""

AHEAD = 20
"""Lines before the last that is read from which the next page is fetched."""

TALL = 30
"""Lines of the screen from which there is more room below the list."""


@dataclass(frozen=True, slots=True)
class InHand:
    """The conversation in hand, whole, and the tickets that its next steps became."""

    talk: talks.Talk
    tickets: Mapping[int, queue.Row]


class TalksScreen(Fetched):
    """Lists of conversations, `[` and `]` from one to the next."""

    CSS_PATH = "../../styles/talks.tcss"
    TAB = "talks"
    COMMANDS_HERE = (*commands.TALKS, *commands.EVERYWHERE)

    def __init__(self) -> None:
        super().__init__()
        self.asked = Query(technician=self.app.desk.me.id)
        self.rows: tuple[Row, ...] = ()
        self._more = False
        self._counts: Mapping[str, int] = {}
        self._figures: Figures | None = None
        """What talks came to, while that is shown."""
        self._held: int | None = None
        """The conversation that the cursor is on."""
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        self.heading = Lines(id="talks-title")
        self.list = Picker(id="talks")
        self.list.in_use = True
        self.rule = Lines(id="talks-rule")
        self.detail = Lines(id="talks-detail")
        yield Vertical(self.heading, self.list, self.rule, self.detail)

    def on_screen_resume(self) -> None:
        if self.has_read:
            self.arrive()

    def on_resize(self) -> None:
        self.detail.styles.height = 14 if self.size.height >= TALL else 8

    # Reading

    async def fetch(self) -> None:
        size = max(PAGE, len(self.rows))
        page, self._counts = await self.app.desk.latest("talks", _read, self.asked, size)
        self.rows, self._more = page.rows, page.more

    @work(group="talks-more")
    async def _read_on(self, last: Row) -> None:
        try:
            page = await self.app.desk.latest("talks-more", listing.page, self.asked, last)
        except Superseded:
            return
        if self.rows and self.rows[-1] is last:  # else they have been read anew meanwhile
            self.rows, self._more = (*self.rows, *page.rows), page.more
            self.draw()

    @work(group="talk")
    async def _read_in_hand(self) -> None:
        row = self.row
        if row is None:
            self.detail.show([])
            return
        try:
            found = await self.app.desk.latest("talk", _read_whole, row.id)
        except Superseded:
            return
        if found and row is self.row:
            cells, look = self.size.width, self.app.look
            drawn = talks_lines.preview(row, found.talk, found.tickets, cells, look)
            self.detail.show(drawn, top=0)

    # Drawing

    def draw(self) -> None:
        cells, look = self.size.width, self.app.look
        if not self.is_mounted or not cells:
            return
        self.heading.show([talks_lines.heading(self.asked, self._counts, cells, look)])
        self.rule.show([text("─" * cells, look.dim)])
        self.rule.display = self.detail.display = self._figures is None
        if self._figures:
            told = talks_figures.table(self._figures, cells - 2)
            self.heading.show([text(" " + _("Figures of use"), look.title)])
            self.list.renew([text(f" {line}", look.text) for line in told], [], 0)
            return
        if self.rows:
            lines = [talks_lines.line(row, self.asked.view, cells, look) for row in self.rows]
            ids = [row.id for row in self.rows]
            at = ids.index(self._held) if self._held in ids else min(self.list.at, len(ids) - 1)
            self.list.renew(lines, range(len(lines)), at)
            self._held = ids[at]
        else:
            nothing = talks_lines.nothing(self.asked, self._counts, self.app.keymap_.key)
            self.draw_instead(nothing if self.has_read else _("Reading the talks …"))
        self._rest()

    def _rest(self) -> None:
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._read_in_hand)

    # What is in hand

    @property
    def row(self) -> Row | None:
        """The conversation that the cursor is on."""
        return self.rows[self.list.at] if self.rows and not self._figures else None

    def at_hand(self) -> What | None:
        row = self.row
        if row is None:
            return None
        return What(row.headline or row.case_name, client=row.client_id, ticket=row.ticket)

    def client_at_hand(self) -> Named | None:
        return Named(self.row.client_id, self.row.client) if self.row else None

    # Keys

    def action_move(self, by: int) -> None:
        if self._figures:
            self.list.scroll_lines(by)
            return
        if not self.list.move(by) or self.row is None:
            return
        self._held = self.row.id
        self._rest()
        if self._more and self.list.at >= len(self.rows) - AHEAD:
            self._read_on(self.rows[-1])

    @command
    async def action_view(self, by: int) -> None:
        names = list(VIEWS)
        view = names[(names.index(self.asked.view) + by) % len(names)]
        await self._ask(replace(self.asked, view=view)).wait()

    def _ask(self, asked: Query) -> Worker[None]:
        self.asked, self.rows, self._held, self.has_read = asked, (), None, False
        self.list.at = 0
        return self.read()

    @asking
    async def action_filter(self) -> None:
        from ..parts.filter_bar import FilterBar

        def typed(words: str) -> None:
            self._ask(replace(self.asked, text=words))

        if await self.ask(FilterBar(self.asked.text, typed)) is None:
            typed("")

    @command
    async def action_open(self) -> None:
        if self.row:
            await self._open(self.row.id)

    @asking
    async def action_new_talk(self) -> None:
        made = await talks_forms.begin(self)
        if made is not None:
            await self._open(made)

    async def _open(self, conversation: int) -> None:
        self._held = conversation
        await self.app.run_action(f"app.open_talk({conversation})")

    @command
    async def action_figures(self) -> None:
        if self._figures:
            self._figures = None
        else:
            self._figures = await self.app.desk.read(figures.read, when.zone())
        self.draw()

    def action_back(self) -> None:
        if self._figures:
            self.action_figures()
        elif self.asked.text:
            self._ask(replace(self.asked, text=""))
        else:
            self.app.remember(screen="queue")
            self.dismiss()

    # What the world does

    def world_changed(self, tickets: set[int], *, own: bool) -> None:
        self._rest()

    def talk_changed(self) -> None:
        self.read()

    def tick(self) -> None:
        super().tick()
        self.draw()


def _read(asked: Query, size: int) -> tuple[Page, dict[str, int]]:
    """In the database's thread."""
    return listing.page(asked, limit=size), listing.counts(asked)


def _read_whole(conversation: int) -> InHand | None:
    talk = talks.read(conversation)
    if talk is None:
        return None
    ids = [step.ticket for step in talk.next_steps if step.ticket]
    return InHand(talk, queue.rows_by_id(ids))
