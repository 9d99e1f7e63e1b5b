"""Entries of time as they are loaded in bulk, ended ones and the one that runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models import days
from helpdesk_tui.models.bulk import insert
from helpdesk_tui.models.worktime import Entry

_COLUMNS = (
    *("id", "technician", "begin", "end", "breaks", "zone", "title", "description", "client"),
    *("project", "ticket", "activity", "billable", "together", "retired", "created_at"),
    *("interrupted", "boot", "booted", "last_seen", "touched", "drops", "doubt", "source"),
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of a technician's; people and things are named by their ids.

    One that `runs` was last seen at its `end`. Its clock is the wall's alone: a made-up timer runs
    on any machine.
    """

    id: int
    technician: int
    begin: datetime
    end: datetime
    zone: str
    title: str
    description: str = ""
    client: int | None = None
    project: int | None = None
    ticket: int | None = None
    activity: int | None = None
    billable: bool = True
    together: bool = False
    breaks: str = ""
    interrupted: int | None = None
    runs: bool = False


def load(entries: Iterable[Recorded]) -> None:
    """Writes the entries; the caller holds the transaction."""
    rows = [_row(one) for one in entries]
    insert(Entry, [getattr(Entry, name) for name in _COLUMNS], rows)
    days.settle((technician, begin, end) for _id, technician, begin, end, *_rest in rows)


def _row(one: Recorded) -> tuple[Any, ...]:
    begin, seen = to_micros(one.begin), to_micros(one.end)
    return (
        *(one.id, one.technician, begin, None if one.runs else seen, one.breaks, one.zone),
        *(one.title, one.description, one.client, one.project, one.ticket, one.activity),
        *(one.billable, one.together, False, begin, one.interrupted, "", 0, seen, seen),
        *("", None, ""),
    )
