"""What the desk is compared with: a Textual app that does nothing, and a list that is only drawn.

python -m benchmarks.bare          an app with one line
python -m benchmarks.bare list     one with a list on the Line API; j and k move
"""

from __future__ import annotations

import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Footer, Static

READY = "nothing but a line"


class BareList(Widget, can_focus=True):
    """As many lines as there is room for; the cursor goes round."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "go(1)", "Down"), ("k", "go(-1)", "Up")]
    DEFAULT_CSS = "BareList { height: 1fr; }"
    at = 0

    def render_line(self, y: int) -> Strip:
        words = f" {y:>6} P2  3:40  {READY}, and no ticket behind it".ljust(self.size.width)
        return Strip([Segment(words, Style(reverse=y == self.at))])

    def action_go(self, by: int) -> None:
        old, self.at = self.at, (self.at + by) % self.size.height
        self.refresh(*(Region(0, y, self.size.width, 1) for y in (old, self.at)))


class Bare(App[None]):
    """The least that a Textual program can be."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield BareList() if "list" in sys.argv else Static(READY)
        yield Footer()


if __name__ == "__main__":
    Bare().run()
