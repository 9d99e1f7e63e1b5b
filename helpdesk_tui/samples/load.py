"""Fills a desk with as many tickets as one likes, to see how it bears them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

from helpdesk_tui.clock import NEVER, to_micros
from helpdesk_tui.collation import sort_key
from helpdesk_tui.models import bulk, clocks, search
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import (
    PRIORITIES,
    Kind,
    Message,
    MessageKind,
    Status,
    Ticket,
    TicketTag,
    Wait,
    shelf_of,
)
from helpdesk_tui.samples.crowd import Crowd, Customer, gather
from helpdesk_tui.samples.vocabulary import vocabulary
from helpdesk_tui.storage.orm import Record, database

if TYPE_CHECKING:
    from peewee import Field

CHUNK = 5_000
"""Tickets in one transaction: what a break loses, and all that memory holds at a time."""

_SPAN = timedelta(days=3 * 365)
"""How long before the present the oldest ticket came in."""
_HOUR = 3600 * 10**6
_NEVER = to_micros(NEVER)
_WARNS = clocks.AGREED_WARNS // timedelta(microseconds=1)

_RECENT = 0.02
"""The newest part of the tickets, of which most are live."""
_LIVE_RECENT, _LIVE_OLD = 0.9, 0.0123
"""The share of live ones among recent and old tickets: 3 % of all."""

_LIVE, _LIVE_WEIGHTS = (Status.NEW, Status.OPEN, Status.WAITING), (20, 55, 25)
_CLOSED = 0.94
"""The share of done tickets that are closed as well."""
_PRIORITY_WEIGHTS = (3, 17, 60, 20)
_LENGTHS = range(8, 26)
"""How many words a request may have."""
_SUBJECT = 5
_TAGGED = 0.35
_TAGS = ("printer", "vpn", "outlook", "licence", "server", "wifi", "backup", "vip", "phone", "till")
_CATEGORIES = ("software", "hardware", "network", "email", "printing", "accounts", "phones")

_TICKET = (
    *("id", "kind", "status", "wait_reason", "priority", "subject", "category", "client"),
    *("client_key", "requester", "team", "assignee", "created_at", "changed_at", "due_at"),
    *("agreed_at", "warn_at", "promised", "missed"),
    *("resolved_at", "closed_at", "deleted", "shelf", "source"),
)
_MESSAGE = ("id", "ticket", "kind", "contact", "at", "body", "withdrawn")
_TAG = ("ticket", "tag")
_EVENT = ("at", "technician", "entity", "entity_id", "field", "before", "after", "batch")

_JSON = {status: str(int(status)) for status in Status}

Row = tuple[Any, ...]
Steps = Sequence[tuple[str, str | None, str | None]]
"""Fields with what they were and became, as JSON."""


def fill_load(
    tickets: int,
    seed: int,
    now: datetime,
    progress: Callable[[int], object] = lambda _count: None,
    *,
    clients: int | None = None,
    me: str = "ana",
) -> None:
    """Adds `tickets` made-up tickets to the open database, the newest just before `now`.

    The same arguments on an empty database give the same rows. `progress` hears how many tickets
    each committed chunk brought. `clients` is how many firms there are (None: as many as fit);
    `me` is the login of the technician who runs the desk.
    """
    random = Random(seed)
    with database.atomic():
        crowd = gather(random, now, clients or max(5, round(0.63 * tickets**0.5)), me)
    maker = _Maker(random, crowd, now, tickets)
    for start in range(0, tickets, CHUNK):
        count = min(CHUNK, tickets - start)
        with database.atomic():
            maker.write(start, count)
        progress(count)


class _Maker:
    """Draws tickets a chunk at a time, and writes them table by table."""

    def __init__(self, random: Random, crowd: Crowd, now: datetime, total: int) -> None:
        self.random, self.crowd, self.total = random, crowd, total
        self.now, self.start = to_micros(now), to_micros(now - _SPAN)
        self.first_ticket, self.first_message = bulk.next_id(Ticket), bulk.next_id(Message)
        self.words = {language: vocabulary(language) for language in ("es", "en")}
        self.tickets: list[Row] = []
        self.messages: list[Row] = []
        self.tags: list[Row] = []
        self.events: list[Row] = []
        self.searched: list[Row] = []

    def write(self, start: int, count: int) -> None:
        """Writes the tickets from the `start`-th on; the caller holds the transaction."""
        choices = self.random.choices
        customers = choices(self.crowd.customers, k=count)
        drawn = zip(
            range(start, start + count),
            customers,
            self._texts(customers),
            choices(PRIORITIES, _PRIORITY_WEIGHTS, k=count),
            choices(self.crowd.helpers, k=count),
            choices(self.crowd.teams, k=count),
            choices(_CATEGORIES, k=count),
            strict=True,
        )
        for one in drawn:
            self._draw(*one)
        numbers = [row[0] for row in self.tickets]
        _insert(Ticket, _TICKET, self.tickets)
        _insert(Message, _MESSAGE, self.messages)
        _insert(TicketTag, _TAG, self.tags)
        _insert(Event, _EVENT, self.events)
        search.insert(self.searched)
        if clocks.newest():
            clocks.keep(numbers)
        for rows in (self.tickets, self.messages, self.tags, self.events, self.searched):
            rows.clear()

    def _draw(
        self,
        place: int,
        customer: Customer,
        text: tuple[str, str],
        priority: int,
        helper: int,
        team: int,
        category: str,
    ) -> None:
        """One ticket with its request, its events and its row in the search index."""
        random = self.random.random
        number, (subject, body) = self.first_ticket + place, text
        contact, name = customer.contacts[place % len(customer.contacts)]
        created_at, changed_at = self._when(place)
        status = self._status(place)
        live = status < Status.RESOLVED
        waits = status == Status.WAITING
        assignee = None if status == Status.NEW else helper
        agreed = self._due(priority) if live and not waits else None
        self.tickets.append(
            (
                *(number, Kind.REQUEST if place % 4 == 0 else Kind.INCIDENT, status),
                *(Wait.CLIENT if waits else None, priority, subject, category, customer.id),
                *(sort_key(customer.name), contact, team, assignee, created_at, changed_at),
                *((agreed, agreed, agreed - _WARNS) if agreed else (_NEVER, None, None)),
                *(0, 0),
                None if live else changed_at,
                changed_at if status == Status.CLOSED else None,
                *(False, shelf_of(status, away=False), ""),
            )
        )
        message = self.first_message + place
        self.messages.append(
            (message, number, MessageKind.REQUEST, contact, created_at, body, False)
        )
        tag = _TAGS[int(random() ** 2 * len(_TAGS))] if random() < _TAGGED else ""
        if tag:
            self.tags.append((number, tag))
        self._happened(created_at, None, number, (("created", None, "true"),))
        if status != Status.NEW:
            steps = (("assignee", None, str(helper)), ("status", _JSON[Status.NEW], _JSON[status]))
            self._happened(changed_at, helper, number, steps)
        self.searched.append((number, subject, f"{customer.name} {name}", tag, body))

    def _texts(self, customers: Sequence[Customer]) -> Iterator[tuple[str, str]]:
        """A subject and a request for each of the customers, in their language."""
        lengths = self.random.choices(_LENGTHS, k=len(customers))
        wanted = dict.fromkeys(self.words, 0)
        for customer, length in zip(customers, lengths, strict=True):
            wanted[customer.language] += _SUBJECT + length
        drawn = {
            language: iter(self.words[language].draw(self.random, count))
            for language, count in wanted.items()
        }
        for customer, length in zip(customers, lengths, strict=True):
            words = drawn[customer.language]
            subject = " ".join(islice(words, _SUBJECT)).capitalize()
            yield subject, " ".join(islice(words, length)).capitalize() + "."

    def _when(self, place: int) -> tuple[int, int]:
        """When it came in, later than the ones before, and when it last changed."""
        step = (self.now - self.start) / self.total
        created_at = self.start + int(step * (place + self.random.random()))
        changed_at = created_at + int(self.random.expovariate(1 / (20 * _HOUR)))
        return created_at, min(changed_at, self.now)

    def _status(self, place: int) -> Status:
        recent = place >= self.total * (1 - _RECENT)
        if self.random.random() < (_LIVE_RECENT if recent else _LIVE_OLD):
            return self.random.choices(_LIVE, _LIVE_WEIGHTS)[0]
        return Status.CLOSED if self.random.random() < _CLOSED else Status.RESOLVED

    def _due(self, priority: int) -> int:
        """From a little overdue to days ahead; the urgent ones sooner."""
        return self.now + int(self.random.uniform(-2, 12 * priority**1.5) * _HOUR)

    def _happened(self, at: int, technician: int | None, number: int, steps: Steps) -> None:
        """The events of one action."""
        batch = self.random.getrandbits(62)
        self.events += [
            (at, technician, Entity.TICKET, number, field, before, after, batch)
            for field, before, after in steps
        ]


def _insert(model: type[Record], names: Sequence[str], rows: Sequence[Row]) -> None:
    fields: list[Field] = [getattr(model, name) for name in names]
    bulk.insert(model, fields, rows)
