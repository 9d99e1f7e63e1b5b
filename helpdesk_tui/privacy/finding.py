"""Which person is meant, and where else than in their own rows they are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, fn

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.models import search, terms
from helpdesk_tui.models.conversations import Conversation
from helpdesk_tui.models.people import Client, Contact, Employment
from helpdesk_tui.models.tickets import Message, Shelf, Ticket, TicketCaller
from helpdesk_tui.models.views import SavedView
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people.directory import holding
from helpdesk_tui.storage.orm import tuples

_OFFERED = 9
_LOOKED_THROUGH = 1000
"""Tickets in which the name may stand, the newest; of a name so common nobody can be told."""

_TALK = (
    *(Conversation.headline, Conversation.picture, Conversation.tried, Conversation.answer),
    *(Conversation.protection, Conversation.tell, Conversation.summary),
)


class Unknown(Exception):
    """Nobody is meant, or several may be: a sentence that says who there is."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Texts of others in which the name, the address or the number stands, by their numbers."""

    tickets: tuple[int, ...]
    talks: tuple[int, ...]
    entries: tuple[int, ...]
    views: tuple[int, ...]


def contact(words: str) -> int:
    """The person with this number, mail address or name, put away or not. Raises Unknown."""
    found = tuples(
        Contact.select(Contact.id, Contact.name, fn.COALESCE(fn.MIN(Client.name), ""))
        .join(Employment, JOIN.LEFT_OUTER)
        .join(Client, JOIN.LEFT_OUTER)
        .where(_meant(words))
        .group_by(Contact.id, Contact.name)
        .order_by(Contact.id)
        .limit(_OFFERED)
    )
    whole = [row for row in found if fold(row[1]) == fold(words.strip())]
    if len(whole or found) == 1:
        return int((whole or found)[0][0])
    if not found:
        raise Unknown(_("There is no contact “{name}”.").format(name=words.strip()))
    people = ", ".join(" ".join(filter(None, map(str, row))) for row in found)
    raise Unknown(_("Say the number of the one you mean: {people}.").format(people=people))


def open_tickets(person: int) -> list[int]:
    """The tickets that are worked on for this person, as requester or as caller."""
    calls = TicketCaller.select(TicketCaller.ticket).where(
        TicketCaller.contact == person, ~TicketCaller.withdrawn
    )
    found = Ticket.select(Ticket.id).where(
        Ticket.shelf == Shelf.LIVE, (Ticket.requester == person) | Ticket.id.in_(calls)
    )
    return [number for (number,) in tuples(found.order_by(Ticket.id))]


def identifiers(person: Contact) -> tuple[str, ...]:
    """What a text names a person by: the name, the address and the number, as far as known."""
    return tuple(text for text in (person.name, person.email, person.phone) if text)


def mentions(names: Sequence[str], apart_from: Iterable[int] = ()) -> Mentions:
    """Where these words stand, but for tickets that are looked after otherwise."""
    work, views = (Entry.title, Entry.description), (SavedView.name, SavedView.words)
    return Mentions(
        tuple(sorted(set(_tickets(names)) - set(apart_from))),
        _naming(names, Conversation.id, *_TALK),
        _naming(names, Entry.id, *work),
        _naming(names, SavedView.id, *views),
    )


def named_in(text: str, names: Iterable[str]) -> bool:
    """Whether one of these stands in a text, as words of its own; case and accents are alike."""
    folded = fold(text)
    return any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", folded) for name in names)


def _meant(words: str) -> Any:
    if words.strip().isdecimal():
        return Contact.id == int(words)
    by_mail = fn.LOWER(Contact.email) == words.strip().lower()
    return by_mail | holding(Contact, words) if words.strip() else by_mail & (Contact.email != "")


def _tickets(names: Iterable[str]) -> Iterator[int]:
    """The search finds tickets by who asked, too: here their texts count."""
    asked = [term for name in names if (term := terms.term(name, begun=False))]
    found = {number for term in asked for number in search.newest_with(term, _LOOKED_THROUGH)}
    texts = Ticket.select(Ticket.id, Ticket.subject).where(Ticket.id.in_(found))
    bodies = Message.select(Message.ticket, Message.body).where(
        Message.ticket.in_(found), ~Message.withdrawn
    )
    for query in (texts, bodies):
        yield from (number for number, text in tuples(query) if named_in(text, names))


def _naming(names: Sequence[str], number: Any, *columns: Any) -> tuple[int, ...]:
    """The rows in which the names stand as they are spelled."""
    tests = [column.contains(name) for column in columns for name in names]
    if not tests:
        return ()
    found = tuples(number.model.select(number, *columns).where(reduce(or_, tests)))
    return tuple(sorted(id_ for id_, *texts in found if named_in("\n".join(texts), names)))
