"""A sheet for programs: a table of its lines, and a document of all of it.

Names are English in every language, times are seconds, amounts decimal text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpdesk_tui.timesheets.giving import differences
from helpdesk_tui.timesheets.rows import Row, Sheet, Sum

COLUMNS = (
    *("client", "first", "last", "revision", "state", "day", "entry", "ticket", "title"),
    *("description", "technician", "project", "activity", "billable", "worked", "billed"),
    *("amount", "currency"),
)


def rows(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    """A row with these `COLUMNS` for each line."""
    of_it = (sheet.client.name, sheet.first, sheet.last, sheet.revision, _state(sheet))
    for line in sheet.lines:
        fields = _line(line)
        amount = "" if line.amount is None else line.amount
        told = (fields[name] for name in COLUMNS[len(of_it) : -2])
        yield *of_it, *told, amount, sheet.currency


def document(sheet: Sheet, before: Sheet | None) -> dict[str, Any]:
    """All of it; what is not known is null. `before` is the revision that it corrects."""
    told = sheet.client
    return {
        "client": {"id": told.id, "name": told.name, "language": told.language, "zone": told.zone},
        "first": str(sheet.first),
        "last": str(sheet.last),
        "revision": sheet.revision,
        "state": _state(sheet),
        "given_by": sheet.given_by or None,
        "given_at": sheet.given_at and sheet.given_at.isoformat(timespec="seconds"),
        "missing": sheet.missing,
        "off": sheet.off,
        "subject": sheet.subject or None,
        "to": sheet.to or None,
        "cc": sheet.cc or None,
        "message_id": sheet.message_id or None,
        "answers": sheet.answers.split(),
        "paragraph": sheet.paragraph or None,
        "rounding": str(sheet.rule) or None,
        "minimum": sheet.minimum,
        "currency": sheet.currency,
        "left": sheet.left,
        "total": _sum(sheet.total),
        "by_day": {str(day): _sum(sum_) for day, sum_ in sheet.by_day.items()},
        "by_activity": {name: _sum(sum_) for name, sum_ in sheet.by_activity.items()},
        "lines": [_line(line) for line in sheet.lines],
        "changes": [
            {"before": one.before and _line(one.before), "now": one.now and _line(one.now)}
            for one in (differences(before, sheet) if before else ())
        ],
    }


def _state(sheet: Sheet) -> str:
    return sheet.state.name.lower()


def _sum(sum_: Sum) -> dict[str, Any]:
    return {"worked": sum_.worked, "billed": sum_.billed, "amount": _amount(sum_)}


def _line(line: Row) -> dict[str, Any]:
    return {
        "day": str(line.day),
        "entry": line.entry,
        "ticket": line.ticket,
        "title": line.title,
        "description": line.description or None,
        "technician": line.technician,
        "project": line.project or None,
        "activity": line.activity or None,
        "billable": line.billable,
        "worked": line.worked,
        "billed": line.billed,
        "amount": _amount(line),
    }


def _amount(of: Row | Sum) -> str | None:
    return None if of.amount is None else str(of.amount)
