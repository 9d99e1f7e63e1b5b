"""Text that no spreadsheet takes for a formula, and the way back to what it was.

A spreadsheet evaluates a cell that begins with = + - @ or their full-width forms, and some do so
after spaces, quotes, a tab or a line end. One that cuts a file at another mark than it was written
with sees cells begin in the midst of ours: so what follows a semicolon, a tab or a line end counts
as a beginning, too. An apostrophe there keeps it text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SIGNS = tuple("=+-@＝＋－＠")
_BEGINNING = re.compile(r"[\s'\";]*")
_WITHIN = re.compile(r"[;\t\r\n][\s'\";]*")
"""What comes before a sign without making it harmless; both find their end in one pass."""
_MARK = re.compile(r"[;\t\r\n]")
_MARK_AND_GUARD = re.compile(r"([;\t\r\n])'")


def disarmed(cell: str) -> str:
    """The cell with an apostrophe wherever a spreadsheet could see a formula begin."""
    guard = "'" if _begins_badly(cell) else ""
    return guard + _before_signs(cell, lambda run: _MARK.sub(r"\g<0>'", run))


def restored(cell: str) -> str:
    """The cell that `disarmed` was given."""
    if cell.startswith("'") and _begins_badly(cell):
        cell = cell[1:]
    return _before_signs(cell, lambda run: _MARK_AND_GUARD.sub(r"\1", run))


def _begins_badly(cell: str) -> bool:
    beginning = _BEGINNING.match(cell)
    assert beginning  # of nothing, if need be
    return cell.startswith(_SIGNS, beginning.end()) or _MARK.search(beginning[0]) is not None


def _before_signs(cell: str, change: Callable[[str], str]) -> str:
    """The cell with what stands before a sign, from a mark on, changed."""

    def changed(match: re.Match[str]) -> str:
        return change(match[0]) if cell.startswith(_SIGNS, match.end()) else match[0]

    return _WITHIN.sub(changed, cell)
