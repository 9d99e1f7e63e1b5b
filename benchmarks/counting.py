"""How long `helpdesk stats` takes over every ticket, as a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.programs import Bench, python
from benchmarks.terminal import ROOT
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database

DIMENSIONS = ("category", "client", "technician", "month")

_ANSWERS = """
INSERT INTO message (ticket_id, kind, technician_id, at, body, withdrawn)
SELECT id, 2, assignee_id, (created_at + changed_at) / 2, 'We are on it.', 0
FROM ticket WHERE assignee_id IS NOT NULL
"""
_HANDED_ON = """
INSERT INTO event (at, technician_id, entity, entity_id, field, "before", "after", batch)
SELECT changed_at, assignee_id, 1, id, 'assignee', '1', CAST(assignee_id AS TEXT), id
FROM ticket WHERE assignee_id IS NOT NULL AND id % 7 = 0
"""
_REOPENED = """
INSERT INTO event (at, technician_id, entity, entity_id, field, "before", "after", batch)
SELECT changed_at + step, assignee_id, 1, id, 'status', "before", "after", id
FROM ticket, (
    SELECT 0 AS step, '4' AS "before", '2' AS "after" UNION SELECT 1, '2', '4'
) WHERE shelf = 0 AND id % 33 = 0
"""


def measure(bench: Bench, tickets: int, times: int) -> Iterator[Figure]:
    """Every ticket has an answer, every seventh was handed on, every 33rd was reopened."""
    with _answered(bench, tickets) as path:
        taken: dict[str, list[float]] = {dimension: [] for dimension in DIMENSIONS}
        for _ in range(times + 1):
            for dimension, seconds in taken.items():
                seconds.append(_seconds(bench, path, dimension, "--all"))
        for dimension, (_first, *others) in taken.items():
            what = f"figures by {dimension} over {tickets:,} tickets, a process"
            yield Figure(what, median(others), " s", at_most=2)
        usual = [_seconds(bench, path, "category") for _ in range(times)]
        yield Figure("figures by category over twelve weeks", median(usual), " s")


def _seconds(bench: Bench, path: Path, *words: str) -> float:
    command = python("helpdesk_tui", "--db", str(path), "stats", *words, "--to", "json")
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=bench.environ(), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


@contextmanager
def _answered(bench: Bench, tickets: int) -> Iterator[Path]:
    """A copy of the sample, which has no answers of its own."""
    path = bench.folder / f"{tickets}-answered.db"
    shutil.copy(bench.database(tickets), path)
    opened = open_database(path)
    try:
        with database.atomic():
            for statement in (_ANSWERS, _HANDED_ON, _REOPENED):
                database.execute_sql(statement)
    finally:
        opened.close()
    try:
        yield path
    finally:
        path.unlink()
