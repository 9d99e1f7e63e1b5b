"""The last gate before the terminal: no text of a segment carries a control byte through it."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.strip import Strip

from helpdesk_tui.safe_text import clean, doubtful

_render_line = StylesCache.render_line


def guard() -> None:
    """Shows as signs whatever `safe_text.clean` would have, in every line of every widget.

    Text is cleaned at intake; this one stands for the place that forgot. A line is looked through
    once, when it is made: a filter of Textual's would go through all lines with each key.
    """
    StylesCache.render_line = _render_shown  # type: ignore[assignment, method-assign]


def _render_shown(cache: StylesCache, *args: Any) -> Strip:
    strip = _render_line(cache, *args)
    segments = shown(strip._segments)
    return strip if segments is strip._segments else Strip(segments)


def shown(segments: list[Segment]) -> list[Segment]:
    """The same list when there is nothing to show, which is nearly always; else one as wide.

    A sign that needs room takes it from the end.
    """
    for text, style, _ in segments:
        if doubtful(text) or (style and style.link and not style.link.isprintable()):
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
