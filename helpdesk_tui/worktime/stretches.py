"""Stretches of time as pure arithmetic: half open, aware, in UTC, with whole seconds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from helpdesk_tui.clock import from_micros, to_micros
from helpdesk_tui.spans import joined, without

Stretch = tuple[datetime, datetime]
"""From an instant up to another, which does not belong to it."""


def write(pairs: Iterable[Stretch]) -> str:
    """Pairs of instants as a column keeps them, in order and joined where they touch."""
    return ",".join(f"{to_micros(begin)}/{to_micros(end)}" for begin, end in joined(pairs))


def read(text: str) -> list[Stretch]:
    """What `write` has written."""
    pairs = (pair.split("/") for pair in text.split(",") if pair)
    return [(from_micros(int(begin)), from_micros(int(end))) for begin, end in pairs]


def pieces(begin: datetime, end: datetime, breaks: Iterable[Stretch] = ()) -> list[Stretch]:
    """What of it counts: all but its breaks, and nothing if it ends before it begins."""
    return without([(begin, end)] if begin < end else [], breaks)


def counted(begin: datetime, end: datetime, breaks: Iterable[Stretch] = ()) -> timedelta:
    """How much of it counts."""
    return total(pieces(begin, end, breaks))


def total(pairs: Iterable[Stretch]) -> timedelta:
    """How long they are together."""
    return sum((end - begin for begin, end in pairs), timedelta())


def meet(ones: Iterable[Stretch], others: Iterable[Stretch]) -> bool:
    """Whether any of these has an instant in common with any of those."""
    others = list(others)
    return any(max(a, c) < min(b, d) for a, b in ones for c, d in others)
