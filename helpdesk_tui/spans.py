"""Half-open intervals, put together, cut and taken out of each other: pairs of seconds or instants.

The beginning belongs to an interval and the end does not, so two that touch neither overlap nor
leave a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

T = TypeVar("T", int, datetime)


def joined(spans: Iterable[tuple[T, T]]) -> list[tuple[T, T]]:
    """Those that overlap or touch as one, in order."""
    found: list[tuple[T, T]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((begin, end))
    return found


def within(spans: Iterable[tuple[T, T]], first: T, last: T) -> Iterator[tuple[T, T]]:
    """What of each lies between two ends."""
    cut = ((max(begin, first), min(end, last)) for begin, end in spans)
    return ((begin, end) for begin, end in cut if begin < end)


def without(spans: Iterable[tuple[T, T]], taken: Iterable[tuple[T, T]]) -> list[tuple[T, T]]:
    """What is left of each when all that is taken is gone."""
    left = list(spans)
    for begin, end in taken:
        pieces = (piece for a, b in left for piece in ((a, min(b, begin)), (max(a, end), b)))
        left = [(a, b) for a, b in pieces if a < b]
    return left
