"""What a desk costs that nobody touches, and how much memory it holds."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.keys import GAP
from benchmarks.programs import FIRST_ROW, LOGIN, Bench
from helpdesk_tui import clock
from helpdesk_tui.models.tickets import Status, Ticket
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import promises
from helpdesk_tui.worktime import timer
from helpdesk_tui.worktime.timer import What

CLOCK = r"● +\d+:\d\d:\d\d "
"""The sign and the clock of the bar while a timer runs."""

CLOCKS = 40
"""Tickets of the desk on which clocks are watched."""

ALWAYS: dict[str, Any] = {
    "calendars": {"Always": {"zone": "UTC", "hours": ["mon-sun 0:00-24:00"]}},
    "policies": [{"name": "All", "calendar": "Always", "resolution": 3 * 3600}],
}
"""Rules under which every clock runs at every hour."""


def measure_idle(bench: Bench, tickets: int, seconds: float) -> Iterator[Figure]:
    """Waits for so long, without a timer and with one that runs.

    Over a minute there is one change of the clocks in it, and two beats of the timer.
    """
    yield from _idle(bench, tickets, seconds, "idle", FIRST_ROW)
    with _timed(bench, tickets):
        yield from _idle(bench, tickets, seconds, "a timer runs, idle", CLOCK)


def _idle(bench: Bench, tickets: int, seconds: float, how: str, there: str) -> Iterator[Figure]:
    with bench.desk(tickets) as desk:
        desk.when(there)
        desk.listen(2)
        before = desk.cpu_seconds()
        size = desk.listen(seconds)
        used = desk.cpu_seconds() - before
    yield Figure(f"{how} for {seconds:.0f} s: bytes a second", size / seconds, " B/s", 100)
    yield Figure(f"{how} for {seconds:.0f} s: of a core", used / seconds * 100, " %", 0.5)


def measure_clocks(bench: Bench, minutes: int) -> Iterator[Figure]:
    """Waits while minutes turn on a desk of its own whose rows all have a clock that runs.

    What is sent then, the time in the line on top included, is told for each clock in sight.
    """
    path = bench.database(CLOCKS)
    _promise(path)
    with bench.desk(CLOCKS) as desk:
        desk.when(FIRST_ROW)
        desk.press("v", 2)  # the list has the place of the ticket below it
        desk.forget()
        seen = len(re.findall(FIRST_ROW, desk.picture()))
        desk.listen(60 - time.time() % 60 - 1)
        size = desk.listen(60 * minutes)
    what = f"{seen} clocks, idle for {minutes} min: bytes a clock and minute"
    yield Figure(what, size / seen / minutes, " B", 45)


def _promise(path: Path) -> None:
    """Tickets of some hours, each with an hour left or less, or already late."""
    opened = open_database(path)
    try:
        me = sign_in(LOGIN).id
        promises.save(me, ALWAYS)
        now = clock.now()
        with database.atomic():
            for n in range(CLOCKS):
                then = now - timedelta(hours=2, minutes=3 * n)
                ticket = {"status": Status.OPEN, "created_at": then, "changed_at": then}
                Ticket.create(subject=f"Crowd {n}", assignee=me, **ticket)
        promises.bring_up_to_date()
    finally:
        opened.close()


@contextmanager
def _timed(bench: Bench, tickets: int) -> Iterator[None]:
    """The timer of whoever opens these desks runs on one of the tickets until the end."""
    opened = open_database(bench.database(tickets))
    try:
        me, ticket = sign_in(LOGIN).id, Ticket.get()
        what = What(ticket.subject, client=ticket.client_id, ticket=ticket.id)
        timer.start(me, what, "Europe/Madrid")
        yield
        timer.stop(me)
    finally:
        opened.close()


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
