"""The filter: words narrow the list down while they are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from helpdesk_tui.i18n import _

from ..common.cells import width
from .bars import Bar
from .lines import Lines, columns


class FilterBar(Bar[str]):
    """One line of words; enter keeps the filter, esc brings back what was there before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "keep", show=False),
    ]

    def __init__(self, words: str, typed: Callable[[str], None]) -> None:
        super().__init__()
        self._words = words
        self._typed = typed

    def compose(self) -> ComposeResult:
        sign = Lines()
        sign.styles.width = 3
        sign.show([columns([(" / ", self.app.look.key)])])
        yield sign
        field = Input(self._words, select_on_focus=False)
        field.cursor_blink = False
        yield field
        hint = _("enter keeps it   esc takes it back") + " "
        tail = Lines()
        tail.styles.width = width(hint)
        tail.show([columns([(hint, self.app.look.dim)])])
        yield tail

    def opened(self) -> None:
        self.screen.set_focus(self.query_one(Input))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._words:
            self._words = event.value
            self._typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.give(self._words)

    def action_keep(self) -> None:
        """Down: on to the list."""
        self.give(self._words)

    def action_leave(self) -> None:
        """Esc: back to what was there."""
        self.leave()
