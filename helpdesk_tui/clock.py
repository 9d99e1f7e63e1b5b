"""The only clock of the desk: aware instants in UTC, so that a test can hold it still."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for "no such instant" where a queue is sorted by it: paging over NULL finds nothing."""

_MICROSECOND = timedelta(microseconds=1)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant. A naive one is an error: it would be a guess."""
    if instant.tzinfo is None:
        raise ValueError("a naive datetime is not an instant")
    return (instant - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware instant in UTC that lies that many microseconds after 1970."""
    return EPOCH + timedelta(microseconds=micros)


def midnight(day: date, zone: tzinfo | None) -> datetime:
    """The instant at which a day begins in a zone.

    Where the clock jumps over midnight the day begins behind the jump.
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)
