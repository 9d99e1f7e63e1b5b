"""Who else is on a ticket, reading or writing. Nothing of it is history.

A desk says where it is when that changes, and again before it would fade. Who asks sees the few
rows that there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.presence import Presence
from helpdesk_tui.storage.orm import database, tuples

LASTS = timedelta(seconds=60)
"""How long a desk is believed to be where it said: one that was killed says nothing any more."""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who is on a ticket."""

    name: str
    writing: bool


def tell(desk: str, by: int, tickets: Iterable[int], *, writing: bool) -> None:
    """From now on this desk is on these tickets, and on no other."""
    with database.atomic():
        _gone(Presence.desk == desk)
        at = database.present()
        for ticket in tickets:
            Presence.create(desk=desk, technician=by, ticket=ticket, writing=writing, at=at)


def leave(desk: str) -> None:
    """This desk is on no ticket any more."""
    _gone(Presence.desk == desk)


def others(me: int) -> dict[int, tuple[Other, ...]]:
    """The tickets that other technicians are on, those who write before those who read."""
    found = (
        Presence.select(Presence.ticket, Technician.name, Presence.writing)
        .join(Technician)
        .where(Presence.technician != me, Presence.at > database.present() - LASTS)
        .order_by(~Presence.writing, Technician.sort_key, Technician.id)
    )
    there: defaultdict[int, dict[str, Other]] = defaultdict(dict)
    for ticket, name, writing in tuples(found):
        there[ticket].setdefault(name, Other(name, writing))
    return {ticket: tuple(names.values()) for ticket, names in there.items()}


def tidy() -> None:
    """Forgets the desks that have not said anything for too long: they were killed."""
    faded = Presence.at <= database.present() - LASTS
    if Presence.select().where(faded).exists():  # most often none is: that is no write
        _gone(faded)


def _gone(which: object) -> None:
    Presence.delete().where(which).execute()
