"""How long it takes from the command to a queue that can be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.bare import READY
from benchmarks.figures import Figure, ratio
from benchmarks.programs import FIRST_ROW, Bench
from benchmarks.terminal import Terminal


def measure(bench: Bench, sizes: Sequence[int], pairs: int) -> Iterator[Figure]:
    """Starts the bare program and the desk on each size in turn, `pairs` times."""
    bare: list[float] = []
    desk: dict[int, list[float]] = {size: [] for size in sizes}
    for warm in (False, *[True] * pairs):  # the first round fills Python's and the system's caches
        seconds = _until(bench.bare(), READY)
        bare += [seconds] if warm else []
        for size in sizes:
            seconds = _until(bench.desk(size), FIRST_ROW)
            desk[size] += [seconds] if warm else []
    yield Figure("start: a bare Textual app", median(bare) * 1000, " ms")
    for size in sizes:
        yield Figure(f"start: {size:,} tickets", median(desk[size]) * 1000, " ms")
    for size in sizes:
        yield Figure(f"start: {size:,} tickets / bare", ratio(desk[size], bare), "x", at_most=1.6)
    for size in sizes[1:]:
        yield Figure(
            f"start: {size:,} tickets / {sizes[0]:,}",
            ratio(desk[size], desk[sizes[0]]),
            "x",
            at_most=1.1,
        )


def _until(program: Terminal, pattern: str) -> float:
    with program:
        return program.when(pattern) - program.started
