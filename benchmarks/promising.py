"""How long until every ticket stands under new rules, and how long that holds up others."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from statistics import median
from typing import Any

from benchmarks.figures import Figure, percentile
from benchmarks.programs import Bench
from helpdesk_tui.models.tickets import Status, Ticket
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import promises

HOUR = 3600
RULES: dict[str, Any] = {
    "calendars": {
        "Madrid": {
            "zone": "Europe/Madrid",
            "hours": ["mon-fri 9:00-14:00 15:00-18:00"],
            "seasons": [{"from": "06-15", "to": "09-15", "hours": ["mon-fri 8:00-15:00"]}],
            "holidays": {f"{year}-12-25": "Navidad" for year in range(2000, 2040)},
        }
    },
    "policies": [
        {
            "name": f"P{priority}",
            "calendar": "Madrid",
            "priorities": [priority],
            "first_response": priority * HOUR,
            "next_response": 2 * priority * HOUR,
            "resolution": 8 * priority * HOUR,
        }
        for priority in (1, 2, 3, 4)
    ],
}
"""All targets for every priority, within hours that a person might have."""


def promise(bench: Bench, sizes: Sequence[int]) -> None:
    """Lets the desks have clocks, so that all that is measured of them is measured with these."""
    for tickets in sizes:
        opened = open_database(bench.database(tickets))
        try:
            _brought_up_to_date()
        finally:
            opened.close()


def measure(bench: Bench, few: int, many: int, rounds: int) -> Iterator[Figure]:
    """Every ticket, with three promises each, on copies of two desks in which none is closed.

    A ticket's cost on the large desk is held against one's on the small desk.
    """
    small = []
    with _copy(bench, few):
        for _ in range(rounds):
            count, stands = _brought_up_to_date()
            small.append((stands[-1] - stands[0]) / count)
    with _copy(bench, many):
        count, stands = _brought_up_to_date()
    seconds = stands[-1] - stands[0]
    yield Figure(f"new rules: {count:,} tickets worked out anew", seconds, " s")
    yield Figure("new rules: tickets worked out anew", count / seconds, "/s", at_least=5_000)
    lots = percentile([after - before for before, after in pairwise(stands)], 0.95)
    yield Figure(f"new rules: {promises.CHUNK} at a time, p95", lots * 1000, " ms", at_most=150)
    relation = seconds / count / median(small)
    yield Figure(f"new rules: a ticket of {many:,} / of {few:,}", relation, "x", at_most=1.5)


def _brought_up_to_date() -> tuple[int, list[float]]:
    """How many tickets that were, and when it began and was done with each lot of them."""
    promises.save(None, RULES)
    stands = [time.perf_counter()]
    count = promises.bring_up_to_date(lambda _done: stands.append(time.perf_counter()))
    return count, stands


@contextmanager
def _copy(bench: Bench, tickets: int) -> Iterator[None]:
    """A desk of its own, so that what else is measured finds the other as it was made.

    What was closed there is only resolved here: closed tickets stand under the rules that they had.
    """
    path = bench.folder / f"{tickets}-promised.db"
    shutil.copy(bench.database(tickets), path)
    opened = open_database(path)
    try:
        only_resolved = Ticket.update(status=Status.RESOLVED, closed_at=None)
        only_resolved.where(Ticket.status == Status.CLOSED).execute()
        yield
    finally:
        opened.close()
        path.unlink()
