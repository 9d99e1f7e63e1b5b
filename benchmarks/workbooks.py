"""How long a workbook of many records takes, how much memory, and whether its sums are right."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from benchmarks.figures import Figure
from benchmarks.programs import Bench, python
from benchmarks.terminal import ROOT
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import tuples

TICKETS = 1_000
_CHECK = re.compile(r"</f><v>(\d+)</v>")
_MEGA = 1024 if sys.platform == "linux" else 1024 * 1024


def measure(bench: Bench, records: int) -> Iterator[Figure]:
    """All that was recorded on a desk of so many entries, written by the command."""
    path, file = bench.folder / f"{records}-hours.db", bench.folder / "hours.xlsx"
    _run(bench, path, "sample", "--tickets", str(TICKETS), "--entries", str(records))
    begin = time.monotonic()
    most = _run(bench, path, "workbook", "--all", "--output", str(file))
    seconds = time.monotonic() - begin
    yield Figure(f"workbook of {records:,} records", seconds, " s", at_most=60)
    yield Figure(f"workbook of {records:,} records, memory", most, " MB", at_most=300)
    with ZipFile(file) as archive:
        summary = archive.read("xl/worksheets/sheet1.xml").decode()
    told = {int(seconds) for seconds in _CHECK.findall(summary)[:2]}
    off = max(abs(one - _plain_sum(path)) for one in told)
    yield Figure("workbook: off a plain sum over the entries", off, " s", at_most=0)


def _plain_sum(path: Path) -> int:
    """Seconds from begin to end, of entries of which none has a break or lies over another."""
    opened = open_database(path)
    try:
        found = tuples(Entry.select(Entry.begin, Entry.end).where(Entry.end.is_null(False)))
        return sum(int((end - begin).total_seconds()) for begin, end in found)
    finally:
        opened.close()


def _run(bench: Bench, path: Path, *words: str) -> float:
    """Runs a command, and says how many megabytes it has held at most."""
    process = subprocess.Popen(
        python("helpdesk_tui", "--db", str(path), *words),
        env=bench.environ(),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return usage.ru_maxrss / _MEGA
