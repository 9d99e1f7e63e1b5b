"""The views at the left of the queue and the orders in which they can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from peewee import Expression, Field

from helpdesk_tui import clock
from helpdesk_tui.i18n import N_
from helpdesk_tui.models.tickets import Shelf, Status, Ticket
from helpdesk_tui.people.technicians import team_ids


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom a view is drawn: "mine" and "my teams'" depend on it."""

    technician: int
    teams: tuple[int, ...] = ()
    zone: tzinfo | None = None
    """In which the days of a filter begin; by default the system's."""


def viewer_of(technician: int, zone: tzinfo | None = None) -> Viewer:
    """The technician with their teams as they are now."""
    return Viewer(technician, team_ids(technician), zone)


@dataclass(frozen=True, slots=True)
class View:
    """A named part of all tickets. Its condition pins the shelf, so that an index serves it."""

    key: str
    title: str
    condition: Callable[[Viewer], Expression]
    default_sort: str = "clock"
    by_time: bool = False
    """Whether tickets come into it as time goes by, without anybody's hand."""


@dataclass(frozen=True, slots=True)
class Sort:
    """An order that has an index. All its columns run one way; the ticket's number ends ties."""

    key: str
    title: str
    columns: tuple[Field, ...]
    fields: tuple[str, ...]
    """The fields of a `Row` that hold the columns' values."""
    newest_first: bool = False


def _live(*more: Any) -> Expression:
    condition: Any = Ticket.shelf == Shelf.LIVE
    for part in more:
        condition &= part
    return condition  # type: ignore[no-any-return]


def _warned(*, late: bool) -> Any:
    """Near the due instant, or past it: whichever the order, its index tells the first from all.

    `+ 0` keeps the due instant from being looked up by itself, which would end in sorting.
    """
    now = clock.now()
    due = Ticket.due_at + 0
    is_late = due < clock.to_micros(now)
    return (Ticket.warn_at <= now) & (is_late if late else ~is_late)


VIEWS = {
    view.key: view
    for view in (
        View("mine", N_("Mine"), lambda me: _live(Ticket.assignee == me.technician)),
        View("teams", N_("My teams"), lambda me: _live(Ticket.team.in_(me.teams))),
        View("unassigned", N_("Unassigned"), lambda me: _live(Ticket.assignee.is_null())),
        View("late", N_("Overdue"), lambda me: _live(_warned(late=True)), by_time=True),
        View("soon", N_("Due soon"), lambda me: _live(_warned(late=False)), by_time=True),
        View("waiting", N_("Waiting"), lambda me: _live(Ticket.status == Status.WAITING)),
        View("all", N_("All open"), lambda me: _live()),
        View("done", N_("Done"), lambda me: Ticket.shelf == Shelf.DONE, "changed"),
        View("away", N_("Put away"), lambda me: Ticket.shelf == Shelf.AWAY, "changed"),
    )
}

SORTS = {
    sort.key: sort
    for sort in (
        Sort("clock", N_("by clock"), (Ticket.due_at, Ticket.id), ("due_at", "id")),
        Sort(
            "priority",
            N_("by priority"),
            (Ticket.priority, Ticket.due_at, Ticket.id),
            ("priority", "due_at", "id"),
        ),
        Sort(
            "changed",
            N_("by last change"),
            (Ticket.changed_at, Ticket.id),
            ("changed_at", "id"),
            newest_first=True,
        ),
        Sort("age", N_("by age"), (Ticket.created_at, Ticket.id), ("created_at", "id")),
        Sort(
            "client",
            N_("by client"),
            (Ticket.client_key, Ticket.due_at, Ticket.id),
            ("client_key", "due_at", "id"),
        ),
        Sort("number", N_("by number"), (Ticket.id,), ("id",), newest_first=True),
    )
}
