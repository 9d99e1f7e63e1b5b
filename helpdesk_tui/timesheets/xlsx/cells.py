"""Cells as ECMA-376 writes them: text that can never be a formula, days and hours as numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from helpdesk_tui.formulas import disarmed
from helpdesk_tui.safe_text import clean

DAY = 86_400
"""Seconds of what is 1 in a spreadsheet."""

LONGEST = 32_767
"""Code units of UTF-16 that a cell can hold in Excel."""

_CUT = "…"
_EPOCH = date(1899, 12, 30)
_MIDNIGHT = datetime(1899, 12, 30)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""By this Excel knows a character by its number: ST_Xstring of ECMA-376, 22.9.2.19."""


class Look(IntEnum):
    """How a cell looks; the number is that of its style."""

    PLAIN = 0
    """Text, a whole number, yes or no."""
    HOURS = 1
    GUARDED = 2
    """Text that another program could take for a formula: an apostrophe stands before it."""
    DAY = 3
    MOMENT = 4
    MONEY = 5
    TITLE = 6
    HEADING = 7
    MONTH = 8
    """A heading, too, and so is the next one."""
    A_DAY = 9
    HOURS_IN_ALL = 10
    MONEY_IN_ALL = 11


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in English, without the equals sign, and what it comes to."""

    text: str
    value: Any


Cell = tuple[Any, Look]
"""A value and its look; hours are whole seconds, None is no cell."""


def text(value: str) -> str:
    """A text as it can stand in a cell: nothing in it acts on anything."""
    return _ESCAPED.sub("_x005F_", _shown(value))


def row(number: int, cells: Iterable[Cell]) -> str:
    """A row of a sheet as XML."""
    made = (
        f'<c r="{name}{number}" {_written(value, look)}'
        for name, (value, look) in zip(NAMES, cells, strict=False)
        if value is not None and value != ""
    )
    return f'<row r="{number}">{"".join(made)}</row>'


def days(seconds: int) -> str:
    """A number of seconds as the days that a spreadsheet counts in, with nothing lost."""
    return repr(seconds / DAY)


def serial(day: date) -> int:
    """The number of a day in a spreadsheet."""
    return (day - _EPOCH).days


def _letters(column: int) -> str:
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


MOST_COLUMNS = 16_384
NAMES = [_letters(column) for column in range(1, MOST_COLUMNS + 1)]
"""The names of all columns that a sheet can have."""


def _written(value: Any, look: Look) -> str:
    if isinstance(value, Formula):
        kind = ' t="str"' if isinstance(value.value, str) else ""
        cached = _text_of(value.value)[1] if kind else _number(value.value, look)
        return f's="{look:d}"{kind}><f>{escape(value.text)}</f><v>{cached}</v></c>'
    if isinstance(value, str):
        is_guarded, told = _text_of(value)
        look = Look.GUARDED if is_guarded and look is Look.PLAIN else look
        space = ' xml:space="preserve"' if told != told.strip() or "\n" in told else ""
        return f's="{look:d}" t="inlineStr"><is><t{space}>{told}</t></is></c>'
    if isinstance(value, bool):
        return f's="{look:d}" t="b"><v>{value:d}</v></c>'
    return f's="{look:d}"><v>{_number(value, look)}</v></c>'


def _number(value: Any, look: Look) -> str:
    if look in (Look.HOURS, Look.HOURS_IN_ALL):
        return days(value)
    return _WRITERS[type(value)](value)


def _moment(value: datetime) -> str:
    return repr((value - _MIDNIGHT).total_seconds() / DAY)


_WRITERS: dict[type, Callable[[Any], str]] = {
    int: str,
    Decimal: str,
    date: lambda day: str(serial(day)),
    datetime: _moment,
}


@lru_cache(4096)
def _text_of(value: str) -> tuple[bool, str]:
    """Whether another program could take it for a formula, and how it is written."""
    return disarmed(value) != value, escape(text(value))


def _shown(value: str) -> str:
    told = clean(value, whole=True)
    if 2 * len(told) <= LONGEST or len(told.encode("utf-16-le")) <= 2 * LONGEST:
        return told
    return told[: LONGEST // 2 - 1] + _CUT  # two units for each character, if need be
