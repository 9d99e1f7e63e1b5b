"""The queue as a window on a query: pages by key, never by offset, and never the whole table."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from peewee import JOIN, SQL, Expression, Select, fn

from helpdesk_tui import clock
from helpdesk_tui.filters import Unreadable
from helpdesk_tui.models import search, terms
from helpdesk_tui.models.people import Client, Contact, Technician
from helpdesk_tui.models.tickets import Shelf, Ticket, TicketTag
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets import callers, saved
from helpdesk_tui.tickets.saved import Saved
from helpdesk_tui.tickets.views import SORTS, VIEWS, Sort, Viewer

if TYPE_CHECKING:
    from helpdesk_tui.filters.parse import Filter

COUNT_CAP = 10_000
"""Counting stops here; what is more is shown as "10,000+"."""

_OR_SAME: dict[Any, Any] = {operator.gt: operator.ge, operator.lt: operator.le}

Key = tuple[Any, ...]
"""Where a ticket stands in a sort: the values of the sort's columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket as a line of the queue needs it. Instants are aware, in UTC."""

    id: int
    kind: int
    status: int
    wait_reason: int | None
    wait_until: datetime | None
    priority: int
    due_at: datetime
    warn_at: datetime | None
    owed: int | None
    created_at: datetime
    changed_at: datetime
    subject: str
    category: str
    shelf: int
    client_id: int | None
    client: str
    client_key: str
    requester_id: int | None
    requester: str
    assignee_id: int | None
    assignee: str
    team_id: int | None
    asset_id: int | None
    resolved_at: datetime | None
    closed_at: datetime | None
    deleted: bool
    unread_since: datetime | None
    merged_into: int | None
    tags: tuple[str, ...] = ()
    callers: int = 1
    """How many people have called about it, the requester among them."""


@dataclass(frozen=True, slots=True)
class Query:
    """What the queue shows: a view, an order, and a filter as it was typed or kept."""

    viewer: Viewer
    view: str = "mine"
    sort: str = "clock"
    reverse: bool = False
    text: str = ""
    saved: Saved | None = None
    """The saved view in which this looks; its place is the `view`."""

    @property
    def view_key(self) -> str:
        """The view's name among all views, built-in and saved."""
        return self.saved.key if self.saved else self.view

    @property
    def today(self) -> date:
        """The viewer's day."""
        return clock.now().astimezone(self.viewer.zone).date()

    @property
    def wanted(self) -> Filter:
        """What the filter means today, without the saved view's.

        Raises:
            Unreadable: it has no meaning.
        """
        return _parsed(self.text, self.today) if self.text else ()

    @property
    def to_keep(self) -> str:
        """The neutral words of all that it looks for, the saved view's and its own."""
        from helpdesk_tui.filters.write import write  # late: most lists are read without it

        kept = self.saved.words if self.saved else ""
        return f"{kept} {write(self.wanted)}".strip()

    def within(self, saved: Saved) -> Query:
        """The same words in a saved view, in the order kept with it.

        What this version of the desk does not have is replaced by what every view has.
        """
        view = saved.place if saved.place in VIEWS else "all"
        sort = saved.sort if saved.sort in SORTS else VIEWS[view].default_sort
        return replace(self, view=view, sort=sort, reverse=saved.reverse, saved=saved)

    def key(self, row: Row) -> Key:
        """Where this row stands in the query's order."""
        return tuple(getattr(row, name) for name in SORTS[self.sort].fields)


@dataclass(frozen=True, slots=True)
class Page:
    """A run of rows in the query's order, and whether the query goes on at the asked-for side."""

    rows: tuple[Row, ...]
    more: bool


def page(
    query: Query,
    start: Key | None = None,
    *,
    backwards: bool = False,
    inclusive: bool = False,
    limit: int = 100,
) -> Page:
    """The rows that follow `start`, or with `backwards` those that come before it.

    Without `start` it is the first page, or with `backwards` the last. The rows are always in the
    query's order. `inclusive` lets the row at `start` itself in.
    """
    sort = SORTS[query.sort]
    descending = sort.newest_first ^ query.reverse ^ backwards
    found = _rows().where(condition(query))
    found = found.order_by(*(c.desc() if descending else c.asc() for c in sort.columns))
    parts = [found]
    if start is not None:
        beyond = list(_beyond(sort, start, descending, inclusive))
        if query.text or query.saved:  # what it looks for would be looked up in each part
            beyond = [reduce(operator.or_, beyond)]
        parts = [found.where(part) for part in beyond]
    rows: dict[int, Row] = {}  # by number: one that changes between two parts may come twice
    for part in parts:
        if len(rows) <= limit:
            rows |= {row.id: row for row in _read(part.limit(limit + 1 - len(rows)))}
    asked = tuple(rows.values())[:limit]
    return Page(asked[::-1] if backwards else asked, len(rows) > limit)


