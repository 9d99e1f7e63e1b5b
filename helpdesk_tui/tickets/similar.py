"""Tickets that are like what somebody tells: the same may have happened before, or to others.

The index names the newest tickets with each of the text's words, and the rarer a word is, the more
it counts to have it. The best of them are then read, and their subjects compared as they are
written; the same client or machine, being open and being recent bring a ticket nearer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import log

from peewee import fn

from helpdesk_tui import clock
from helpdesk_tui.collation import fold
from helpdesk_tui.models import search
from helpdesk_tui.models.terms import Term, words_of
from helpdesk_tui.models.tickets import Message, Shelf, Ticket
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets.queue import rows_by_id

WORDS = 16
"""Words of the text that the index is asked for, the subject's first: 0.4 to 5 ms each."""

NEWEST = 1000
"""Tickets that it names for each of them."""

READ = 100
"""Tickets, the likeliest by their words, that are read and compared."""

RECENT = timedelta(days=7)
"""What is no older than this counts as happening now."""

NEAR = 0.45
"""How alike the words must be: 1 is the same text, and half of it in common is about 0.5."""

TELLING = 4.0
"""What the words in common must weigh: a subject's word that every sixth one has is too light."""

_STEM = 6
"""Letters of a longer word that must agree: `impresora` and `impresoras`, `printer`, `printing`."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A ticket that is like the text; instants are aware, in UTC."""

    number: int
    subject: str
    client: str
    status: int
    shelf: int
    created_at: datetime
    callers: int
    near: float
    """How alike the words are, from 0 to 1, and up to 0.5 more for what else is the same."""
    same_client: bool
    same_machine: bool
    shared: tuple[str, ...]
    """The words that it has in common with the text, the weightiest first."""

    def is_recent(self, now: datetime) -> bool:
        """Whether it was opened within the last week."""
        return now - self.created_at <= RECENT


def similar(
    subject: str,
    body: str = "",
    *,
    client: int | None = None,
    machine: int | None = None,
    without: int | None = None,
    limit: int = 6,
) -> list[Similar]:
    """The tickets that are like this text, those of the client first and then the nearest.

    `without` is a ticket that is not meant. What has been put away is not found.
    """
    from rapidfuzz import fuzz

    about = _words(subject)
    words = _weighed(list(about | _words(body))[:WORDS], about)
    weights: defaultdict[int, float] = defaultdict(float)
    for word in words:
        for number in word.holders:
            weights[number] += word.weight
    weights.pop(without or 0, None)
    likeliest = [number for number, weight in weights.items() if weight >= TELLING]
    likeliest.sort(key=lambda number: (weights[number], number), reverse=True)
    told, now, whole = fold(subject), clock.now(), sum(word.weight for word in words)
    found = []
    for row in rows_by_id(likeliest[:READ]).values():
        near = (weights[row.id] / whole + fuzz.token_sort_ratio(told, fold(row.subject)) / 100) / 2
        if near < NEAR or row.shelf == Shelf.AWAY:
            continue
        one = Similar(
            number=row.id,
            subject=row.subject,
            client=row.client,
            status=row.status,
            shelf=row.shelf,
            created_at=row.created_at,
            callers=row.callers,
            near=near,
            same_client=client is not None and row.client_id == client,
            same_machine=machine is not None and row.asset_id == machine,
            shared=tuple(word.text for word in words if row.id in word.holders),
        )
        found.append(replace(one, near=near + _boost(one, now)))
    found.sort(key=lambda one: (one.same_client, one.near, one.number), reverse=True)
    return found[:limit]


def like(ticket: int, limit: int = 50) -> list[Similar]:
    """The tickets that are like one that is there already."""
    row = rows_by_id([ticket])[ticket]
    first = tuples(
        Message.select(Message.body)
        .where(Message.ticket == ticket, ~Message.withdrawn)
        .order_by(Message.at, Message.id)
        .limit(1)
    )
    return similar(
        row.subject,
        first[0][0] if first else "",
        client=row.client_id,
        machine=row.asset_id,
        without=ticket,
        limit=limit,
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text, what it weighs, and the newest tickets that have it."""

    text: str
    weight: float
    holders: frozenset[int]


def _weighed(words: Iterable[str], about: Collection[str]) -> list[_Word]:
    """The words that any ticket has, the weightiest first; what it is `about` counts double.

    A word weighs the more the further apart the tickets lie that have it, by their numbers: the
    newest thousand tickets with "the" are all of this week.
    """
    # One at a time: together they would walk the table; alone each looks at an index's end.
    first, last = (Ticket.select(end(Ticket.id)).scalar() or 0 for end in (fn.MIN, fn.MAX))
    weighed = []
    for word in words:
        numbers = search.newest_with(_term(word), NEWEST)
        if numbers:
            span = last - (numbers[-1] if len(numbers) == NEWEST else first) + 1
            weight = log(1 + span / len(numbers)) * (2 if word in about else 1)
            weighed.append(_Word(word, weight, frozenset(numbers)))
    return sorted(weighed, key=lambda word: word.weight, reverse=True)


def _boost(one: Similar, now: datetime) -> float:
    """What brings a ticket nearer besides its words."""
    return 0.2 * one.same_machine + 0.2 * one.is_recent(now) + 0.1 * (one.shelf == Shelf.LIVE)


def _words(text: str) -> dict[str, None]:
    """The words of a text that are worth asking for, each once, in their order."""
    return dict.fromkeys(fold(word) for word in words_of(text) if len(word) > 1)


def _term(word: str) -> Term:
    """What stands for a word and its endings."""
    if len(word) <= _STEM:
        return Term((word,), begun=False)
    return Term((word[: max(_STEM, len(word) - 2)],))
