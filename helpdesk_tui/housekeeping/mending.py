"""Puts right what the doctor finds wrong and the database itself can tell how it must be.

Only what follows from something else is written anew, so nothing that anybody entered changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from peewee import chunked

from helpdesk_tui.i18n import ngettext
from helpdesk_tui.models import days, search
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage import derived
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets import promises

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Mended:
    """What was put right, by the name that the finding gave it, and how many tickets or entries."""

    what: str
    count: int
    message: str


def mend() -> list[Mended]:
    """Mends the open database; everything that was wrong, each with its sentence."""
    missing = search.missing()
    for some in chunked(missing, _CHUNK):
        with database.atomic():
            # As whoever changes a ticket does: else words of what was erased just then come back.
            tuples(
                database.held(
                    Ticket.select(Ticket.id).where(Ticket.id.in_(some)).order_by(Ticket.id)
                )
            )
            search.index_tickets(some)
    counts = {"search": len(missing)}
    for column in derived.FOLLOWS:
        counts[column] = database.execute_sql(derived.mending(column)).rowcount
    counts["clocks"] = promises.wrong(mend=True)
    counts["days"] = days.wrong(mend=True)
    return [Mended(what, count, _told(what, count)) for what, count in counts.items() if count]


def _told(what: str, count: int) -> str:
    if what == "search":
        said = ngettext(
            "{count} ticket is found by the search again. This cannot be undone.",
            "{count} tickets are found by the search again. This cannot be undone.",
            count,
        )
    elif what == "shelf":
        said = ngettext(
            "{count} ticket lies in its list again. This cannot be undone.",
            "{count} tickets lie in their lists again. This cannot be undone.",
            count,
        )
    elif what == "clocks":
        said = ngettext(
            "{count} ticket has its right clock again. This cannot be undone.",
            "{count} tickets have their right clocks again. This cannot be undone.",
            count,
        )
    elif what == "days":
        said = ngettext(
            "{count} time entry is summed on its day again. This cannot be undone.",
            "{count} time entries are summed on their days again. This cannot be undone.",
            count,
        )
    else:
        said = ngettext(
            "{count} ticket is sorted under its client again. This cannot be undone.",
            "{count} tickets are sorted under their clients again. This cannot be undone.",
            count,
        )
    return said.format(count=count)
