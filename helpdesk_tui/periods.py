"""Stretches of whole days by the calendar of a zone, and how they are cut into weeks and months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY

UNITS = ("week", "month")
"""What a period is cut into."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both inclusive; a `zone` of None is the system's.

    Raises ValueError for years at the ends of the calendar: a zone leads out of it there.
    """

    first: date
    last: date
    zone: tzinfo | None = None

    def __post_init__(self) -> None:
        if not 1 < self.first.year <= self.last.year < 9999:
            raise ValueError(f"{self.first} - {self.last}")

    @property
    def begin(self) -> datetime:
        """Its first instant, in UTC."""
        return _midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The instant at which it is over, in UTC."""
        return _midnight(self.last + _DAY, self.zone)

    @property
    def is_whole(self) -> bool:
        """Whether it is made of whole months."""
        return self.first.day == (self.last + _DAY).day == 1

    def moved(self, by: int) -> Period:
        """The period of the same length that lies so many of them later; whole months stay so.

        Where the calendar ends it is this one.
        """
        months = _months(self.last + _DAY) - _months(self.first)
        length = self.last - self.first + _DAY
        try:
            if self.is_whole:
                first, after = (
                    _shifted(day, by * months) for day in (self.first, self.last + _DAY)
                )
                return replace(self, first=first, last=after - _DAY)
            return replace(self, first=self.first + by * length, last=self.last + by * length)
        except (ValueError, OverflowError):
            return self

    def cut(self, unit: str) -> tuple[Period, ...]:
        """Its weeks from Monday on, or its months; the first and the last may be parts of one."""
        return tuple(self._cut(unit))

    def _cut(self, unit: str) -> Iterator[Period]:
        first = self.first
        while first <= self.last:
            after = _shifted(first.replace(day=1), 1) if unit == "month" else _monday(first) + _WEEK
            yield Period(first, min(after - _DAY, self.last), self.zone)
            first = after


def weeks(count: int, today: date, zone: tzinfo | None = None) -> Period:
    """So many weeks from Monday to Sunday, the present one among them."""
    monday = _monday(today)
    return Period(monday - (count - 1) * _WEEK, monday + 6 * _DAY, zone)


def months(count: int, today: date, zone: tzinfo | None = None) -> Period:
    """So many whole months, the present one among them."""
    first = today.replace(day=1)
    return Period(_shifted(first, 1 - count), _shifted(first, 1) - _DAY, zone)


def named(words: str, zone: tzinfo | None = None) -> Period:
    """The month or the year that is written as `2026-10` or `2026`. Raises ValueError."""
    year, *month = words.split("-")
    if len(month) > 1 or not all(part.isdecimal() for part in (year, *month)):
        raise ValueError(words)
    first = date(int(year), int(month[0]) if month else 1, 1)
    return Period(first, _shifted(first, 1 if month else 12) - _DAY, zone)


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _shifted(day: date, by: int) -> date:
    month = _months(day) + by
    return date(month // 12, month % 12 + 1, 1)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
