"""The day on which an instant lies, as integer arithmetic that either database does by itself.

Between two days of an odd length (the clocks change) all days of a zone are 24 hours long, so one
addition tells which it is. The midnights are those by which `worktime.portions` cuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from helpdesk_tui.clock import to_micros
from helpdesk_tui.worktime.stretches import midnight

DAY = 24 * 3600 * 10**6
"""Microseconds of a day on which no clock changes."""

_ONE = timedelta(days=1)
_STRIDE = 7
"""Days that are looked at together: within a week no zone changes its clocks and back again."""

Piece = tuple[int, str]
"""From a number on, an SQL expression holds."""


def place(column: str, zone: ZoneInfo, first: date, last: date) -> str:
    """SQL of the place of an instant: the number of its day times `DAY`, and how far it is in it.

    A stretch that begins there lies on that day alone if what is left of `DAY` is enough for it.
    Never the other way round: what begins before the first day always seems to go beyond it, and
    on a day of 25 hours some of what would have had room does.
    """
    pieces: list[Piece] = [(0, str(first.toordinal() * DAY - 1))]
    for day, begin, length in _lengths(zone, first, last):
        ordinal = day.toordinal() * DAY
        if length > DAY:
            pieces.append((begin, str(ordinal)))
            begin += length - DAY
        words = f"{column} + {ordinal - begin + max(0, DAY - length)}"
        if words != pieces[-1][1]:
            pieces.append((begin, words))
    pieces.append((to_micros(midnight(last + _ONE, zone)), str((last + _ONE).toordinal() * DAY)))
    return steps(column, pieces)


def steps(column: str, pieces: Sequence[Piece]) -> str:
    """SQL of what holds at a number: found by halving, so a hundred pieces take seven looks."""
    if len(pieces) == 1:
        return pieces[0][1]
    half = len(pieces) // 2
    low, high = steps(column, pieces[:half]), steps(column, pieces[half:])
    return f"CASE WHEN {column} < {pieces[half][0]} THEN {low} ELSE {high} END"


def _lengths(zone: ZoneInfo, first: date, last: date) -> Iterable[tuple[date, int, int]]:
    """The first of some days alike, the instant at which it begins, and how long each of them is.

    Instants and lengths are microseconds.
    """
    day, begin = first, to_micros(midnight(first, zone))
    while day <= last:
        count = min(_STRIDE, (last - day).days + 1)
        end = to_micros(midnight(day + count * _ONE, zone))
        if end - begin != count * DAY and count > 1:
            count, end = 1, to_micros(midnight(day + _ONE, zone))
        yield day, begin, (end - begin) // count
        day, begin = day + count * _ONE, end