def _beyond(sort: Sort, start: Key, descending: bool, inclusive: bool) -> Iterator[Any]:
    """What lies beyond a place in an order, in parts of which each is one walk along the index.

    For (1, noon, 7) in the order by priority: 1 at noon with a higher number; 1 after noon; more
    than 1. Comparing whole rows, SQLite reads through all that ties with the place in the columns
    before the last, and half a million tickets are due at the same instant, NEVER.
    """
    further = operator.lt if descending else operator.gt
    or_here = _OR_SAME[further] if inclusive else further
    places = list(zip(sort.columns, start, strict=True))
    last = len(places) - 1
    for index in range(last, -1, -1):
        here = (or_here if index == last else further)(*places[index])
        yield reduce(operator.and_, [column == place for column, place in places[:index]] + [here])


def reread(query: Query, ids: Collection[int]) -> dict[int, Row]:
    """Of these tickets, those that (still) belong to the query, as they are now."""
    if not ids:
        return {}
    return {row.id: row for row in _read(_rows().where(Ticket.id.in_(ids), condition(query)))}


def rows_by_id(ids: Collection[int]) -> dict[int, Row]:
    """These tickets as they are now, wherever they lie."""
    return {row.id: row for row in _read(_rows().where(Ticket.id.in_(ids)))} if ids else {}


def count(query: Query) -> int:
    """How many tickets the query holds, counted up to `COUNT_CAP` + 1."""
    return counted(query, COUNT_CAP)


def counted(query: Query, cap: int) -> int:
    """How many tickets the query holds, counted up to `cap` + 1."""
    some = Ticket.select(Ticket.id).where(condition(query)).limit(cap + 1)
    return int(Select([some], [fn.COUNT(SQL("1"))]).bind(database).scalar())


def is_empty() -> bool:
    """Whether there is no ticket at all."""
    return not Ticket.select().exists()


def open_of(
    requester: int | None, text: str = "", limit: int = 50, *, client: int | None = None
) -> list[Row]:
    """Open tickets with these words, of a requester or client if one is given; newest first."""
    found = _rows().where(Ticket.shelf == Shelf.LIVE)
    if requester is not None:
        found = found.where(Ticket.requester == requester)
    if client is not None:
        found = found.where(Ticket.client == client)
    wanted = terms.terms(text)
    if wanted:
        found = found.where(Ticket.id.in_(search.hits(wanted)))
    return _read(found.order_by(Ticket.created_at.desc(), Ticket.id.desc()).limit(limit))


def counts(query: Query, kept: Sequence[Saved] = ()) -> dict[str, int]:
    """The capped count of every view for the words of a query, the query's own view first."""
    views = [replace(query, view=key, saved=None) for key in VIEWS]
    views += [query.within(view) for view in kept]
    views.sort(key=lambda view: view.view_key != query.view_key)
    counted = {}
    for view in views:
        with suppress(Unreadable):  # kept by a newer version, whose words are unknown here
            counted[view.view_key] = count(view)
    return counted


def overview(query: Query) -> tuple[list[Saved], dict[str, int]]:
    """The saved views that the viewer sees, and the count of every view."""
    views = saved.seen_by(query.viewer)
    return views, counts(query, views)


def condition(query: Query) -> Expression:
    """What a ticket must fulfil to be in the query."""
    wanted = VIEWS[query.view].condition(query.viewer)
    kept = _parsed(query.saved.words, query.today) if query.saved else ()
    filters = (*kept, *query.wanted)
    if not filters:
        return wanted
    from helpdesk_tui.tickets import matching  # late: most lists are read without it

    filtered = matching.condition(filters, query.viewer)
    return wanted if filtered is None else wanted & filtered


def _parsed(text: str, today: date) -> Filter:
    from helpdesk_tui.filters.parse import parse  # late, as above

    return parse(text, today)


def _rows() -> Any:
    return (
        Ticket.select(
            Ticket.id,
            Ticket.kind,
            Ticket.status,
            Ticket.wait_reason,
            Ticket.wait_until,
            Ticket.priority,
            Ticket.due_at,
            Ticket.warn_at,
            Ticket.owed,
            Ticket.created_at,
            Ticket.changed_at,
            Ticket.subject,
            Ticket.category,
            Ticket.shelf,
            Ticket.client,
            fn.COALESCE(Client.name, ""),
            Ticket.client_key,
            Ticket.requester,
            fn.COALESCE(Contact.name, ""),
            Ticket.assignee,
            fn.COALESCE(Technician.name, ""),
            Ticket.team,
            Ticket.asset,
            Ticket.resolved_at,
            Ticket.closed_at,
            Ticket.deleted,
            Ticket.unread_since,
            Ticket.merged_into,
        )
        .join(Client, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Contact, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Technician, JOIN.LEFT_OUTER, on=Ticket.assignee == Technician.id)
    )


def _read(found: Any) -> list[Row]:
    rows = tuples(found)
    ids = [row[0] for row in rows]
    tags, others = _tags(ids), callers.how_many_others(ids)
    return [Row(*(*row, tuple(tags.get(row[0], ())), 1 + others.get(row[0], 0))) for row in rows]


def _tags(ids: Iterable[int]) -> dict[int, list[str]]:
    tags: defaultdict[int, list[str]] = defaultdict(list)
    found = TicketTag.select(TicketTag.ticket, TicketTag.tag).where(TicketTag.ticket.in_(list(ids)))
    for ticket, tag in tuples(found.order_by(TicketTag.ticket, TicketTag.tag)):
        tags[ticket].append(tag)
    return tags
