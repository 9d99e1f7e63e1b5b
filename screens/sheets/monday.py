"""Monday: the sheets of all clients whose period has ended, looked at and given out."""

from __future__ import annotations

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.timesheets import monday, sheet
from helpdesk_tui.timesheets.monday import Due

from .. import commands
from ..terminal.keys import asking, command
from ..worktime import workbook
from . import giving, monday_lines
from .of_sheets import OfSheets


class MondayScreen(OfSheets):
    """A row for each client: hours, who gets them, and how far their sheet has come."""

    COMMANDS_HERE = commands.and_everywhere(commands.MONDAY)

    def __init__(self) -> None:
        super().__init__()
        self.back = 0
        """How many periods these lie before the one that ended last; -1 is the present one."""
        self.rows: list[Due] = []
        self._held: int | None = None
        """The client that the cursor is on."""

    async def fetch(self) -> None:
        self.rows = await self.app.desk.latest("monday", monday.due, clock.now(), self.back)

    # Drawing

    def draw(self) -> None:
        cells, look = self.size.width, self.app.look
        if not self.is_mounted or not cells:
            return
        if not self.rows:
            nothing = _("No client had hours in these days.")
            self.heading.show(monday_lines.heading([], cells, look))
            self.draw_instead(nothing if self.has_read else _("Reading the sheets …"))
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
            key = self.app.keymap_.key("monday.recipients")
            self.about.show(monday_lines.about(row, key, self.size.width, self.app.look))

    # What is in hand

    @property
    def in_hand(self) -> Due | None:
        """The client that the cursor is on."""
        return self.rows[self.list.at] if self.list.at < len(self.rows) else None

    def client_at_hand(self) -> Named | None:
        row = self.in_hand
        return Named(row.client, row.name) if row else None

    # Keys

    def action_move(self, by: int) -> None:
        if self.list.move(by) and self.in_hand:
            self._held = self.in_hand.client
            self._draw_about()

    def action_open(self) -> None:
        from .sheet import SheetScreen

        if row := self.in_hand:
            self.app.push_screen(SheetScreen(row.client, row.first, row.last))

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
        first = [row for row in self.rows if row.is_ready and row.revision == 1]
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
