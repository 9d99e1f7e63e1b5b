"""A picture made of lines, of which only those that differ are sent again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ..common.cells import fit, width

Line = tuple[Segment, ...]
"""One line: pieces of cleaned text, each with its style."""

EMPTY: Line = ()


def text(words: str, style: Style) -> Line:
    """A line of one piece."""
    return (Segment(words, style),)


def sentence(words: str, cells: int, style: Style) -> list[Line]:
    """A sentence over as many lines as it takes."""
    return [text(fit(f" {part}", cells), style) for part in wrap(words, max(20, cells - 2))]


def columns(pieces: Iterable[tuple[str, Style]]) -> Line:
    """Pieces side by side; neighbours of one style become one, for fewer escapes on the wire."""
    joined: list[tuple[str, Style]] = []
    for words, style in pieces:
        if joined and joined[-1][1] == style:
            joined[-1] = (joined[-1][0] + words, style)
        else:
            joined.append((words, style))
    return tuple(Segment(words, style) for words, style in joined)


def spread(left: str, right: str, cells: int, style: Style) -> Line:
    """One text at each end of a line; the left one gives way when both do not fit."""
    room = max(0, cells - width(right) - 1)
    return text(fit(left, room) + " " + right if width(right) < cells else fit(left, cells), style)


def _behind(old: Line, new: Line, y: int, cells: int) -> Region:
    """What lies behind the pieces that both lines begin with."""
    both = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    x = min(cells, sum(width(piece.text) for piece, _same in both))
    return Region(x, y, cells - x, 1)


class Lines(Widget):
    """Shows lines, or a part of them that can be scrolled through."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = ()
        self._top = 0
        self._height = 0

    @property
    def lines(self) -> Sequence[Line]:
        """All of them."""
        return self._lines

    @property
    def top(self) -> int:
        """The first line that is seen."""
        return self._top

    def show(self, lines: Sequence[Line], *, top: int | None = None) -> None:
        """Puts these lines in place of the present ones and repaints where they differ."""
        before = self._visible()
        self._lines = lines
        self._top = self._within(self._top if top is None else top)
        changed = [
            _behind(old, new, y, self.size.width)
            for y, (old, new) in enumerate(zip(before, self._visible(), strict=True))
            if old != new
        ]
        if changed or not self.size:  # what has no place yet is drawn whole once it has
            self.refresh(*changed)

    def scroll_lines(self, by: int) -> None:
        """Moves the part that is seen."""
        self.show(self._lines, top=self._top + by)

    def page(self, part: float) -> None:
        """Moves by a part of the height: 0.5 is half a page on, -1 a page back."""
        self.scroll_lines(int(self.size.height * part) or (1 if part > 0 else -1))

    def jump(self, to_end: bool) -> None:
        """Shows the last lines, or the first."""
        self.show(self._lines, top=len(self._lines) if to_end else 0)

    def on_resize(self) -> None:
        """Whoever reads the end still has it where something else takes a line of the screen."""
        at_end = 0 < self._top >= len(self._lines) - self._height
        self._height = self.size.height
        self.keep_place(at_end=at_end)

    def keep_place(self, *, at_end: bool) -> None:
        """Shows as much as there is room for now."""
        self.show(self._lines, top=len(self._lines) if at_end else None)

    def render_line(self, y: int) -> Strip:
        index = y + self._top
        line = self._lines[index] if index < len(self._lines) else EMPTY
        return Strip(line).adjust_cell_length(self.size.width)

    def _within(self, top: int) -> int:
        return max(0, min(top, len(self._lines) - self.size.height))

    def _visible(self) -> list[Line]:
        shown = list(self._lines[self._top : self._top + self.size.height])
        return shown + [EMPTY] * (self.size.height - len(shown))
