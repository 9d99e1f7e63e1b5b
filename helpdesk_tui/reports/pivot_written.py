"""A pivot as programs and spreadsheets read it: whole seconds, the same names in every language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpdesk_tui.reports.pivot import NOTHING, Cell, Head, Pivot


def document(pivot: Pivot) -> dict[str, Any]:
    """What a pivot tells, as JSON has it; cells without time are left out."""
    first, last = pivot.days
    return {
        "rows": pivot.asked.rows,
        "columns": pivot.asked.columns,
        "from": str(first),
        "until": str(last),
        "client": pivot.client or None,
        "at": pivot.at.isoformat(timespec="seconds"),
        "row_totals": [_total(head) for head in pivot.rows],
        "column_totals": [_total(head) for head in pivot.columns],
        "cells": [
            {"row": _name(row), "column": _name(column), **_seconds(cell)}
            for row in pivot.rows
            for column in pivot.columns
            if (cell := pivot.cell(row.key, column.key)) != NOTHING
        ],
        **_seconds(pivot.total),
    }


def sheet(pivot: Pivot) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """The columns and the rows as they are shown, of what was worked; the last row is the total."""
    head = (pivot.asked.rows, *(_name(one) or "" for one in pivot.columns), "total", "billable")
    rows = [
        (
            _name(row),
            *(pivot.cell(row.key, column.key).worked for column in pivot.columns),
            *row.total,
        )
        for row in pivot.rows
    ]
    total = ("total", *(column.total.worked for column in pivot.columns), *pivot.total)
    return head, [*rows, total]


def _total(head: Head) -> dict[str, Any]:
    return {"name": _name(head), **_seconds(head.total)}


def _name(head: Head) -> str | None:
    return head.name or None


def _seconds(cell: Cell) -> dict[str, int]:
    return {"seconds": cell.worked, "billable_seconds": cell.billable}
