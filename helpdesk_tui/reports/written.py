"""Reports as programs read them: JSON to the last digit, and tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from helpdesk_tui.reports.figures import Row, Table
from helpdesk_tui.reports.forecast import Forecast
from helpdesk_tui.reports.recurring import Recurrence
from helpdesk_tui.reports.routines import Routine, Routines

Report = Table | Recurrence | Routines | Forecast

FIGURES = (
    *("by", "name", "came", "open", "waiting", "reopened", "reassigned"),
    *("answered", "response_mean", "response_median"),
    *("done", "resolution_mean", "resolution_median"),
    *("promises_decided", "promises_kept", "backlog"),
)
"""The columns of figures, the same in every language; times are whole seconds."""

RECURRING = ("subject", "tickets", "open", "clients", "newest")

ROUTINES = (
    *("client", "title", "times", "days", "technicians", "tickets", "seconds", "median"),
    *("cost", "currency", "seconds_a_year", "cost_a_year"),
)

FORECAST = (
    *("at", "open", "waiting", "came", "done", "days", "days_with_new"),
    *("oldest", "oldest_subject", "oldest_created"),
)


def document(report: Report) -> Any:
    """What a report tells, as JSON has it; times are seconds, instants ISO 8601."""
    return msgspec.to_builtins(report, enc_hook=str)


def figures_of(text: str) -> Table:
    """The figures that such a document tells."""
    return msgspec.convert(msgspec.json.decode(text), Table, dec_hook=_zone)


def recurrence_of(text: str) -> Recurrence:
    """The subjects that such a document tells."""
    return msgspec.convert(msgspec.json.decode(text), Recurrence, dec_hook=_zone)


def routines_of(text: str) -> Routines:
    """The routines that such a document tells."""
    return msgspec.convert(msgspec.json.decode(text), Routines, dec_hook=_zone)


def sheet(report: Report) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """The columns and the rows of a report. The last row of figures is their total."""
    match report:
        case Table():
            rows = [(report.dimension, row) for row in report.rows] + [("total", report.total)]
            return FIGURES, [(by, *_cells(row)) for by, row in rows]
        case Recurrence():
            return RECURRING, [astuple(row) for row in report.rows]
        case Routines():
            return ROUTINES, [_routine(row) for row in report.rows]
        case Forecast():
            oldest = report.oldest
            told = (oldest.number, oldest.subject, _stamp(oldest.created_at)) if oldest else ()
            days = map(_whole, (report.days, report.days_with_new))
            counts = (report.open, report.waiting, report.came, report.done)
            return FORECAST, [(_stamp(report.at), *counts, *days, *told)]


def _cells(row: Row) -> tuple[Any, ...]:
    times = [
        cell
        for times in (row.response, row.resolution)
        for cell in (times.count, _whole(times.mean), _whole(times.median))
    ]
    counts = (row.came, row.open, row.waiting, row.reopened, row.reassigned)
    return (row.name, *counts, *times, row.decided, row.kept, row.backlog)


def _routine(row: Routine) -> tuple[Any, ...]:
    counts = (row.times, row.days, row.technicians, row.tickets, row.seconds, row.median)
    money = (row.cost, row.currency, row.seconds_a_year, row.cost_a_year)
    return (row.name, row.title, *counts, *money)


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


def _stamp(instant: Any) -> str:
    return str(instant.isoformat(timespec="seconds"))


def _zone(type_: type, value: Any) -> Any:
    assert type_ is tzinfo
    return ZoneInfo(value)
