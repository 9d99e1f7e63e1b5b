"""One client's sheet: looked at line by line, put right, and given out."""

from __future__ import annotations

from datetime import date

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.models.billing import State
from helpdesk_tui.people.directory import Named
from helpdesk_tui.timesheets import giving as telling
from helpdesk_tui.timesheets import queries, sheet
from helpdesk_tui.timesheets.rows import Row
from helpdesk_tui.worktime.spent import by_id

from .. import commands
from ..common import words
from ..terminal.keys import asking, command
from ..worktime import entry_forms
from . import giving, sheet_forms, sheet_lines
from .of_sheets import OfSheets
from .sheet_lines import Page, Shown


class SheetScreen(OfSheets):
    """All lines of a sheet by day, what they come to, and what was asked about them."""

    COMMANDS_HERE = commands.and_everywhere(commands.SHEET)

    def __init__(self, client: int, first: date, last: date) -> None:
        super().__init__()
        self.client, self.first, self.last = client, first, last
        self.page: Page | None = None
        self._shown: list[Shown] = []
        self._held: tuple[int, date] | None = None
        """The entry and the day of the line that the cursor is on."""

    async def fetch(self) -> None:
        days = self.client, self.first, self.last
        self.page = await self.app.desk.latest("sheet", _read, *days)

    # Drawing

    def draw(self) -> None:
        cells, look = self.size.width, self.app.look
        if not self.is_mounted or not cells:
            return
        if self.page is None:
            self.draw_instead()
            return
        self._shown = sheet_lines.lines(self.page, cells, look)
        stops = [at for at, one in enumerate(self._shown) if one.row]
        held = [at for at in stops if _key(self._shown[at].row) == self._held]
        at = next(iter(held), min(stops, key=lambda stop: abs(stop - self.list.at), default=0))
        self.heading.show(sheet_lines.heading(self.page, cells, look))
        self.list.renew([one.line for one in self._shown], stops, at)
        self._draw_about()

    def _draw_about(self) -> None:
        self.about.show(sheet_lines.foot(self.in_hand, self.size.width, self.app.look))

    # What is in hand

    @property
    def in_hand(self) -> Row | None:
        """The line that the cursor is on."""
        return self._shown[self.list.at].row if self.list.at < len(self._shown) else None

    def client_at_hand(self) -> Named | None:
        return Named(self.client, self.page.sheet.client.name) if self.page else None

    # Keys

    def action_move(self, by: int) -> None:
        if self.list.move(by):
            self._held = _key(self.in_hand)
            self._draw_about()
        elif not self.list.picks:
            self.list.scroll_lines(by)

    def action_jump(self, to_end: bool) -> None:
        super().action_jump(to_end)
        if to_end:
            self.list.jump(True)

    @asking
    async def action_entry(self) -> None:
        row = self.in_hand
        if row is None:
            return
        entry = await self.app.desk.read(by_id, row.entry)
        if entry is None:
            self.say(_("Its entry was put away."))
            return
        await entry_forms.edit(self, entry)
        await self.read().wait()

    @asking
    async def action_paragraph(self) -> None:
        if self.page:
            await sheet_forms.paragraph(self, self.page)
            await self.read().wait()

    @asking
    async def action_query(self) -> None:
        row = self.in_hand
        if self.page is None or row is None:
            return
        asked = [one for one in self.page.questions if (one.entry, one.day) == _key(row)]
        if asked:
            await sheet_forms.about_query(self, self.page, asked[-1])
        elif row.id is None:
            self.say(_("Clients ask about what they have: it was not given out yet."))
        else:
            await sheet_forms.query(self, row.id, row.title)
        await self.read().wait()

    @asking
    async def action_give(self) -> None:
        await giving.one(self, self.client, self.first, self.last)
        await self.read().wait()

    @command
    async def action_revise(self) -> None:
        if self.page is None:
            return
        given = self.page.sheet
        told = _("A correction is begun, and the time of {client} can be changed").format(
            client=words.title(given.client.name)
        )
        await giving.act(self, told, lambda by: telling.revise(by, given))
        await self.read().wait()

    @command
    async def action_let_go(self) -> None:
        if self.page is None:
            return
        seen = self.page.sheet
        told = _("The correction was let go")
        await giving.act(self, told, lambda by: telling.let_go(by, seen, clock.now()))
        await self.read().wait()

    @command
    async def action_take_back(self) -> None:
        if self.page is None:
            return
        if self.page.sheet.state is not State.GIVEN:
            self.say(_("It was not given out."))
            return
        await giving.take_back(self, self.page.sheet)
        await self.read().wait()

    @command
    async def action_letter(self) -> None:
        await giving.again(self, self.client, self.first, self.last)


def _key(row: Row | None) -> tuple[int, date] | None:
    return (row.entry, row.day) if row else None


def _read(client: int, first: date, last: date) -> Page:
    """In the database's thread: the sheet, and what the client has been told of it."""
    now = clock.now()
    found = sheet.read(client, first, last, now)
    told = found
    if found.state is State.DRAFT and found.revision > 1:
        told = sheet.read(client, first, last, now, found.revision - 1)
    return Page(
        sheet=found,
        before=telling.told_before(found),
        questions=tuple(queries.of_sheet(told.id)) if told.id else (),
        differences=tuple(telling.differences(told, found)) if told is not found else (),
    )
