"""Links between tickets, and what goes on when what it waited for is done.

Links of a ticket that was merged are those of the one in which it is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpdesk_tui.i18n import _
from helpdesk_tui.models import merges
from helpdesk_tui.models.changes import Done, Refused, change
from helpdesk_tui.models.links import Link, Side
from helpdesk_tui.models.links import link as set_link
from helpdesk_tui.models.tickets import Shelf, Status, Ticket
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets.queue import Row, rows_by_id

TOLD_FOR = timedelta(days=1)
"""So long after what a ticket waited for was done its assignee is told, if no desk was open."""

_IN_ORDER = (Side.PARENT_OF, Side.BLOCKS)
"""Links of which a circle would mean nothing."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A ticket that another is linked with, where it is read now."""

    side: Side
    """What the ticket in hand is to it."""
    row: Row
    between: tuple[int, int]
    """The two as they were linked: either may have been merged since."""


def of(ticket: int) -> tuple[Linked, ...]:
    """What a ticket is linked with: what is blocked first, then by number."""
    family = merges.family(ticket)
    known = list(_links(family))
    ends = merges.leads_to({other for _own, _side, other in known})
    rows = rows_by_id(set(ends.values()) - set(family))
    found = {
        (side, ends[other]): Linked(side, rows[ends[other]], (own, other))
        for own, side, other in known
        if ends[other] in rows
    }
    return tuple(found[key] for key in sorted(found, key=lambda key: (abs(key[0]) != 2, key[1])))


def link(by: int, ticket: int, side: Side, other: int) -> Done:
    """Links a ticket with another one.

    Raises:
        Refused: they are the same, the other is not there, or it would go in a circle.
    """
    with change(by) as hand:
        tuples(database.held(_both(ticket, other)))
        if other not in rows_by_id([other]):
            raise Refused(_("There is no ticket {number}.").format(number=other))
        if merges.is_read_in(other) == merges.is_read_in(ticket):
            raise Refused(_("A ticket is not linked with itself. Which other one is it?"))
        if abs(side) in _IN_ORDER:
            first, then = (ticket, other) if side > 0 else (other, ticket)
            if then in _before(first, Side(abs(side))):
                words = _("{number} comes after {other} by their links already: not in a circle.")
                raise Refused(words.format(number=first, other=then))
        set_link(hand, ticket, side, other, on=True)
    return hand.done(ticket, other)


def unlink(by: int, linked: Linked) -> Done:
    """Takes a link away."""
    own, other = linked.between
    with change(by) as hand:
        set_link(hand, own, linked.side, other, on=False)
    return hand.done(own, other)


def freed(done: int) -> list[Row]:
    """The tickets that wait, and by their links only for this one, which has just been done.

    They stay as they are until the transaction ends: of two that are done at the same moment, the
    second sees the first.
    """
    blocked = Link.select(Link.other).where(
        Link.ticket.in_(merges.family(done)), Link.kind == Side.BLOCKS
    )
    ends = set(merges.leads_to([other for (other,) in tuples(blocked)]).values())
    waits = Ticket.select(Ticket.id).where(
        Ticket.id.in_(ends), Ticket.status == Status.WAITING, Ticket.shelf == Shelf.LIVE
    )
    waiting = [id_ for (id_,) in tuples(database.held(waits.order_by(Ticket.id)))] if ends else []
    return [row for row in rows_by_id(waiting).values() if not any(_open(_blockers([row.id])))]


def goes_on(technician: int, now: datetime) -> list[tuple[Row, tuple[int, ...], datetime]]:
    """The technician's tickets of which all that blocked them has lately been done.

    Each with the numbers of what that was, and when the last of it was done.
    """
    mine = (
        Link.select(Link.other)
        .join(Ticket, on=Link.other == Ticket.id)
        .where(
            Link.kind == Side.BLOCKS,
            Ticket.assignee == technician,
            Ticket.shelf == Shelf.LIVE,
        )
        .distinct()
    )
    told = []
    for row in rows_by_id([ticket for (ticket,) in tuples(mine)]).values():
        blockers = _blockers([row.id])
        ended = [one.resolved_at for one in blockers if one.resolved_at]
        if ended and not any(_open(blockers)) and max(ended) >= now - TOLD_FOR:
            told.append((row, tuple(one.id for one in blockers), max(ended)))
    return told


def _links(tickets: Collection[int]) -> Iterable[tuple[int, Side, int]]:
    """The links of these tickets, each as one of them sees it."""
    ours = Link.select(Link.ticket, Link.kind, Link.other).where(Link.ticket.in_(tickets))
    theirs = Link.select(Link.other, Link.kind, Link.ticket).where(Link.other.in_(tickets))
    for own, kind, other in tuples(ours):
        yield own, Side(kind), other
    for own, kind, other in tuples(theirs):
        yield own, Side(kind).reverse, other


def _blockers(tickets: Collection[int]) -> list[Row]:
    """What blocks these tickets, where it is read now."""
    family = [one for members in merges.families(tickets).values() for one in members]
    found = Link.select(Link.ticket).where(Link.other.in_(family), Link.kind == Side.BLOCKS)
    ends = merges.leads_to([ticket for (ticket,) in tuples(found)])
    return list(rows_by_id(set(ends.values()) - set(family)).values())


def _open(rows: Iterable[Row]) -> Iterable[bool]:
    """Of each whether it is still to be done. Its shelf may not have been brought up to date."""
    return (row.status < Status.RESOLVED and not row.deleted for row in rows)


def _before(ticket: int, side: Side) -> set[int]:
    """All that come before a ticket by links of this kind, itself included."""
    found, newest = {ticket}, {ticket}
    while newest:
        above = Link.select(Link.ticket).where(Link.other.in_(newest), Link.kind == side)
        newest = {id_ for (id_,) in tuples(above)} - found
        found |= newest
    return found


def _both(ticket: int, other: int) -> object:
    return Ticket.select(Ticket.id).where(Ticket.id.in_((ticket, other))).order_by(Ticket.id)
