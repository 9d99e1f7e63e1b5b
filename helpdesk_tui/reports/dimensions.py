"""What figures can be told apart by, and the filter that finds the tickets of a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpdesk_tui.filters.parse import QUOTES, as_value
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.people import Client, Team, Technician
from helpdesk_tui.models.tickets import PRIORITIES, Ticket
from helpdesk_tui.periods import Period
from helpdesk_tui.reports.figures import Key, Row
from helpdesk_tui.reports.reading import QUARTER
from helpdesk_tui.storage.orm import tuples

_BLANKS = str.maketrans(dict.fromkeys(QUOTES, " "))


@dataclass(frozen=True, slots=True)
class Dimension:
    """A field by which tickets are counted: `field` is its name in the filter language."""

    key: str
    title: str
    column: Any
    field: str
    nothing: str = ""
    """What is said of a ticket that has none."""
    table: Any = None
    """Where its names are."""
    unit: str = ""
    """Into what the period is cut: then the column is the quarter of an hour of the coming."""


_CAME = Ticket.created_at / QUARTER

DIMENSIONS = {
    one.key: one
    for one in (
        Dimension("client", N_("Client"), Ticket.client, "client", N_("no client"), Client),
        Dimension("category", N_("Category"), Ticket.category, "category", N_("no category")),
        Dimension("team", N_("Team"), Ticket.team, "team", N_("no team"), Team),
        Dimension(
            "technician", N_("Technician"), Ticket.assignee, "assignee", N_("nobody"), Technician
        ),
        Dimension("priority", N_("Priority"), Ticket.priority, "prio"),
        Dimension("week", N_("Week"), _CAME, "created", unit="week"),
        Dimension("month", N_("Month"), _CAME, "created", unit="month"),
    )
}
"""In the order in which they are offered."""


def names(dimension: Dimension) -> dict[Key, str]:
    """What its keys are called, where they are not called what they are."""
    if dimension.key == "priority":
        return {number: f"P{number}" for number in PRIORITIES}
    if dimension.table is None:
        return {}
    return dict(tuples(dimension.table.select(dimension.table.id, dimension.table.name)))


def words_for(dimension: Dimension, row: Row, period: Period, words: str) -> str:
    """The filter, in neutral words, that finds the tickets of a row.

    A name is found by its words: another that has them all, too, comes along.
    """
    if dimension.unit:
        (part,) = (one for one in period.cut(dimension.unit) if one.first.isoformat() == row.key)
        return f"{_created(part)} {words}".strip()
    if row.key in (None, ""):
        value = "none"
    elif dimension.table is None and isinstance(row.key, int):
        value = str(row.key)
    else:
        value = as_value(" ".join(row.name.translate(_BLANKS).split()), quoted=True)
    came = _created(period) if row.came else ""  # else those that are open came before
    return " ".join(filter(None, (f"{dimension.field}:{value}", came, words)))


def _created(period: Period) -> str:
    return f"created:{period.first}..{period.last}"


def told(dimension: Dimension, row: Row) -> str:
    """What a row is called, in the language of the desk."""
    return row.name or _(dimension.nothing)
