"""What a desk costs that nobody touches, and how much memory it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.figures import Figure
from benchmarks.keys import GAP
from benchmarks.programs import FIRST_ROW, Bench


def measure_idle(bench: Bench, tickets: int, seconds: float) -> Iterator[Figure]:
    """Waits for so long; over a minute there is one change of the clocks in it."""
    with bench.desk(tickets) as desk:
        desk.when(FIRST_ROW)
        desk.listen(2)
        before = desk.cpu_seconds()
        size = desk.listen(seconds)
        used = desk.cpu_seconds() - before
    yield Figure(f"idle for {seconds:.0f} s: bytes a second", size / seconds, " B/s", 100)
    yield Figure(f"idle for {seconds:.0f} s: of a core", used / seconds * 100, " %", 0.5)


def measure_memory(bench: Bench, sizes: Sequence[int], rows: int) -> Iterator[Figure]:
    """Goes down so many rows in the view that holds nearly all tickets."""
    held: dict[int, float] = {}
    for size in sizes:
        with bench.desk(size, view="done") as desk:
            desk.when(FIRST_ROW)
            for _ in range(rows):
                desk.press("j", GAP)
            held[size] = desk.memory()
        yield Figure(f"memory: {size:,} tickets", held[size], " MB")
    for size in sizes[1:]:
        what = f"memory: {size:,} tickets / {sizes[0]:,}"
        yield Figure(what, held[size] / held[sizes[0]], "x", at_most=1.2)
