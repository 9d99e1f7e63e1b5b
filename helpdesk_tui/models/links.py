"""How tickets hang together: one row a pair and kind."""

from __future__ import annotations

from enum import IntEnum

from peewee import CompositeKey, ForeignKeyField, SmallIntegerField

from helpdesk_tui.models.changes import Hand
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.orm import InstantField, Record, database


class Side(IntEnum):
    """What a ticket is to the other one. The other way round it is the negative number."""

    PARENT_OF = 1
    BLOCKS = 2
    DUPLICATE_OF = 3
    RELATED = 4
    CHILD_OF = -1
    BLOCKED_BY = -2
    HAS_DUPLICATE = -3

    @property
    def reverse(self) -> Side:
        """What the other one is to the ticket."""
        return self if self is Side.RELATED else Side(-self)


_SIDES = 8


class Link(Record):
    """`ticket` is `kind` (a `Side` above zero) of `other`; of two that are related, the lower."""

    ticket = ForeignKeyField(Ticket, index=False)
    kind = SmallIntegerField()
    other = ForeignKeyField(Ticket, index=False)
    at = InstantField()

    class Meta:
        primary_key = CompositeKey("ticket", "kind", "other")
        indexes = ((("other", "kind", "ticket"), False),)


def link(hand: Hand, ticket: int, side: Side, other: int, *, on: bool) -> None:
    """Links two tickets or takes the link away; what is so already is left. Both are told."""
    one, kind, two = _as_kept(ticket, side, other)
    if on:
        added = Link.insert(ticket=one, kind=kind, other=two, at=hand.at).on_conflict_ignore()
        changed = database.execute(added).rowcount == 1
    else:
        these = (Link.ticket == one) & (Link.kind == kind) & (Link.other == two)
        changed = bool(Link.delete().where(these).execute())
    if changed:
        for here, seen, there in ((ticket, side, other), (other, side.reverse, ticket)):
            value = written(seen, there)
            before, after = (None, value) if on else (value, None)
            hand.note(Entity.TICKET, here, "link", before, after)


def written(side: Side, other: int) -> int:
    """A link as an event of a ticket keeps it: one number."""
    return other * _SIDES + side - min(Side)


def read(value: int) -> tuple[Side, int]:
    """What `written` has written."""
    other, side = divmod(value, _SIDES)
    return Side(side + min(Side)), other


def _as_kept(ticket: int, side: Side, other: int) -> tuple[int, int, int]:
    if side < 0 or (side is Side.RELATED and other < ticket):
        return other, abs(side), ticket
    return ticket, int(side), other
