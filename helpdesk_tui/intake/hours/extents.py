"""From when until when something was done, of what a row says of begin, end and length.

All instants and lengths are seconds, instants since 1970. Where the file says how long it was, that
holds: an hour that comes twice on a night of a change of the clocks is told apart by it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import NamedTuple
from zoneinfo import ZoneInfo

Stretch = tuple[int, int]

_MINUTE = 60
"""Files that leave out the seconds are this far from the truth, and that is no contradiction."""


class Said(NamedTuple):
    """What a row says. Each instant with the other that its local time may be."""

    begin: tuple[int, int]
    end: tuple[int, int] | None
    length: int | None
    """Without the break."""
    pause: int


class Extent(NamedTuple):
    """What is made of it. `mended`: its length and its instants contradict each other."""

    begin: int
    end: int
    breaks: tuple[Stretch, ...]
    mended: bool


def settled(said: Said) -> Extent | None:
    """What the row means; None for an end that comes before the beginning.

    Of what is shorter than from its beginning to its end the rest is a break at the end; what is
    longer ends later.
    """
    if said.end is None:
        assert said.length is not None
        return _with_break(said.begin[0], said.begin[0] + said.length + said.pause, said.pause)
    if said.length is None:
        begin = said.begin[0]
        end = next((one for one in said.end if one >= begin + said.pause), None)
        return None if end is None else _with_break(begin, end, said.pause)
    wanted = said.length + said.pause
    begin, end = min(product(said.begin, said.end), key=lambda one: abs(one[1] - one[0] - wanted))
    if end < begin:
        return None
    missing = end - begin - wanted
    if missing >= _MINUTE:
        return _with_break(begin, end, said.pause + missing)._replace(mended=True)
    found = _with_break(begin, begin + wanted, said.pause)
    return found._replace(mended=missing <= -_MINUTE)


def next_day(instant: int, zone: str) -> int:
    """The same time of the clock a day later."""
    local = datetime.fromtimestamp(instant, ZoneInfo(zone))
    return round((local + timedelta(days=1)).timestamp())


def _with_break(begin: int, end: int, pause: int) -> Extent:
    return Extent(begin, end, ((end - pause, end),) if pause else (), mended=False)
