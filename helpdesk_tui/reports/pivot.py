"""Recorded time by any two of its sides, to the second what `worktime.portions` cuts.

The database adds up the entries that know their day (`models.days`), as almost all do. The few
others go through `portions` one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import islice
from time import sleep
from typing import NamedTuple, TypeVar

from helpdesk_tui import clock
from helpdesk_tui.collation import sort_key
from helpdesk_tui.models import days
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import pivot_axes, pivot_sql
from helpdesk_tui.reports.pivot_axes import AXES, MONTHS, Axis, Key, days_of, key_of, names, parts
from helpdesk_tui.reports.pivot_sql import Span
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import portions, spent
from helpdesk_tui.worktime.spent import Spent

T = TypeVar("T")

_ONE = timedelta(days=1)
_FAR = 100
"""Years before and after now beyond which no time is looked for."""
_BREATH, _PAUSE = 2_000, 0.0005
"""Things after which somebody else may go on, some milliseconds of work, and seconds of a pause."""
_MOST_PARTS = 5_000
"""Days, weeks or months in a row that are shown although nothing was recorded on some."""

Place = tuple[Key, Key]
"""The keys of a row and of a column."""

_Sums = defaultdict[Key, list[int]]
"""Seconds that were worked and that are to be billed."""

Days = tuple[date, date]
"""From one day up to another, which belongs to it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: by what, of which days (None: all), and of one client or of everybody."""

    rows: str = "client"
    columns: str = "week"
    days: Days | None = None
    client: int | None = None


class Cell(NamedTuple):
    """Whole seconds: what was worked, and how much of that is to be billed, not rounded."""

    worked: int = 0
    billable: int = 0


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Head:
    """A row or a column: its key, what it is called (empty: nothing), and its sum."""

    key: Key
    name: str
    total: Cell


@dataclass(frozen=True, slots=True)
class Pivot:
    """Time by rows and columns, as it stood at an instant. Cells without time are not there."""

    asked: Asked
    days: Days
    """Those of which it tells; all of them begin with the first that was recorded."""
    client: str
    """The name of the client whose time it is; empty: everybody's."""
    at: datetime
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: dict[Place, Cell]
    total: Cell

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """What its rows and its columns are."""
        return pivot_axes.axes(self.asked.rows, self.asked.columns)

    def cell(self, row: Key, column: Key) -> Cell:
        """What a row has in a column."""
        return self.cells.get((row, column), NOTHING)

    @property
    def cuts_weeks(self) -> bool:
        """Whether a week in it is cut in two, by a year or a month or by the period."""
        by = {self.asked.rows, self.asked.columns}
        first, last = self.days
        within = self.asked.days is not None and (first.weekday() != 0 or last.weekday() != 6)
        return "week" in by and (within or bool(by & {"month", "year"}))


def read(asked: Asked, now: datetime | None = None) -> Pivot:
    """The time that is asked for; what runs counts up to now."""
    now = now or clock.now()
    axes = pivot_axes.axes(asked.rows, asked.columns)
    with database.snapshot():
        told = asked.days or _all_days(now)
        span = pivot_sql.span(told, asked.client)
        cells = _cells(axes, span, now)
        heads = [_heads(axis, {key[side]: None for key in cells}) for side, axis in enumerate(axes)]
        client = names(AXES["client"], [asked.client])[asked.client]
    sums: tuple[_Sums, _Sums] = (_sums(), _sums())
    for key, (worked, billable) in _breathing(cells.items()):
        for side, of_side in enumerate(sums):
            sum_ = of_side[key[side]]
            sum_[0] += worked
            sum_[1] += billable
    rows, columns = (
        _ordered(axis, [Head(key, name, Cell(*of_side[key])) for key, name in named.items()])
        for axis, named, of_side in zip(axes, heads, sums, strict=True)
    )
    total = Cell(*(sum(row.total[side] for row in rows) for side in (0, 1)))
    return Pivot(asked, told, client, now, rows, columns, cells, total)


