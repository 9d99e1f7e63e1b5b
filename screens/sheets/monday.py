"""Monday: the sheets of all clients whose period has ended, looked at and given out."""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.events import ScreenResume
from textual.widget import Widget

from helpdesk_tui import clock
from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.timesheets import monday, sheet
from helpdesk_tui.timesheets.monday import Due

from .. import commands
from ..frame.frame import Frame
from ..parts.lines import Lines, sentence
from ..parts.picker import Picker
from ..terminal.keys import asking, command
from ..worktime import workbook
from . import giving, monday_lines

MANY = 1_000_000
"""More lines than any list has."""


class MondayScreen(Frame):
    """A row for each client: hours, who gets them, and how far their sheet has come."""

    CSS_PATH = "../../styles/sheets.tcss"
    TAB = "time"
    COMMANDS_HERE = commands.and_everywhere(commands.MONDAY)

    def __init__(self) -> None:
        super().__init__()
        self.back = 0
        """How many periods these lie before the one that ended last; -1 is the present one."""
        self.rows: list[Due] | None = None
        self._held: int | None = None
        """The client that the cursor is on."""
        self._failed = ""

    def body(self) -> Iterable[Widget]:
        self.heading = Lines(id="monday-title")
        self.list = Picker(id="monday")
        self.list.in_use = True
        self.about = Lines(id="monday-about")
        yield self.heading
        yield self.list
        yield self.about

    def on_mount(self) -> None:
        self._arrive()

    @command
    async def _arrive(self) -> None:
        """Shows the sheets; keys typed after the one that led here are meant for them."""
        await self.read().wait()

    def on_screen_resume(self, _event: ScreenResume) -> None:
        if self.rows is not None:
            self.read()

    @work(group="monday")
    async def read(self) -> None:
        """Reads the sheets anew; the cursor stays on its client."""
        try:
            self.rows = await self.app.desk.latest("monday", monday.due, clock.now(), self.back)
        except Superseded:
            return
        except Exception as error:
            self._failed = self.unread(error, shown=self.rows is not None)
        else:
            self._failed = ""
        self.draw()

    # Drawing

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.draw)

    def restyle(self) -> None:
        super().restyle()
        self.draw()

    def draw(self) -> None:
        """Draws the sheets for the present width."""
        cells, look = self.size.width, self.app.look
        if not self.is_mounted or not cells:
            return
        if not self.rows:
            said = _("No client had hours in these days.")
            if self.rows is None:
                said = self._failed or _("Reading the sheets …")
            self.heading.show(monday_lines.heading([], cells, look))
            self.list.renew(sentence(said, cells, look.late if self._failed else look.dim), [], 0)
            self.about.show([])
            return
        usual = monday_lines.usual_days(self.rows)
        self.heading.show(monday_lines.heading(self.rows, cells, look))
        ids = [row.client for row in self.rows]
        at = ids.index(self._held) if self._held in ids else min(self.list.at, len(ids) - 1)
        lines = [monday_lines.row(row, usual, cells, look) for row in self.rows]
        self.list.renew(lines, range(len(lines)), at)
        self._draw_about()

    def _draw_about(self) -> None:
        if row := self.in_hand:
            key = self.app.keymap_.key("monday.terms")
            self.about.show(monday_lines.about(row, key, self.size.width, self.app.look))

    # What is in hand

    @property
    def in_hand(self) -> Due | None:
        """The client that the cursor is on."""
        rows = self.rows or []
        return rows[self.list.at] if self.list.at < len(rows) else None

    def client_at_hand(self) -> Named | None:
        row = self.in_hand
        return Named(row.client, row.name) if row else None

    # Keys

    def action_move(self, by: int) -> None:
        if self.list.move(by) and self.in_hand:
            self._held = self.in_hand.client
            self._draw_about()

    def action_half(self, by: int) -> None:
        self.action_move(by * max(1, self.list.size.height // 2))

    def action_jump(self, to_end: bool) -> None:
        self.action_move(MANY if to_end else -MANY)

    def action_open(self) -> None:
        from .sheet import SheetScreen

        if row := self.in_hand:
            self.app.push_screen(SheetScreen(row.client, row.first, row.last))

    @command
    async def action_terms(self) -> None:
        if row := self.in_hand:
            await self.app.run_action(f"app.open_terms({row.client})")

    @asking
    async def action_workbook(self) -> None:
        if row := self.in_hand:
            await workbook.write(self, self.client_at_hand(), row.first, row.last)

    @command
    async def action_pivot(self) -> None:
        if row := self.in_hand:
            await self.app.run_action(f"app.pivot({row.client})")

    @asking
    async def action_give(self) -> None:
        if row := self.in_hand:
            await giving.one(self, row.client, row.first, row.last)
            await self.read().wait()

    @asking
    async def action_give_all(self) -> None:
        first = [row for row in self.rows or [] if row.is_ready and row.revision == 1]
        await giving.all_ready(self, first)  # a correction is looked at by itself
        await self.read().wait()

    @command
    async def action_take_back(self) -> None:
        row = self.in_hand
        if row is None or not row.is_given:
            self.say(_("It was not given out."))
            return
        given = await self.app.desk.read(sheet.read, row.client, row.first, row.last, clock.now())
        await giving.take_back(self, given)
        await self.read().wait()

    @command
    async def action_letter(self) -> None:
        if row := self.in_hand:
            await giving.again(self, row.client, row.first, row.last)

    @command
    async def action_shift(self, by: int) -> None:
        if self.back + by < -1:
            self.say(_("Later ones are yet to come."))
            return
        self.back += by
        await self.read().wait()

    def action_reload(self) -> None:
        self.read()

    def action_back(self) -> None:
        self.dismiss()

    # What the world does

    def time_changed(self) -> None:
        self.read()

    def world_changed(self, tickets: set[int], *, own: bool) -> None:
        if own:
            self.read()
