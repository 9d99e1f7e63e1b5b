"""What a filter asks of the database.

Clauses that an index can answer alone name their tickets as a set of ids. The smallest of these
sets leads: SQLite looks its tickets up, or walks the order's index and drops what is not among
them, and tries everything else only on what is left. With a leader of 20,000 among 1,000,000 done
tickets that takes 50 to 90 ms whatever follows; led by a common word it took 430 ms. Two sets must
never lead at once: SQLite then tries every pair (47 s), so the others hide behind a `+`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from peewee import SQL, Field, NodeList, Select, fn
from peewee import Value as Literal

from helpdesk_tui import clock
from helpdesk_tui.clock import NEVER
from helpdesk_tui.filters import fields, instants
from helpdesk_tui.filters.parse import Clause, Filter, Value, Words
from helpdesk_tui.models import search, terms
from helpdesk_tui.models.approvals import Answer, Approval
from helpdesk_tui.models.merges import is_read_in
from helpdesk_tui.models.people import Asset, Client, Contact, Team, Technician
from helpdesk_tui.models.tickets import (
    Kind,
    Shelf,
    Status,
    Ticket,
    TicketCaller,
    TicketTag,
    Wait,
)
from helpdesk_tui.people.directory import holding
from helpdesk_tui.sla.rules import Target
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets.views import Viewer

LEAD_CAP = 50_000
"""Ids are counted up to here to find the smallest set; more of them cost more than they tell."""

_CHOICES: dict[str, dict[str, int]] = {
    "status": dict(zip((name.key for name in fields.STATUS), Status, strict=True)),
    "kind": dict(zip((name.key for name in fields.KIND), Kind, strict=True)),
    "waits": dict(zip((name.key for name in fields.WAITS_FOR), Wait, strict=True)),
    "owed": dict(zip((name.key for name in fields.OWED), Target, strict=True)),
}
_ANSWERS = dict(zip((name.key for name in fields.APPROVAL), Answer, strict=True))
_CHOICE_COLUMNS: dict[str, Any] = {
    "status": Ticket.status,
    "kind": Ticket.kind,
    "waits": Ticket.wait_reason,
    "owed": Ticket.owed,
}
_NUMBER_COLUMNS: dict[str, Any] = {
    # Behind a `+`: tickets are not read by priority and sorted, 200,000 of them in 150 ms.
    "prio": NodeList((SQL("+"), Ticket.priority)),
    "number": Ticket.id,
}
_INSTANT_COLUMNS: dict[str, Any] = {
    "created": Ticket.created_at,
    "changed": Ticket.changed_at,
    "resolved": Ticket.resolved_at,
    "closed": Ticket.closed_at,
    "due": Ticket.due_at,
    "until": Ticket.wait_until,
}
_SORTED_INSTANTS = {"created", "changed", "due"}
"""Those that an index of the shelves has in order."""

_NAMED: dict[str, tuple[Any, Any]] = {
    "client": (Ticket.client, Client),
    "from": (Ticket.requester, Contact),
    "assignee": (Ticket.assignee, Technician),
    "team": (Ticket.team, Team),
    "machine": (Ticket.asset, Asset),
}
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_LEADERS = {"client", "from", "machine"}
"""Fields whose index begins with their column, so that it can give the ids alone."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One item of a filter: its test on a ticket and, where an index knows them, the ids."""

    test: Any
    ids: Any = None


def condition(wanted: Filter, viewer: Viewer) -> Any:
    """What a ticket must fulfil for this viewer at this moment; None when anything will do."""
    now = clock.now()
    parts = [part for item in wanted if (part := _part(item, viewer, now))]
    if not parts:
        return None
    number = number_meant(wanted)
    if number is not None:
        return parts[0].test | Ticket.id.in_({number, is_read_in(number)})
    leading = [part for part in parts if part.ids is not None]
    sizes = [_size(part.ids) for part in leading] if len(leading) > 1 else []
    if 0 in sizes:
        return SQL("1 = 0")  # what one of them asks for no ticket has
    leader = leading[sizes.index(min(sizes))] if sizes else next(iter(leading), None)
    return _all(Ticket.id.in_(part.ids) if part is leader else part.test for part in parts)


def number_meant(wanted: Filter) -> int | None:
    """The ticket's number that a person means who types nothing else."""
    match wanted:
        case (Words(text=text, exact=False, negated=False),):
            digits = text.removeprefix("#")
            if digits.isascii() and digits.isdecimal() and len(digits) <= 18:
                return int(digits)
    return None


def _size(ids: Any) -> int:
    """How many tickets these are, counted no further than it matters."""
    some = ids.clone().limit(LEAD_CAP)
    return int(Select([some], [fn.COUNT(SQL("1"))]).bind(database).scalar())


def _part(item: Words | Clause, viewer: Viewer, now: datetime) -> _Part | None:
    if isinstance(item, Words):
        term = terms.term(item.text, begun=not item.exact)
        if term is None:
            return None
        part = _of_ids(search.hits([term]))
    else:
        part = _clause(item, viewer, now)
    return _Part(~fn.COALESCE(part.test, False)) if item.negated else part


