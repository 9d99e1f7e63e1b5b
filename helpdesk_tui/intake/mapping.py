"""What the columns of a file mean, once it is read and checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from helpdesk_tui.intake.formats import Format
from helpdesk_tui.intake.templates import Names, Template, behind
from helpdesk_tui.models.tickets import Kind, Status, Wait

Field = Literal[
    "external",
    "subject",
    "kind",
    "status",
    "priority",
    "team",
    "assignee",
    "client",
    "requester",
    "requester_id",
    "email",
    "category",
    "tags",
    "created",
    "changed",
    "resolved",
    "closed",
    "due",
    "description",
]
"""What of a ticket a column can be."""

FIELDS: tuple[str, ...] = get_args(Field)

HOURS = (
    *("external", "technician", "email", "client", "project", "activity", "ticket", "title"),
    *("description", "tags", "billable", "day", "begin", "end_day", "end", "length", "minutes"),
    *("break", "breaks", "zone", "type"),
)
"""What of a recorded stretch of time a column can be, where rows are entries."""

INSTANTS = ("created", "changed", "resolved", "closed", "due")

Standing = tuple[Status, Wait | None] | None
"""A status with the reason that waiting needs. None: the status stays as it was."""

STANDINGS: dict[str, Standing] = {
    "new": (Status.NEW, None),
    "open": (Status.OPEN, None),
    "waiting: client": (Status.WAITING, Wait.CLIENT),
    "waiting: supplier": (Status.WAITING, Wait.SUPPLIER),
    "waiting: other": (Status.WAITING, Wait.OTHER),
    "resolved": (Status.RESOLVED, None),
    "closed": (Status.CLOSED, None),
    "keep": None,
}
"""The words that a mapping has for where a ticket stands."""

PRIORITIES = {name: number for number in (1, 2, 3, 4) for name in (str(number), f"p{number}")}
KINDS = {"incident": Kind.INCIDENT, "request": Kind.REQUEST}


@dataclass(frozen=True, slots=True)
class Mapping:
    """A checked mapping. The keys of its tables of values are in lower case.

    `states`: each row is a later state of its ticket, in the order of `changed`; else each row is
    a ticket. `messages`: it is also a message of the ticket's thread. `entries`: a row is no ticket
    but time that somebody recorded, and without a `zone` it is that of who imports. `overnight`:
    ends have no day of their own, so one before its beginning is of the next day. `partial`:
    columns that the file lacks are left out instead of being a mistake. `guarded`: cells were kept
    from being formulas (`formulas.disarmed`) and are read as they were. `ignore`: columns that are
    not even kept.
    """

    file: Path
    source: str
    zone: str
    states: bool
    messages: bool
    entries: bool
    overnight: bool
    dates: tuple[str, ...]
    missing: frozenset[str]
    partial: bool
    guarded: bool
    ignore: frozenset[str]
    recognise: tuple[Names, ...]
    fields: dict[str, Template]
    status: dict[str, Standing]
    priority: dict[str, int]
    kind: dict[str, Kind]
    lines: dict[str, int]

    def fits(self, header: tuple[str, ...]) -> int:
        """How many of its telling columns the header has: all, or 0."""
        names = set(header)
        return len(self.recognise) if all(names & set(any_of) for any_of in self.recognise) else 0


def with_days(fields: dict[str, Template]) -> dict[str, Template]:
    """The fields with begin and end behind their days, where those have columns of their own."""
    days = {"begin": fields.get("day"), "end": fields.get("end_day", fields.get("day"))}
    found = {name: t for name, t in fields.items() if name not in ("day", "end_day")}
    if days["begin"]:
        found.setdefault("begin", days["begin"])
    for name, day in days.items():
        if day and name in found and found[name] is not day:
            found[name] = behind(day, found[name], whole=name == "end")
    return found


def overnight(fields: dict[str, Template]) -> bool:
    """Whether the ends have no day of their own."""
    return {"day", "end"} <= set(fields) and "end_day" not in fields


def unguarded(mapping: Mapping, format: Format) -> Mapping:
    """The mapping for a format: nothing keeps text from being a formula where there are none."""
    return mapping if format is Format.CSV else replace(mapping, guarded=False)
