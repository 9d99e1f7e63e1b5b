"""The filter of the queue: typed with completion, read back, and pointed at where it goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from helpdesk_tui.desk import Superseded
from helpdesk_tui.filters import Unreadable, complete
from helpdesk_tui.filters.complete import Hole
from helpdesk_tui.filters.parse import Filter, parse
from helpdesk_tui.i18n import _, language
from helpdesk_tui.tickets import completing

from ..common.cells import fit, width
from ..common.readings import reading
from ..parts.bars import Bar
from ..parts.lines import Line, Lines, columns, text

SIGN = " / "


@dataclass(frozen=True, slots=True)
class Asked:
    """The words that were kept, and whether they are to become a view."""

    words: str
    as_view: bool = False


class TicketFilter(Bar[Asked]):
    """A line to type in and one below it: what could be meant, what is meant, or what is wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
        Binding("up", "recall(1)", show=False),
        Binding("down", "recall(-1)", show=False),
        Binding("ctrl+s", "save", show=False),
    ]

    def __init__(
        self, words: str, today: date, history: Sequence[str], typed: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._words = words
        self._today = today
        self._typed = typed
        self._history = [words, *(known for known in history if known != words)]
        self._recalled = 0
        self._meant: Filter = ()
        self._problem: Unreadable | None = None
        self._read(words)
        self._hole: Hole | None = None
        self._before = words
        """The text around the hole, as it was before anything was completed."""
        self._offers: list[str] = []
        self._offer = -1

    def compose(self) -> ComposeResult:
        sign = Lines()
        sign.styles.width = width(SIGN)
        sign.show([text(SIGN, self.app.look.key)])
        field = Input(self._words, select_on_focus=False)
        field.cursor_blink = False
        yield Horizontal(sign, field)
        yield Lines(id="below")

    def on_mount(self) -> None:
        self.screen.set_focus(self._input)
        self.watch(self._input, "selection", self._caret_moved, init=False)
        self.watch(self._input, "scroll_x", self._scrolled, init=False)
        self._draw()  # once in a hundred times Textual tells a new widget nothing of its size

    def on_resize(self) -> None:
        self._draw()

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    # Typing

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._words:
            return
        self._words = event.value
        meant = self._meant
        if self._read(event.value) and self._meant != meant:
            self._typed(event.value)
        self._offers, self._offer = [], -1
        self._look_up()

    def _caret_moved(self) -> None:
        """Without a change of the words: what could stand there is something else now."""
        if self._words and self._input.value == self._words:
            self._offers, self._offer = [], -1
            self._look_up()

    def _scrolled(self) -> None:
        """The marks move with what they stand below."""
        if self._problem:
            self._draw()

    def _read(self, words: str) -> bool:
        try:
            self._meant, self._problem = parse(words, self._today), None
        except Unreadable as problem:
            self._problem = problem
        return self._problem is None

    @work(group="offers")
    async def _look_up(self) -> None:
        """Finds what could stand at the caret."""
        if self.answer.done():  # the bar is going
            return
        before = self._words[: self._input.cursor_position]
        hole = complete.hole(before, self._today)
        found: list[str] = []
        if hole is not None:
            try:
                found = await self.app.desk.latest("offers", completing.offers, hole, language())
            except Superseded:
                return
        if self.answer.done():
            return
        if before == self._words[: self._input.cursor_position] and self._offer < 0:
            self._hole, self._before = hole, before
            self._offers = [word for word in found if word != before[hole.start :]] if hole else []
            self._draw()

    # Keys

    def action_complete(self, by: int) -> None:
        """Puts the next offer in the place of the last one."""
        if not self._offers or self._hole is None:
            return
        self._offer = (self._offer + by) % len(self._offers) if self._offer >= 0 or by < 0 else 0
        field = self._input
        after = field.value[field.cursor_position :]
        completed = complete.put(self._before, self._hole, self._offers[self._offer])
        offers, offer = self._offers, self._offer
        with self.prevent(Input.Changed):
            field.value = completed + after
            field.cursor_position = len(completed)
        self._words = field.value
        meant = self._meant
        if self._read(self._words) and self._meant != meant:
            self._typed(self._words)
        self._offers, self._offer = offers, offer
        if self._hole.field is None:  # a field has been named: on to its values
            self._offer = -1
            self._look_up()
        self._draw()

    def action_recall(self, by: int) -> None:
        """Brings back an earlier filter; down from the present one leads to the list."""
        at = self._recalled + by
        if at < 0:
            self._keep()
        elif at < len(self._history):
            if not self._recalled:
                self._history[0] = self._words
            self._recalled = at
            self._input.value = self._history[at]
            self._input.cursor_position = len(self._input.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._keep()

    def action_save(self) -> None:
        """Ctrl+s: these words become a view."""
        self._keep(as_view=True)

    def _keep(self, *, as_view: bool = False) -> None:
        if self._read(self._input.value):
            self.give(Asked(self._input.value, as_view))
        else:
            assert self._problem
            self._input.cursor_position = min(self._problem.end, len(self._input.value))
            self._problem.unfinished = False  # whoever presses enter has finished
            self._offers = []
            self._draw()

    def action_leave(self) -> None:
        """Esc: back to what was there."""
        self.leave()

    # Drawing

    def _draw(self) -> None:
        if not self.answer.done():
            self.query_one("#below", Lines).show([self._below(self.app.size.width)])

    def _below(self, cells: int) -> Line:
        look, problem = self.app.look, self._problem
        if problem and not problem.unfinished:
            return self._pointed(problem, cells)
        if self._offers:
            return self._offered(cells)
        told = reading(self._meant) if not problem else str(problem)
        if not told:
            told = _("enter keep   tab complete   ↑ earlier   ctrl+s as a view   esc back")
        return text(fit(" " * width(SIGN) + told, cells), look.dim)

    def _pointed(self, problem: Unreadable, cells: int) -> Line:
        """The mistake marked below its place, and the sentence beside it."""
        look = self.app.look
        scrolled = int(self._input.scroll_offset.x)
        start = width(SIGN) + width(self._input.value[: problem.start]) - scrolled
        marks = "^" * max(1, width(self._input.value[problem.start : problem.end]))
        sentence = f" {problem} "
        if start < width(SIGN) or start + width(marks) > cells:  # scrolled out of sight
            line = " " * width(SIGN) + sentence.strip()
        elif start + width(marks) + width(sentence) <= cells:
            line = " " * start + marks + sentence
        elif width(sentence) <= start:
            line = fit(sentence, start, right=True) + marks
        else:
            line = sentence
        return text(fit(line, cells), look.late)

    def _offered(self, cells: int) -> Line:
        look = self.app.look
        pieces = [(" " * width(SIGN), look.dim)]
        used = width(SIGN)
        start = max(0, self._offer - 3)
        for index, word in enumerate(self._offers[start:], start):
            if used + width(word) + 2 > cells:
                break
            pieces += [(word, look.lit if index == self._offer else look.text), ("  ", look.dim)]
            used += width(word) + 2
        return columns([*pieces, (" " * max(0, cells - used), look.dim)])
