"""What a cursor key costs: bytes on the line, and time to the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean, median

from benchmarks.bare import READY
from benchmarks.figures import Figure, percentile
from benchmarks.programs import FIRST_ROW, Bench
from benchmarks.terminal import Answer

GAP = 0.06
"""Seconds between two keys: a hand that holds `j`, so that the preview waits."""

BUDGETS = {"lit": (400, 800), "mark": (60, 450)}
"""Bytes a key, median and mean, by the setting `cursor`."""


def measure_bytes(bench: Bench, tickets: int, rows: int) -> Iterator[Figure]:
    """Goes down so many rows with each kind of cursor."""
    for cursor, (at_most_median, at_most_mean) in BUDGETS.items():
        with bench.desk(tickets, cursor=cursor) as desk:
            desk.when(FIRST_ROW)
            sizes = [desk.press("j", GAP).size for _ in range(rows)]
        what = f"bytes a key over {rows} rows, cursor {cursor}"
        yield Figure(f"{what}: median", median(sizes), " B", at_most_median)
        yield Figure(f"{what}: mean", mean(sizes), " B", at_most_mean)


def measure_latency(bench: Bench, tickets: int, rows: int) -> Iterator[Figure]:
    """Goes down so many rows in the desk and in a bare list, a key here and a key there."""
    ours: list[Answer] = []
    theirs: list[Answer] = []
    with bench.desk(tickets, cursor="lit") as desk, bench.bare("list") as bare:
        desk.when(FIRST_ROW)
        bare.when(READY)
        for _ in range(rows):
            ours.append(desk.press("j", GAP))
            theirs.append(bare.press("j", GAP))
    for name, part, at_most in (("median", 0.5, 1.5), ("p99", 0.99, 2.5)):
        our, their = (
            percentile([answer.first for answer in answers if answer.first], part) * 1000
            for answers in (ours, theirs)
        )
        yield Figure(f"key to first byte: bare list, {name}", their, " ms")
        yield Figure(f"key to first byte: desk, {name}", our, " ms")
        yield Figure(f"key to first byte: desk / bare, {name}", our / their, "x", at_most)
