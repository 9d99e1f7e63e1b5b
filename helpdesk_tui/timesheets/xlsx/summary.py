"""The summary: clients by months in formulas over the records, with what they come to.

It needs no refresh, and says at its top whether records, summary and entries agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from helpdesk_tui.timesheets.xlsx.about import About
from helpdesk_tui.timesheets.xlsx.cells import DAY, NAMES, Cell, Formula, Look
from helpdesk_tui.timesheets.xlsx.totals import Sum, Totals
from helpdesk_tui.timesheets.xlsx.words import Words

_NOTHING: Cell = (None, Look.PLAIN)
_BEFORE = 2
"""Columns before those of the months: number and name."""

_TOP = 6
"""Rows at the top besides the lines of what it is about."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where a part of the summary is, in rows counted from 1."""

    heading: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows of the sheet, and where what a chart shows is."""

    rows: tuple[tuple[Cell, ...], ...]
    worked: Block
    billed: Block
    columns: int
    """How many months or days there are."""


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    of: Callable[[Sum], Any]
    look: Look
    total: Look


def build(about: About, totals: Totals, entries: int) -> Summary:
    """The summary of these records; the entries come to so many seconds, counted without them."""
    words, names = about.words, about.names
    kinds = [
        _Kind(words.worked, lambda one: one.worked, Look.HOURS, Look.HOURS_IN_ALL),
        _Kind(words.billed, lambda one: one.billed, Look.HOURS, Look.HOURS_IN_ALL),
    ]
    if len(totals.currencies) == 1:
        (currency,) = totals.currencies
        amount = f"{words.amount} ({currency})"
        kinds.append(_Kind(amount, lambda one: one.amount, Look.MONEY, Look.MONEY_IN_ALL))
    clients, columns = totals.clients(names), totals.columns
    blocks = _places(len(about.lines) + _TOP, len(clients), len(kinds))
    in_all = f"{NAMES[_BEFORE + len(columns)]}{blocks[0].total}"
    rows = [*_top(about, totals, entries, in_all), ()]
    sources = (words.worked, words.billed, words.amount)
    for kind, block, source in zip(kinds, blocks, sources, strict=False) if clients else ():
        rows.append(((kind.name, Look.TITLE),))
        rows += _block(kind, source, block, clients, columns, totals, names, words)
        rows.append(())
    return Summary(tuple(rows), blocks[0], blocks[1], len(columns))


def _places(before: int, clients: int, count: int) -> list[Block]:
    """Where each block is: a title and the headings, the clients, the totals and an empty row."""
    found = []
    for _place in range(count):
        found.append(Block(before + 2, before + 3 + clients))
        before = found[-1].total + 1
    return found


def _top(about: About, totals: Totals, entries: int, in_all: str) -> Iterator[tuple[Cell, ...]]:
    words, seconds = about.words, totals.worked
    yield ((about.title, Look.TITLE),)
    for name, value in about.lines:
        yield (name, Look.HEADING), (value, Look.PLAIN)
    at = len(about.lines) + 2
    same = f"AND(B{at + 1}=B{at + 2},B{at + 2}=B{at + 3})"
    verdict = f'IF({same},"{words.agrees}","{words.differs}")'
    told = words.agrees if seconds == entries else words.differs
    yield (words.check, Look.HEADING), (Formula(verdict, told), Look.PLAIN)
    yield (words.entries, Look.PLAIN), (entries, Look.PLAIN)
    sums = {words.records: f"SUM({words.records}[{words.worked}])", words.summary: in_all}
    for sheet, source in sums.items():
        formula = Formula(f"ROUND({source}*{DAY},0)", seconds) if totals.records else seconds
        yield (words.seconds.format(sheet=sheet), Look.PLAIN), (formula, Look.PLAIN)


def _block(
    kind: _Kind,
    source: str,
    block: Block,
    clients: Sequence[int],
    columns: Sequence[date],
    totals: Totals,
    names: Mapping[int, str],
    words: Words,
) -> Iterator[tuple[Cell, ...]]:
    look = Look.A_DAY if totals.by_day else Look.MONTH
    yield (
        (words.client_number, Look.HEADING),
        (words.client, Look.HEADING),
        *((day, look) for day in columns),
        (words.total, Look.HEADING),
    )
    first, last = NAMES[_BEFORE], NAMES[_BEFORE + len(columns) - 1]
    empty = Sum()
    for row, client in enumerate(clients, block.heading + 1):
        values = [kind.of(totals.sums.get((client, day), empty)) for day in columns]
        yield (
            (client, Look.PLAIN),
            (names[client], Look.PLAIN),
            *(
                (Formula(_sum_of(source, name, row, block, totals, words), value or 0), kind.look)
                for name, value in zip(NAMES[_BEFORE:], values, strict=False)
            ),
            (Formula(f"SUM({first}{row}:{last}{row})", _added(values)), kind.total),
        )
    yield (
        _NOTHING,
        (words.total, Look.HEADING),
        *(
            (Formula(_down(name, block), _added(_column(kind, totals, clients, day))), kind.total)
            for name, day in zip(NAMES[_BEFORE:], columns, strict=False)
        ),
        (
            Formula(
                _down(NAMES[_BEFORE + len(columns)], block),
                _added(kind.of(one) for one in totals.sums.values()),
            ),
            kind.total,
        ),
    )


def _sum_of(source: str, name: str, row: int, block: Block, totals: Totals, words: Words) -> str:
    """By numbers and days alone: a name could be read as a condition, such as `>5` or `*`."""
    table, heading = words.records, f"{name}${block.heading}"
    after = f"{heading}+1" if totals.by_day else f"EDATE({heading},1)"
    day = f"{table}[{words.day}]"
    return (
        f"SUMIFS({table}[{source}],{table}[{words.client_number}],$A{row},"
        f'{day},">="&{heading},{day},"<"&{after})'
    )


def _down(name: str, block: Block) -> str:
    return f"SUM({name}{block.heading + 1}:{name}{block.total - 1})"


def _column(kind: _Kind, totals: Totals, clients: Sequence[int], day: date) -> Iterator[Any]:
    empty = Sum()
    return (kind.of(totals.sums.get((client, day), empty)) for client in clients)


def _added(values: Iterable[int | Decimal | None]) -> int | Decimal:
    return sum(value for value in values if value is not None)