def _clause(clause: Clause, viewer: Viewer, now: datetime) -> _Part:
    key, values = clause.field, clause.values
    if key in _NAMED:
        return _named(key, values, viewer)
    if key == "tag":
        return _tags(values)
    if key == "category":
        return _Part(_any(_category(value) for value in values))
    if key == "unread":
        return _unread({value.text for value in values})
    if key == "approval":
        return _approvals(_ANSWERS[value.text] for value in values)
    if key in _CHOICES:
        wanted = [_CHOICES[key][value.text] for value in values]
        test = _CHOICE_COLUMNS[key].in_(wanted)
        # Nothing is owed on other shelves: those are not read through for it.
        return _Part((Ticket.shelf == Shelf.LIVE) & test if key == "owed" else test)
    if key in _NUMBER_COLUMNS:
        return _Part(_any(_number(_NUMBER_COLUMNS[key], value) for value in values))
    return _instants(key, values, viewer, now)


def _unread(values: set[str]) -> _Part:
    """They are few, and have an index of their own that leads."""
    tests = {"yes": Ticket.unread_since.is_null(False), "no": Ticket.unread_since.is_null()}
    test = _any(tests[value] for value in values)
    return _Part(test, Ticket.select(Ticket.id).where(test) if values == {"yes"} else None)


def _of_ids(ids: Any) -> _Part:
    """A part whose tickets are these."""
    return _Part(_is_among(ids), ids)


def _is_among(ids: Any) -> Any:
    """The test for being one of these tickets, which leaves the lead to another."""
    return NodeList((SQL("+"), Ticket.id)).in_(ids)


def _named(key: str, values: Sequence[Value], viewer: Viewer) -> _Part:
    column, table = _NAMED[key]
    tests: list[Any] = []
    for word in {value.text for value in values if _special(key, value)}:
        match word:
            case "me":
                tests.append(column == viewer.technician)
            case "mine":
                tests.append(column.in_(viewer.teams))
            case _:
                tests.append(column.is_null())
    texts = [value.text for value in values if not _special(key, value)]
    ids = [Ticket.select(Ticket.id).where(test) for test in tests]
    if texts:
        named = table.select(table.id).where(_any(holding(table, text) for text in texts))
        tests.append(column.in_(named))
        ids.append(Ticket.select(Ticket.id).where(tests[-1]))
        if key == "from":
            ids.append(_called_by(named))
            tests.append(_is_among(ids[-1]))
    return _Part(_any(tests), reduce(operator.or_, ids) if key in _LEADERS else None)


def _called_by(contacts: Any) -> Any:
    """The tickets about which they have called without being the requester."""
    calls = TicketCaller.select(TicketCaller.ticket)
    return calls.where(TicketCaller.contact.in_(contacts), ~TicketCaller.withdrawn)


def _special(key: str, value: Value) -> bool:
    return not value.quoted and fields.BY_KEY[key].value_named(value.text) is not None


def _tags(values: Sequence[Value]) -> _Part:
    tags = [value.text for value in values if not _special("tag", value)]
    labelled = TicketTag.select(TicketTag.ticket)
    some = _of_ids(labelled.where(TicketTag.tag.in_(tags)))
    if len(tags) == len(values):
        return some
    bare = ~_is_among(labelled)
    return _Part(bare | some.test if tags else bare)


def _approvals(answers: Iterable[int]) -> _Part:
    """The tickets of which somebody was asked to approve something; where merged ones are read."""
    asked = Approval.select(fn.COALESCE(Ticket.merged_into, Ticket.id)).join(Ticket)
    return _of_ids(asked.where(Approval.answer.in_(list(answers)), ~Approval.retired))


def _category(value: Value) -> Any:
    if _special("category", value):
        return Ticket.category == ""
    return _all(Ticket.category.contains(word) for word in value.text.split())


def _number(column: Field, value: Value) -> Any:
    number = int(value.text)
    if value.upto:
        return column.between(*sorted((number, int(value.upto))))
    return _COMPARED[value.test](column, number)


def _instants(key: str, values: Sequence[Value], viewer: Viewer, now: datetime) -> _Part:
    """A short stretch of time leads; a long one is tried on what an order's index brings.

    Read from its own index and sorted, a stretch with nearly all tickets took 500 ms.
    """
    test = _any(_instant(key, value, viewer, now) for value in values)
    as_one_value = test == Literal(True)  # so that no index is chosen for it
    if key in _SORTED_INSTANTS:
        ids = Ticket.select(Ticket.id).where(Ticket.shelf.in_(list(Shelf)), test)
        if _size(ids) < LEAD_CAP:
            return _Part(as_one_value, ids)
    return _Part(as_one_value)


def _instant(key: str, value: Value, viewer: Viewer, now: datetime) -> Any:
    column = _INSTANT_COLUMNS[key]
    never = column == NEVER if key == "due" else column.is_null()
    if value.text == "none":
        return never
    if value.text == "overdue":
        return column < now
    begin, end = instants.bounds(
        value.test, value.text, value.upto, now, viewer.zone, coming=key in ("due", "until")
    )
    tests = [~never]
    tests += [column >= begin] if begin else []
    tests += [column < end] if end else []
    return _all(tests)


def _any(tests: Iterable[Any]) -> Any:
    return reduce(operator.or_, tests)


def _all(tests: Iterable[Any]) -> Any:
    return reduce(operator.and_, tests)
