"""Prose broken into lines."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ..common.cells import width

WIDEST = 100
"""Cells of a line of prose: longer ones are hard to read."""


def prose(body: str, cells: int) -> Iterator[str]:
    """The text broken at words, with its own line breaks and blank lines kept."""
    for line in body.expandtabs(4).split("\n"):
        if not line.strip():
            yield ""
            continue
        room = max(10, min(cells, WIDEST))
        indent = line[: len(line) - len(line.lstrip())][: room // 2]
        if line.isascii():
            yield from wrap(line, room, subsequent_indent=indent, break_on_hyphens=False)
        else:
            yield from _wrap_wide(line, room)


def _wrap_wide(line: str, cells: int) -> Iterator[str]:
    """Breaks a line at words by the cells that they take on the screen."""
    current: str | None = None
    for word in line.split(" "):
        joined = word if current is None else f"{current} {word}"
        if width(joined) <= cells:
            current = joined
            continue
        if current and not current.isspace():
            yield current
        while width(word) > cells:
            piece = ""
            for letter in word:
                if width(piece + letter) > cells:
                    break
                piece += letter
            yield piece
            word = word[len(piece) :]
        current = word
    yield current or ""
