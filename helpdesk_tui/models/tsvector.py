"""The search index on PostgreSQL: a tsvector for each ticket, under a GIN index.

We find and fold the words ourselves: what the server takes for a word depends on its locale, it
reads `10.0.0.5` as one, and `unaccent` is not on every server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from peewee import SQL, Select

from helpdesk_tui.collation import fold
from helpdesk_tui.models.terms import Document, Term, words_of
from helpdesk_tui.storage.orm import database

TABLE = "ticket_search"
NUMBER = '"id"'
ROWS = TABLE

CREATE = (
    f'CREATE TABLE "{TABLE}" ("id" BIGINT NOT NULL PRIMARY KEY, "words" TSVECTOR NOT NULL)',
    # Without a list of what is not yet sorted in: a search would read it from end to end.
    f'CREATE INDEX "{TABLE}_words" ON "{TABLE}" USING gin ("words") WITH (fastupdate = off)',
)

_WORDS = re.compile(r"[^\W_]+")
_WEIGHTS = "ABCD"  # subject, names, tags, body
_MANY = 500

# Bounds of the server: a tsvector of 1 MB, 2,046 bytes a word, places up to 16,383 and 256 a word.
_BYTES = 900_000
_WORD = 500
_LAST_PLACE = 16_383
_PLACES = 256


def insert(documents: Iterable[Document]) -> None:
    """Writes these tickets' rows, in place of those they have."""
    rows = ((number, _vector(texts)) for number, *texts in documents)
    while some := list(islice(rows, _MANY)):
        marks = ", ".join(["(%s, %s::tsvector)"] * len(some))
        database.execute_sql(
            f'INSERT INTO "{TABLE}" ("id", "words") VALUES {marks}'
            ' ON CONFLICT ("id") DO UPDATE SET "words" = excluded."words"',
            [value for row in some for value in row],
        )


def hits(wanted: Iterable[Term]) -> Select:
    """The query for the ids of the tickets that hold every one of these terms."""
    asked = " & ".join(filter(None, map(_expression, wanted)))
    return Select([SQL(f'"{TABLE}"')], [SQL(NUMBER)]).where(SQL('"words" @@ %s::tsquery', [asked]))


def sweep() -> None:
    """Nothing here: dead rows go with those of all tables."""


def _words(text: str) -> Iterator[str]:
    # Cut before they are folded, as those of a question are: a sign above or below a letter that
    # belongs to no letter ends a word.
    for piece in words_of(text):
        for word in _WORDS.findall(fold(piece)):
            yield word[:_WORD]


def _expression(wanted: Term) -> str:
    """The term for the server: words that follow one another."""
    words = [f"'{word}'" for word in _words(" ".join(wanted.words))]
    if words and wanted.begun:
        words[-1] += ":*"
    return f"({' <-> '.join(words)})" if words else ""


def _vector(texts: Sequence[Any]) -> str:
    """The texts as a tsvector is written: each word with its places and their weight."""
    places: dict[str, list[str]] = {}
    place, size = 0, 0
    for weight, text in zip(_WEIGHTS, texts, strict=True):
        for word in _words(text):
            place += 1
            known = places.get(word)
            if known is None:
                size += len(word.encode()) + 8
                if size > _BYTES:
                    continue
                known = places[word] = []
            if len(known) < _PLACES and size < _BYTES:
                size += 2
                known.append(f"{min(place, _LAST_PLACE)}{weight}")
        place += 1  # words of two columns do not stand side by side
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items() if where)
