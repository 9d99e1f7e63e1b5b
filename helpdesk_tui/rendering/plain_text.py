"""Writes the tree of a Markdown text as lines of plain text."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_UNDERLINES = {"h1": "=", "h2": "-"}
_GAP = "  "
_NARROWEST = 20
"""Columns that are left to words, however deep they lie in lists."""


def written(node: SyntaxTreeNode, width: int) -> list[str]:
    """The lines of a block, with empty ones between its parts; long words may be wider."""
    match node.type:
        case "paragraph":
            return _wrapped(_words(node), width)
        case "heading":
            return _heading(node, width)
        case "bullet_list" | "ordered_list":
            return _list(node, width)
        case "blockquote":
            return [f"> {line}".rstrip() for line in _inside(node, width - 2)]
        case "fence" | "code_block":
            return [f"    {line}".rstrip() for line in node.content.splitlines()]
        case "hr":
            return ["-" * width]
        case "table":
            return _table(node, width)
    return _inside(node, width)


def _inside(node: SyntaxTreeNode, width: int) -> list[str]:
    lines: list[str] = []
    before = None
    for block in node.children:
        # A paragraph is hidden in a list without empty lines, and so is the space behind it.
        if before and not before.hidden:
            lines.append("")
        lines += written(block, max(width, _NARROWEST))
        before = block
    return lines


def _heading(node: SyntaxTreeNode, width: int) -> list[str]:
    lines = _wrapped(_words(node), width)
    if sign := _UNDERLINES.get(node.tag):
        lines.append(sign * max(map(columns, lines), default=0))
    return lines


def _list(node: SyntaxTreeNode, width: int) -> list[str]:
    number = int(node.attrs.get("start", 1))
    marks = [
        f"{place}. " if node.type == "ordered_list" else "- "
        for place in range(number, number + len(node.children))
    ]
    room = max(map(len, marks))
    is_tight = _is_tight(node)
    lines: list[str] = []
    for mark, item in zip(marks, node.children, strict=True):
        if lines and not is_tight:
            lines.append("")
        first, *rest = _inside(item, width - room) or [""]
        lines += [f"{mark:{room}}{first}", *(f"{'':{room}}{line}".rstrip() for line in rest)]
    return lines


def _is_tight(node: SyntaxTreeNode) -> bool:
    return not any(
        block.type == "paragraph" and not block.hidden
        for item in node.children
        for block in item.children
    )


def _table(node: SyntaxTreeNode, width: int) -> list[str]:
    """Columns below their headings; where a word is too wide for its own, a paragraph a row."""
    rows = [row.children for part in node.children for row in part.children]
    texts = [[_words(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*texts, strict=True)]
    _narrow(widths, width)
    if any(columns(word) > room for row in texts for word, room in _words_and_rooms(row, widths)):
        return _rows_as_paragraphs(texts, width)
    at_the_right = ["right" in str(cell.attrs.get("style", "")) for cell in rows[0]]
    written_rows = [_row(text, widths, at_the_right) for text in texts]
    has_long_rows = any(len(lines) > 1 for lines in written_rows[1:])
    lines = [*written_rows[0], _GAP.join("-" * room for room in widths)]
    for number, row in enumerate(written_rows[1:]):
        if number and has_long_rows:
            lines.append("")
        lines += row
    return lines


def _narrow(widths: list[int], width: int) -> None:
    """Takes from the widest columns what is too much."""
    most = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > most and max(widths) > 1:
        second, first = sorted([1, *widths])[-2:]
        widths[widths.index(first)] -= min(max(first - second, 1), sum(widths) - most)


def _words_and_rooms(row: list[str], widths: list[int]) -> Iterator[tuple[str, int]]:
    return (
        (word, room) for text, room in zip(row, widths, strict=True) for word in text.split(" ")
    )


def _row(texts: list[str], widths: list[int], at_the_right: list[bool]) -> list[str]:
    cells = map(_wrapped, texts, widths)
    return [
        _GAP.join(map(_padded, line, widths, at_the_right)).rstrip()
        for line in zip_longest(*cells, fillvalue="")
    ] or [""]


def _rows_as_paragraphs(texts: list[list[str]], width: int) -> list[str]:
    headings, *rows = texts
    lines: list[str] = []
    for row in rows:
        if lines:
            lines.append("")
        for heading, text in zip(headings, row, strict=True):
            lines += _wrapped(f"{heading}: {text}", width, indent="  ")
    return lines


def _padded(text: str, room: int, at_the_right: bool) -> str:
    padding = " " * (room - columns(text))
    return padding + text if at_the_right else text + padding


def _words(node: SyntaxTreeNode) -> str:
    match node.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "text" | "code_inline":
            return node.content
    words = "".join(map(_words, node.children))
    if node.type == "link":
        address = str(node.attrs["href"]).removeprefix("mailto:")
        words = words.removeprefix("mailto:")
        return words if words == address else f"{words} <{address}>"
    return words


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return [
        piece
        for line in text.split("\n")
        for piece in textwrap.wrap(
            line,
            width,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]


def columns(text: str) -> int:
    """How wide a terminal draws it."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign)
        for sign in text
    )
