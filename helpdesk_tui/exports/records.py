"""What a file says of a ticket, read page by page: memory does not grow with the table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from peewee import JOIN, chunked, fn

from helpdesk_tui.clock import NEVER
from helpdesk_tui.models.people import Asset, Contact, Team
from helpdesk_tui.models.tickets import Kind, Message, MessageKind, Status, Ticket, Wait
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import queue
from helpdesk_tui.tickets.queue import Query, Row

PAGE = 500
"""Tickets that are read together."""


class Record(NamedTuple):
    """A ticket as a file tells it. Its fields are the file's columns, the same in every language.

    Words for status and kind are those that an import understands; instants are ISO 8601 with the
    offset of the zone that was asked for, to the second; what is not known is None.
    """

    number: int
    kind: str
    status: str
    waiting_for: str | None
    waiting_until: str | None
    priority: int
    subject: str
    client: str | None
    requester: str | None
    email: str | None
    assignee: str | None
    team: str | None
    category: str | None
    tags: tuple[str, ...]
    machine: str | None
    created: str
    changed: str
    due: str | None
    resolved: str | None
    closed: str | None
    description: str | None


class _Beside(NamedTuple):
    """Names that a line of the queue does not need; empty where there is none."""

    team: str
    machine: str
    email: str


def of_query(query: Query, zone: tzinfo | None = None) -> Iterator[Record]:
    """The tickets of a query in its order; instants in `zone`, by default the system's."""
    start = None
    more = True
    while more:
        page = queue.page(query, start, limit=PAGE)
        yield from _records(page.rows, zone)
        more = page.more
        start = query.key(page.rows[-1]) if more else None


def of_numbers(numbers: Iterable[int], zone: tzinfo | None = None) -> Iterator[Record]:
    """The tickets with these numbers, in that order, wherever they lie."""
    for some in chunked(dict.fromkeys(numbers), PAGE):
        rows = queue.rows_by_id(some)
        yield from _records([rows[number] for number in some], zone)


def absent(numbers: Iterable[int]) -> list[int]:
    """Those of the numbers that no ticket has."""
    missing: list[int] = []
    for some in chunked(dict.fromkeys(numbers), PAGE):
        known = {
            number for (number,) in tuples(Ticket.select(Ticket.id).where(Ticket.id.in_(some)))
        }
        missing += [number for number in some if number not in known]
    return missing


def total(query: Query) -> int:
    """How many tickets the query holds, counted to the end."""
    return int(Ticket.select().where(queue.condition(query)).count())


def _records(rows: Sequence[Row], zone: tzinfo | None) -> Iterator[Record]:
    ids = [row.id for row in rows]
    besides, descriptions = _besides(ids), _descriptions(ids)
    for row in rows:
        beside = besides[row.id]
        yield Record(
            number=row.id,
            kind=Kind(row.kind).name.lower(),
            status=Status(row.status).name.lower(),
            waiting_for=Wait(row.wait_reason).name.lower() if row.wait_reason else None,
            waiting_until=_iso(row.wait_until, zone),
            priority=row.priority,
            subject=row.subject,
            client=row.client or None,
            requester=row.requester or None,
            email=beside.email or None,
            assignee=row.assignee or None,
            team=beside.team or None,
            category=row.category or None,
            tags=row.tags,
            machine=beside.machine or None,
            created=_stamp(row.created_at, zone),
            changed=_stamp(row.changed_at, zone),
            due=_iso(None if row.due_at == NEVER else row.due_at, zone),
            resolved=_iso(row.resolved_at, zone),
            closed=_iso(row.closed_at, zone),
            description=descriptions.get(row.id),
        )


def _besides(ids: Collection[int]) -> dict[int, _Beside]:
    names = [fn.COALESCE(column, "") for column in (Team.name, Asset.name, Contact.email)]
    found = (
        Ticket.select(Ticket.id, *names)
        .join(Team, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Asset, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Contact, JOIN.LEFT_OUTER)
        .where(Ticket.id.in_(ids))
    )
    return {number: _Beside(*names) for number, *names in tuples(found)}


def _descriptions(ids: Collection[int]) -> dict[int, str]:
    """With which words each ticket began."""
    requests = Message.select(Message.ticket, Message.body).where(
        Message.ticket.in_(ids), Message.kind == MessageKind.REQUEST, ~Message.withdrawn
    )
    latest_first = requests.order_by(Message.at.desc(), Message.id.desc())
    return dict(tuples(latest_first))  # of several the earliest stays


def _iso(instant: datetime | None, zone: tzinfo | None) -> str | None:
    return None if instant is None else _stamp(instant, zone)


def _stamp(instant: datetime, zone: tzinfo | None) -> str:
    return instant.astimezone(zone).isoformat(timespec="seconds")
