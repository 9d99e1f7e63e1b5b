"""Asks for a password before the desk is there: a bar at the bottom of an empty screen."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line
from helpdesk_tui.secrets.asking import Answers, Question
from helpdesk_tui.secrets.secret import Secret

from .common.cells import fit, width
from .common.look import LOOKS, THEMES
from .parts.entries import OneLine, entry_id
from .parts.lines import Line, Lines, columns, text
from .terminal import line_filter
from .terminal.driver import DeskDriver
from .terminal.ending import SIGNALS
from .terminal.faults import FaultProofApp
from .terminal.fitness import terminal_problem
from .terminal.keys import OrderlyApp

LABEL = 16
"""Cells of the names of the blanks."""


def ask(question: Question, theme: str = "dark") -> Answers | None:
    """What is typed; None when it is left, or cannot be shown. A signal ends the program."""
    if terminal_problem():
        return None
    app = PasswordApp(question, theme)
    app.run(mouse=False)
    if app.ended_by:
        raise SystemExit(128 + app.ended_by)
    return app.answers


class Unseen(OneLine):
    """A line of dots. What stands in it goes to no clipboard."""

    def action_copy(self) -> None:
        pass

    def action_cut(self) -> None:
        pass


class PasswordApp(OrderlyApp, FaultProofApp):
    """One question; `answers` is what it came to. Nothing that is typed is kept as a draft."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: ansi_default; color: ansi_default; align: left bottom; }
    Lines { width: 1fr; height: 1; }
    Horizontal { height: 1; }
    Horizontal > Lines { width: 16; }
    Input { width: 1fr; height: 1; padding: 0; border: none; background: ansi_default; }
    Input:focus { border: none; background: ansi_default; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c,ctrl+q", "leave", show=False, priority=True),
        Binding("enter", "go_on", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, question: Question, theme: str) -> None:
        super().__init__(driver_class=DeskDriver, ansi_color=True)
        self.animation_level = "none"
        line_filter.guard()
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme
        self._look = LOOKS[theme]
        self._question = question
        self.answers: Answers | None = None
        self.ended_by = 0

    def compose(self) -> ComposeResult:
        yield Lines(id="told")
        yield Lines(id="title")
        for blank in self._question.blanks:
            with Horizontal():
                yield Lines(id=f"label-{blank.name}")
                kind = Unseen if blank.unseen else OneLine
                typing = kind(name=blank.name, id=entry_id(blank.name), password=blank.unseen)
                typing.cursor_blink = False
                yield typing

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, partial(self._end, number))
        if self._question.blanks:
            self.query(Input).first().focus()

    def on_resize(self) -> None:
        asked, look, cells = self._question, self._look, max(20, self.size.width - 2)
        told: list[Line] = []
        if asked.wrong:
            told += [text(f" {part}", look.late) for part in wrap(line(asked.wrong), cells)]
        for words in asked.lines:
            told += [text(f" {part}", look.text) for part in wrap(line(words), cells) or [""]]
        below = self.query_one("#told", Lines)
        below.styles.height = len(told)
        below.show(told)
        hint = [("enter", _("go on")), ("esc", _("leave it"))][: 2 if asked.blanks else 1]
        needed = sum(width(key) + width(words) + 3 for key, words in hint)
        pieces = [(fit(f" {line(asked.title)}", max(0, self.size.width - needed - 2)), look.title)]
        for key, words in hint:
            pieces += [(f" {key}", look.key), (f" {words} ", look.text)]
        self.query_one("#title", Lines).show([columns(pieces)])
        for blank in asked.blanks:
            label = self.query_one(f"#label-{blank.name}", Lines)
            label.show([text(fit(f" {blank.label}", LABEL), look.dim)])

    def on_one_line_pasted(self, event: OneLine.Pasted) -> None:
        """A password that was copied with the end of its line."""
        event.line.insert_text_at_cursor(event.text.splitlines()[0])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        """To the next blank, or on with what is typed."""
        blanks = list(self.query(Input))
        if self.focused in blanks[:-1]:
            self.screen.focus_next()
            return
        self.answers = {blank.name or "": Secret(blank.value) for blank in blanks}
        self.exit()

    def action_leave(self) -> None:
        self.exit()

    def _end(self, number: signal.Signals) -> None:
        self.ended_by = number
        self.exit()
