"""The pivot: recorded time by any two of its sides, read in the desk's own thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from textual import work
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget

from helpdesk_tui import clock, short_time
from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import pivot as pivots
from helpdesk_tui.reports import pivot_cell
from helpdesk_tui.reports.pivot import Asked, Pivot
from helpdesk_tui.safe_text import line as one_line

from .. import commands
from ..common import when
from ..common.cells import fit
from ..frame import writing
from ..frame.frame import Frame
from ..parts.lines import Line, Lines, sentence, spread, text
from ..terminal.keys import asking, command
from . import asked, pivot_asking, pivot_lines
from .pivot_asking import days
from .pivot_table import PivotTable

MANY = 1_000_000

REST = 0.15
"""Seconds that the hand must rest before the line below follows it."""


class PivotScreen(Frame):
    """Rows and columns of recorded time with their sums; behind each cell are its entries."""

    CSS_PATH = "../../styles/pivot.tcss"
    TAB = "figures"
    COMMANDS_HERE = commands.and_everywhere(commands.PIVOT)

    def __init__(self, client: int | None = None) -> None:
        super().__init__()
        self.asked = Asked(days=days(asked.usual(self.today)), client=client)
        self.shown: Pivot | None = None
        self._failed = ""
        self._reading = False
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        self.heading = Lines(id="pivot-title")
        self.table = PivotTable(id="pivot")
        self.empty = Lines(id="pivot-empty")
        self.detail = Lines(id="pivot-detail")
        self.note = Lines(id="pivot-note")
        yield Vertical(self.heading, self.table, self.empty, self.detail, self.note)

    def on_mount(self) -> None:
        self._arrive()

    @command
    async def _arrive(self) -> None:
        """Shows the first one; keys typed after the one that led here are meant for it."""
        await self.read().wait()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._draw)

    @property
    def today(self) -> date:
        """The technician's day."""
        return when.local(clock.now()).date()

    # Reading

    def ask_for(self, wanted: Asked) -> None:
        """Reads another one; what is being read is not wanted any more."""
        self.asked = wanted
        self.read()

    @work(group="pivot")
    async def read(self) -> None:
        """Reads what is asked for; what is shown stays until that is there."""
        wanted, self._reading = self.asked, True
        self._draw_title()
        try:
            found = await self.app.desk.latest("pivot", pivots.read, wanted)
        except Superseded:
            return
        except Exception as error:
            self._failed = self.unread(error, shown=bool(self.shown))
        else:
            self.shown, self._failed = found, ""
            self.table.show(found)
        self._reading = False
        self._draw()

    # Drawing

    def restyle(self) -> None:
        super().restyle()
        self.table.refresh()
        self._draw()

    def tick(self) -> None:
        super().tick()
        self._draw_title()

    def _draw(self) -> None:
        cells, look = self.size.width, self.app.look
        if not self.is_mounted or not cells:
            return
        self._draw_title()
        is_full = bool(self.shown and self.shown.rows)
        self.table.display, self.empty.display = is_full, not is_full
        if self._failed:
            again = _("{key} tries again.").format(key=self.app.keymap_.key("desk.reload"))
            self.empty.show(sentence(f"{self._failed} {again}", cells, look.late))
        elif self.shown:
            self.empty.show(sentence(_("Nothing was recorded in this time."), cells, look.dim))
        else:
            self.empty.show(sentence(_("Adding up …"), cells, look.dim))
        note = sentence(pivot_lines.note(self.shown), cells, look.dim) if self.shown else []
        self.note.styles.height = len(note)
        self.note.show(note)
        self._draw_detail()

    def _draw_title(self) -> None:
        if not self.is_mounted:
            return
        shown = self.shown
        of = one_line(shown.client) if shown and shown.client and self.asked.client else ""
        left = (pivot_lines.title(self.asked), pivot_lines.told_period(self.asked), of)
        right = _("adding up …") if self._reading else ""
        if shown and not self._reading:
            age = (clock.now() - shown.at).total_seconds()
            right = pivot_lines.hours(shown.total)
            if age >= short_time.MINUTE:
                right = _("{age} ago").format(age=short_time.age(age)) + f"  {right}"
        self.heading.show([self._title(" · ".join(filter(None, left)), right)])

    def _title(self, left: str, right: str) -> Line:
        return spread(f" {left}", f"{right} ", self.size.width, self.app.look.title)

    def _draw_detail(self) -> None:
        if self.shown and self.is_mounted:
            words = ""
            if self.shown.rows:
                words = pivot_lines.detail(self.shown, *self.table.in_hand())
            self.detail.show([text(fit(f" {words}", self.size.width), self.app.look.text)])

    # What is in hand

    def on_pivot_table_moved(self) -> None:
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._draw_detail)

    def client_at_hand(self) -> Named | None:
        """The client of the row or column in hand, or the one whose time it is."""
        if self.shown is None:
            return None
        sides = (self.shown.asked.rows, self.shown.asked.columns)
        for by, head in zip(sides, self.table.in_hand(), strict=True):
            if by == "client" and head and isinstance(head.key, int):
                return Named(head.key, head.name)
        if self.shown.asked.client is not None:
            return Named(self.shown.asked.client, self.shown.client)
        return None

    # Keys

    def action_move(self, down: int, right: int) -> None:
        self.table.move(down, right)

    def action_half(self, by: int) -> None:
        self.table.move(by * max(1, self.table.page // 2), 0)

    def action_jump(self, to_end: bool) -> None:
        self.table.move(MANY if to_end else -MANY, 0)

    def action_across(self, by: int) -> None:
        self.table.move(0, by * self.table.across)

    def action_open(self) -> None:
        if self.shown is None or not self.shown.rows:
            return
        from .pivot_behind import BehindScreen

        row, column = self.table.in_hand()
        sides = zip(self.shown.axes, (row, column), strict=True)
        wanted = {axis: head.key for axis, head in sides if head}
        words = pivot_lines.detail(self.shown, row, column)
        find = partial(pivot_cell.read, self.shown.asked, self.shown.days, wanted)
        self.app.push_screen(BehindScreen(find, words), self._back_from_entries)

    def _back_from_entries(self, _nothing: None) -> None:
        self.read()

    @asking
    async def action_choose(self, side: str) -> None:
        if wanted := await pivot_asking.side(self, self.asked, side):
            self.ask_for(wanted)

    def action_turn(self) -> None:
        self.ask_for(replace(self.asked, rows=self.asked.columns, columns=self.asked.rows))

    @asking
    async def action_period(self) -> None:
        if wanted := await pivot_asking.period(self, self.asked, self.today):
            self.ask_for(wanted)

    def action_shift(self, by: int) -> None:
        if self.asked.days is None:
            key = self.app.keymap_.key("pivot.period")
            self.say(_("This is all that was recorded; {key} picks a period.").format(key=key))
        else:
            self.ask_for(replace(self.asked, days=days(Period(*self.asked.days).moved(by))))

    @asking
    async def action_client(self) -> None:
        chosen = await pivot_asking.client(self, self.client_at_hand())
        if chosen is not None:
            self.ask_for(replace(self.asked, client=chosen.id or None))

    @asking
    async def action_preset(self) -> None:
        if wanted := await pivot_asking.ready_made(self, self.today):
            self.ask_for(wanted)

    @asking
    async def action_write(self) -> None:
        shown = self.shown
        if shown is None:
            return
        wanted = ["pivot", *_arguments(shown)]
        title = f"{pivot_lines.title(shown.asked)} {pivot_lines.told_period(shown.asked)}"
        told = _("Write “{view}” to a file").format(view=title)
        await writing.write(self, told, title, (".csv", ".json"), lambda _answers: wanted)

    def action_back(self) -> None:
        self.dismiss()

    def action_reload(self) -> None:
        self.read()


def _arguments(pivot: Pivot) -> list[str]:
    """The same as `helpdesk pivot` is told."""
    wanted = pivot.asked
    days = ["--all"]
    if wanted.days:
        days = [f"--from={wanted.days[0]}", f"--until={wanted.days[1]}"]
    whose = [f"--client={pivot.client}"] if wanted.client is not None else []
    return [f"--rows={wanted.rows}", f"--columns={wanted.columns}", *days, *whose]
