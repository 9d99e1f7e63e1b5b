"""A row of the records, and what is in which column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from helpdesk_tui.timesheets.xlsx.cells import Look

INTERNAL = 0
"""The number of no client: our own time."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was worked of an entry on a day. Names are empty where there is none."""

    client: int
    """The client's number, or `INTERNAL`."""
    name: str
    project: str
    ticket: int | None
    what: str
    description: str
    category: str
    activity: str
    technician: str
    day: date
    begin: datetime
    end: datetime | None
    """Both on the clock of the client's wall, without a zone; None while it runs."""
    worked: int
    billed: int
    """Seconds, both."""
    billable: bool
    amount: Decimal | None
    currency: str
    """Empty where there is no amount."""


COLUMNS: dict[str, tuple[Look, int, Callable[[Record], Any]]] = {
    "client_number": (Look.PLAIN, 9, lambda one: one.client),
    "client": (Look.PLAIN, 24, lambda one: one.name),
    "project": (Look.PLAIN, 18, lambda one: one.project),
    "ticket": (Look.PLAIN, 8, lambda one: one.ticket),
    "what": (Look.PLAIN, 40, lambda one: one.what),
    "category": (Look.PLAIN, 14, lambda one: one.category),
    "activity": (Look.PLAIN, 14, lambda one: one.activity),
    "technician": (Look.PLAIN, 18, lambda one: one.technician),
    "day": (Look.DAY, 11, lambda one: one.day),
    "week": (Look.PLAIN, 10, lambda one: week(one.day)),
    "month": (Look.PLAIN, 9, lambda one: month(one.day)),
    "year": (Look.PLAIN, 7, lambda one: one.day.year),
    "begin": (Look.MOMENT, 16, lambda one: one.begin),
    "end": (Look.MOMENT, 16, lambda one: one.end),
    "worked": (Look.HOURS, 10, lambda one: one.worked),
    "billed": (Look.HOURS, 10, lambda one: one.billed),
    "billable": (Look.PLAIN, 10, lambda one: one.billable),
    "amount": (Look.MONEY, 11, lambda one: one.amount),
    "currency": (Look.PLAIN, 9, lambda one: one.currency),
    "description": (Look.PLAIN, 50, lambda one: one.description),
}
"""By the name that `Words` has for it: how it looks, how wide it is, and what it has."""


def week(day: date) -> str:
    """The ISO week, as text that sorts: `2026-W53` also for the first days of 2027."""
    year, number, _weekday = day.isocalendar()
    return f"{year:04}-W{number:02}"


def month(day: date) -> str:
    """The month, as text that sorts."""
    return f"{day.year:04}-{day.month:02}"
