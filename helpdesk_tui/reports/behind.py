"""The entries behind a routine, as those behind a cell of the pivot are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from helpdesk_tui import clock
from helpdesk_tui.reports.pivot_axes import AXES, names
from helpdesk_tui.reports.pivot_cell import MOST, Behind, Found
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import portions, spent
from helpdesk_tui.worktime.stretches import total


def read(entries: Sequence[int], zone: tzinfo | None) -> Found:
    """These entries, the newest first, each on the day of its beginning with all that counts."""
    now = clock.now()
    with database.snapshot():
        found = spent.of_ids(entries[:MOST])
        own = portions.counted(found, now)
        called = names(AXES["technician"], {one.technician for one in found})
    rows = [
        Behind(
            spent=one,
            technician=called[one.technician],
            day=one.begin.astimezone(zone).date(),
            seconds=int(total(own[one.id]).total_seconds()),
        )
        for one in reversed(found)
    ]
    return Found(tuple(rows), len(entries) > MOST)
