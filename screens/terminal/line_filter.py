"""The last gate before the terminal: no text of a segment carries a control byte through it."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from helpdesk_tui.safe_text import DOUBTFUL, clean


class ControlFilter(LineFilter):
    """Shows as signs whatever `safe_text.clean` would have, in every line of every widget.

    Text is cleaned at intake; this one stands for the place that forgot. The line keeps its width:
    a sign that needs room takes it from the end.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same list when there is nothing to show, which is nearly always."""
        for text, style, _ in segments:
            # isprintable() is false for every control and format character, and for few others.
            if not text.isprintable() or (not text.isascii() and DOUBTFUL.search(text)):
                return _shown(segments)
            if style and style.link and not style.link.isprintable():
                return _shown(segments)
        return segments


def _shown(segments: list[Segment]) -> list[Segment]:
    shown = []
    for text, style, control in segments:
        if style and style.link and not style.link.isprintable():
            style = style.update_link(None)
        shown.append(Segment(clean(text, multiline=False), style, control))
    width = sum(cell_len(segment.text) for segment in segments)
    return Segment.adjust_line_length(shown, width)
