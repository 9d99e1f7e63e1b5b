"""What Monday and a client's sheet share: a list between its heading and what is in hand."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from ..frame.listed import Fetched
from ..parts.lines import Lines
from ..parts.picker import Picker


class OfSheets(Fetched):
    """A list that what is recorded anywhere may change."""

    CSS_PATH = "../../styles/sheets.tcss"
    TAB = "time"

    def body(self) -> Iterable[Widget]:
        self.heading = Lines(id="sheets-title")
        self.list = Picker(id="sheets")
        self.list.in_use = True
        self.about = Lines(id="sheets-about")
        yield self.heading
        yield self.list
        yield self.about

    def on_screen_resume(self) -> None:
        if self.has_read:
            self.read()

    def time_changed(self) -> None:
        self.read()
