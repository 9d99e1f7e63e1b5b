"""How long it takes from the command to a queue that can be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.bare import READY
from benchmarks.figures import Figure, ratio
from benchmarks.programs import FIRST_ROW, Bench

COUNTS = r"Put away +0"
"""The count of the last view; all counts come at once."""


def measure(bench: Bench, sizes: Sequence[int], pairs: int) -> Iterator[Figure]:
    """Starts the bare program and the desk on each size in turn, `pairs` times."""
    bare: list[float] = []
    desk: dict[int, list[float]] = {size: [] for size in sizes}
    counted: list[float] = []
    for warm in (False, *[True] * pairs):  # the first round fills Python's and the system's caches
        with bench.bare() as program:
            bare += [program.when(READY) - program.started] * warm
        for size in sizes:
            with bench.desk(size) as program:
                rows = program.when(FIRST_ROW)
                desk[size] += [rows - program.started] * warm
                if size == sizes[-1]:
                    at_once = re.search(COUNTS, program.picture())
                    counted += [0 if at_once else program.when(COUNTS) - rows] * warm
    yield Figure("start: a bare Textual app", median(bare) * 1000, " ms")
    for size in sizes:
        yield Figure(f"start: {size:,} tickets", median(desk[size]) * 1000, " ms")
    what = f"start: from the rows to the counts of all views, {sizes[-1]:,} tickets"
    yield Figure(what, median(counted) * 1000, " ms")
    for size in sizes:
        yield Figure(f"start: {size:,} tickets / bare", ratio(desk[size], bare), "x", at_most=1.6)
    for size in sizes[1:]:
        yield Figure(
            f"start: {size:,} tickets / {sizes[0]:,}",
            ratio(desk[size], desk[sizes[0]]),
            "x",
            at_most=1.1,
        )
