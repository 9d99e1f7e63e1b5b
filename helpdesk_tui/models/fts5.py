"""The search index on SQLite: an FTS5 table without a copy of the texts, numbered as tickets."""

from __future__ import annotations

from collections.abc import Iterable

from peewee import SQL, Select

from helpdesk_tui.models.terms import Document, Term
from helpdesk_tui.storage.orm import database

TABLE = "ticket_search"
NUMBER = "rowid"
ROWS = f"{TABLE}_docsize"
"""Where FTS5 keeps the numbers of the tickets that it knows."""

CREATE = (
    f"""
CREATE VIRTUAL TABLE {TABLE} USING fts5(
    subject, names, tags, body,
    content='', contentless_delete=1, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
)
""",
)

_INSERT = (
    f"INSERT OR REPLACE INTO {TABLE}(rowid, subject, names, tags, body) VALUES (?, ?, ?, ?, ?)"
)


def insert(documents: Iterable[Document]) -> None:
    """Writes these tickets' rows, in place of those they have."""
    database.connection().executemany(_INSERT, documents)


def hits(wanted: Iterable[Term]) -> Select:
    """The query for the ids of the tickets that hold every one of these terms."""
    return Select([SQL(TABLE)], [SQL(NUMBER)]).where(
        SQL(f"{TABLE} MATCH ?", [" ".join(map(_expression, wanted))])
    )


def sweep() -> None:
    """Drops the words of rows that were replaced: till then they are only marked as gone."""
    database.execute_sql(f"INSERT INTO {TABLE}({TABLE}) VALUES('optimize')")


def _expression(wanted: Term) -> str:
    """The term for FTS5. It is quoted, because a bare `srv-2` is a syntax error there."""
    return f'"{" ".join(wanted.words)}"' + ("*" if wanted.begun else "")
