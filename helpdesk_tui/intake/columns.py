"""Binds a mapping to the columns that a file has."""

from __future__ import annotations

from dataclasses import dataclass

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import MappingError
from helpdesk_tui.intake.mapping import Mapping
from helpdesk_tui.intake.templates import Filled, Names
from helpdesk_tui.toml_text import Problem, nearest


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field of a ticket stands in a row. `spare` are the columns without a field."""

    fields: dict[str, Filled]
    spare: tuple[tuple[int, str], ...]
    header: tuple[str, ...]

    def title(self, field: str) -> str:
        """The column that a field comes from, for a report."""
        filled = self.fields.get(field)
        return ", ".join(self.header[place] for place in filled.places) if filled else field


def bind(mapping: Mapping, header: tuple[str, ...]) -> Columns:
    """The columns of a mapping in a file. Raises MappingError for those that it lacks."""
    columns, problems = place(mapping, header)
    dated = mapping.entries or {"created", "changed"} & set(columns.fields)
    if not dated and not problems:
        sentence = _("The file has no column that says when a ticket was made.")
        problems.append(_problem(mapping, "created", sentence))
    if problems:
        raise MappingError(problems)
    return columns


def place(mapping: Mapping, header: tuple[str, ...]) -> tuple[Columns, list[Problem]]:
    """The columns of a mapping in a file as far as it has them, and what is said of the others."""
    places = {name: place for place, name in enumerate(header)}
    fields: dict[str, Filled] = {}
    problems: list[Problem] = []
    for field, template in mapping.fields.items():
        found = [_place(names, places) for names in template.columns()]
        for names, place in zip(template.columns(), found, strict=True):
            needed = field == "external" and not mapping.entries
            if place is None and (needed or not mapping.partial):
                sentence = _('The file has no column "{name}".').format(name="|".join(names))
                problems.append(_problem(mapping, field, sentence, nearest(names[0], header)))
        filled = Filled(template, found)
        if filled.places or not template.columns():
            fields[field] = filled
    used = {
        place
        for field, filled in fields.items()
        if field != "subject" or mapping.fields[field].bare  # a text only quotes its columns
        for place in filled.places
    }
    spare = tuple(
        (place, name)
        for place, name in enumerate(header)
        if place not in used and name not in mapping.ignore
    )
    return Columns(fields, spare, header), problems


def _place(names: Names, places: dict[str, int]) -> int | None:
    return next((places[name] for name in names if name in places), None)


def _problem(mapping: Mapping, field: str, sentence: str, suggestion: str = "") -> Problem:
    key = f"columns.{field}"
    return Problem(mapping.file, key, mapping.lines.get(key), sentence, suggestion)
