"""Bars: what is asked in a line or a few at the bottom, never in a box over the work."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.events import Key
from textual.strip import Strip
from textual.widget import Widget

from helpdesk_tui.i18n import _

from ..commands import key_names
from ..common.cells import fit, width
from .lines import EMPTY, Line, columns

if TYPE_CHECKING:
    from ..common.host import Host

T = TypeVar("T")


def stays(widget: Widget) -> bool:
    """Whether it keeps its parts: they go one by one when its screen, or the desk, is left."""
    return widget.is_attached and not widget._pruning


class Bar(Widget, Generic[T]):
    """Something that is asked. `answer` is what it came to: None when it was left with esc."""

    app: Host

    def __init__(self) -> None:
        super().__init__()
        self.answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()

    @property
    def writes_on(self) -> tuple[int, ...]:
        """The tickets on which something is being written here."""
        return ()

    def on_mount(self) -> None:
        if stays(self):
            self.opened()

    def opened(self) -> None:
        """Its parts are there, and keys may come."""

    def give(self, value: T) -> None:
        """Answers and closes the bar; what is typed next is meant for what comes after it."""
        self.app.hold_keys()
        if not self.answer.done():
            self.answer.set_result(value)

    def leave(self) -> None:
        """Closes the bar without an answer."""
        self.app.hold_keys()
        if not self.answer.done():
            self.answer.set_result(None)

    async def keep(self) -> None:
        """Writes down what is typed, where that is kept; it goes before another bar comes."""

    def on_unmount(self) -> None:
        if not self.answer.done():
            self.answer.set_result(None)


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One way out of a menu: its key, its words and what it stands for."""

    key: str
    words: str
    value: T


class Menu(Bar[T], can_focus=True):
    """A line of choices with one key each; it takes a second line where one is too short."""

    def __init__(self, title: str, choices: Sequence[Choice[T]]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def opened(self) -> None:
        self.screen.set_focus(self)

    def retitle(self, title: str) -> None:
        """Asks in other words."""
        self._title = title
        self.refresh(layout=True)

    def on_key(self, event: Key) -> None:
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.leave()
            return
        for choice in self._choices:
            if choice.key in (event.key, event.character):
                self.give(choice.value)

    def get_content_height(self, container: object, viewport: object, cells: int) -> int:
        return len(self._drawn(cells))

    def render_line(self, y: int) -> Strip:
        drawn = self._drawn(self.size.width)
        return Strip(drawn[y] if y < len(drawn) else EMPTY).adjust_cell_length(self.size.width)

    def _drawn(self, cells: int) -> list[Line]:
        look = self.app.look
        *above, title = [f" {line}  " for line in wrap(self._title, max(10, cells - 3))]
        rows = [[(line, look.title)] for line in above]
        if above or width(title) > cells // 2:  # a long question stands above its answers
            rows.append([(title, look.title)])
            title = " "
        rows.append([(title, look.title)])
        used = width(title)
        choices = [(key_names(c.key), c.words) for c in self._choices]
        for key, words in [*choices, ("esc", _("leave it"))]:
            needed = width(key) + width(words) + 4
            if used + needed > cells and used > width(title):
                rows.append([(fit("", width(title)), look.text)])
                used = width(title)
            rows[-1] += [(key, look.key), (f" {words}   ", look.text)]
            used += needed
        return [columns(row) for row in rows]
