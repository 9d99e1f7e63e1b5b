"""What a mapping says of a field: a column's name, or a text with columns in it.

`requester` is a column. `requester|solicitante` is the first of these that the file has.
`Group {team}` is a text with a column in it. `{category}[ / {subcategory}]` leaves out what is
between square brackets when a column inside is missing in the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpdesk_tui.intake.headers import column_name

ABSENT = "—"
"""Stands in a text for a column that is missing in the row."""

_LONG = 200
"""Characters beyond which a cell is not likely to come again, so its text is not kept."""

Names = tuple[str, ...]
"""Names that one column may have; the first that the file has is taken."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words or a column; parts of one `group` are left out together (0: never)."""

    text: str
    names: Names
    group: int


@dataclass(frozen=True, slots=True)
class Template:
    """A text with columns in it. `bare`: it is one column and nothing else."""

    parts: tuple[Part, ...]
    bare: bool

    @property
    def is_pair(self) -> bool:
        """Whether it is two columns with a space between them."""
        return len(self.columns()) == 2 and [part.text for part in self.parts] == ["", " ", ""]

    def columns(self) -> list[Names]:
        """The columns that it needs."""
        return [part.names for part in self.parts if part.names]


def constant(text: str) -> Template:
    """The same text for every row."""
    return Template((Part(text, (), 0),), bare=False)


def parse(text: str) -> Template:
    """Reads a field's text. Raises ValueError for brackets that do not fit together."""
    if not re.search(r"[{}\[\]]", text):
        return Template((Part("", names_of(text), 0),), bare=True)
    parts: list[Part] = []
    group, inside = 0, False
    for token in re.findall(r"\{[^{}]*\}|[{}\[\]]|[^{}\[\]]+", text):
        if token in "[]":
            if inside == (token == "["):
                raise ValueError(text)
            inside = token == "["
            group += inside
        elif token in "{}":
            raise ValueError(text)
        elif token.startswith("{"):
            parts.append(Part("", names_of(token[1:-1]), group * inside))
        else:
            parts.append(Part(token, (), group * inside))
    template = Template(tuple(parts), bare=False)
    if inside or not template.columns():
        raise ValueError(text)
    return template


def behind(first: Template, second: Template, *, whole: bool) -> Template:
    """Two texts with a space between them.

    The second is left out where its column is missing, and with `whole` the first one, too.
    """
    taken = max(part.group for part in first.parts)
    group = 1 + taken + max(part.group for part in second.parts)
    tail = [
        replace(part, group=part.group + taken if part.group else group)
        for part in (Part(" ", (), 0), *second.parts)
    ]
    head = [replace(part, group=group) for part in first.parts] if whole else first.parts
    return Template((*head, *tail), bare=False)


def names_of(text: str) -> Names:
    """The names, divided by bars, that one column may have. Raises ValueError for an empty one."""
    names = tuple(map(column_name, text.split("|")))
    if not all(names):
        raise ValueError(text)
    return names


class Filled:
    """A template bound to the places of its columns in a file."""

    def __init__(self, template: Template, places: Sequence[int | None]) -> None:
        """`places` says for each column of the template where it stands (None: nowhere)."""
        self.places = tuple(place for place in places if place is not None)
        self._bare = template.bare
        left = iter(places)
        self._parts = [
            (part.text, next(left) if part.names else None, bool(part.names), part.group)
            for part in template.parts
        ]
        self._known: dict[tuple[str, ...], str] = {}

    def __call__(self, cells: Sequence[str]) -> str:
        """The text for a row whose missing cells are empty. Empty when every column is missing."""
        if self._bare:
            return cells[self.places[0]] if self.places else ""
        key = tuple([cells[place] for place in self.places])
        if any(len(cell) > _LONG for cell in key):
            return self._fill(cells)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._fill(cells)
        return found

    def _fill(self, cells: Sequence[str]) -> str:
        values = [
            (text if not is_column else "" if place is None else cells[place], is_column, group)
            for text, place, is_column, group in self._parts
        ]
        columns = [value for value, is_column, _group in values if is_column]
        if columns and not any(columns):
            return ""
        broken = {group for value, is_column, group in values if is_column and not value}
        return "".join(
            value or ABSENT for value, _column, group in values if not group or group not in broken
        ).strip()
