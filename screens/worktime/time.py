"""Time: a day with its entries and the gaps between them, and the week around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from helpdesk_tui import clock
from helpdesk_tui.calendars import Calendar
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.working_hours import working_hours
from helpdesk_tui.worktime import day as days
from helpdesk_tui.worktime import laying
from helpdesk_tui.worktime.day import Day, Gap, Item, Part, Week
from helpdesk_tui.worktime.timer import What

from .. import commands
from ..common import when
from ..common.cells import fit
from ..parts.lines import Lines, sentence, text
from ..parts.picker import Picker
from ..terminal.keys import asking, command
from . import entry_forms, time_lines, week_lines
from .mending import Mending
from .time_lines import Row

WITH_WEEK = 100
"""Cells from which the week stands beside the day."""

REST = 0.15
"""Seconds that the hand must rest before the line below follows it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A day and its week, as they were read at one moment."""

    day: Day
    week: Week


class TimeScreen(Mending):
    """The technician's own day, a line for each entry and each gap; `w` shows the week."""

    CSS_PATH = "../../styles/time.tcss"
    TAB = "time"
    COMMANDS_HERE = (*commands.TIME, *commands.EVERYWHERE)

    def __init__(self) -> None:
        super().__init__()
        self.date = when.local(clock.now()).date()
        self.shows_week = False
        self.shown: Shown | None = None
        self._rows: list[Row] = []
        self._held: tuple[str, object] | None = None
        """What the cursor is on, by what it is told apart by; None: on the last of today."""
        self._resting: Timer | None = None
        self._calendar: Calendar | None = None

    def body(self) -> Iterable[Widget]:
        self.side = Lines(id="week")
        self.heading = Lines(id="day-title")
        self.list = Picker(id="day")
        self.list.in_use = True
        self.detail = Lines(id="day-detail")
        self.totals = Lines(id="day-totals")
        yield Horizontal(
            self.side, Vertical(self.heading, self.list, self.detail, self.totals, id="time")
        )

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        self.side.display = self.size.width >= WITH_WEEK and not self.shows_week

    # Reading

    async def fetch(self) -> None:
        """The day and its week."""
        desk = self.app.desk
        self.shown = await desk.latest("time", self._read, desk.me.id, self.date)

    def _read(self, me: int, date_: date) -> Shown:
        """In the database's thread."""
        zone = ZoneInfo(when.zone_name())
        if self._calendar is None:
            self._calendar = working_hours(self.app.settings, zone)
        now = laying.moment(me)
        monday = date_ - timedelta(days=date_.weekday())
        return Shown(
            days.line(me, date_, self._calendar, zone, now),
            days.week(me, monday, self._calendar, zone, now),
        )

    # Drawing

    def draw(self) -> None:
        cells, look = self.list.size.width, self.app.look
        if not self.is_mounted or not cells:
            return
        if self.shown is None:
            self._draw_nothing()
        elif self.shows_week:
            self._draw_week(self.shown.week)
        else:
            self._draw_day(self.shown.day)
        if self.shown:
            self.side.show(week_lines.side(self.shown.week, self.date, look))

    def _draw_nothing(self) -> None:
        """Says that it is being read, or why it cannot be."""
        look, cells = self.app.look, self.list.size.width
        self._rows = []
        self.heading.show([text(fit(f" {when.day(self.date)}", cells), look.title)])
        self.draw_instead(_("Reading the day …"))
        self.detail.show([])
        self.totals.show([])

    def _draw_week(self, week: Week) -> None:
        look, cells = self.app.look, self.list.size.width
        self._rows = []
        self.heading.show([week_lines.heading(week, cells, look)])
        self.list.renew(week_lines.table(week, self.date, cells, look), [], 0)
        self.detail.show([])
        self.totals.show([])

    def _draw_day(self, day: Day) -> None:
        look, cells = self.app.look, self.list.size.width
        is_today = day.date == when.local(clock.now()).date()
        self._rows = time_lines.day_rows(day, cells, look)
        lines = [row.line for row in self._rows]
        stops = [at for at, row in enumerate(self._rows) if row.item]
        if not lines:
            key = self.app.keymap_.key
            words = _("Nothing is recorded on this day. {add} writes an entry, {start} starts one.")
            words = words.format(add=key("day.new"), start=key("time.toggle"))
            lines = sentence(words, cells, look.dim)
        self.heading.show([time_lines.title(day, is_today, cells, look)])
        self.list.renew(lines, stops, self._place(stops, is_today))
        if self._held is None and self.item:
            self._held = _key(self.item)
        self.totals.show([time_lines.totals(day, cells, look)])
        self._draw_detail()

    def _place(self, stops: list[int], is_today: bool) -> int:
        """The line of what the cursor was on, or the nearest to where it was."""
        at = {_key(self._rows[stop].item): stop for stop in stops}
        if self._held in at:
            return at[self._held]
        if self._held is None and stops:
            return stops[-1 if is_today else 0]
        return min(stops, key=lambda stop: abs(stop - self.list.at), default=0)

    def _draw_detail(self) -> None:
        if self.shown and not self.shows_week and self.is_mounted:
            cells, key = self.detail.size.width, self.app.keymap_.key
            day, look = self.shown.day, self.app.look
            self.detail.show(time_lines.detail(self.item, day, cells, look, key))

    # What is in hand

    def parts(self) -> list[Part]:
        return self.shown.day.parts if self.shown else []

    @property
    def item(self) -> Item | None:
        """The entry or the gap that the cursor is on."""
        at = self.list.at
        return self._rows[at].item if at < len(self._rows) else None

    def at_hand(self) -> What | None:
        item = self.item
        return item.spent.what if isinstance(item, Part) else None

    def client_at_hand(self) -> Named | None:
        item = self.item
        if not isinstance(item, Part) or item.spent.what.client is None:
            return None
        return Named(item.spent.what.client, item.spent.client)

    # Moving

    def action_move(self, by: int) -> None:
        if self.shows_week:
            self.list.scroll_lines(by)
        elif self.list.move(by):
            item = self.item
            self._held = _key(item) if item else None
            self._rest()

    def _rest(self) -> None:
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._draw_detail)

    def action_day(self, by: int) -> None:
        self._go_to(self.date + timedelta(days=by))

    def action_today(self) -> None:
        self._go_to(when.local(clock.now()).date())

    @command
    async def _go_to(self, date_: date) -> None:
        """Shows a day; keys typed after the one that led here are meant for it."""
        self.date, self._held, self.shown, self.has_read = date_, None, None, False
        await self.read().wait()

    def action_week(self) -> None:
        self.shows_week = not self.shows_week
        self._lay_out()
        self.call_after_refresh(self.draw)

    def action_back(self) -> None:
        if self.shows_week:
            self.action_week()
        else:
            self.app.remember(screen="queue")
            self.dismiss()

    # Writing

    async def write_entry(self) -> bool:
        item = self.item
        gap = (item.begin, item.end) if isinstance(item, Gap) else None
        is_today = self.date == when.local(clock.now()).date()
        day = None if is_today else self.date
        await self.show_anew(await entry_forms.by_hand(self, gap=gap, day=day))
        return True

    @asking
    async def action_new_entry(self) -> None:
        await self.write_entry()

    @asking
    async def action_open(self) -> None:
        if self.shows_week:
            self.action_week()
        elif isinstance(self.item, Part):
            await entry_forms.edit(self, self.item.spent)
            await self.show_anew()
        elif self.item:
            await self.write_entry()

    @asking
    async def action_write(self) -> None:
        from . import workbook

        first, last = self.date.replace(month=1, day=1), when.local(clock.now()).date()
        await workbook.write(self, self.client_at_hand(), min(first, last), last)

    async def show_anew(self, entry: int | None = None) -> None:
        if entry is not None:
            self._held = "entry", entry
        await self.read().wait()

    # What the world does

    def time_changed(self) -> None:
        self.read()

    def tick(self) -> None:
        super().tick()
        self.read()


def _key(item: Item | None) -> tuple[str, object]:
    if isinstance(item, Part):
        return "entry", item.spent.id
    return "gap", item.begin if item else None
