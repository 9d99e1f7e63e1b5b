"""Whole months of a zone, by which figures are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Period:
    """Some months by the calendar of a zone; None is the system's."""

    last: date
    """A day of the last of them."""
    count: int
    zone: tzinfo | None

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each, the oldest first."""
        return self._first_days(self.count)

    @property
    def bounds(self) -> list[datetime]:
        """When each of them begins, and when the last one is over, in UTC."""
        days = self._first_days(self.count + 1)
        return [datetime(d.year, d.month, 1, tzinfo=self.zone).astimezone(UTC) for d in days]

    def _first_days(self, count: int) -> tuple[date, ...]:
        oldest = self.last.year * 12 + self.last.month - self.count
        return tuple(date(n // 12, n % 12 + 1, 1) for n in range(oldest, oldest + count))
