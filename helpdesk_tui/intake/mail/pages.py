"""Turns an HTML mail into text."""

from __future__ import annotations

import re

LONGEST_PAGE = 1 << 19
"""Characters of HTML that are read."""

_ROW = re.compile(r"<(/?)(?:table|tbody|thead|tfoot|tr)\b", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_STYLE = re.compile(r"\bstyle\s*=", re.IGNORECASE)
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")


def as_text(page: str) -> str:
    """What the page says, with its lists and lines; a table is a line for each of its rows.

    Cells are not lined up and styles are not followed: one wide cell or margin would make
    gigabytes of spaces.
    """
    from inscriptis import get_text

    page = page[:LONGEST_PAGE].replace("\0", "")
    page = _CELL.sub("<span", _CELL_END.sub("&nbsp; </span>", _ROW.sub(r"<\1div", page)))
    try:
        text = str(get_text(_STYLE.sub("data-style=", page)))
    except Exception:  # whatever its parser meets; the words are still there
        text = _TAGS.sub(" ", page)
    lines = (line.replace("\xa0", " ").rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
