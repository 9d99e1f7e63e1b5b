"""Which other ticket is meant: by its number, by words, or the ones that are most like it."""

from __future__ import annotations

from collections.abc import Collection

from helpdesk_tui.models import merges, search, terms
from helpdesk_tui.models.tickets import Shelf, Ticket
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import similar
from helpdesk_tui.tickets.queue import Row, rows_by_id

MOST = 30
"""Tickets that are offered at once."""

READ = 200
"""The newest with the words: of these, the client's own come first."""

_DIGITS = 18


def meant(text: str, row: Row, without: Collection[int] = ()) -> list[Row]:
    """The tickets that somebody may mean who has this one in hand, those of its client first.

    Without a text they are those like it. A number that was merged means where it is read now.
    """
    digits = text.strip().removeprefix("#")
    if digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS:
        numbers = [merges.is_read_in(int(digits))]
    elif wanted := terms.terms(text):
        found = Ticket.select(Ticket.id).where(
            Ticket.id.in_(search.hits(wanted)), Ticket.shelf != Shelf.AWAY
        )
        numbers = [id_ for (id_,) in tuples(found.order_by(Ticket.id.desc()).limit(READ))]
    else:
        numbers = [one.number for one in similar.like(row.id)]
    rows = rows_by_id([number for number in numbers if number not in without])
    places = {number: place for place, number in enumerate(numbers)}

    def order(other: Row) -> tuple[bool, bool, int]:
        theirs = row.client_id is not None and other.client_id == row.client_id
        return not theirs, other.shelf != Shelf.LIVE, places[other.id]

    return sorted(rows.values(), key=order)[:MOST]
