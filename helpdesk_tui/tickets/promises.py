"""What is promised for tickets: saving the rules, and why a clock stands as it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from peewee import fn

from helpdesk_tui import clock
from helpdesk_tui.clock import NEVER
from helpdesk_tui.models import clocks
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.models.tickets import NOT_CLOSED, Shelf, Status, Ticket
from helpdesk_tui.sla.clocks import Clock
from helpdesk_tui.sla.document import rules_of
from helpdesk_tui.sla.ledger import Line, ledger
from helpdesk_tui.storage.dialect import carried_out
from helpdesk_tui.storage.orm import database, tuples

CHUNK = 500
"""Tickets that are worked out anew in one transaction: some 40 ms."""


LARGEST = 20
"""Shifts of due instants that are shown one by one."""

_KEPT = (
    *(Ticket.due_at, Ticket.warn_at, Ticket.owed),
    *(Ticket.promised, Ticket.missed, Ticket.rules),
)

NEWS = timedelta(minutes=10)
"""How long a warning is news: a desk that is opened later shows it in the queue."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A clock and the lines that it is made of; they are empty where `problem` says why."""

    clock: Clock
    lines: tuple[Line, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """A ticket whose clock warns."""

    id: int
    subject: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """An open ticket that would be due at another instant; None is never."""

    ticket: int
    subject: str
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Moves:
    """What new rules would do to the open tickets, as far as these were tried."""

    every: int
    """How many there are to be tried."""
    checked: int = 0
    earlier: int = 0
    later: int = 0
    begun: int = 0
    """Tickets that are due at no instant now, and would be."""
    ended: int = 0
    """Tickets that would be due at no instant any more."""
    largest: tuple[Shift, ...] = ()
    """The largest shifts; what begins or ends goes before all others."""

    def and_also(self, checked: int, shifts: Sequence[Shift]) -> Moves:
        """With some more that were tried, and those of them that would move."""
        both = [(one.before, one.after) for one in shifts if one.before and one.after]
        return Moves(
            self.every,
            self.checked + checked,
            earlier=self.earlier + sum(after < before for before, after in both),
            later=self.later + sum(after > before for before, after in both),
            begun=self.begun + sum(one.before is None for one in shifts),
            ended=self.ended + sum(one.after is None for one in shifts),
            largest=tuple(sorted([*self.largest, *shifts], key=_size, reverse=True)[:LARGEST]),
        )


def explain(ticket: int, now: datetime | None = None) -> list[Explained]:
    """Why each clock of the ticket says what it says, now; none where nothing is promised."""
    return [_explained(one, now or clock.now()) for one in clocks.clocks(ticket)]


def due_as_agreed(ticket: int) -> datetime | None:
    """The instant that was agreed on the ticket, where that is when it is due."""
    ((facts, kept),) = clocks.follow([ticket]).values()
    return facts.agreed_at if facts.agreed_at == kept.due_at else None


def warned(technician: int, teams: Sequence[int], now: datetime) -> list[Warned]:
    """Tickets that came near their due instant, or passed it, a little while ago.

    Theirs, and those that nobody has taken of their teams or of no team.
    """
    since = now - NEWS
    is_new = Ticket.warn_at.between(since, now) | Ticket.due_at.between(since, now)
    is_free = Ticket.assignee.is_null() & (Ticket.team.is_null() | Ticket.team.in_(teams))
    found = (
        Ticket.select(Ticket.id, Ticket.subject, Ticket.due_at)
        .where(Ticket.shelf == Shelf.LIVE, Ticket.due_at.between(since, NEVER), is_new)
        .where((Ticket.assignee == technician) | is_free)
        .order_by(Ticket.due_at, Ticket.id)
    )
    return [Warned(*row) for row in tuples(found)]


def save(by: int | None, document: Mapping[str, Any]) -> int:
    """A new version of the rules, which holds from now on; its number.

    Tickets follow when they change, or at once with `bring_up_to_date`.
    """
    with change(by) as hand:  # now is after whatever is being closed at this moment
        before = clocks.newest()
        version = int(SlaRules.create(at=hand.at, technician=by, document=document).id)
        hand.note(Entity.RULES, version, "version", before, version)
    return version


def document() -> dict[str, Any]:
    """The rules that hold, as they were saved; empty where there are none."""
    found = tuples(SlaRules.select(SlaRules.document).order_by(SlaRules.id.desc()).limit(1))
    return found[0][0] if found else {}


def bring_up_to_date(progress: Callable[[int], object] = lambda _count: None) -> int:
    """Works out anew every ticket that is not closed and stands under older rules; how many.

    It goes in small transactions and stops nobody; broken off, the next one goes on from there.
    That they have followed is an event: every open desk shows them as they are now.
    """
    done = 0
    for some in _behind():
        carried_out(partial(_keep, some))
        done += len(some)
        progress(done)
    if version := done and clocks.newest():
        with change(None) as hand:
            hand.note(Entity.RULES, version, "followed", None, done)
    return done


def moves(document: Mapping[str, Any]) -> Iterator[Moves]:
    """Which open tickets would be due at another instant under these rules; nothing is written.

    Some tickets more each time, so that others read in between; the last is of all of them.
    """
    tried, last = rules_of(document), 0
    so_far = Moves(Ticket.select().where(Ticket.shelf == Shelf.LIVE).count())
    yield so_far
    while live := tuples(
        Ticket.select(Ticket.id, Ticket.subject, Ticket.due_at)
        .where(Ticket.shelf == Shelf.LIVE, Ticket.id > last)
        .order_by(Ticket.id)
        .limit(CHUNK)
    ):
        last = live[-1][0]
        would = clocks.follow_under(tried, [id_ for id_, *_rest in live])
        shifts = [
            Shift(id_, subject, _unless_never(due), _unless_never(would[id_].due_at))
            for id_, subject, due in live
            if id_ in would and due != would[id_].due_at
        ]
        so_far = so_far.and_also(len(live), shifts)
        yield so_far


def fitting(document: Mapping[str, Any]) -> Mapping[str, int]:
    """How many open tickets each policy is the first to fit, by its name."""
    rules, counts = rules_of(document), Counter[str]()
    matched = (Ticket.client, Ticket.category, Ticket.priority)
    alike = tuples(
        Ticket.select(*matched, fn.COUNT(Ticket.id))
        .where(Ticket.shelf == Shelf.LIVE)
        .group_by(*matched)
    )
    for client, category, priority, count in alike:
        if policy := rules.policy_for(client, category, priority):
            counts[policy.name] += count
    return counts


def wrong(*, mend: bool = False, progress: Callable[[int], object] = lambda _count: None) -> int:
    """How many tickets do not have beside them what their clocks say, closed ones as well.

    With `mend` they have from now on. Tickets that stand under older rules are behind, not wrong.
    `progress` hears how many were looked at each time.
    """
    found = 0
    version, last = clocks.newest(), 0
    while some := tuples(
        Ticket.select(Ticket.id, *_KEPT).where(Ticket.id > last).order_by(Ticket.id).limit(CHUNK)
    ):
        last = some[-1][0]
        held = {id_: tuple(kept) for id_, *kept in some}
        off = [
            id_
            for id_, (facts, kept) in clocks.follow(list(held)).items()
            if held[id_] != astuple(kept)
            and (facts.status == Status.CLOSED or held[id_][-1] == version)
        ]
        found += len(off)
        if mend and off:
            _keep(off)
        progress(len(some))
    return found


def behind() -> int:
    """How many tickets stand under older rules than those that hold."""
    version = clocks.newest()
    return Ticket.select().where(NOT_CLOSED, _older(version)).count() if version else 0


def is_behind() -> bool:
    """Whether any ticket does; it takes next to no time."""
    version, open_ = clocks.newest(), Ticket.select().where(NOT_CLOSED)
    # One after the other: with OR every entry of the index would be looked at.
    never, once = Ticket.rules.is_null(), Ticket.rules < version
    return version is not None and any(open_.where(one).exists() for one in (never, once))


def _unless_never(instant: datetime) -> datetime | None:
    return None if instant == NEVER else instant


def _size(one: Shift) -> tuple[bool, timedelta]:
    if one.before is None or one.after is None:
        return True, timedelta()
    return False, abs(one.after - one.before)


def _behind() -> Iterator[list[int]]:
    """Some at a time, by their numbers; again from the first while newer rules were saved."""
    last = 0
    while version := clocks.newest():
        found = tuples(
            Ticket.select(Ticket.id)
            .where(Ticket.id > last, Ticket.status != Status.CLOSED, _older(version))
            .order_by(Ticket.id)
            .limit(CHUNK)
        )
        if not found and not is_behind():
            return
        if found:
            yield [number for (number,) in found]
        last = found[-1][0] if found else 0


def _keep(tickets: list[int]) -> None:
    with database.atomic():
        clocks.keep(tickets)


def _older(version: int) -> Any:
    return Ticket.rules.is_null() | (Ticket.rules < version)


def _explained(one: Clock, now: datetime) -> Explained:
    try:
        return Explained(one, tuple(ledger(one, now)))
    except ValueError as error:  # CalendarError: it says why there is no answer
        return Explained(one, (), str(error))
