"""Merging: a ticket goes into another, in which all of it is read from then on.

Nothing is moved (`models.merges`): thread, files, time, talks and drafts are read through, callers
and labels are added where it went. Who is asked for changes of a ticket that has gone, is told
where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpdesk_tui.i18n import _
from helpdesk_tui.models import merges
from helpdesk_tui.models.changes import Conflict, Done, Hand, Refused, change, outcome
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import Ticket, TicketCaller, TicketTag
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets import drafts
from helpdesk_tui.tickets.callers import has_called
from helpdesk_tui.tickets.queue import Row, rows_by_id


def merge(by: int, seen: Sequence[Row], into: int) -> Done:
    """Lets these tickets go into another; the other itself among them is left where it is.

    Their requesters and callers become its callers, their labels its own.

    Raises:
        Refused: the other is not there, was put away or has gone into a third, or there is nothing
            that could go into it.
    """
    going = sorted({row.id for row in seen} - {into})
    with change(by) as hand:
        merged = _hold([*going, into])
        may_receive(into, merged)
        if not going:
            raise Refused(_("A ticket cannot go into itself. Which other one is it?"))
        conflicts = []
        for ticket in going:
            try:
                goes_into(hand, ticket, into)
            except Conflict as conflict:
                conflicts.append(conflict)
    if conflicts and not hand.events:
        raise Refused(elsewhere(conflicts[0]))
    done = outcome(hand.batch, hand.events, going, conflicts)
    return replace(done, also=frozenset({into}))


def goes_into(hand: Hand, ticket: int, into: int) -> None:
    """Lets a ticket go into another, with its callers and labels; what is there already stays.

    Raises Conflict where it has gone elsewhere.
    """
    if hand.swap(Entity.TICKET, ticket, {"merged_into": (None, into)}):
        hand.note(Entity.TICKET, into, "merged", None, ticket)
        _bring_along(hand, ticket, into)


def may_receive(into: int, known: dict[int, tuple[int | None, bool]]) -> None:
    """Raises Refused where nothing can go into that ticket."""
    if into not in known:
        raise Refused(_("There is no ticket {number}.").format(number=into))
    gone_into, deleted = known[into]
    if gone_into is not None:
        words = _("{number} has itself been merged into {other}: choose {other}.")
        raise Refused(words.format(number=into, other=merges.is_read_in(into)))
    if deleted:
        words = _("{number} has been put away. Bring it back first, or choose another.")
        raise Refused(words.format(number=into))


def may_return(ticket: int, into: int) -> None:
    """Raises Refused where a merge that was taken back cannot be done again as it was."""
    may_receive(into, _hold([ticket, into]))


def elsewhere(conflict: Conflict) -> str:
    """A sentence for whoever finds that a ticket has gone into another meanwhile."""
    words = _("{who} has merged {number} into {other} meanwhile. It stays there.")
    who = conflict.who or _("Somebody")
    return words.format(who=who, number=conflict.entity_id, other=conflict.found)


def rows_now(tickets: Sequence[int]) -> list[Row]:
    """These tickets as they are now, those that were merged where they are read."""
    return list(rows_by_id(set(merges.leads_to(tickets).values())).values())


def gone(tickets: Sequence[int]) -> dict[int, Conflict]:
    """Those of these tickets that have gone into another; the others stay as they are till then.

    In a transaction: whoever merges one of them now waits for its end.
    """
    return {
        ticket: Conflict(Entity.TICKET, ticket, "merged_into", None, into)
        for ticket, (into, _deleted) in _hold(tickets).items()
        if into is not None
    }


def held(ticket: int) -> int:
    """The ticket in which this one is read, which nobody merges until the transaction ends."""
    while gone([ticket]):
        ticket = merges.is_read_in(ticket)
    return ticket


def drafted(by: int, ticket: int, kind: str) -> str:
    """Under which target a technician's draft for a ticket waits.

    Its own, or else that of a ticket which has gone into it: what was being written there is
    finished here.
    """
    targets = [f"ticket:{number}" for number in merges.family(ticket)]
    waiting = set(drafts.waiting(by)) if len(targets) > 1 else ()
    return next((target for target in targets if (target, kind) in waiting), targets[0])


def _hold(tickets: Sequence[int]) -> dict[int, tuple[int | None, bool]]:
    """Where these have gone and whether they were put away, as it stays till the end."""
    found = Ticket.select(Ticket.id, Ticket.merged_into, Ticket.deleted).where(
        Ticket.id.in_(list(tickets))
    )
    held = tuples(database.held(found.order_by(Ticket.id)))
    return {number: (into, deleted) for number, into, deleted in held}


def _bring_along(hand: Hand, ticket: int, into: int) -> None:
    """The callers and labels of a ticket, for the one that it goes into."""
    asks = Ticket.select(Ticket.requester, Ticket.client).where(
        Ticket.id == ticket, Ticket.requester.is_null(False)
    )
    calls = (
        TicketCaller.select(TicketCaller.contact, TicketCaller.client)
        .where(TicketCaller.ticket == ticket, ~TicketCaller.withdrawn)
        .order_by(TicketCaller.at, TicketCaller.contact)
    )
    for contact, client in (*tuples(asks), *tuples(calls)):
        if not has_called(into, contact):
            hand.call(into, contact, client)
    labels = TicketTag.select(TicketTag.tag).where(TicketTag.ticket == ticket)
    for (tag,) in tuples(labels.order_by(TicketTag.tag)):
        hand.tag(into, tag, on=True)
