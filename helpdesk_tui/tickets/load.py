"""What each technician has before them, and to whom a ticket is offered first.

It is read when somebody asks, to share the work out; nothing of it is written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum

from peewee import Case, fn

from helpdesk_tui import spans
from helpdesk_tui.clock import midnight
from helpdesk_tui.models.people import Membership, Technician
from helpdesk_tui.models.tickets import Message, MessageKind, Shelf, Status, Ticket
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.worktime import spent, stretches

WEIGHTS = {1: 4, 2: 3, 3: 2, 4: 1}
"""What an open ticket of each priority weighs; one that waits weighs nothing."""

OVERLOADED = 1.5
"""Whoever has more than so many times what all have on average has too much,"""

MUCH = 12
"""and at least so much: on a quiet day nobody has."""

USUAL = 3
"""Tickets of a client that somebody has answered, at least, who is their usual technician."""

A_YEAR = timedelta(days=365)

LATEST = 400
"""Tickets of a client that are looked through, the newest ones, for who knows them."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a technician has before them, of those to whom a ticket can be given."""

    technician: int
    name: str
    open: int = 0
    """Tickets that are worked on; those that wait are not."""
    weight: int = 0
    warned: int = 0
    """Tickets of these that are nearly due, or past it."""


class Why(Enum):
    """Why somebody is offered."""

    USUAL = "usual"
    KNOWS = "knows"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody to whom a ticket can be given."""

    load: Load
    why: Why
    is_overloaded: bool


def offers(loads: Sequence[Load], answered: Mapping[int, int]) -> list[Offer]:
    """Everybody, in the order in which a ticket is offered to them.

    `answered` is how many tickets of the client each has answered in the last year. First comes
    their usual technician, then who knows the client, then all others, each time those who have
    least; whoever has too much comes after those who have not.
    """
    usual = usual_of(answered, {one.technician for one in loads})
    too_much = max(MUCH, OVERLOADED * sum(one.weight for one in loads) / max(1, len(loads)))

    def offer(one: Load) -> Offer:
        knows = Why.KNOWS if answered.get(one.technician) else Why.FREE
        return Offer(one, Why.USUAL if one.technician == usual else knows, one.weight > too_much)

    order = list(Why)
    return sorted(
        map(offer, loads),
        key=lambda one: (
            *(one.is_overloaded, order.index(one.why)),
            *(one.load.weight, one.load.open, one.load.name, one.load.technician),
        ),
    )


def usual_of(answered: Mapping[int, int], there: Collection[int]) -> int | None:
    """Who has answered most of a client's tickets, of those who are there; None for nobody."""
    counted = {one: count for one, count in answered.items() if count >= USUAL and one in there}
    return max(counted, key=lambda one: (counted[one], -one), default=None)


def loads(now: datetime) -> list[Load]:
    """What each technician has, of those to whom a ticket can be given: nobody who only reads."""
    weight = Case(Ticket.priority, list(WEIGHTS.items()), 0)
    warned = Case(None, [(Ticket.warn_at <= now, 1)], 0)
    found = (
        Ticket.select(Ticket.assignee, fn.COUNT(Ticket.id), fn.SUM(weight), fn.SUM(warned))
        .where(
            Ticket.shelf == Shelf.LIVE,
            Ticket.status != Status.WAITING,
            Ticket.assignee.is_null(False),
        )
        .group_by(Ticket.assignee)
    )
    has = {one: (int(open_), int(sum_), int(late)) for one, open_, sum_, late in tuples(found)}
    people = Technician.select(Technician.id, Technician.name).where(
        ~Technician.retired, Technician.role != Technician.GUEST
    )
    return [
        Load(id_, name, *has.get(id_, (0, 0, 0)))
        for id_, name in tuples(people.order_by(Technician.sort_key, Technician.id))
    ]


def answered(client: int | None, now: datetime) -> dict[int, int]:
    """How many of a client's newest tickets each technician has answered in the last year."""
    if client is None:
        return {}
    newest = [
        number
        for shelf in (Shelf.LIVE, Shelf.DONE)
        for (number,) in tuples(
            Ticket.select(Ticket.id)
            .where(Ticket.client == client, Ticket.shelf == shelf)
            .order_by(Ticket.id.desc())
            .limit(LATEST)
        )
    ]
    found = (
        Message.select(Message.technician, fn.COUNT(Message.ticket.distinct()))
        .where(
            Message.ticket.in_(newest),
            Message.at >= now - A_YEAR,
            Message.kind.in_([MessageKind.REPLY, MessageKind.SOLUTION]),
            Message.technician.is_null(False),
            ~Message.withdrawn,
        )
        .group_by(Message.technician)
    )
    return dict(tuples(found))


def offered(client: int | None, now: datetime) -> list[Offer]:
    """To whom a ticket of this client is offered, in order."""
    return offers(loads(now), answered(client, now))


def hours(viewer: int, zone: tzinfo | None, now: datetime) -> dict[int, timedelta]:
    """What each has recorded since Monday, of those with whom the viewer shares a team.

    What lies over something else counts once, and what runs counts up to now.
    """
    monday = now.astimezone(zone).date()
    begin = midnight(monday - timedelta(days=monday.weekday()), zone)
    team = Membership.select(Membership.team).where(Membership.technician == viewer)
    mates = Membership.select(Membership.technician).where(Membership.team.in_(team)).distinct()
    worked: defaultdict[int, list[stretches.Stretch]] = defaultdict(list)
    for mate in {viewer, *(id_ for (id_,) in tuples(mates))}:
        worked[mate] = []
        for one in spent.between(mate, begin, now):
            worked[mate] += one.extent.counts(now)
    return {
        mate: stretches.total(spans.within(spans.joined(sorted(pieces)), begin, now))
        for mate, pieces in worked.items()
    }
