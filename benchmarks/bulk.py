"""How long many tickets take to be changed and taken back, and how long others wait meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from benchmarks import acting
from benchmarks.figures import Figure, percentile
from benchmarks.programs import LOGIN, Bench
from helpdesk_tui.desk import Desk
from helpdesk_tui.models.changes import Done, new_batch
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.screens.frame import many
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import actions, history, queue
from helpdesk_tui.tickets.staged import Staged
from helpdesk_tui.tickets.views import Viewer

T = TypeVar("T")

CHANGED = Staged(priority=1, on=("moving-house",))
"""A label goes into the search index, which most other changes need not touch."""

ALONE = 10.0
"""Seconds for which others are watched before."""


def measure(bench: Bench, tickets: int, count: int) -> Iterator[Figure]:
    """Open tickets, as a technician changes all of a view, first alone and then among others."""
    path = bench.database(tickets)
    opened = open_database(path)
    try:
        desk = Desk(sign_in(LOGIN))
        try:
            rows = queue.page(queue.Query(Viewer(desk.me.id), "all"), limit=count).rows
            yield from _figures(desk, rows, "nobody else writes")
            with acting.others(path) as notes:
                notes()
                time.sleep(ALONE)
                yield _waited("without it", notes())
                yield from _figures(desk, rows, f"{acting.OTHERS} others write")
                yield _waited("meanwhile", notes(), 100)
        finally:
            desk.close()
    finally:
        opened.close()


def _figures(desk: Desk, rows: Sequence[queue.Row], who: str) -> Iterator[Figure]:
    me = desk.me.id
    slices: list[float] = []
    took, done = _seconds(desk, rows, lambda some: actions.carry_out(me, some, CHANGED), slices)
    yield Figure(f"{len(done.things):,} tickets changed, {who}", took, " s")
    took, back = _seconds(desk, done.things, lambda some: history.take_back(me, done, some), slices)
    yield Figure(f"{len(back.things):,} tickets taken back, {who}", took, " s")
    yield Figure(f"a slice of them, {who}: p95", percentile(slices, 0.95) * 1000, " ms")


def _seconds(
    desk: Desk, things: Sequence[T], step: Callable[[Sequence[T]], Done], slices: list[float]
) -> tuple[float, Done]:
    """Seconds for all of them, and what was done; those of each slice are added to `slices`."""
    begun = at = time.perf_counter()

    def stamped(some: Sequence[T]) -> Done:
        nonlocal at
        at = time.perf_counter()
        return step(some)

    def tell(_done: int) -> bool:
        slices.append(time.perf_counter() - at)
        return True

    came = asyncio.run(many.paced(desk, new_batch(), things, stamped, tell))
    if came.error:
        raise came.error
    return time.perf_counter() - begun, came.done


def _waited(when: str, notes: Sequence[float], at_most: float | None = None) -> Figure:
    what = f"a note of {acting.OTHERS} others, {when}: p95"
    return Figure(what, percentile(notes, 0.95) * 1000, " ms", at_most)
