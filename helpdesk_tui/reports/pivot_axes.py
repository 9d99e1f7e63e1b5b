"""By what recorded time can be told apart: the rows and the columns of a pivot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from helpdesk_tui.i18n import N_
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Activity, Project
from helpdesk_tui.storage.orm import tuples

Key = str | int | None
"""What entries have in common: an id, a name, or days as `2026-11-22`,
`2026-W47`, `2026-11`, `2026`; the month of any year as `11`.

Of an axis of time keys are in the order of time. None is nothing: no client, no ticket.
"""

_ONE = timedelta(days=1)
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Axis:
    """One of two by which time is told apart."""

    key: str
    title: str
    column: str = ""
    """The column of an entry, or of its ticket; empty for an axis of time."""
    table: Any = None
    """Where its names are."""
    nothing: str = ""
    """What is said of an entry that has none."""

    @property
    def is_time(self) -> bool:
        """Whether it is made of days."""
        return not self.column


AXES = {
    one.key: one
    for one in (
        Axis("day", N_("Day")),
        Axis("week", N_("ISO week")),
        Axis("month", N_("Month")),
        Axis("year", N_("Year")),
        Axis("client", N_("Client"), "client_id", Client, N_("internal")),
        Axis("project", N_("Project"), "project_id", Project, N_("no project")),
        Axis("ticket", N_("Ticket"), "ticket_id", Ticket, N_("no ticket")),
        Axis("category", N_("Category"), "category", None, N_("no category")),
        Axis("activity", N_("Activity"), "activity_id", Activity, N_("no activity")),
        Axis("technician", N_("Technician"), "technician_id", Technician),
    )
}
"""In the order in which they are offered."""


MONTHS = Axis("month of any year", N_("Month"))
"""Beside years a month is that of each of them."""


def axes(rows: str, columns: str) -> tuple[Axis, Axis]:
    """The rows and the columns that are meant."""
    beside_years = "year" in (rows, columns)
    row, column = (
        MONTHS if name == "month" and beside_years else AXES[name] for name in (rows, columns)
    )
    return row, column


def key_of(axis: Axis, day: date) -> str:
    """What a day belongs to on an axis of time."""
    match axis.key:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _weekday = day.isocalendar()
            return f"{year:04}-W{week:02}"
        case "month":
            return f"{day:%Y-%m}"
        case MONTHS.key:
            return f"{day:%m}"
        case _:
            return f"{day:%Y}"


def days_of(axis: Axis, key: str) -> tuple[date, date]:
    """The first and the last day that a key of an axis of time names; not of any year's month."""
    match axis.key:
        case "day":
            first = last = date.fromisoformat(key)
        case "week":
            first = date.fromisocalendar(int(key[:4]), int(key[-2:]), 1)
            last = first + 6 * _ONE
        case "month":
            first = date.fromisoformat(f"{key}-01")
            last = (first + 31 * _ONE).replace(day=1) - _ONE
        case _:
            first, last = date(int(key), 1, 1), date(int(key), 12, 31)
    return first, last


def parts(axis: Axis, first: date, last: date) -> Iterator[date]:
    """The first days of all that an axis of time has between two days, the first of them cut."""
    axis = AXES["month"] if axis is MONTHS else axis
    day = first
    while day <= last:
        yield day
        day = days_of(axis, key_of(axis, day))[1] + _ONE


def sql(axis: Axis, first: date, last: date) -> str:
    """SQL of the number of an entry's part of the time, from the number of its day.

    It is the number of a day of that part: `date.fromordinal` leads back.
    """
    if axis.key == "day":
        return "day"
    if axis.key == "week":  # the first day of all was a Monday
        return "(day - 1) / 7 * 7 + 1"
    return _steps([one.toordinal() for one in parts(axis, first, last)])


def _steps(numbers: Sequence[int]) -> str:
    """SQL of the last of these that a day has reached: found by halving, a hundred by 7 looks."""
    if len(numbers) == 1:
        return str(numbers[0])
    half = len(numbers) // 2
    low, high = _steps(numbers[:half]), _steps(numbers[half:])
    return f"CASE WHEN day < {numbers[half]} THEN {low} ELSE {high} END"


def names(axis: Axis, keys: Collection[Key]) -> dict[Key, str]:
    """What the keys of an axis are called; of time, and of categories, what they are."""
    if axis.table is None:
        return {key: str(key or "") for key in keys}
    name = axis.table.subject if axis.table is Ticket else axis.table.name
    found: dict[Key, str] = {None: ""}
    asked = [key for key in keys if key is not None]
    for start in range(0, len(asked), _AT_ONCE):
        some = axis.table.id.in_(asked[start : start + _AT_ONCE])
        found |= dict(tuples(axis.table.select(axis.table.id, name).where(some)))
    if axis.table is Ticket:
        found |= {key: f"{key} {found[key]}" for key in asked}
    return {key: found[key] for key in keys}
