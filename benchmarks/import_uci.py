"""Imports the whole ServiceNow log of UCI twice, and says how long each time took.

    python benchmarks/import_uci.py [FILE]

Without FILE it is looked for in the folder HELPDESK_DATA, else in ../shared/data.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from helpdesk_tui.intake.report import Report
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.intake.told import lines
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database

NAME = "uci-incident-event-log.zip"


def find() -> Path:
    """The file that the caller names, else the one that tests use."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("HELPDESK_DATA") or beside) / NAME


def timed(path: Path) -> Report:
    """Imports the file once and prints what it took."""
    start = time.perf_counter()
    report = import_file(path, Options())
    seconds = time.perf_counter() - start
    print(f"{seconds:6.2f} s  {report.rows / seconds:8,.0f} rows/s", end="  ")
    print(f"{report.tickets_new:,} new tickets, {report.events:,} events")
    return report


def content() -> str:
    """A digest of every row of every table."""
    digest = hashlib.sha256()
    for table in TABLES:
        for row in database.execute_sql(f'SELECT * FROM "{table._meta.table_name}"'):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def main() -> None:
    path = find()
    if not path.exists():
        sys.exit(f"{path} is not there; name the file, or its folder in HELPDESK_DATA.")
    with tempfile.TemporaryDirectory(prefix="helpdesk-bench-") as folder:
        opened = open_database(Path(folder) / "helpdesk.db")
        report = timed(path)
        before = content()
        timed(path)
        same = content() == before
        opened.close()
    print("\n".join(lines(report)))
    print("the second import changed", "nothing" if same else "SOMETHING")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if not same or not report.spotless:
        sys.exit(1)


if __name__ == "__main__":
    main()
