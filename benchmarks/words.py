"""What is typed into the filter, and how rich the words are that it is looked for in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.programs import Bench
from helpdesk_tui.models import fts5
from helpdesk_tui.storage import driver

WORDS = 10
"""How many different words are tried of each kind."""

FIELDS = (
    "client:{client}",
    "client:{client} prio:<=2",
    "tag:{rare_tag} prio:1",
    "-tag:{common_tag} {common}",
    "prio:<=2",
    "prio:<=2 -{common}",
    "assignee:me {common}",
    "assignee:{nobody}",
    "status:open,waiting team:{team} {rare}",
    "created:>30d",
    "created:<7d {common}",
    "changed:>30d -status:closed",
    "{rare} {common}",
)
"""Filters with fields; the names in braces are filled in from the database that is measured."""

_NAMES = {
    "client": "SELECT name FROM client ORDER BY id LIMIT 1",
    "rare_tag": "SELECT tag FROM ticket_tag GROUP BY tag ORDER BY COUNT(*) LIMIT 1",
    "common_tag": "SELECT tag FROM ticket_tag GROUP BY tag ORDER BY COUNT(*) DESC LIMIT 1",
    "team": "SELECT name FROM team ORDER BY id LIMIT 1",
}


def fields(database: Path) -> Iterator[str]:
    """The filters with fields, about clients, tags and words that are there."""
    (rare, *_), (common, *_) = rare_and_common(database)
    with _index(database) as connection:
        names = {name: connection.execute(sql).fetchone()[0] for name, sql in _NAMES.items()}
    names = {name: f'"{known}"' if " " in known else known for name, known in names.items()}
    for words in FIELDS:
        # A quotation mark at the end says nothing new: the last key is to be one that does.
        yield words.format(rare=rare, common=common, nobody="nobody", **names).rstrip('"')


def rare_and_common(database: Path) -> tuple[Sequence[str], Sequence[str]]:
    """The words that the fewest tickets hold, and those that the most do."""
    listed = "SELECT term FROM temp.words WHERE length(term) > {} AND NOT term GLOB '*[0-9]*'"
    asked = (
        listed.format(6) + " ORDER BY doc, term LIMIT ?",
        listed.format(3) + " ORDER BY doc DESC, term LIMIT ?",
    )
    with _index(database) as connection:
        rare, common = (
            [word for (word,) in connection.execute(sql, (WORDS,)).fetchall()] for sql in asked
        )
    return rare, common


def measure(bench: Bench, tickets: int) -> Iterator[Figure]:
    """How many different words the search index holds, and how much the commonest are of it."""
    with _index(bench.database(tickets)) as connection:
        (count, all_of_them), (commonest,) = (
            connection.execute(sql).fetchone()
            for sql in (
                "SELECT COUNT(*), SUM(cnt) FROM temp.words WHERE NOT term GLOB '*[0-9]*'",
                "SELECT SUM(cnt) FROM (SELECT cnt FROM temp.words ORDER BY cnt DESC LIMIT 100)",
            )
        )
    budget = 20_000 if tickets >= 100_000 else None
    yield Figure("words: different ones in the index", count, "", at_least=budget)
    yield Figure("words: the 100 commonest of all text", commonest / all_of_them * 100, " %")


@contextmanager
def _index(database: Path) -> Iterator[Any]:
    """A connection with the words of the search index as the table `temp.words`."""
    with closing(driver.connect(database)) as connection:
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {fts5.TABLE}, row)"
        )
        yield connection
