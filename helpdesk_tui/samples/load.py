"""Fills a desk with as many tickets as one likes, to see how it bears them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from helpdesk_tui.clock import NEVER, to_micros
from helpdesk_tui.models import bulk, search
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Message, MessageKind, Status, Ticket, TicketTag, shelf_of
from helpdesk_tui.samples.crowd import Crowd, gather
from helpdesk_tui.samples.vocabulary import Vocabulary, vocabulary
from helpdesk_tui.storage.orm import database

if TYPE_CHECKING:
    from peewee import Field, Model

CHUNK = 5_000
"""Tickets in one transaction: what a break loses, and all that memory holds at a time."""

_SPAN = timedelta(days=3 * 365)
_MINUTE, _DAY = 60 * 10**6, 24 * 3600 * 10**6
_NEVER = to_micros(NEVER)

_RECENT = 0.02
"""The newest part of the tickets, of which most are live."""
_LIVE_RECENT, _LIVE_OLD = 0.9, 0.0123
"""The share of live ones among recent and old tickets: 3 % of all."""

_LIVE = (Status.NEW, Status.OPEN, Status.WAITING)
_LIVE_WEIGHTS = (20, 55, 25)
_RESOLVED = 0.06
"""The share of done tickets that are not closed yet."""
_PRIORITY_WEIGHTS = (3, 17, 60, 20)
_TAGGED = 0.35
_TAGS = ("printer", "vpn", "outlook", "licence", "server", "wifi", "backup", "vip", "phone", "till")
_CATEGORIES = ("software", "hardware", "network", "email", "printing", "accounts", "phones")

Row = tuple[Any, ...]


def fill_load(
    tickets: int,
    seed: int,
    now: datetime,
    progress: Callable[[int], None] = lambda _count: None,
    *,
    clients: int | None = None,
    me: str = "ana",
) -> None:
    """Adds `tickets` made-up tickets to the open database, the newest just before `now`.

    The same arguments on an empty database give the same rows. `progress` hears how many each
    committed chunk brought. `clients` is how many firms there are (None: some that fit).
    """
    random = Random(seed)
    with database.atomic():
        crowd = gather(random, now, clients or max(5, round(tickets**0.5 * 0.63)), me)
    maker = _Maker(random, crowd, now, tickets)
    for start in range(0, tickets, CHUNK):
        count = min(CHUNK, tickets - start)
        with database.atomic():
            maker.write(start, count)
        progress(count)


class _Maker:
    """Draws a chunk of tickets and writes it table by table."""

    def __init__(self, random: Random, crowd: Crowd, now: datetime, total: int) -> None:
        self.random, self.crowd, self.total = random, crowd, total
        self.now, self.start = to_micros(now), to_micros(now - _SPAN)
        self.first_ticket, self.first_message = bulk.next_id(Ticket), bulk.next_id(Message)
        self.words = {language: vocabulary(language) for language in ("es", "en")}

    def write(self, start: int, count: int) -> None:
        """Writes the tickets from `start` on; the caller holds the transaction."""
        tickets: list[Row] = []
        messages: list[Row] = []
        tags: list[Row] = []
        events: list[Row] = []
        searched: list[Row] = []
        random = self.random
        texts = self._texts(count)
        customers = random.choices(self.crowd.customers, k=count)
        priorities = random.choices(PRIORITIES, _PRIORITY_WEIGHTS, k=count)
        helpers = random.choices(self.crowd.helpers, k=count)
        teams = random.choices(self.crowd.teams, k=count)
        categories = random.choices(_CATEGORIES, k=count)
        for place in range(count):
            number = self.first_ticket + start + place
            customer, helper = customers[place], helpers[place]
            contact, name = customer.contacts[place % len(customer.contacts)]
            subject, body = texts[customer.language][place]
            created_at, changed_at = self._when(start + place)
            status = self._status(start + place)
            batch = random.getrandbits(62)
            waits = status == Status.WAITING
            done = status >= Status.RESOLVED
            tickets.append(
                (
                    *(number, 1 + (place % 4 == 0), status, 1 + place % 3 if waits else None),
                    *(priorities[place], subject, categories[place], customer.id, contact),
                    *(teams[place], None if status == Status.NEW else helper),
                    *(created_at, created_at if status == Status.NEW else changed_at),
                    _NEVER if done or waits else self._due(created_at),
                    *(changed_at if done else None, changed_at if status == 5 else None),
                    *(False, shelf_of(status, away=False), ""),
                )
            )
            messages.append((self.first_message + start + place, number, 1, contact, created_at, body, False))
            events.append((created_at, None, 1, number, "created", None, "true", batch))
