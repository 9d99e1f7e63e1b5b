"""A macro is looked for by its name and its text, and shown as it would be on this ticket."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from helpdesk_tui import clock
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.macros import filling, keeping
from helpdesk_tui.macros.filling import About
from helpdesk_tui.macros.keeping import Ready
from helpdesk_tui.people.directory import Named
from helpdesk_tui.rendering import TemplateProblem
from helpdesk_tui.safe_text import line

from ..common import staged_words
from ..common.cells import wrapped
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from ..parts.lines import Line, Lines, sentence, text
from ..parts.offers import OFFERED

HIGHEST = 12
"""Lines of what a macro says."""

BESIDE = 9
"""Lines of the screen that are not its own, and those above the offers."""

REST = 0.05
"""Seconds that the hand must rest on a macro until it is filled in."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The macro in hand, if any, and whether something is to become of it rather than to use it."""

    macro: Ready | None
    to_manage: bool = False


class MacroPicker(Form):
    """A line to type in, the macros that say so, and below them what the one in hand would do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "manage", show=False, priority=True)]

    def __init__(self, macros: Sequence[Ready], about: About, names: Mapping[int, str]) -> None:
        """`about` is the ticket for which it is shown; `names` are those of technicians."""
        self._macros = {one.id: one for one in macros}
        self._about, self._names = about, names
        self._filled_in: dict[int, tuple[str, bool]] = {}
        self._shown: int | None = None
        self.picked = Picked(None)
        field = Field("macro", _("Macro"), find=self._find, first=True)
        super().__init__(_("Canned reply or change"), [field], self._take_it, send=_("take it"))

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Lines(id="said")

    def more_keys(self) -> list[tuple[str, str]]:
        return [("ctrl+o", _("new, change"))]

    def _find(self, words: str) -> list[Named]:
        found = keeping.find(list(self._macros.values()), words)
        return [
            Named(one.id, one.name, staged_words.told(one.staged, self._names)) for one in found
        ]

    @property
    def _lit(self) -> Ready | None:
        at = self._offer
        return self._macros[self._offers[at].id] if 0 <= at < len(self._offers) else None

    async def _take_it(self, answers: Answers) -> str | None:
        macro = self._macros.get(answers.chosen["macro"] or 0)
        if macro is None:
            return _("No macro says that.")
        said, is_bad = await self._said(macro)
        self.picked = Picked(macro)
        return said if is_bad else None

    def action_manage(self) -> None:
        """Over to what can be done with macros."""
        self.picked = Picked(self._lit, to_manage=True)
        self.give(self.answers())

    # What it would say

    @property
    def _room(self) -> int:
        return max(2, min(HIGHEST, self.app.size.height - BESIDE - OFFERED))

    def offered(self, lines: int) -> None:
        self.query_one("#said", Lines).styles.height = self._room
        lit = self._lit
        if lit is None:
            self._shown = None
            self.query_one("#said", Lines).show([])
        elif lit.id != self._shown:
            self._shown = lit.id
            self._show(lit)

    @work(group="said", exclusive=True)
    async def _show(self, macro: Ready) -> None:
        await asyncio.sleep(REST)
        said, is_bad = await self._said(macro)
        if self._shown != macro.id or self.answer.done():
            return
        self.query_one("#said", Lines).show(self._lines(macro, said, is_bad), top=0)

    async def _said(self, macro: Ready) -> tuple[str, bool]:
        if macro.id not in self._filled_in:
            found = await asyncio.to_thread(_filled, macro, self._about, clock.now())
            self._filled_in[macro.id] = found
        return self._filled_in[macro.id]

    def _lines(self, macro: Ready, said: str, is_bad: bool) -> list[Line]:
        cells, look = self.app.size.width, self.app.look
        if is_bad:
            return sentence(line(said), cells, look.late)
        lines: list[Line] = []
        if macro.staged:
            told = line(staged_words.told(macro.staged, self._names))
            lines = sentence(_("Then: {changes}").format(changes=told), cells, look.title)
        parts = [part for row in said.splitlines() for part in wrapped(line(row), cells - 3)]
        room = self._room - len(lines)
        left = len(parts) - room + 1
        if left > 1:
            more = ngettext("{count} more line", "{count} more lines", left)
            parts = [*parts[: room - 1], "… " + more.format(count=left)]
        return [*lines, *(text(f"  {part}", look.text) for part in parts)]


def _filled(macro: Ready, about: About, now: datetime) -> tuple[str, bool]:
    """What it says here, with a sign for what will be asked; or why it cannot, and True."""
    try:
        return filling.shown(macro, about, now), False
    except TemplateProblem as problem:
        return str(problem), True
