"""An action on many things in parts: each is a transaction, and all of them are one batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from helpdesk_tui.models.changes import NOTHING, Done, whole
from helpdesk_tui.storage.orm import database


def joined(batch: int, parts: Sequence[Done]) -> Done:
    """What all parts of a batch did."""
    events = [event for part in parts if part.changed for event in part.events]
    return Done(
        batch,
        (min(events), max(events)) if events else NOTHING,
        tuple(thing for part in parts for thing in part.things),
        tuple(conflict for part in parts for conflict in part.conflicts),
        frozenset().union(*(part.also for part in parts)),
    )


def part_of(batch: int, act: Callable[[], Done]) -> tuple[Done, float]:
    """What an action did as a part of this batch, and for how many seconds it held the database.

    It is one transaction.
    """
    before = whole.set(batch)
    try:
        with database.atomic():  # a file is nobody else's from here on
            begun = time.monotonic()
            done = act()
        return done, time.monotonic() - begun
    finally:
        whole.reset(before)
