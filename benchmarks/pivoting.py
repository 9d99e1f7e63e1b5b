"""How long the pivot takes over a year of a large desk, and over all of it; and what recurs."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from statistics import median

from benchmarks.figures import Figure
from benchmarks.programs import Bench, python
from benchmarks.terminal import ROOT
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import pivot, routines
from helpdesk_tui.reports.pivot import Asked
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets.views import Viewer

TICKETS = 20_000
PIVOTS = (("client", "month"), ("client", "week"), ("technician", "activity"), ("day", "client"))
NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
YEAR = date(2025, 11, 22), date(2026, 11, 21)


def measure(bench: Bench, entries: int, rounds: int) -> Iterator[Figure]:
    """Entries of three years on a desk that is open, each pivot in turn, after one unmeasured."""
    path = bench.folder / f"{entries}-entries.db"
    made = ("--tickets", str(TICKETS), "--entries", str(entries), "--now", NOW.isoformat())
    subprocess.run(
        python("helpdesk_tui", "--db", str(path), "sample", *made),
        env=bench.environ(),
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    opened = open_database(path)
    try:
        for rows, columns in PIVOTS:
            what = f"pivot: {rows} by {columns}"
            year = [_milliseconds(Asked(rows, columns, YEAR)) for _ in range(rounds + 1)]
            yield Figure(f"{what}, a year of {entries:,}", median(year[1:]), " ms", at_most=200)
            all_ = [_milliseconds(Asked(rows, columns)) for _ in range(rounds + 1)]
            yield Figure(f"{what}, all {entries:,}", median(all_[1:]), " ms", at_most=1000)
        found = [_routines() for _ in range(rounds + 1)]
        yield Figure(f"what recurs, a year of {entries:,}", median(found[1:]), " ms", at_most=2000)
    finally:
        opened.close()
        path.unlink()


def _milliseconds(asked: Asked) -> float:
    begun = time.perf_counter()
    assert pivot.read(asked, NOW).total.worked
    return (time.perf_counter() - begun) * 1000


def _routines() -> float:
    begun = time.perf_counter()
    assert routines.read(Period(*YEAR, UTC), "", Viewer(0, (), UTC)).rows
    return (time.perf_counter() - begun) * 1000