def _sums() -> _Sums:
    return defaultdict(lambda: [0, 0])


def _cells(axes: tuple[Axis, Axis], span: Span, now: datetime) -> dict[Place, Cell]:
    """The cells in which there is time."""
    found: defaultdict[Place, list[int]] = defaultdict(lambda: [0, 0])
    by_row, by_column = (_Keys(axis) for axis in axes)
    for row, column, worked, billable in _breathing(pivot_sql.sums(axes, span)):
        cell = found[by_row[row], by_column[column]]
        cell[0] += int(worked)
        cell[1] += int(billable)
    others = {entry: (row, column) for entry, row, column in pivot_sql.to_cut(axes, span)}
    for one, day, seconds in cut(others, span, now):
        row, column = (
            day.toordinal() if axis.is_time else key
            for axis, key in zip(axes, others[one.id], strict=True)
        )
        cell = found[by_row[row], by_column[column]]
        cell[0] += seconds
        cell[1] += seconds if one.what.billable else 0
    return {place: Cell(*cell) for place, cell in _breathing(found.items())}


def _breathing(things: Iterable[T]) -> Iterator[T]:
    """The same, with a pause now and then: the desk's keys are dealt with in another thread."""
    for number, thing in enumerate(things):
        if number % _BREATH == _BREATH - 1:
            sleep(_PAUSE)
        yield thing


class _Keys(dict[Key, Key]):
    """The key of what the database has for a row or a column; of time that is a day's number."""

    def __init__(self, axis: Axis) -> None:
        super().__init__()
        self._axis = axis

    def __missing__(self, found: Key) -> Key:
        if self._axis.is_time and isinstance(found, int):
            return self.setdefault(found, key_of(self._axis, date.fromordinal(found)))
        return self.setdefault(found, found or None)


def cut(entries: Collection[int], span: Span, now: datetime) -> Iterator[tuple[Spent, date, int]]:
    """What of these entries counts on each day of the span, in seconds."""
    wanted = spent.of_ids(entries)
    zoned = portions.zones({one.what.client for one in wanted if one.what.client is not None})
    lying = days.cut(span.begin, span.end)
    first, last = span.days
    for portion in portions.cut(wanted, zoned, now, lying):
        if first <= portion.day <= last:
            yield portion.spent, portion.day, portion.seconds


def _heads(axis: Axis, keys: Iterable[Key]) -> dict[Key, str]:
    """The names of all rows or columns: of time also of those between the first and the last."""
    found = list(keys)
    if axis is MONTHS and found:
        found = [f"{month:02}" for month in range(1, 13)]
    elif axis.is_time and found:
        first = min(days_of(axis, str(key))[0] for key in found)
        last = max(days_of(axis, str(key))[1] for key in found)
        between = islice(parts(axis, first, last), _MOST_PARTS + 1)
        all_ = [key_of(axis, day) for day in between]
        if len(all_) <= _MOST_PARTS:
            found = list(all_)
    return names(axis, found)


def _ordered(axis: Axis, heads: list[Head]) -> tuple[Head, ...]:
    """Time in its order; all else by what was worked, the most first."""
    if axis.is_time:
        return tuple(sorted(heads, key=lambda one: str(one.key)))
    return tuple(sorted(heads, key=lambda one: (-one.total.worked, sort_key(one.name))))


def whole(zone: tzinfo | None) -> Period:
    """All days on which anything may have been recorded."""
    return Period(*_all_days(clock.now()), zone)


def _all_days(now: datetime) -> Days:
    """From the day before the first entry to the day after the last: whatever the zone."""
    first, last = pivot_sql.ends()
    far = timedelta(days=365 * _FAR)
    begin = max(first or now, now - far).date() - _ONE
    return begin, min(max(last or now, now), now + far).date() + _ONE
