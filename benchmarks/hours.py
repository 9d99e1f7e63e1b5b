"""Imports recorded time and proves that its totals are those of a plain sum over the file.

    python -m benchmarks.hours [RECORDS]

The file is made up: an export of Toggl over five years, with nights, changes of the clocks and New
Years. Its totals by day, ISO week, month, year and project are added up from its text alone.
"""

from __future__ import annotations

import csv
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.figures import Figure
from benchmarks.programs import python
from benchmarks.terminal import ROOT

ZONE = ZoneInfo("Europe/Madrid")
HEADER = (
    *("User", "Email", "Client", "Project", "Task", "Description", "Billable"),
    *("Start date", "Start time", "End date", "End time", "Duration", "Tags", "Amount ()"),
)
TECHNICIANS, CLIENTS, FIRST = 20, 40, datetime(2021, 11, 1, 6, tzinfo=UTC)
YEARS = timedelta(days=5 * 365)

Totals = Counter[tuple[str, Any]]
"""Seconds by what is counted and its name: ("week", (2026, 53))."""


def measure(records: int) -> Iterator[Figure]:
    """Imports so many records in a process of its own; ends everything where a total differs."""
    command = python("benchmarks.hours", str(records))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    seconds = [float(found) for found in re.findall(r"^ *([\d.]+) s", done.stdout, re.MULTILINE)]
    budget = 60.0 if records >= 200_000 else None
    yield Figure(f"hours: {records:,} records imported", seconds[0], " s", at_most=budget)
    yield Figure("hours: the same file again", seconds[1], " s")
    yield Figure("hours: all totals equal to a plain sum", seconds[2], " s")


def write(path: Path, records: int) -> None:
    """An export of so many records; no technician does two things at once."""
    dice = random.Random(9)
    step = YEARS / (records // TECHNICIANS + 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(records):
            who, turn = number % TECHNICIANS, number // TECHNICIANS
            longest = int(step.total_seconds()) - 1
            begin = FIRST + turn * step + timedelta(seconds=dice.randrange(longest // 3))
            length = timedelta(seconds=dice.randrange(1, 2 * longest // 3))
            at, end = (
                one.replace(microsecond=0).astimezone(ZONE) for one in (begin, begin + length)
            )
            client, project = dice.randrange(CLIENTS), dice.randrange(3)
            whole = int(end.timestamp() - at.timestamp())
            clock = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
            work = (f"Client {client}", f"Project {client}-{project}", "Support", f"Work {number}")
            times = (f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}", f"{end:%Y-%m-%d}", f"{end:%H:%M:%S}")
            writer.writerow([f"Technician {who}", "", *work, "Yes", *times, clock, "", ""])


def plain_sum(path: Path) -> Totals:
    """The totals of the file, by walking from midnight to midnight; nothing of the desk is used."""
    totals: Totals = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            hours, minutes, seconds = map(int, row["Duration"].split(":"))
            left = hours * 3600 + minutes * 60 + seconds
            local = datetime.fromisoformat(f"{row['Start date']} {row['Start time']}")
            wanted = f"{row['End date']} {row['End time']}"
            for fold in (0, 1):
                at = int(local.replace(tzinfo=ZONE, fold=fold).timestamp())
                if f"{datetime.fromtimestamp(at + left, ZONE):%Y-%m-%d %H:%M:%S}" == wanted:
                    break
            while left:
                day = datetime.fromtimestamp(at, ZONE).date()
                morrow = day + timedelta(days=1)
                midnight = datetime(morrow.year, morrow.month, morrow.day, tzinfo=ZONE).timestamp()
                here = min(left, int(midnight) - at)
                _count(totals, day, row["Project"], here)
                at, left = at + here, left - here
    return totals


def at_the_desk() -> Totals:
    """The totals of all that is recorded there."""
    from helpdesk_tui.worktime import portions
    from helpdesk_tui.worktime.spent import between

    totals: Totals = Counter()
    found = between(None, FIRST - YEARS, FIRST + 2 * YEARS)
    zones = portions.zones({one.what.client for one in found if one.what.client})
    for portion in portions.cut(found, zones, FIRST + 2 * YEARS):
        _count(totals, portion.day, portion.spent.project, portion.seconds)
    return totals


def _count(totals: Totals, day: date, project: str, seconds: int) -> None:
    year, week, _weekday = day.isocalendar()
    for key in (
        *(("day", day), ("week", (year, week)), ("month", (day.year, day.month))),
        *(("year", day.year), ("project", project)),
    ):
        totals[key] += seconds


def _timed(path: Path) -> int:
    from helpdesk_tui.intake.run import Options, import_file

    start = time.perf_counter()
    report = import_file(path, Options(zone=ZONE.key))
    print(
        f"{time.perf_counter() - start:6.2f} s  {report.rows_new:,} new of {report.rows:,} records"
    )
    return report.rows_new


def main() -> None:
    from helpdesk_tui.storage.opening import open_database

    records = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory(prefix="helpdesk-bench-") as folder:
        path = Path(folder) / "toggl.csv"
        write(path, records)
        wanted = plain_sum(path)
        opened = open_database(Path(folder) / "helpdesk.db")
        new, again = _timed(path), _timed(path)
        start = time.perf_counter()
        same = at_the_desk() == wanted
        print(f"{time.perf_counter() - start:6.2f} s  {len(wanted):,} totals")
        opened.close()
    print("the totals are", "those of the file" if same else "DIFFERENT")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if not same or (new, again) != (records, 0):
        sys.exit(1)


if __name__ == "__main__":
    main()
