"""The columns of a file with what they mean, and its first rows as what they would be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from textual import work
from textual.containers import Vertical
from textual.widget import Widget

from helpdesk_tui.i18n import _
from helpdesk_tui.intake import begun, saved
from helpdesk_tui.intake.begun import Begun
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.guessing import with_meaning
from helpdesk_tui.intake.made import TIME
from helpdesk_tui.intake.peek import Input
from helpdesk_tui.intake.picture import picture
from helpdesk_tui.intake.plan import ENTRIES, IGNORED, Plan
from helpdesk_tui.intake.seen import Picture
from helpdesk_tui.storage.whole import Unwritable

from .. import commands
from ..common import when
from ..parts.lines import Line, Lines
from ..parts.picker import Picker
from ..terminal.keys import asking
from . import mapping_forms, mapping_saving, mapping_values
from .import_running import After
from .mapping_lines import column_lines, file_lines, in_hand_line
from .mapping_picture import picture_lines, rule
from .mapping_saving import Savable

MANY = 1_000_000
"""More lines than any list has."""

AROUND = 7
"""Lines of the screen that are neither columns nor picture."""


class MappingScreen(Savable):
    """What the columns of a file mean is said here, seen at once, and saved as a mapping."""

    CSS_PATH = "../../styles/mapping.tcss"
    TAB = ""
    COMMANDS_HERE = commands.and_everywhere(commands.MAPPING)

    def __init__(self, asked: Input, after: After) -> None:
        super().__init__()
        self.asked = asked
        self.after = after
        self.begun: Begun | None = None
        self.picture = Picture((), {})
        self._other: Plan | None = None
        """What was said of the columns while rows were the other thing, tickets or hours."""
        self._report: list[Line] = []
        self._keeping = asyncio.Lock()

    def body(self) -> Iterable[Widget]:
        self.about = Lines(id="file")
        self.columns_ = Picker(id="columns")
        self.columns_.in_use = True
        self.rule = Lines(id="rule")
        self.below = Lines(id="picture")
        yield Vertical(self.about, self.columns_, self.rule, self.below, id="mapping")

    def on_mount(self) -> None:
        self._open()

    @work(group="open")
    async def _open(self) -> None:
        try:
            found = await asyncio.to_thread(begun.begin, self.asked, when.zone_name())
        except IntakeError as error:
            self.app.pop_screen()
            self.app.say(str(error), bad=True)
            return
        self.begun = found
        if found.taken_up:
            self.say(_("You left this unfinished; it goes on from there. r guesses anew."))
        self._see()

    # What is being made

    @property
    def plan(self) -> Plan:
        """What has been said so far."""
        assert self.begun
        return self.begun.plan

    @property
    def column(self) -> str:
        """The column in hand."""
        assert self.begun
        return self.begun.sample.header[self.columns_.at]

    def change(self, plan: Plan | None) -> None:
        """Goes on with another plan: it is seen at once, and kept."""
        if plan is not None and self.begun and plan != self.begun.plan:
            if plan.made is not self.plan.made:
                self._other = self.plan
            self.begun = Begun(self.begun.sample, plan, self.begun.name, taken_up=True)
            self._see()
            self._keep(plan)

    @work(group="see")
    async def _see(self) -> None:
        shown = self.begun
        assert shown
        found = await asyncio.to_thread(picture, shown.sample, shown.plan)
        if self.begun is shown:
            self.picture, self._report = found, []
            self.draw()

    @work(group="keep")
    async def _keep(self, plan: Plan) -> None:
        assert self.begun
        async with self._keeping:  # one after the other, and only the latest
            if plan is not self.plan:
                return
            try:
                await asyncio.to_thread(saved.keep, plan, self.begun.sample.header)
            except Unwritable as problem:
                self.say(str(problem), bad=True)

    # Drawing

    def on_resize(self) -> None:
        super().on_resize()
        self.draw()

    def restyle(self) -> None:
        super().restyle()
        self.draw()

    def show_report(self, lines: list[Line]) -> None:
        """Shows what a trial found in the place of the picture, until the plan changes."""
        self._report = lines
        self.below.show(lines, top=0)

    def draw(self) -> None:
        """Draws everything that has been found out so far."""
        if self.begun is None:
            return
        look, cells, height = self.app.look, self.size.width, self.size.height
        sample, plan = self.begun.sample, self.begun.plan
        self.columns_.styles.height = min(len(sample.header), max(4, (height - AROUND) // 2))
        self.columns_.offer(column_lines(sample, plan, self.picture, cells, look))
        self._draw_about()
        self.rule.show([rule(self.picture, cells, look)])
        self.below.show(self._report or picture_lines(plan, self.picture, cells, look))

    def _draw_about(self) -> None:
        """The lines above the columns; the last of them follows the cursor."""
        assert self.begun
        look, cells = self.app.look, self.size.width
        sample, plan = self.begun.sample, self.begun.plan
        in_hand = in_hand_line(sample, plan, self.picture, self.columns_.at, cells, look)
        self.about.show([*file_lines(self.asked, sample, plan, cells, look), in_hand])

    # Keys

    def action_move(self, by: int) -> None:
        if self.columns_.move(by):
            self._draw_about()

    def action_jump(self, to_end: bool) -> None:
        self.action_move(MANY if to_end else -MANY)

    def action_read(self, by: int) -> None:
        self.below.page(by * 0.5)

    @asking
    async def action_mean(self) -> None:
        if self.begun:
            self.change(
                await mapping_forms.meaning(self, self.begun.sample, self.plan, self.column)
            )

    @asking
    async def action_values(self) -> None:
        if self.begun is None:
            return
        if mapping_values.has_values(self.plan, self.column):
            field = self.plan.meanings[self.column]
            self.change(await mapping_values.ask(self, self.begun.sample, self.plan, field))
        else:
            self.say(_("Only the values of a status, a priority or a kind need a meaning."))

    @asking
    async def action_dates(self) -> None:
        if self.begun:
            self.change(await mapping_forms.dates(self, self.begun.sample, self.plan))

    @asking
    async def action_same(self) -> None:
        if self.begun:
            self.change(await mapping_forms.same(self, self.plan))

    @asking
    async def action_file(self) -> None:
        if self.begun is None:
            return
        told = await mapping_forms.file(self, self.asked, self.begun.sample, self.plan)
        if told is None:
            return
        asked, plan = told
        if asked == self.asked:
            self.change(plan)
        else:
            before, self.asked = self.asked, asked
            await self._read_again(before)

    async def _read_again(self, before: Input) -> None:
        """Reads the file in another way; when it cannot be read so, it stays as it was."""
        try:
            self.begun = await asyncio.to_thread(begun.begin, self.asked, when.zone_name())
        except IntakeError as error:
            self.asked = before
            self.say(str(error), bad=True)
            return
        self._other = None
        self._see()

    def action_aside(self) -> None:
        self._mean("")

    def action_ignore(self) -> None:
        self._mean(IGNORED if self.plan.made.keeps else "")

    def _mean(self, meaning: str) -> None:
        if self.begun:
            self.change(with_meaning(self.plan, self.begun.sample, self.column, meaning))
            self.action_move(1)

    def action_guess(self) -> None:
        if self.begun:
            rows = self.plan.rows if self.plan.made is TIME else "tickets"
            self.change(begun.anew(self.begun.sample, when.zone_name(), rows))

    def action_hours(self) -> None:
        """Says that the rows are recorded time, or again that they are tickets."""
        if self.begun:
            rows = "tickets" if self.plan.made is TIME else ENTRIES
            plan = begun.of_rows(self.plan, rows, self.begun.sample, when.zone_name())
            self.change(self._other or plan)

    @asking
    async def action_save(self) -> None:
        if self.begun:
            await mapping_saving.save(self)

    def action_back(self) -> None:
        self.dismiss()
