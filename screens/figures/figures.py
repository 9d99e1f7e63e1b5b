"""Figures: the tickets of a period by one dimension, counted in a process of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from textual import work
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from helpdesk_tui import clock
from helpdesk_tui.desk import Superseded
from helpdesk_tui.filters import Unreadable
from helpdesk_tui.filters.parse import parse
from helpdesk_tui.filters.write import write
from helpdesk_tui.i18n import _, language
from helpdesk_tui.reports import behind, forecast
from helpdesk_tui.reports.forecast import Forecast
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.tickets.views import Viewer

from .. import commands
from ..common import child, when
from ..frame import writing
from ..frame.listed import Listed
from ..parts.bars import Choice, Menu
from ..parts.filter_bar import FilterBar
from ..parts.lines import EMPTY, Line, Lines, sentence
from ..parts.picker import Picker
from ..terminal.keys import asking
from . import asked, routine_lines, screen_lines
from .asked import ROUTINES, Asked, Shown
from .figure_lines import COLUMNS


class FiguresScreen(Listed):
    """Counts, times and promises; the last ones stay while others are counted."""

    CSS_PATH = "../../styles/figures.tcss"
    TAB = "figures"
    COMMANDS_HERE = commands.and_everywhere(commands.FIGURES)

    def __init__(self) -> None:
        super().__init__()
        self.asked = Asked(period=asked.usual(self.today))
        self.shown: Shown | None = None
        self.charted = "came"
        self.forecast: Forecast | None = None
        self._failed = ""
        self._counting: Worker[None] | None = None
        self._seconds = 0
        self._second: Timer | None = None

    def body(self) -> Iterable[Widget]:
        self.heading = Lines(id="figures-title")
        self.list = Picker(id="figures")
        self.list.in_use = True
        self.total = Lines(id="figures-total")
        self.ahead = Lines(id="figures-ahead")
        yield Vertical(self.heading, self.list, self.total, self.ahead)

    def on_mount(self) -> None:
        self.action_reload()

    def on_unmount(self) -> None:
        self._stop()

    @property
    def today(self) -> date:
        """The technician's day."""
        return when.local(clock.now()).date()

    # Counting

    def ask_for(self, wanted: Asked) -> None:
        """Counts something else; what is being counted is not wanted any more."""
        self._stop()
        self.asked, self._failed, self._seconds = wanted, "", 0
        self._second = self.set_interval(1, self._another_second)
        self._counting = self._count(wanted)
        self.draw()

    def _stop(self) -> None:
        if self._counting:
            self._counting.cancel()
            self._counting = None
        if self._second:
            self._second.stop()

    @work(group="figures")
    async def _count(self, wanted: Asked) -> None:
        told = ["stats", *wanted.arguments, "--to=json"]
        code, lines = await child.run(self.app, *told, only_reads=True)
        if code:
            self._failed = " ".join(lines)
        else:
            self.shown = wanted.shown("\n".join(lines))
        self._counting = None
        self._stop()
        self.draw()

    @work(group="forecast")
    async def _look_ahead(self) -> None:
        me = self.app.desk.me
        viewer = Viewer(me.id, me.teams, when.zone())
        try:
            self.forecast = await self.app.desk.latest(
                "forecast", forecast.read, self.asked.words, viewer
            )
        except Superseded:
            return
        self.draw()

    def _another_second(self) -> None:
        self._seconds += 1
        self._draw_title()

    # Drawing

    def tick(self) -> None:
        super().tick()
        self._draw_title()

    def draw(self) -> None:
        cells, look = self.size.width, self.app.look
        if not self.is_mounted or not cells:
            return
        picture = self.shown and screen_lines.picture(self.shown, self.charted, cells, look)
        self.heading.show([self._title(), picture.head if picture else EMPTY])
        if self._failed:
            key = self.app.keymap_.key("desk.reload")
            self.list.renew(screen_lines.failed(self._failed, key, cells, look), [], 0)
        elif self.shown and picture:
            stops = range(len(self.shown.report.rows))
            at = min(self.list.at, max(0, len(stops) - 1))
            self.list.renew(picture.rows, stops, at)
        else:
            self.list.renew(sentence(_("Counting the tickets …"), cells, look.dim), [], 0)
        self.total.show(picture.total if picture else [])
        self.total.styles.height = len(picture.total) if picture else 0
        self._draw_below()

    def _draw_below(self) -> None:
        """The routine in hand, or the look ahead."""
        cells, look = self.size.width, self.app.look
        if found := self.shown and self.shown.routine(self.list.at):
            key = self.app.keymap_.key("figures.draft")
            keys = _("{key} drafts a procedure").format(key=key)
            below = screen_lines.routine(*found, keys, cells, look)
        else:
            below = screen_lines.ahead(self.forecast, cells, look)
        self.ahead.styles.height = len(below)
        self.ahead.show(below)

    def _title(self) -> Line:
        since = self._seconds if self._counting else None
        cells, look = self.size.width, self.app.look
        return screen_lines.heading(self.asked, self.shown, since, cells, look)

    def _draw_title(self) -> None:
        if self.is_mounted:
            self.heading.show([self._title(), *self.heading.lines[1:]])

    # Keys

    def action_move(self, by: int) -> None:
        if self.list.move(by) and self.shown and self.shown.routine(self.list.at):
            self._draw_below()

    @asking
    async def action_dimension(self) -> None:
        choices = [Choice(key, _(title), name) for name, (key, title) in asked.DIMENSIONS.items()]
        chosen = await self.ask(Menu(_("Figures by"), choices))
        if chosen:
            self.ask_for(replace(self.asked, by=chosen))

    def action_turn(self, by: int) -> None:
        self.ask_for(self.asked.turned(by))

    @asking
    async def action_period(self) -> None:
        choices = [Choice(key, _(title), key) for key, title in asked.PERIODS.items()]
        chosen = await self.ask(Menu(_("Period"), choices))
        if chosen:
            self.ask_for(replace(self.asked, period=asked.period(chosen, self.today)))

    def action_shift(self, by: int) -> None:
        if self.asked.period is None:
            key = self.app.keymap_.key("figures.period")
            self.say(_("These are all tickets; {key} picks a period.").format(key=key))
            return
        period = self.asked.period.moved(by)
        if by > 0 and period.first > self.today:
            self.say(_("The period after this one has not begun."))
        else:
            self.ask_for(replace(self.asked, period=period))

    def action_chart(self, by: int) -> None:
        keys = [column.key for column in COLUMNS]
        self.charted = keys[(keys.index(self.charted) + by) % len(keys)]
        self.draw()

    @asking
    async def action_filter(self) -> None:
        words = await self.ask(FilterBar(self.asked.words, lambda _typed: None))
        if words is None:
            return
        try:
            parse(words, self.today)
        except Unreadable as mistake:
            self.say(str(mistake), bad=True)
            return
        self.ask_for(replace(self.asked, words=words.strip()))
        self._look_ahead()

    def action_open(self) -> None:
        if self.shown is None or not self.shown.report.rows:
            return
        if found := self.shown.routine(self.list.at):
            from .pivot_behind import BehindScreen

            routine, _others = found
            words = f"{one_line(routine.title)} · {routine_lines.client(routine)}"
            find = partial(behind.read, routine.entries, when.zone())
            self.app.push_screen(BehindScreen(find, words))
            return
        view, words = self.shown.tickets(self.list.at)
        typed = write(parse(words, self.today), language())
        self.app.show_tickets(view, typed)

    @asking
    async def action_draft(self) -> None:
        if found := self.shown and self.shown.routine(self.list.at):
            from . import drafting  # forms load with the first that opens

            await drafting.draft(self, *found)
        else:
            keys = f"{self.app.keymap_.key('figures.dimension')} {asked.DIMENSIONS[ROUTINES][0]}"
            self.say(
                _("A procedure is drafted from a routine: {keys} shows them.").format(keys=keys)
            )

    @asking
    async def action_write(self) -> None:
        title = screen_lines.title(self.asked)
        wanted = ["stats", *self.asked.arguments]
        await writing.write(
            self,
            _("Write “{view}” to a file").format(view=title),
            title,
            (".csv", ".json"),
            lambda _answers: wanted,
        )

    def action_back(self) -> None:
        if not self._counting:
            self.app.remember(screen="queue")
            self.dismiss()
            return
        self._stop()
        if self.shown:
            self.asked = self.shown.asked
            self._look_ahead()
            self.say(_("The counting was stopped; what is shown is as it was."))
        else:
            self._failed = _("The counting was stopped.")
        self.draw()

    def action_reload(self) -> None:
        self.ask_for(self.asked)
        self._look_ahead()
