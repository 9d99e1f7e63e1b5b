"""The queue: views at the left, the list, and a preview of the ticket in hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from textual import work
from textual.widget import Widget

from helpdesk_tui import clock
from helpdesk_tui.desk import Superseded
from helpdesk_tui.filters import Unreadable
from helpdesk_tui.i18n import _
from helpdesk_tui.tickets import queue, saved
from helpdesk_tui.tickets.queue import Query, Row
from helpdesk_tui.tickets.saved import Saved
from helpdesk_tui.tickets.views import SORTS, VIEWS, Viewer, viewer_of

from .. import commands
from ..common import when
from ..frame.frame import unasked
from ..parts.bars import Bar
from ..parts.boxes import Below, Beside
from ..parts.lines import Line, Lines, text
from ..terminal.keys import asking, command
from .browsing import Browsing
from .preview import Preview
from .queue_lines import SIDE, Heading, narrow_top, side_lines, title_line
from .ticket_list import TicketList
from .triage import Triage

MANY = 50
"""Tickets that are read anew with the list, rather than one by one where each of them is."""

WIDE = 100
"""Cells from which the views have a place of their own."""


class QueueScreen(Triage, Browsing):
    """The tickets that a technician works through."""

    TAB = "queue"
    COMMANDS_HERE = (*commands.QUEUE, *commands.TRIAGE, *commands.NEW, *commands.EVERYWHERE)

    def __init__(self, *, offers: bool = True) -> None:
        """With `offers` an empty desk says what to begin with."""
        super().__init__()
        self._offers = offers
        self.counts: dict[str, int] = {}
        self.views: list[Saved] = []
        self.arrived: set[int] = set()
        self._begun = False
        self.has_read = asyncio.Event()
        """Set once the first rows have come, or have failed to."""
        remembered = self.app.remembered
        view = remembered.view if remembered.view in VIEWS else "mine"
        sort = remembered.sort if remembered.sort in SORTS else VIEWS[view].default_sort
        me = self.app.desk.me
        self.list = TicketList(Query(Viewer(me.id, me.teams, when.zone()), view, sort))

    def body(self) -> Iterable[Widget]:
        self.side = Lines(id="side")
        self.above = Lines(id="above")
        self.preview = Preview()
        yield Beside(self.side, Below(self.above, self.list, self.preview, id="middle"))

    def in_hand(self) -> tuple[Row, ...]:
        return self.list.in_hand()

    def under_cursor(self) -> Row | None:
        return self.list.row

    # Reading

    @work(group="read")
    async def read_first(self) -> None:
        """Reads the view in which the desk was left; the frame to see it in may come later."""
        query, view = self.list.query_, self.app.remembered.view
        try:
            if view.startswith(saved.PREFIX):
                self.views = await self.app.desk.read(saved.seen_by, query.viewer)
                query = next((query.within(one) for one in self.views if one.key == view), query)
            await self._read(query)
        finally:
            self.has_read.set()

    @work(group="read")
    async def read(self, query: Query, ticket: int | None = None) -> None:
        await self.show(query, ticket)

    @asking
    async def _turn_to(self, query: Query, ticket: int | None = None) -> None:
        """Shows another list. Keys typed after that are meant for what is in it, so they wait."""
        await self.show(query, ticket)

    async def show(self, query: Query, ticket: int | None = None) -> None:
        """Shows a query; the rows come first and the counts after them."""
        await self._read(query, ticket)
        self._count()

    async def _read(self, query: Query, ticket: int | None = None) -> None:
        self.app.desk.drop("counts")  # those of the words before would hold up these rows
        self.list.marked.clear()
        try:
            await self.list.show(query, ticket)
        except Unreadable as problem:
            if not self.list.loaded:
                await self.list.show(Query(query.viewer))
            self.say(_("This view cannot be read here: {why}").format(why=problem), bad=True)
        self.arrived.clear()

    @work(group="count")
    async def _count(self) -> None:
        await self._count_views()

    async def _count_views(self) -> None:
        """Counts every view, and takes in what has become of the saved ones."""
        try:
            self.views, self.counts = await self.app.desk.latest(
                "counts", queue.overview, self.list.query_
            )
        except Superseded:
            return
        if not self.list.is_attached:  # the desk was left while it counted
            return
        query = self.list.query_
        now = next((view for view in self.views if view.key == query.view_key), query.saved)
        if now and query.saved and now != query.saved:
            self.list.query_ = replace(query, saved=now)
            if now.words != query.saved.words:
                self.action_reload()
        self.draw_frame()

    async def show_saved(self, view: int) -> None:
        """Shows a view that has just been saved, with nothing but its own words."""
        query = replace(self.list.query_, text="")
        self.views = await self.app.desk.read(saved.seen_by, query.viewer)
        kept = next(known for known in self.views if known.id == view)
        await self.show(self._remembered(query.within(kept)))

    def show_words(self, view: str, words: str) -> None:
        """Shows a view in its own order with nothing but this filter."""
        query = replace(self.list.query_, view=view, saved=None, text=words)
        self._turn_to(self._in_order(query, VIEWS[view].default_sort))

    async def start_anew(self) -> None:
        """Shows every open ticket: the desk has just been filled."""
        viewer = await self.app.desk.read(viewer_of, self.app.desk.me.id, when.zone())
        self.arrived.clear()
        await self.list.show(Query(viewer, "all"))
        if not self.list.row:
            await self.list.show(Query(viewer, "done", VIEWS["done"].default_sort))
        self._count()
        await self.app.time_changed()

    async def show_ticket(self, ticket: int) -> None:
        """Brings a ticket into sight if this view has a place for it; else all stays as it is."""
        query = self.list.query_
        found = await self.app.desk.read(queue.reread, query, [ticket])
        if found:
            await self.list.show_at(query, found[ticket])
            self._count()

    def on_ticket_list_widened(self) -> None:
        self.draw_frame()

    def on_ticket_list_loaded(self) -> None:
        self.draw_frame()
        if not self._begun:
            self._begun = True
            self._begin()

    @work
    async def _begin(self) -> None:
        """After the first rows and the first picture: what was left for later."""
        await self.app.drawn.wait()
        self._count()
        self.app.handed.look()
        from . import waiting

        words = await waiting.told(self)
        if not self.app.tell_problems() and words:
            self.say(words)
        if self.list.row is None and await self.app.desk.read(queue.is_empty):
            self.list.tell_empty()
            if self._offers and not self.app.desk.me.only_reads:
                from . import welcome

                await welcome.offer(self)

    @asking
    async def action_import(self) -> None:
        from ..intake import importing

        await importing.import_file(self)

    @asking
    async def action_write(self) -> None:
        from . import exporting

        await exporting.write(self, self.list.query_, self.list.marked.keys())

    def on_ticket_list_moved(self) -> None:
        self.preview.point(self.list.row.id if self.list.row else None)

    # Drawing

    def on_resize(self) -> None:
        wide = self.size.width >= WIDE
        self.side.display = wide
        self.preview.place(self.size.height)
        super().on_resize()

    def covered_from(self, y: int) -> None:
        self.list.keep_clear(y)

    def draw_frame(self) -> None:
        super().draw_frame()
        look = self.app.look
        cells = self.size.width - (SIDE + 2 if self.side.display else 0)
        above = [title_line(self._heading(), cells, look)] if self.side.display else []
        columns_ = self.list.title() if self.list.size.width else ""
        self.above.styles.height = len(above) + 1
        self.above.show([*above, text(columns_, look.dim)])
        if self.side.display:
            self.side.show(side_lines(self._heading(), self.size.height, look))

    def top_line(self, cells: int) -> Line:
        if cells >= WIDE:
            return super().top_line(cells)
        right = f"{self.app.desk.me.login} {when.local(clock.now()):%H:%M} "
        return narrow_top(self._heading(), right, cells, self.app.look)

    def _heading(self) -> Heading:
        """What the line above the list has to say."""
        shown = self.list.query_
        return Heading(
            shown, self.counts, len(self.list.marked), len(self.arrived), tuple(self.views)
        )

    def tick(self) -> None:
        super().tick()
        self.list.tick()
        self._time_goes_by()

    @work(group="world")
    async def _time_goes_by(self) -> None:
        """Takes in what has fallen due, or has become late; what has not changed is not drawn."""
        with unasked():
            await self.preview.read()
            await self._count_views()
            query = self.list.query_
            if VIEWS[query.view].by_time and (self.list.row or self.counts.get(query.view_key)):
                await self.list.reload()

    # The world

    def world_changed(self, tickets: set[int], *, own: bool) -> None:
        self._renew(tickets, own)

    @work(group="world")
    async def _renew(self, tickets: set[int], own: bool) -> None:
        if tickets:
            self._not_empty()
        if own and len(tickets) > MANY:  # it reads fewer to show them than to find each anew
            self.action_unmark()
            await self.list.reload()
            self.preview.follow()
            self._count()
            return
        await self.list.renew(tickets, own=own)
        known = {row.id for row in self.list.window.rows}
        fresh = tickets - known
        found = await self.app.desk.read(queue.reread, self.list.query_, fresh)
        here = {id_ for id_, row in found.items() if self.list.window.spans(row)}
        if here and (own or not known):  # undo has brought them back, or nothing can be shifted
            await self.list.reload(here)
        elif not own:
            self.arrived -= fresh - found.keys()
            self.arrived |= here
        if self.list.row and self.list.row.id in tickets:
            self.preview.follow()
        self._count()

    def rules_changed(self) -> None:
        self._renew_clocks()

    @work(group="world")
    async def _renew_clocks(self) -> None:
        """Any of them may say something else: what is seen is read around the ticket in hand."""
        await self.list.reload()
        self.arrived -= {row.id for row in self.list.window.rows}
        self._count()

    def company_changed(self, tickets: set[int]) -> None:
        self.list.company_changed(tickets)
        read = {row.id for row in self.list.window.rows if row.id in tickets and row.unread_since}
        if read:  # whoever came there may have been waited for
            self._renew(read, own=False)
        if self.list.row and self.list.row.id in tickets:
            self.preview.follow()

    def _not_empty(self) -> None:
        """The desk has a ticket, wherever it came from: what an empty one is asked, is over."""
        self.list.tell_empty(is_so=False)
        for question in self.query("Welcome").results(Bar):
            question.leave()

    # Moving

    def action_move(self, by: int) -> None:
        self.list.move(by)

    def action_half(self, by: int) -> None:
        self.list.move(by * max(1, self.list.size.height // 2))

    @command
    async def action_jump(self, to_end: bool) -> None:
        await self.list.jump(to_end=to_end)

    @asking
    async def action_percent(self) -> None:
        from . import percent

        await percent.ask(self)

    def action_preview_scroll(self, by: int) -> None:
        self.preview.page(by * 0.5)

    def action_preview(self) -> None:
        self.preview.toggle(self.size.height)

    def action_preview_size(self, by: int) -> None:
        self.preview.resize(by, self.size.height)

    def action_mark(self) -> None:
        row = self.list.row
        if row:
            self.list.mark([row], on=row.id not in self.list.marked)
            self.list.move(1)
            self.draw_frame()

    def action_mark_all(self) -> None:
        from . import marking

        marking.mark_all(self)

    def action_unmark(self) -> None:
        from . import marking

        marking.unmark(self)

    # Views, orders, words

    def action_view(self, by: int) -> None:
        keys = [*VIEWS, *(view.key for view in self.views)]
        here = self.list.query_.view_key
        at = keys.index(here) if here in keys else 0
        self.show_view(keys[(at + by) % len(keys)])

    def show_view(self, key: str) -> None:
        """Shows a view in its own order."""
        kept = next((view for view in self.views if view.key == key), None)
        if kept:
            self._turn_to(self._remembered(self.list.query_.within(kept)))
        else:
            query = replace(self.list.query_, view=key, saved=None)
            self._turn_to(self._in_order(query, VIEWS[key].default_sort))

    def _in_order(self, query: Query, sort: str) -> Query:
        return self._remembered(replace(query, sort=sort, reverse=False))

    def _remembered(self, query: Query) -> Query:
        self.app.remember(view=query.view_key, sort=query.sort)
        return query

    @asking
    async def action_views(self) -> None:
        from . import view_menu

        await view_menu.menu(self)

    @asking
    async def action_sort(self) -> None:
        from . import sorting

        chosen = await sorting.ask(self)
        if chosen is None:
            return
        query, row = self.list.query_, self.list.row
        new = self._in_order(query, chosen) if chosen else replace(query, reverse=not query.reverse)
        await self.show(new, row.id if row else None)

    @asking
    async def action_filter(self) -> None:
        from . import filtering

        await filtering.ask(self)

    def action_clear(self) -> None:
        if self.list.marked:
            self.action_unmark()
        elif self.list.query_.text:
            row = self.list.row
            self._turn_to(replace(self.list.query_, text=""), row.id if row else None)

    def action_reload(self) -> None:
        self._reload()

    @work(group="read")
    async def _reload(self) -> None:
        row, arrived = self.list.row, bool(self.arrived)
        self.arrived.clear()
        if arrived and row:
            await self.list.show(self.list.query_, row.id)
        if row is None or not arrived or row != self.list.row:
            await self.list.reload()
        self._count()

    async def action_open(self) -> None:
        row = self.list.row
        if row:
            await self.run_action(f"app.open_ticket({row.id})")
