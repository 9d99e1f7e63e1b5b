"""Guesses what the columns of a file mean, from their names in both languages and their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from helpdesk_tui.intake import date_forms, looks
from helpdesk_tui.intake.columns import place
from helpdesk_tui.intake.field_names import KIND, PRIORITY, STATUS, plain, words
from helpdesk_tui.intake.hours.guessing import are_hours, by_values
from helpdesk_tui.intake.peek import Sample
from helpdesk_tui.intake.plan import ENTRIES, Plan

NOTHING = ("-", "?", "NULL", "null", "N/A", "n/a", "None", "nan", "(blank)", "(en blanco)")
"""Cells by which other systems say nothing."""

TABLES = ("status", "priority", "kind")
"""Fields whose values need a meaning."""

MOST_VALUES = 24
"""Different values that a column of states or priorities has at most."""

V = TypeVar("V")


def guess(sample: Sample, zone: str, source: str, rows: str = "") -> Plan:
    """A first plan for a file; `zone` is that of dates which do not say theirs.

    What the `rows` are is found out from the names of the columns, or said.
    """
    said = {name: sample.values(name) for name in sample.header}
    missing = tuple(word for word in NOTHING if any(word in cells for cells in said.values()))
    said = {name: [c for c in cells if c not in missing] for name, cells in said.items()}
    plan = Plan(source=source, zone=zone, missing=missing)
    tickets = _by_names(plan, sample.header)
    hours = _by_names(replace(plan, rows=ENTRIES), sample.header)
    if rows == ENTRIES or (not rows and are_hours(hours) and not _are_tickets(tickets)):
        return dates_guessed(by_values(hours, said), sample)
    plan = _by_values(tickets, said)
    if _are_states(said.get(plan.column("external") or "", ()), plan):
        plan = replace(plan, rows="states")
    return values_guessed(dates_guessed(plan, sample), sample)


def with_meaning(plan: Plan, sample: Sample, column: str, meaning: str) -> Plan:
    """The plan with another meaning for a column, and a guess at what that makes of its values."""
    plan = plan.mean(column, meaning)
    if meaning in plan.made.instants or meaning in plan.made.days:
        dates = dates_of(plan, sample, meaning)
        read = [form for form in plan.dates if date_forms.share(form, dates)]
        return plan if read else dates_guessed(plan, sample)
    return values_guessed(plan, sample)


def dates_guessed(plan: Plan, sample: Sample) -> Plan:
    """The plan with the form of the dates that its columns of dates show."""
    found = date_forms.guess(dates_of(plan, sample))
    return replace(plan, dates=found) if found else plan


def dates_of(plan: Plan, sample: Sample, *fields: str) -> list[str]:
    """What the rows say when something was, each date once: all of it, or that of these fields."""
    mapping = plan.mapping()
    filled = place(mapping, sample.header)[0].fields
    wanted = [name for name in fields if name not in plan.made.days] or plan.made.instants
    rows = [
        ["" if (text := cell.strip()) in mapping.missing else text for cell in row.cells]
        for row in sample.rows
        if not row.trouble
    ]
    found = dict.fromkeys(
        filled[name](cells) for name in wanted if name in filled for cells in rows
    )
    return [date for date in found if date]


def values_guessed(plan: Plan, sample: Sample) -> Plan:
    """The plan with a meaning for each value of states, priorities and kinds whose word is known.

    What the plan says of a value already stays.
    """
    return replace(
        plan,
        status=_table(plan, sample, "status", plan.status, STATUS),
        priority=_table(plan, sample, "priority", plan.priority, PRIORITY),
        kind=_table(plan, sample, "kind", plan.kind, KIND),
    )


def values_of(plan: Plan, sample: Sample, field: str) -> list[str]:
    """The different values of a field in the sample, as the file writes them, each once."""
    column = plan.column(field)
    if column not in sample.header:
        return []
    seen = {cell.casefold(): cell for cell in reversed(sample.values(column))}
    return sorted(cell for cell in seen.values() if cell not in plan.missing)


def known(value: str, table: Mapping[V, str]) -> V | None:
    """What a word for a state, a priority or a kind means, by the longest beginning that is known.

    A number in front may mean something itself ("1 - Critical"), and if not is passed over.
    """
    meanings = {word: ours for ours, entry in table.items() for word in words(entry)}
    said = plain(value).split()
    for part in (said, said[1:] if said and said[0].isdigit() else []):
        for end in range(len(part), 0, -1):
            if (name := " ".join(part[:end])) in meanings:
                return meanings[name]
    return None


def _table(
    plan: Plan, sample: Sample, field: str, said: dict[str, V], table: Mapping[V, str]
) -> dict[str, V]:
    guessed = {value: known(value, table) for value in values_of(plan, sample, field)}
    told = {value.casefold() for value in said}
    new = {v: ours for v, ours in guessed.items() if ours is not None and v.casefold() not in told}
    return said | new


def _are_states(numbers: Sequence[str], plan: Plan) -> bool:
    """Whether rows of one number are its states in time: many numbers come more than once."""
    return plan.column("changed") is not None and len(set(numbers)) < len(numbers) / 2


def _are_tickets(plan: Plan) -> bool:
    """Whether columns are called so that only a ticket could have them."""
    return any(plan.column(field) for field in TABLES if field != "kind")


def _by_names(plan: Plan, header: Sequence[str]) -> Plan:
    names = {plain(column): column for column in reversed(header)}
    for field, entry in plan.made.headers.items():
        found = [names[word] for word in words(entry) if word in names]
        free = [column for column in found if column not in plan.meanings]
        if free:
            plan = plan.mean(free[0], field)
    return plan


def _by_values(plan: Plan, said: Mapping[str, Sequence[str]]) -> Plan:
    """Gives fields that no name told of to columns whose values look like them."""

    def free(looks_so: looks.Looks) -> list[str]:
        return looks.free(plan.meanings, said, looks_so)

    guesses: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("email", lambda: free(looks.are_addresses)),
        ("created", lambda: sorted(free(looks.are_dates), key=lambda column: min(said[column]))),
        ("external", lambda: free(looks.are_numbers)),
        ("status", lambda: free(lambda cells: _are_known(cells, STATUS))),
        ("priority", lambda: free(lambda cells: _are_known(cells, PRIORITY))),
        ("subject", lambda: free(looks.are_subjects)),
    )
    for field, columns in guesses:
        if plan.column(field) is None and (found := columns()):
            plan = plan.mean(found[0], field)
    return plan


def _are_known(cells: Sequence[str], table: Mapping[V, str]) -> bool:
    different = set(cells)
    letters = any(any(map(str.isalpha, cell)) for cell in different)  # bare digits say nothing
    return (
        letters
        and len(different) <= MOST_VALUES
        and looks.are(lambda cell: known(cell, table))(sorted(different))
    )
