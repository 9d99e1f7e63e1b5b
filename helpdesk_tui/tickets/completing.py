"""What is offered at the caret of a filter: fields, their named values, and names of the desk."""

from __future__ import annotations

from collections.abc import Callable

from helpdesk_tui.filters import complete
from helpdesk_tui.filters.complete import Hole
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named

MOST = 12
"""Words that are offered at once."""


def _names(find: Callable[[str], list[Named]]) -> Callable[[str], list[str]]:
    return lambda typed: [named.name for named in find(typed)]


_FIND: dict[str, Callable[[str], list[str]]] = {
    "client": _names(directory.clients),
    "from": _names(directory.contacts),
    "assignee": _names(directory.technicians),
    "team": _names(directory.teams),
    "machine": _names(directory.assets),
    "tag": directory.tags,
    "category": directory.categories,
}


def offers(hole: Hole, language: str) -> list[str]:
    """The words that could stand there, best first."""
    if hole.field is None:
        return complete.field_names(hole.typed, language)
    named = complete.value_names(hole.field, hole.typed, language)
    find = _FIND.get(hole.field.key)
    known = find(hole.typed) if find else []
    if hole.typed:
        return complete.first([*known, *named], MOST)
    *ones, none = named or [""]  # what is not there is seldom looked for
    return complete.first([*ones, *known[: MOST - len(named)], none], MOST) if find else named
