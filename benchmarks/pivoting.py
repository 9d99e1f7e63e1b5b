"""What hours cost on a large desk: pivots of a year and of all of it, what recurs, and Monday."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from statistics import median

from benchmarks.figures import Figure
from benchmarks.programs import Bench, python
from benchmarks.terminal import ROOT
from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.billing import Every, Terms
from helpdesk_tui.models.people import Client
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import pivot, routines
from helpdesk_tui.reports.pivot import Asked
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets.views import Viewer
from helpdesk_tui.timesheets import monday

TICKETS = 20_000
PIVOTS = (("client", "month"), ("client", "week"), ("technician", "activity"), ("day", "client"))
NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
MONTHLY = 10
"""Clients that get a sheet a month, so that Monday reads as much of them."""
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
        _agree()
        bare = [_bare() for _ in range(rounds + 1)]
        yield Figure(f"the plainest sums in SQL, a year of {entries:,}", median(bare[1:]), " ms")
        for rows, columns in PIVOTS:
            what = f"pivot: {rows} by {columns}"
            year = [_milliseconds(Asked(rows, columns, YEAR)) for _ in range(rounds + 1)]
            yield Figure(f"{what}, a year of {entries:,}", median(year[1:]), " ms", at_most=200)
            ratio = median(year[1:]) / median(bare[1:])
            yield Figure(f"{what}, a year / the plainest sums in SQL", ratio, "x", at_most=1.3)
            all_ = [_milliseconds(Asked(rows, columns)) for _ in range(rounds + 1)]
            yield Figure(f"{what}, all {entries:,}", median(all_[1:]), " ms", at_most=1000)
        found = [_routines() for _ in range(rounds + 1)]
        yield Figure(f"what recurs, a year of {entries:,}", median(found[1:]), " ms", at_most=2000)
        due = [_monday() for _ in range(rounds + 1)]
        what = f"Monday, {Client.select().count()} clients, {MONTHLY} of them by months"
        yield Figure(f"{what}, of {entries:,}", median(due[1:]), " ms", at_most=300)
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


def _agree() -> None:
    """Gives some clients terms of a month."""
    with database.atomic():
        some = Client.select().order_by(Client.id).limit(MONTHLY)
        Terms.delete().where(Terms.client.in_([one.id for one in some])).execute()
        for one in some:
            Terms.create(client=one, every=Every.MONTH, created_at=NOW)


def _bare() -> float:
    """What a database takes to add up a year's entries by client and week, all else left out."""
    first, last = (to_micros(datetime.combine(day, time_of_day(), UTC)) for day in YEAR)
    sums = f"""
        SELECT client_id, begin / 604800000000, SUM("end" - begin) FROM entry
        WHERE begin >= {first} AND begin < {last} AND NOT retired GROUP BY 1, 2
    """
    begun = time.perf_counter()
    assert database.execute_sql(sums).fetchall()
    return (time.perf_counter() - begun) * 1000


def _monday() -> float:
    begun = time.perf_counter()
    assert any(one.worked for one in monday.due(NOW))
    return (time.perf_counter() - begun) * 1000
