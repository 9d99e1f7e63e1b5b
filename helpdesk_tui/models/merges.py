"""Which tickets have gone into which: their rows stay where they are and are read through.

A merge is one column, so taking it back is one column, too. Tickets may go into one that goes into
a third later; then all of them are read there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.orm import tuples


def families(tickets: Iterable[int]) -> dict[int, list[int]]:
    """Each of these tickets with all that have gone into it, itself first."""
    found = {ticket: [ticket] for ticket in tickets}
    within = {ticket: {ticket} for ticket in found}  # in which of them a ticket is read
    newest: Collection[int] = found
    while newest := _gone_into(newest):
        came = defaultdict(set)
        for ticket, into in newest.items():
            for family in within[into]:
                found[family].append(ticket)
                came[ticket].add(family)
        within = came
    return found


def family(ticket: int) -> list[int]:
    """The ticket and all that have gone into it, itself first."""
    return families([ticket])[ticket]


def leads_to(tickets: Collection[int]) -> dict[int, int]:
    """Where each of these is read now: the ticket that it has gone into in the end, or itself."""
    ends = {ticket: ticket for ticket in tickets}
    while steps := _steps(set(ends.values())):
        ends = {ticket: steps.get(end, end) for ticket, end in ends.items()}
    return ends


def is_read_in(ticket: int) -> int:
    """The one ticket in which this one is read now; itself unless it was merged."""
    return leads_to([ticket])[ticket]


def _gone_into(tickets: Iterable[int]) -> dict[int, int]:
    """Those that have gone into one of these, and into which."""
    found = Ticket.select(Ticket.id, Ticket.merged_into).where(
        Ticket.merged_into.in_(list(tickets))
    )
    return dict(tuples(found.order_by(Ticket.id)))


def _steps(tickets: Iterable[int]) -> dict[int, int]:
    """Those of these tickets that have been merged, and into which."""
    found = Ticket.select(Ticket.id, Ticket.merged_into).where(
        Ticket.id.in_(list(tickets)), Ticket.merged_into.is_null(False)
    )
    return dict(tuples(found))
