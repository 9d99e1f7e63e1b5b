"""The list of tickets: a cursor key costs two rows of bytes, or a sign in the gutter."""

from __future__ import annotations

from collections.abc import Collection
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from helpdesk_tui import clock
from helpdesk_tui.desk import Superseded
from helpdesk_tui.filters import Unreadable
from helpdesk_tui.i18n import _
from helpdesk_tui.tickets import queue
from helpdesk_tui.tickets.queue import Key, Query, Row

from ..common.window import Window
from ..parts import lines
from .columns import CURSOR, GUTTER, MARK, Layout, layout

if TYPE_CHECKING:
    from helpdesk_tui.tickets.middle import Spot

    from ..common.host import Host

PAGE = 100
"""Rows of a page that is fetched ahead of the cursor."""


class TicketList(Widget):
    """A window on the queue's query, drawn line by line."""

    class Moved(Message):
        """The cursor is on another ticket, or on none."""

    class Widened(Message):
        """The list has another width, and other columns."""

    class Loaded(Message):
        """The query's first rows have come."""

    app: Host

    def __init__(self, query: Query) -> None:
        super().__init__()
        self.query_ = query
        self.shown: Query | None = None
        """The query whose rows these are; the next one's may be on their way."""
        self.window = Window([], query.key)
        self.marked: dict[int, Row] = {}
        self.top = 0
        self.loaded = False
        self._covered = 0
        self._empty = False
        self._fetching = False
        self._layout: Layout | None = None
        self._now = clock.now()

    # What is in hand

    @property
    def row(self) -> Row | None:
        """The ticket under the cursor."""
        return self.window.row

    def in_hand(self) -> tuple[Row, ...]:
        """What an action acts on: the marked tickets, else the one under the cursor."""
        if self.marked:
            return tuple(self.marked.values())
        return (self.row,) if self.row else ()

    # Reading

    async def show(self, query: Query, ticket: int | None = None) -> None:
        """Shows the query from its beginning, with the cursor on this ticket if it is there.

        Raises:
            Unreadable: it cannot be read, and the list stays as it was.
        """
        before, self.query_ = self.query_, query
        try:
            page = await self.app.desk.latest("queue", queue.page, query, limit=PAGE)
        except Superseded:
            return
        except Unreadable:
            self.query_ = before
            raise
        self.shown = query
        self._put(Window(list(page.rows), query.key, more_after=page.more), ticket)

    async def show_at(self, query: Query, row: Row) -> None:
        """Shows the part of the query where this ticket lies."""
        self.query_ = self.shown = query
        self._put(Window([row], query.key), row.id)
        await self.reload()

    def tell_empty(self, *, is_so: bool = True) -> None:
        """There is no ticket at all, so there is nothing to be proud of."""
        if is_so != self._empty:
            self._empty = is_so
            self.refresh()

    async def show_end(self) -> None:
        """Shows the query's last page, with the cursor on its last ticket."""
        try:
            page = await self.app.desk.latest(
                "queue", queue.page, self.query_, backwards=True, limit=PAGE
            )
        except Superseded:
            return
        rows = list(page.rows)
        last = max(0, len(rows) - 1)
        window = Window(rows, self.query_.key, at=last, more_before=page.more)
        self._put(window, None)

    async def show_middle(self, part: float) -> Spot | None:
        """Goes to the ticket that so much (0 to 1) of the query comes before; answers its place."""
        from helpdesk_tui.tickets import middle

        try:
            spot = await self.app.desk.latest("queue", middle.find, self.query_, part)
        except Superseded:
            return None
        window = await self._around(spot.key) if spot else None
        if window:
            self.top = window.at - self.size.height // 2
            self._put(window, None, keep_top=True)
        return spot

    async def reload(self, returned: Collection[int] = ()) -> None:
        """Reads anew around the cursor, which stays on its ticket and on its line.

        A single ticket that has `returned` gets the cursor.
        """
        here = self.row
        if here is None:
            return await self.show(self.query_)
        line = self.window.at - self.top
        window = await self._around(self.query_.key(here))
        if window is None or (window.rows == self.window.rows and not returned):
            return None
        window.hold(here.id, window.at)
        self.top = window.at - line
        self._put(window, next(iter(returned)) if len(returned) == 1 else here.id, keep_top=True)
        return None

    async def _around(self, key: Key) -> Window | None:
        """What lies around a place in the query's order; None when nobody waits for it any more."""
        desk = self.app.desk
        try:
            after = await desk.latest(
                "queue", queue.page, self.query_, key, inclusive=True, limit=PAGE
            )
            before = await desk.latest(
                "queue", queue.page, self.query_, key, backwards=True, limit=PAGE
            )
        except Superseded:
            return None
        rows = [*before.rows, *after.rows]
        return Window(rows, self.query_.key, len(before.rows), before.more, after.more)

    async def renew(self, changed: set[int], *, own: bool) -> None:
        """Reads changed tickets again in place; nothing else moves.

        After one's own action a ticket that has left the query goes at once, because the hand that
        sent it away expects that; after another's it stays while the cursor is on it.
        """
        asked = changed & ({row.id for row in self.window.rows} | self.marked.keys())
        if not asked:
            return
        fresh = await self.app.desk.read(queue.reread, self.query_, asked)
        keep = self.row.id if self.row and not own else None
        before = self.row.id if self.row else None
        self.window.renew(fresh, asked, keep)
        for ticket in asked & self.marked.keys():
            if ticket in fresh:
                self.marked[ticket] = fresh[ticket]
            else:
                del self.marked[ticket]
        self._keep_in_sight()
        self.refresh()
        if own or before in asked or self.row is None or self.row.id != before:
            self.post_message(self.Moved())
        self._fetch_ahead()

    def _put(self, window: Window, ticket: int | None, *, keep_top: bool = False) -> None:
        self.window = window
        if ticket is not None:
            window.hold(ticket, window.at)
        if not keep_top:
            self.top = 0
        self._empty = self._empty and not window.rows
        self._keep_in_sight()
        self.loaded = True
        self._now = clock.now()
        self.refresh()
        self.post_message(self.Loaded())
        self.post_message(self.Moved())

    def _fetch_ahead(self) -> None:
        """Fetches the next page before the cursor reaches it."""
        window, near = self.window, 2 * self.size.height
        forward = window.more_after and len(window.rows) - self.window.at < near
        back = window.more_before and window.at < near
        if (forward or back) and not self._fetching:
            self._fetching = True
            self.run_worker(self._fetch(window, backwards=not forward))

    async def _fetch(self, window: Window, *, backwards: bool) -> None:
        try:
            edge = window.begin if backwards else window.end
            page = await self.app.desk.read(
                queue.page, self.query_, edge, backwards=backwards, limit=PAGE
            )
            if window is self.window:
                is_short = len(window.rows) < self.size.height
                if backwards:
                    self.top += window.prepend(page)
                else:
                    self.top -= window.append(page)
                self._keep_in_sight()
                if is_short:
                    self.refresh()
                    self.post_message(self.Moved())
        finally:
            self._fetching = False
        self._fetch_ahead()

    # Moving

    def move(self, by: int) -> None:
        """Moves the cursor; at the edge the list scrolls by half a page, in one repaint."""
        old, top = self.window.at, self.top
        self.window.move(by)
        if self.window.at == old:
            return
        self._keep_in_sight()
        if self.top != top:
            self.refresh()
        else:
            self._repaint_cursor(old, self.window.at)
        self.post_message(self.Moved())
        self._fetch_ahead()

    async def jump(self, *, to_end: bool) -> None:
        """Goes to the query's first or last ticket."""
        window = self.window
        if to_end and window.more_after:
            await self.show_end()
        elif not to_end and window.more_before:
            await self.show(self.query_)
        else:
            self.move(len(window.rows) if to_end else -len(window.rows))

    def mark(self, rows: list[Row], *, on: bool) -> None:
        """Marks rows or takes their marks away."""
        for row in rows:
            if on:
                self.marked[row.id] = row
            else:
                self.marked.pop(row.id, None)
        ids = {row.id for row in rows}
        height = self.size.height
        seen = self.window.rows[self.top : self.top + height]
        regions = [Region(0, y, GUTTER, 1) for y, row in enumerate(seen) if row.id in ids]
        if regions:
            self.refresh(*regions)

    def keep_clear(self, y: int) -> None:
        """Keeps the cursor above this line of the screen: what is below lies under a bar."""
        self._covered = max(0, self.region.bottom - y)
        top = self.top
        self._keep_in_sight()
        if self.top != top:
            self.refresh()

    def _keep_in_sight(self) -> None:
        height = max(1, self.size.height - self._covered)
        at, last = self.window.at, max(0, len(self.window.rows) - height)
        if at < self.top:
            self.top = at - height // 2
        elif at >= self.top + height:
            self.top = at - height + 1 + height // 2
        self.top = max(0, min(self.top, last))
        if at < self.top or at >= self.top + height:
            self.top = max(0, min(at, last))

    def _repaint_cursor(self, *indexes: int) -> None:
        cells = 1 if self.app.marks_cursor else self.size.width
        self.refresh(*(Region(0, index - self.top, cells, 1) for index in indexes))

    # Drawing

    def tick(self) -> None:
        """Redraws what the minute has changed: only the cells that now say something else."""
        columns = self._columns()
        look, before, now = self.app.look, self._now, clock.now()
        regions = []
        for y, row in enumerate(self.window.rows[self.top : self.top + self.size.height]):
            old, new = columns.pieces(row, before, look), columns.pieces(row, now, look)
            cells = zip(columns.places(), old, new, strict=True)
            regions += [Region(x, y, width, 1) for (x, width), was, is_ in cells if was != is_]
        self._now = now
        if regions:
            self.refresh(*regions)

    def company_changed(self, tickets: set[int]) -> None:
        """Redraws in the rows of these tickets what says who is on them."""
        x, width = self._columns().subject()
        shown = self.window.rows[self.top : self.top + self.size.height]
        regions = [Region(x, y, width, 1) for y, row in enumerate(shown) if row.id in tickets]
        if regions:
            self.refresh(*regions)

    def title(self) -> str:
        """The names of the columns, as wide as the list."""
        return self._columns().title()

    def on_resize(self, event: Resize) -> None:
        before = self._layout
        self._keep_in_sight()
        self.refresh()
        if self._columns() is not before:
            self.post_message(self.Widened())

    def on_click(self, event: Click) -> None:
        self.move(event.y + self.top - self.window.at)

    def render_line(self, y: int) -> Strip:
        index = y + self.top
        width = self.size.width
        if index >= len(self.window.rows):
            return Strip(self._instead(y)).adjust_cell_length(width)
        row = self.window.rows[index]
        look, app = self.app.look, self.app
        in_hand = index == self.window.at
        mark = MARK if row.id in self.marked else " "
        pieces = self._columns().pieces(row, self._now, look, app.company.letter(row.id))
        if in_hand and not app.marks_cursor:
            words = CURSOR + mark + "".join(text for text, _style in pieces)
            return Strip([Segment(words, look.lit)]).adjust_cell_length(width, look.lit)
        gutter = ((CURSOR if in_hand else " "), look.accent), (mark, look.accent)
        return Strip(lines.columns((*gutter, *pieces))).adjust_cell_length(width)

    def _columns(self) -> Layout:
        if self._layout is None or self._layout.width != self.size.width:
            self._layout = layout(self.size.width)
        return self._layout

    def _instead(self, y: int) -> lines.Line:
        """Below the last row: nothing; in place of the first one: why there is none."""
        told = ["", *self._why_none()] if not self.window.rows else []
        return lines.text("  " + told[y], self.app.look.dim) if y < len(told) else lines.EMPTY

    def _why_none(self) -> list[str]:
        if not self.loaded or self.window.more_before or self.window.more_after:
            return [_("Reading tickets …")]
        if self.query_.text:
            words = _("No ticket here holds “{words}”. ] looks in the next view, esc ends it.")
            return wrap(words.format(words=self.query_.text), max(20, self.size.width - 3))
        return [_("No tickets yet.") if self._empty else _("Nothing here. Well done.")]
