"""How long a status bar waits for `helpdesk time status`, the start of Python included."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

from benchmarks.figures import Figure, percentile
from benchmarks.programs import Bench, python
from benchmarks.terminal import ROOT


def measure(bench: Bench, tickets: int, times: int) -> Iterator[Figure]:
    """Asks so often what the timer runs on; the first answers fill the caches."""
    _seconds(bench, tickets, "start", "A benchmark")
    taken = [
        _seconds(bench, tickets, "status", "--format", "{icon} {title} {elapsed} {today}")
        for _ in range(times + 2)
    ][2:]
    _seconds(bench, tickets, "stop")
    middle, slow = percentile(taken, 0.5) * 1000, percentile(taken, 0.95) * 1000
    yield Figure("time status: median", middle, " ms", at_most=150)
    yield Figure("time status: p95", slow, " ms")


def _seconds(bench: Bench, tickets: int, *words: str) -> float:
    command = python("helpdesk_tui", "--db", str(bench.database(tickets)), "time", *words)
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=bench.environ(), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun
