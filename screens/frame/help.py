"""Help for the screen in hand: every key, what it does, and its name in the settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from textual.widget import Widget

from helpdesk_tui import paths
from helpdesk_tui.collation import fold
from helpdesk_tui.filters.fields import FIELDS, Field, Sort
from helpdesk_tui.i18n import N_, _, language

from .. import commands
from ..commands import Command
from ..common.cells import fit
from ..parts.lines import EMPTY, Line, Lines, columns, text
from ..terminal.keys import asking
from .frame import Frame

TAKES = {
    Sort.NAME: N_("a part of the name"),
    Sort.LABEL: N_("a label"),
    Sort.CHOICE: "",
    Sort.NUMBER: "<=2  1..3",
    Sort.PAST: N_("<2h  >7d  2026-11-30  30/11  2026-10..2026-11"),
    Sort.COMING: N_("<2h  30/11  2026-11"),
}
"""What the fields of each sort take."""

KEYS, IDS = 20, 24
"""Cells of the keys, and of the names at the right."""


class HelpScreen(Frame):
    """The keys of the screen from which help was asked."""

    TAB = ""
    COMMANDS_HERE = commands.and_everywhere(commands.HELP)

    def __init__(self, told: Sequence[Command]) -> None:
        super().__init__()
        self._told = told
        self._words = ""

    def body(self) -> Iterable[Widget]:
        self.page = Lines(id="page")
        yield self.page

    def on_resize(self) -> None:
        super().on_resize()
        self.draw()

    def restyle(self) -> None:
        super().restyle()
        self.draw()

    def draw(self, *, from_start: bool = False) -> None:
        """Draws the keys that hold the words looked for."""
        look, cells, keymap = self.app.look, self.size.width, self.app.keymap_
        lines: list[Line] = []
        groups = (
            (_("On this screen"), [c for c in self._told if c not in commands.EVERYWHERE]),
            (_("Everywhere"), [c for c in self._told if c in commands.EVERYWHERE]),
        )
        for title, group in groups:
            meant = [command for command in group if self._is_meant(command)]
            rows = [row for command in meant for row in self._rows(command, cells)]
            if rows:
                lines += [text(f" {title}", look.title), *rows, EMPTY]
        if any(command.id == "queue.filter" for command in self._told):
            fields = [
                self._field_row(field, cells) for field in FIELDS if self._is_looked_for(field)
            ]
            if fields:
                title = _('In the filter: words, "exact words", -not, and fields')
                lines += [text(fit(f" {title}", cells), look.title), *fields, EMPTY]
        if not lines:
            lines = [text(" " + _("Nothing here says that."), look.dim)]
        if keymap.problems:
            lines += [text(f" {problem}", look.late) for problem in keymap.problems] + [EMPTY]
        where = _("Your own keys: [keys] in {path}, by the names at the right.")
        lines.append(text(fit(" " + where.format(path=paths.config_file()), cells), look.dim))
        wording = _("In a bar: tab to the next field, ↓ ↑ choose, ctrl+s saves, esc leaves it.")
        lines.append(text(fit(" " + wording, cells), look.dim))
        self.page.show(lines, top=0 if from_start else None)

    def _is_looked_for(self, field: Field) -> bool:
        told = " ".join(word for name in (field.name, *field.values) for word in name.all())
        return fold(self._words) in fold(told)

    def _field_row(self, field: Field, cells: int) -> Line:
        """A field of the filter, and what it takes."""
        named = " ".join(value.word(language()) for value in field.values)
        takes = _(TAKES[field.sort])
        words = f"{takes} · {named}" if takes and named else takes or named
        name = fit(f"  {field.name.word(language())}:", 20)
        return columns([(name, self.app.look.key), (fit(words, cells - 20), self.app.look.text)])

    def _is_meant(self, command: Command) -> bool:
        keys = self.app.keymap_.shown(command)
        told = f"{keys} {_(command.short)} {_(command.help)} {command.id}"
        return fold(self._words) in fold(told)

    def _rows(self, command: Command, cells: int) -> Iterator[Line]:
        look = self.app.look
        keys, id_ = "  " + self.app.keymap_.shown(command), command.id
        room = max(10, cells - KEYS - IDS)
        told = _(command.help)
        if self.app.keymap_.refuses(command):
            told += " " + _("(not as a guest)")
        for words in wrap(told, room - 1):
            pieces = [(fit(keys, KEYS), look.key), (fit(words, room), look.text)]
            yield columns([*pieces, (fit(id_, IDS), look.dim)])
            keys = id_ = ""

    def action_scroll(self, by: int) -> None:
        self.page.scroll_lines(by)

    def action_half(self, by: int) -> None:
        self.page.page(by * 0.5)

    def action_jump(self, to_end: bool) -> None:
        self.page.jump(to_end)

    @asking
    async def action_filter(self) -> None:
        from ..parts.filter_bar import FilterBar

        def typed(words: str) -> None:
            self._words = words
            self.draw(from_start=True)

        if await self.ask(FilterBar(self._words, typed)) is None:
            typed("")

    def action_back(self) -> None:
        self.dismiss()
