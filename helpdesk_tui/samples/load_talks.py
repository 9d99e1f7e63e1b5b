"""Fills a desk with as many talks as one likes, about the tickets that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from helpdesk_tui.conversations.cases import BUILT_IN
from helpdesk_tui.models.bulk import next_id
from helpdesk_tui.models.changes import table_of
from helpdesk_tui.models.conversations import State, Wants
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.samples.talk_rows import ENTITIES, load
from helpdesk_tui.samples.vocabulary import Vocabulary, vocabulary
from helpdesk_tui.storage.orm import database, tuples

CHUNK = 1_000
"""Talks in one transaction."""

_LINES = {
    "people": 3,
    "facts": 5,
    "evidence": 4,
    "options": 3,
    "statements": 5,
    "next_steps": 10,
}
"""How many lines of each kind a talk has."""

_SPAN = 3 * 365
"""Days before the present in which talks began."""
_GOING_ON = 0.03
"""The share of those that have not been given."""
_TICKETS = 20_000
"""How many different tickets are talked about at most."""


_Row = dict[str, Any]


def fill_talks(
    talks: int,
    seed: int,
    now: datetime,
    progress: Callable[[int], object] = lambda _count: None,
) -> None:
    """Adds `talks` made-up talks to the open database, each about a ticket of some client.

    Nothing has happened in them that history could tell. The same arguments on the same tickets
    give the same talks. `progress` hears how many each committed chunk brought.
    """
    random, words = Random(seed), vocabulary("en")
    of_clients = Ticket.select(Ticket.id, Ticket.client).where(Ticket.client.is_null(False))
    tickets = tuples(of_clients.order_by(Ticket.id).limit(_TICKETS))
    leaders = [id_ for (id_,) in tuples(Technician.select(Technician.id).order_by(Technician.id))]
    for start in range(0, talks, CHUNK):
        chunk = range(min(CHUNK, talks - start))
        with database.atomic():
            told = [_talk(random, words, now) for _ in chunk]
            for talk in told:
                talk["ticket"], talk["client"] = random.choice(tickets)
                talk["technician"] = random.choice(leaders)
            made = _load(Entity.CONVERSATION, told)
            for kind, many in _LINES.items():
                _load(ENTITIES[kind], _lines(random, words, kind, many, made))
        progress(len(chunk))


def _talk(random: Random, words: Vocabulary, now: datetime) -> _Row:
    """One that is over, or goes on."""
    began = now - timedelta(days=random.uniform(1, _SPAN))
    talk = {
        "case": random.choice(BUILT_IN),
        "language": "en",
        "address_form": "usted",
        "headline": _said(random, words),
        "step": random.randint(1, 6),
        "created_at": began,
        "planned_at": began,
        "began_at": began,
    }
    if random.random() < _GOING_ON:
        return talk
    given = {"state": State.GIVEN, "step": 6, "ended_at": began, "given_at": began}
    return talk | given | {"summary_due": began, "summary": _said(random, words)}


def _lines(
    random: Random, words: Vocabulary, kind: str, many: int, talks: Iterable[_Row]
) -> Iterator[_Row]:
    text = "name" if kind == "people" else "text"
    said = {"told": True, "clear": True} if kind == "statements" else {}
    wants = {"wants": Wants.EVERYTHING} if kind == "people" else {}
    for talk in talks:
        place = {"conversation": talk["id"], "created_at": talk["created_at"]}
        for position in range(1, many + 1):
            yield place | said | wants | {"position": position, text: _said(random, words)}


def _said(random: Random, words: Vocabulary) -> str:
    return " ".join(words.draw(random, random.randint(4, 12)))


def _load(entity: int, rows: Iterable[_Row]) -> list[_Row]:
    numbers = count(next_id(table_of(entity)))
    numbered = [{**row, "id": number} for row, number in zip(rows, numbers, strict=False)]
    load(entity, numbered)
    return numbered
