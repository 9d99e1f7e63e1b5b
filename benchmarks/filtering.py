"""How long the list takes to follow the last key of a word that is typed into the filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from benchmarks.figures import Figure, percentile
from benchmarks.programs import FIRST_ROW, Bench
from benchmarks.terminal import Terminal
from helpdesk_tui.models import fts5
from helpdesk_tui.storage import driver

TYPING = 0.08
"""Seconds between two keys of somebody who types fast."""

WORDS = 10
"""How many different words are tried of each kind."""


def measure(bench: Bench, tickets: int, times: int) -> Iterator[Figure]:
    """Types rare and common words, where few and where nearly all tickets are."""
    echoes: list[float] = []
    for kind, words in zip(
        ("rare", "common"), rare_and_common(bench.database(tickets)), strict=True
    ):
        for view, title in (("all", "open"), ("done", "done")):
            with bench.desk(tickets, view=view) as desk:
                desk.when(FIRST_ROW)
                shown = [_type(desk, word, echoes) for word in islice(cycle(words), times)]
            what = f"filter, {kind} words among {title} tickets: last key to rows, p95"
            yield Figure(what, percentile(shown, 0.95) * 1000, " ms", at_most=150)
    what = "filter: a key to its own picture, p99"
    yield Figure(what, percentile(echoes, 0.99) * 1000, " ms", at_most=30)


def rare_and_common(database: Path) -> tuple[Sequence[str], Sequence[str]]:
    """The words that the fewest tickets hold, and those that the most do."""
    connection = driver.connect(database)
    connection.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {fts5.TABLE}, row)")
    listed = "SELECT term FROM temp.words WHERE length(term) > {} AND NOT term GLOB '*[0-9]*'"
    asked = (
        listed.format(6) + " ORDER BY doc, term LIMIT ?",
        listed.format(3) + " ORDER BY doc DESC, term LIMIT ?",
    )
    rare, common = (
        [word for (word,) in connection.execute(sql, (WORDS,)).fetchall()] for sql in asked
    )
    connection.close()
    return rare, common


def _type(desk: Terminal, word: str, echoes: list[float]) -> float:
    """Seconds from the word's last key to its rows; what each key before it took goes to echoes."""
    desk.type("/")
    desk.settle()
    for letter in word[:-1]:
        answer = desk.press(letter, TYPING)
        if answer.first is not None:
            echoes.append(answer.first)
    desk.forget()
    at = desk.type(word[-1])
    shown = desk.when(rf"· / {word}\b") - at  # the title says it when the rows are there
    desk.type("\x1b")
    desk.settle(0.5)
    desk.forget()
    return shown
