"""Text measured in terminal cells: what fits a column, and what is cut with a sign."""

from __future__ import annotations

from itertools import pairwise

from rich._wrap import divide_line
from rich.cells import cell_len, set_cell_size

CUT = "…"


def width(text: str) -> int:
    """How many cells the terminal gives to a cleaned line."""
    return len(text) if text.isascii() else cell_len(text)


def short(text: str, cells: int) -> str:
    """The line, cut with … at its end where it is longer than so many cells."""
    return text if width(text) <= cells else fit(text, cells)


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """The line in exactly so many cells: padded with spaces, or cut with … at its end.

    The text must have been through `safe_text.line`: a control character has no width.
    """
    size = width(text)
    if size > cells:
        # A wide character that would stand half outside leaves a space before the sign.
        return set_cell_size(text, cells - 1) + CUT if cells > 0 else ""
    padding = " " * (cells - size)
    return padding + text if right else text + padding


def wrapped(text: str, cells: int) -> list[str]:
    """The cleaned line in as many as it needs, none wider than so many cells."""
    ends = [0, *divide_line(text, cells), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(ends)]
