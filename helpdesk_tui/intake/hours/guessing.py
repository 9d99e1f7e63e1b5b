"""Guesses which columns say when something was done, and how long, from what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from helpdesk_tui.collation import fold
from helpdesk_tui.intake import looks
from helpdesk_tui.intake.hours import lengths
from helpdesk_tui.intake.hours.reader import NO, YES

if TYPE_CHECKING:
    from helpdesk_tui.intake.plan import Plan

Said = Mapping[str, Sequence[str]]

_are_clocks = looks.are(re.compile(r"\d{1,2}:\d{2}(:\d{2})?").fullmatch)
_are_instants = looks.are(re.compile(r".*\d.*[T ]\d{1,2}:\d{2}.*").fullmatch)
_are_lengths = looks.are(lambda cell: lengths.seconds(cell) is not None)

_MUST: dict[str, looks.Looks] = {
    "external": lambda cells: len(set(cells)) == len(cells),
    "billable": looks.are(lambda cell: fold(cell) in YES | NO),
    "length": _are_lengths,
    "minutes": looks.are(lambda cell: lengths.of_minutes(cell) is not None),
    "break": _are_lengths,
    "email": looks.are_addresses,
}
"""What the values of a column must look like; its name alone is not enough."""


def are_hours(plan: Plan) -> bool:
    """Whether columns are called so that rows would be time: when it was, and until when."""
    said = set(plan.meanings.values())
    return bool(said & {"day", "begin"} and said & {"end", "length", "minutes"})


def by_values(plan: Plan, said: Said) -> Plan:
    """The plan with what values say where names do not, or against them."""
    for field, looks_so in _MUST.items():
        column = plan.column(field)
        if column and said[column] and not looks_so(said[column]):
            plan = plan.mean(column, "")
    for day, instant in (("day", "begin"), ("end_day", "end")):
        column = plan.column(day)  # "date" can be a day and its time in one
        if column and _are_instants(said[column] or [""]) and plan.column(instant) is None:
            plan = plan.mean(column, instant)
    plan = _first(plan, said, looks.are_addresses, "email")
    begin = plan.column("begin")
    if begin is None:
        plan = _first(plan, said, _are_instants, "begin", "end")
        begin = plan.column("begin")
    if plan.column("day") is None and (begin is None or _are_clocks(said[begin] or [""])):
        plan = _first(plan, said, looks.are_dates, "day")
    if plan.column("day") and plan.column("begin") is None:
        clocks = looks.free(plan.meanings, said, _are_clocks)
        if len(clocks) > 1 or plan.column("length") or plan.column("minutes"):
            plan = _first(plan, said, _are_clocks, "begin", "end")
    if not set(plan.meanings.values()) & {"end", "length", "minutes"}:
        plan = _first(plan, said, _are_lengths, "length")
    return _first(plan, said, looks.are_subjects, "title")


def _first(plan: Plan, said: Said, looks_so: looks.Looks, *fields: str) -> Plan:
    """Gives these fields, where no column has them yet, to the first columns that look so."""
    found = looks.free(plan.meanings, said, looks_so)
    wanted = [field for field in fields if plan.column(field) is None]
    for column, field in zip(found, wanted, strict=False):
        plan = plan.mean(column, field)
    return plan
