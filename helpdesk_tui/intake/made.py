"""What a row of a file becomes, a ticket or recorded time, and what of it a column can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk_tui.i18n import _
from helpdesk_tui.intake import field_names
from helpdesk_tui.intake.hours import field_names as hour_names
from helpdesk_tui.intake.mapping import FIELDS, HOURS, INSTANTS


@dataclass(frozen=True, slots=True)
class Made:
    """What a row becomes, as far as its columns go."""

    fields: tuple[str, ...]
    titles: Mapping[str, str]
    headers: Mapping[str, str]
    instants: tuple[str, ...]
    """The fields that are read as dates."""
    days: tuple[str, ...]
    """Fields that are a part of those."""
    same: tuple[str, ...]
    """Names that every row may have in common, where no column says them."""
    keeps: bool
    """Whether what a column without a meaning says is kept aside."""

    def title(self, field: str) -> str:
        """What a field is called in menus and in what is said of it."""
        return _(self.titles[field])


TICKET = Made(
    FIELDS,
    field_names.TITLES,
    field_names.HEADERS,
    instants=INSTANTS,
    days=(),
    same=("client", "team", "assignee", "category"),
    keeps=True,
)
TIME = Made(
    HOURS,
    hour_names.TITLES,
    hour_names.HEADERS,
    instants=("begin", "end"),
    days=("day", "end_day"),
    same=("client", "technician", "project", "activity"),
    keeps=False,
)
