"""How long the list takes to follow the last key of a word that is typed into the filter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, islice

from benchmarks.figures import Figure, percentile
from benchmarks.programs import FIRST_ROW, Bench
from benchmarks.terminal import Terminal
from benchmarks.words import fields, rare_and_common

TYPING = 0.08
"""Seconds between two keys of somebody who types fast."""

AGAIN = 3
"""How often the last key of a filter with fields is taken back and typed."""

VIEWS = (("all", "open"), ("done", "done"))
"""Where few and where nearly all tickets are."""


def measure(bench: Bench, tickets: int, times: int) -> Iterator[Figure]:
    """Types rare and common words into the filter."""
    echoes: list[float] = []
    for kind, words in zip(
        ("rare", "common"), rare_and_common(bench.database(tickets)), strict=True
    ):
        for view, title in VIEWS:
            with bench.desk(tickets, view=view) as desk:
                desk.when(FIRST_ROW)
                shown = [_type(desk, word, echoes) for word in islice(cycle(words), times)]
            what = f"filter, {kind} words among {title} tickets: last key to rows, p95"
            yield Figure(what, percentile(shown, 0.95) * 1000, " ms", at_most=150)
    what = "filter: a key to its own picture, p99"
    yield Figure(what, percentile(echoes, 0.99) * 1000, " ms", at_most=30)


def measure_fields(bench: Bench, tickets: int, most: int) -> Iterator[Figure]:
    """Types filters with fields (the first `most` of them): the slowest of several last keys."""
    for view, title in VIEWS:
        with bench.desk(tickets, view=view) as desk:
            desk.when(FIRST_ROW)
            for words in islice(fields(bench.database(tickets)), most):
                what = f"filter, {words} among {title} tickets: last key to rows, slowest"
                yield Figure(what, _type_again(desk, words) * 1000, " ms", at_most=150)


def _type_again(desk: Terminal, words: str) -> float:
    """Seconds from the last key to its rows, the longest of several times."""
    slowest = 0.0
    desk.type("/")
    desk.settle()
    for key in words[:-1]:
        desk.press(key, TYPING / 2)
    for _ in range(AGAIN):
        desk.settle()
        desk.forget()
        at = desk.type(words[-1])
        slowest = max(slowest, desk.when(rf"(?m)· / {re.escape(words)} *(·|$)") - at)
        desk.type("\x7f")  # backspace
    desk.type("\x1b")
    desk.settle(0.5)
    desk.forget()
    return slowest


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
