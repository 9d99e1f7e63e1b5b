"""Calendars and policies: seen, changed, shown what they would move, and saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from textual import work
from textual.containers import Horizontal
from textual.widget import Widget

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.tickets.promises import Moves

from .. import commands
from ..common import when
from ..parts.bars import Choice, Menu
from ..parts.lines import Lines, sentence
from ..parts.picker import Picker
from ..terminal.keys import asking, command
from . import rule_changes, rule_forms, rule_lines, rules_editor, rules_saving, year_lines
from .rule_changes import Made
from .rule_lines import Entry
from .rules_workbench import RulesWorkbench

SIDE = 30
"""Cells of the list."""


class RulesScreen(RulesWorkbench):
    """Calendars and policies at the left, and all of the one in hand at the right."""

    CSS_PATH = "../../styles/sla.tcss"
    TAB = "rules"
    COMMANDS_HERE = commands.and_everywhere(commands.RULES)

    def __init__(self) -> None:
        super().__init__()
        self.day = when.local(clock.now()).date()
        self.entries: list[tuple[int, Entry]] = []
        self._moves: Moves | None = None

    def body(self) -> Iterable[Widget]:
        self.list = Picker(id="rules-list")
        self.list.in_use = True
        self.card = Lines(id="rules-card")
        yield Horizontal(self.list, self.card)

    def on_mount(self) -> None:
        self._arrive()

    @command
    async def _arrive(self) -> None:
        """Shows the rules; keys typed after the one that led here are meant for them."""
        await self.open().wait()

    @work(group="open")
    async def open(self) -> None:
        """Reads the rules, and what was left unfinished."""
        await self.read()

    @property
    def entry(self) -> Entry | None:
        """The calendar or the policy in hand."""
        return next((entry for at, entry in self.entries if at == self.list.at), None)

    def rules_changed(self) -> None:
        self.run_worker(self.take_in(), group="open")

    # Drawing

    def on_resize(self) -> None:
        self.list.styles.width = min(SIDE, self.size.width // 3)

    def draw(self, entry: Entry | None = None) -> None:
        """Draws both sides, with an entry in hand or the one that was."""
        if self.now is None or self.saved is None:
            return
        entry = self.entry if entry is None else entry
        cells, look = self.list.size.width, self.app.look
        lines, self.entries = rule_lines.listed(self.now, self.saved, cells, look)
        today, key = when.local(clock.now()).date(), self.app.keymap_.key("rules.save")
        lines += rule_lines.holiday_note(self.saved, today, key, cells, look)
        stops = [at for at, _entry in self.entries]
        places = [at for at, known in self.entries if known == entry]
        nearest = sorted(stops, key=lambda at: abs(at - self.list.at))  # to what was taken out
        self.list.renew(lines, stops, [*places, *nearest, 0][0])
        self._draw_card()

    def _draw_card(self, top: int = 0) -> None:
        assert self.now
        entry, cells, look = self.entry, self.card.size.width, self.app.look
        if self._moves:
            lines = rule_lines.moved_lines(self._moves, cells, look)
        elif self.problems:
            lines = rule_lines.problem_lines(self.problems, cells, look)
        elif isinstance(entry, int):
            lines = rule_lines.policy_lines(self.now, entry, cells, look)
        elif entry is not None:
            seen = self.now.document["calendars"][entry], self.now.hours[entry], self.day
            today = when.local(clock.now()).date()
            height = self.card.size.height
            lines = year_lines.card(year_lines.year(*seen), today, cells, height, look)
        else:
            key = self.app.keymap_.key
            words = _(
                "No calendar yet: {new} adds one, {editor} writes all as TOML from an example."
            )
            words = words.format(new=key("rules.new"), editor=key("rules.editor"))
            lines = sentence(words, cells, look.dim)
        self.card.show(lines, top=top)

    def show_moves(self, moves: Moves | None) -> None:
        self._moves = moves
        if self.now:
            self.draw()

    # Keys

    def action_move(self, by: int) -> None:
        if self.list.move(by):
            self._draw_card()

    def action_read(self, by: int) -> None:
        self.card.page(by * 0.5)

    def action_day(self, by: int) -> None:
        self._go_to(self.day + timedelta(days=by))

    def action_month(self, by: int) -> None:
        self._go_to(year_lines.months_on(self.day, by))

    def _go_to(self, day: date) -> None:
        if isinstance(self.entry, str):
            self.day = day
            self._draw_card(self.card.top)

    @asking
    async def action_new(self) -> None:
        now = self.ready()
        if now is None:
            return
        what = "calendar"
        if now.calendars:
            choices = [Choice("c", _("calendar"), "calendar"), Choice("p", _("policy"), "policy")]
            what = await self.ask(Menu(_("New:"), choices)) or ""
        if what == "calendar":
            self._taken_in(await rule_forms.calendar(self, now, None))
        elif what == "policy":
            self._taken_in(await rule_forms.policy(self, now, None))

    @asking
    async def action_edit(self) -> None:
        now, entry = self.ready(), self.entry
        if now is None or entry is None:
            return
        if isinstance(entry, str):
            self._taken_in(await rule_forms.calendar(self, now, entry))
        else:
            self._taken_in(await rule_forms.policy(self, now, entry))

    def _taken_in(self, found: tuple[Made, Entry] | None) -> None:
        if found and self.now and found[0].text != self.now.text:
            self.change(*found)

    @command
    async def action_drop(self) -> None:
        now, entry = self.ready(), self.entry
        if now is None or entry is None:
            return
        users = [one["name"] for one in now.policies if one["calendar"] == entry]
        if users:
            told = _("“{name}” goes by this calendar: give it another one first.")
            self.say(told.format(name=users[0]), bad=True)
            return
        self.try_(await self.app.desk.read(rule_changes.altered, now, rule_changes.without(entry)))

    @command
    async def action_reorder(self, by: int) -> None:
        now, entry = self.ready(), self.entry
        if now is None or not isinstance(entry, int) or not 0 <= entry + by < len(now.policies):
            return
        change = rule_changes.move_policy(entry, by)
        self.try_(await self.app.desk.read(rule_changes.altered, now, change), entry + by)

    @asking
    async def action_editor(self) -> None:
        await rules_editor.edit(self)

    @asking
    async def action_save(self) -> None:
        try:
            await rules_saving.save(self)
        finally:
            self.show_moves(None)

    @command
    async def action_undo(self) -> None:
        await self.go_back()

    @command
    async def action_redo(self) -> None:
        await self.go_on()

    def action_reload(self) -> None:
        self.open()

    def action_back(self) -> None:
        self.app.remember(screen="queue")
        self.dismiss()
        if self.is_changed or self.amiss:
            self.app.say(_("What you changed is kept as a draft; it is not saved."))
