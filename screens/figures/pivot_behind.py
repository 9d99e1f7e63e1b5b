"""The entries behind a cell of the pivot or a routine, the newest first, and the way to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.containers import Vertical
from textual.widget import Widget

from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.reports.pivot_cell import MOST, Behind, Found
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.short_time import hours
from helpdesk_tui.worktime.timer import What

from .. import commands
from ..common import when
from ..common.cells import fit, width
from ..frame.listed import Fetched
from ..parts.lines import Line, Lines, columns, sentence, text
from ..parts.picker import Picker
from ..terminal.keys import asking, command
from ..worktime import entry_forms
from ..worktime.time_worked import time_of_day

NUMBER = 8
"""Cells of a ticket's number."""


class BehindScreen(Fetched):
    """Days and entries with what each gives to what it lies behind."""

    CSS_PATH = "../../styles/pivot.tcss"
    TAB = "figures"
    COMMANDS_HERE = commands.and_everywhere(commands.BEHIND)

    def __init__(self, find: Callable[[], Found], words: str) -> None:
        """`words` say what it lies behind."""
        super().__init__()
        self._find, self._words = find, words
        self.found: Found | None = None

    def body(self) -> Iterable[Widget]:
        self.heading = Lines(id="pivot-title")
        self.list = Picker(id="behind")
        self.list.in_use = True
        yield Vertical(self.heading, self.list)

    async def fetch(self) -> None:
        self.found = await self.app.desk.latest("behind", self._find)

    # Drawing

    def draw(self) -> None:
        cells, look = self.size.width, self.app.look
        if not self.is_mounted or not cells:
            return
        self.heading.show([text(fit(f" {self._words}", cells), look.title)])
        if self.found is None:
            self.draw_instead(_("Reading the entries …"))
            return
        rows = self.found.rows
        lines = [self._line(row, cells) for row in rows]
        if not rows:
            lines = sentence(_("Nothing was recorded here."), cells, look.dim)
        if self.found.more:
            words = _("There are more: these are the newest {count}.").format(count=MOST)
            lines += sentence(words, cells, look.dim)
        at = max(0, min(self.list.at, len(rows) - 1))
        self.list.renew(lines, range(len(rows)), at)

    def _line(self, row: Behind, cells: int) -> Line:
        look, spent = self.app.look, row.spent
        until = time_of_day(spent.end) if spent.end else "…"
        sign = "" if spent.what.billable else "n"
        lead = (
            f" {fit(when.day(row.day), 16)}{fit(f'{time_of_day(spent.begin)}-{until}', 13)}"
            f"{fit(hours(row.seconds), 6, right=True)} {fit(sign, 2)}"
        )
        number = f"#{spent.what.ticket}" if spent.what.ticket else ""
        room = max(0, cells - width(lead) - NUMBER)
        who = min(14, room // 4)
        whose = min(22, room // 3)
        client = one_line(spent.client) or _("internal")
        return columns(
            [
                (lead, look.text),
                (fit(one_line(row.technician), who - 1) + " ", look.dim),
                (fit(client, whose - 1) + " ", look.text),
                (fit(one_line(spent.what.title), room - who - whose), look.text),
                (fit(number, NUMBER, right=True), look.dim),
            ]
        )

    # What is in hand

    @property
    def row(self) -> Behind | None:
        """The entry that the cursor is on."""
        rows = self.found.rows if self.found else ()
        return rows[self.list.at] if self.list.at < len(rows) else None

    def at_hand(self) -> What | None:
        return self.row.spent.what if self.row else None

    def client_at_hand(self) -> Named | None:
        if self.row is None or self.row.spent.what.client is None:
            return None
        return Named(self.row.spent.what.client, self.row.spent.client)

    # Keys

    @asking
    async def action_open(self) -> None:
        if self.row:
            await entry_forms.edit(self, self.row.spent)
            await self.read().wait()

    @command
    async def action_ticket(self) -> None:
        if self.row is None:
            return
        if self.row.spent.what.ticket is None:
            self.say(_("No ticket is about this entry."))
        else:
            await self.app.run_action(f"app.open_ticket({self.row.spent.what.ticket})")

    def time_changed(self) -> None:
        self.read()
