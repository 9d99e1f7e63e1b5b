"""Lines with a cursor, for lists that are short enough to be held whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from .lines import Line, Lines

if TYPE_CHECKING:
    from ..common.host import Host


class Picker(Lines):
    """Lines of which some can be picked; the cursor stops only at those."""

    app: Host

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.at = 0
        self.in_use = False
        """Whether keys go here rather than to the list beside it."""
        self._stops: list[int] = []

    @property
    def picks(self) -> bool:
        """Whether any line can be picked."""
        return bool(self._stops)

    def offer(self, lines: Sequence[Line], stops: Sequence[int] | None = None) -> None:
        """Shows lines; `stops` are those that can be picked, by default all."""
        self._stops = list(range(len(lines)) if stops is None else stops)
        if self.at not in self._stops:
            self.at = next((stop for stop in self._stops if stop >= self.at), 0)
        self.show(lines)
        self.refresh()

    def renew(self, lines: Sequence[Line], stops: Sequence[int], at: int) -> None:
        """Shows lines of which most are as they were, the cursor on one of the `stops`.

        Only what differs is sent.
        """
        before, self.at, self._stops = self.at, at, list(stops)
        self.show(lines)
        height = self.size.height
        if not self.top <= at < self.top + height:
            self.scroll_lines(at - self.top - height // 2)
        elif before != at:
            self._redraw(before, at)

    def _redraw(self, *lines: int) -> None:
        seen = range(self.top, self.top + self.size.height)
        self.refresh(*(Region(0, at - self.top, self.size.width, 1) for at in lines if at in seen))

    def move(self, by: int) -> bool:
        """Moves the cursor over the lines that can be picked; False when it stays."""
        if not self._stops:
            return False
        index = self._stops.index(self.at) if self.at in self._stops else 0
        new = self._stops[max(0, min(len(self._stops) - 1, index + by))]
        if new == self.at:
            return False
        old, self.at = self.at, new
        height = self.size.height
        if self.top <= new < self.top + height:
            self.refresh(*(Region(0, at - self.top, self.size.width, 1) for at in (old, new)))
        else:
            self.scroll_lines(new - self.top - height // 2)
            self.refresh()
        return True

    def keep_place(self, *, at_end: bool) -> None:
        """Shows as much as there is room for now, with the cursor."""
        super().keep_place(at_end=at_end)
        last = self.top + self.size.height - 1
        if self.at in self._stops and self.size.height and not self.top <= self.at <= last:
            self.scroll_lines(self.at - (self.top if self.at < self.top else last))

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if y + self.top != self.at or self.at not in self._stops:
            return strip
        style = self.app.look.lit if self.in_use else self.app.look.title
        return Strip([Segment(strip.text, style)])
