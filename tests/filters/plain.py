"""The filter language said again in the plainest Python, to hold the database's answers to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from unicodedata import normalize

from helpdesk_tui.collation import fold
from helpdesk_tui.filters import instants
from helpdesk_tui.filters.parse import Clause, Value, Words

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Plain:
    """A ticket as somebody would write it on a card."""

    number: int
    texts: tuple[str, ...]
    """Subject, names, labels and thread: a phrase lies within one of them."""
    status: str
    kind: str
    priority: int
    waits: str | None
    owed: str | None
    unread: str
    category: str
    names: dict[str, str | None]
    """What client, requester, assignee, team and machine are called."""
    callers: frozenset[str]
    """Who has called about it besides the requester."""
    tags: frozenset[str]
    approvals: frozenset[str]
    """How those stand that somebody was asked for."""
    instants: dict[str, datetime | None]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, in which teams they are, and when and where that is."""

    name: str
    teams: tuple[str, ...]
    now: datetime
    zone: tzinfo


def matches(ticket: Plain, wanted: Sequence[Words | Clause], asker: Asker) -> bool:
    """Whether the ticket is one of those that are looked for."""
    return all(_holds(ticket, item, asker) != item.negated for item in wanted if _says(item))


def _says(item: Words | Clause) -> bool:
    return isinstance(item, Clause) or bool(_words(item.text))


def _holds(ticket: Plain, item: Words | Clause, asker: Asker) -> bool:
    if isinstance(item, Words):
        return any(_in_text(_words(item.text), _words(text), item.exact) for text in ticket.texts)
    return any(_has(ticket, item.field, value, asker) for value in item.values)


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold(normalize("NFC", text)))


def _in_text(sought: list[str], words: list[str], exact: bool) -> bool:
    for at in range(len(words) - len(sought) + 1):
        *before, last = words[at : at + len(sought)]
        if before == sought[:-1] and (last == sought[-1] if exact else last.startswith(sought[-1])):
            return True
    return False


def _has(ticket: Plain, field: str, value: Value, asker: Asker) -> bool:
    match field:
        case "from":
            nobody = value.text == "none" and not value.quoted
            callers = () if nobody else (*ticket.callers, ticket.names["from"])
            return (nobody and ticket.names["from"] is None) or any(
                _is_called(name, field, value, asker) for name in callers
            )
        case "client" | "assignee" | "team" | "machine":
            return _is_called(ticket.names[field], field, value, asker)
        case "tag":
            no_tag = value.text == "none" and not value.quoted
            return not ticket.tags if no_tag else value.text in ticket.tags
        case "category":
            if value.text == "none" and not value.quoted:
                return not ticket.category
            return all(word.lower() in ticket.category.lower() for word in value.text.split())
        case "status":
            return ticket.status == value.text
        case "kind":
            return ticket.kind == value.text
        case "waits":
            return ticket.waits == value.text
        case "owed":
            return ticket.owed == value.text
        case "unread":
            return ticket.unread == value.text
        case "approval":
            return value.text in ticket.approvals
        case "prio":
            return _compared(ticket.priority, value)
        case "number":
            return _compared(ticket.number, value)
    then = ticket.instants[field]
    if value.text == "none":
        return then is None
    if then is None:
        return False
    if value.text == "overdue":
        return then < asker.now
    begin, end = instants.bounds(
        value.test,
        value.text,
        value.upto,
        asker.now,
        asker.zone,
        coming=field in ("due", "until"),
    )
    return (begin is None or begin <= then) and (end is None or then < end)


def _is_called(name: str | None, field: str, value: Value, asker: Asker) -> bool:
    if not value.quoted and value.text == "none":
        return name is None
    if not value.quoted and value.text == "me" and field == "assignee":
        return name == asker.name
    if not value.quoted and value.text == "mine" and field == "team":
        return name in asker.teams
    return name is not None and all(fold(word) in fold(name) for word in value.text.split())


def _compared(number: int, value: Value) -> bool:
    wanted = int(value.text)
    if value.upto:
        low, high = sorted((wanted, int(value.upto)))
        return low <= number <= high
    return {
        "": number == wanted,
        "<": number < wanted,
        "<=": number <= wanted,
        ">": number > wanted,
        ">=": number >= wanted,
    }[value.test]
