"""Which person is meant, and what has to do with them: tickets, calls, texts that name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from peewee import JOIN, chunked, fn

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.models.billing import Bought, Query, Sheet, SheetLine, Terms
from helpdesk_tui.models.changes import table_of
from helpdesk_tui.models.conversations import (
    Conversation,
    Evidence,
    Fact,
    Jump,
    NextStep,
    Option,
    Person,
    Statement,
    Warned,
)
from helpdesk_tui.models.events import Event, Prose
from helpdesk_tui.models.handovers import Handover
from helpdesk_tui.models.macros import Macro
from helpdesk_tui.models.people import Asset, Client, Contact, Employment
from helpdesk_tui.models.tickets import Attachment, Message, Shelf, Ticket, TicketCaller, TicketTag
from helpdesk_tui.models.views import SavedView
from helpdesk_tui.models.worktime import Activity, Entry, Project
from helpdesk_tui.people.directory import holding
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.timesheets import letters
from helpdesk_tui.timesheets.letters import Letter

_OFFERED = 9
_CHUNK = 500
_DIGITS = 18
"""The most that a number of ours has; with more no database could compare it."""

_TEXTS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "tickets": (
        (Ticket.id, Ticket.subject, Ticket.category, Ticket.extra),
        (TicketTag.ticket, TicketTag.tag),
        (Message.ticket, Message.body),
        (Attachment.ticket, Attachment.name),
    ),
    "talks": (
        (
            *(Conversation.id, Conversation.answer, Conversation.headline, Conversation.one_option),
            *(Conversation.no_promise, Conversation.rehearsed, Conversation.picture),
            *(Conversation.tried, Conversation.reaction, Conversation.if_nothing),
            *(Conversation.protection, Conversation.tell, Conversation.summary),
            Conversation.acknowledged_by,
        ),
        (Person.conversation, Person.name, Person.role),
        (Fact.conversation, Fact.text),
        (Evidence.conversation, Evidence.text),
        (Warned.conversation, Warned.text),
        (Option.conversation, Option.text, Option.ready, Option.reason),
        (Statement.conversation, Statement.text, Statement.words),
        (NextStep.conversation, NextStep.text, NextStep.who, NextStep.authorises),
        (Jump.conversation, Jump.missing),
    ),
    "entries": ((Entry.id, Entry.title, Entry.description),),
    "sheets": (
        (Sheet.id, Sheet.paragraph, Sheet.subject, Sheet.to, Sheet.cc),
        (
            *(SheetLine.sheet, SheetLine.title, SheetLine.description, SheetLine.project),
            SheetLine.activity,
        ),
    ),
    "questions": ((Query.id, Query.who, Query.text, Query.answer),),
    "handovers": ((Handover.id, Handover.body),),
    "views": ((SavedView.id, SavedView.name, SavedView.words),),
    "macros": ((Macro.id, Macro.name, Macro.text_es, Macro.text_en, Macro.changes),),
    "clients": (
        (Client.id, Client.name, Client.notes),
        (Terms.client, Terms.to, Terms.cc),
        (Bought.client, Bought.note),
    ),
    "machines": ((Asset.id, Asset.name, Asset.serial, Asset.host, Asset.notes),),
    "contacts": ((Contact.id, Contact.notes), (Employment.contact, Employment.role)),
    "projects": ((Project.id, Project.name),),
    "activities": ((Activity.id, Activity.name),),
}
"""Where a text of others may name somebody: the number of what it is about, and the columns."""

Mentions = dict[str, tuple[int, ...]]
"""What names a person, by its kind and its numbers; kinds without any are left out."""


class Unknown(Exception):
    """Nobody is meant, or several may be: a sentence that says who there is."""


def contact(words: str, *, exactly: bool = False) -> int:
    """The person with this number, mail address or name, put away or not. Raises Unknown.

    A part of a name does where only one has it, unless it must be the whole, `exactly`.
    """
    words = words.strip()
    found = tuples(
        Contact.select(
            Contact.id, Contact.name, fn.COALESCE(fn.MIN(Client.name), ""), Contact.email
        )
        .join(Employment, JOIN.LEFT_OUTER)
        .join(Client, JOIN.LEFT_OUTER)
        .where(_meant(words))
        .group_by(Contact.id, Contact.name, Contact.email)
        .order_by(Contact.id)
    )
    whole = [row for row in found if _is_called(words, *row)]
    meant = whole if whole or exactly else found
    if len(meant) == 1:
        return int(meant[0][0])
    if not found:
        raise Unknown(_("There is no contact “{name}”.").format(name=words))
    offered = [" ".join(filter(None, map(str, row[:3]))) for row in whole or found]
    people = ", ".join([*offered[:_OFFERED], *(["…"] if len(offered) > _OFFERED else [])])
    raise Unknown(_("Say the number of the one you mean: {people}.").format(people=people))


def requested(person: int) -> tuple[int, ...]:
    """The tickets that they have requested."""
    found = Ticket.select(Ticket.id).where(Ticket.requester == person)
    return tuple(number for (number,) in tuples(found.order_by(Ticket.id)))


def calls(person: int) -> dict[int, datetime | None]:
    """The tickets of others about which they have called, with when, or only written.

    What was taken back has not been.
    """
    wrote = Message.select(Message.ticket).where(Message.contact == person, ~Message.withdrawn)
    called = TicketCaller.select(TicketCaller.ticket, TicketCaller.at).where(
        TicketCaller.contact == person, ~TicketCaller.withdrawn
    )
    found = dict.fromkeys((number for (number,) in tuples(wrote)), None) | dict(tuples(called))
    return {number: found[number] for number in sorted(found.keys() - set(requested(person)))}


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


def mentions(
    names: Sequence[str], apart_from: Mentions | None = None, kinds: Iterable[str] = _TEXTS
) -> Mentions:
    """Where these words stand, but for what is looked after otherwise.

    Reads every text of these kinds: seconds on a large desk.
    """
    found = {kind: set(_naming(names, _TEXTS[kind])) for kind in kinds}
    return _sorted(found, apart_from or {})


def history(names: Sequence[str], apart_from: Mentions | None = None) -> Mentions:
    """What has events in which these words stand, so that undo could bring them back."""
    texts = Prose.select(Prose.id, Prose.text).tuples().iterator()
    proses = [{"prose": id_} for id_, text in texts if named_in(text, names)]
    owners = {number.model: (kind, number) for kind in _TEXTS for number, *_columns in _TEXTS[kind]}
    found: dict[str, set[int]] = {kind: set() for kind in _TEXTS}
    for some in chunked(proses, _CHUNK):
        events = Event.select(Event.entity, Event.entity_id).where(
            Event.before.in_(some) | Event.after.in_(some)
        )
        for entity, entity_id in tuples(events.distinct()):
            if (table := table_of(entity)) in owners:
                kind, number = owners[table]
                things = tuples(table.select(number).where(table.id == entity_id))
                found[kind].update(thing for (thing,) in things)
    return _sorted(found, apart_from or {})


def letters_to(address: str) -> tuple[Letter, ...]:
    """The letters of hours in the desk's folder that go to this address, or went."""
    return tuple(_letters(lambda one: one.is_to(address))) if address else ()


def letters_naming(names: Sequence[str]) -> tuple[Letter, ...]:
    """The letters of hours in whose text one of these stands. Reads all of them."""
    return tuple(_letters(lambda one: named_in(one.text(), names)))


def _letters(wanted: Callable[[Letter], bool]) -> Iterator[Letter]:
    for one in letters.lying():
        with suppress(OSError):  # it has gone meanwhile
            if wanted(one):
                yield one


def named_in(text: str, names: Iterable[str]) -> bool:
    """Whether one of these stands in a text, as words of its own; case and accents are alike."""
    folded = fold(text)
    return any(
        name in folded and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)
        for name in map(fold, names)
    )


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a plain value, such as a document of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def _meant(words: str) -> Any:
    if _is_number(words):
        return Contact.id == int(words)
    by_mail = fn.LOWER(Contact.email) == words.lower()
    return by_mail | holding(Contact, words) if words else by_mail & (Contact.email != "")


def _is_called(words: str, _number: int, name: str, _client: str, email: str) -> bool:
    return words.lower() == email.lower() or fold(words) == fold(name) or _is_number(words)


def _is_number(words: str) -> bool:
    return words.isdecimal() and len(words) <= _DIGITS


def _naming(names: Sequence[str], places: Iterable[tuple[Any, ...]]) -> Iterator[int]:
    for number, *columns in places:
        found = number.model.select(number, *columns).where(number.is_null(False))
        for id_, *values in found.tuples().iterator():
            if named_in("\n".join(texts_in(values)), names):
                yield id_


def _sorted(found: dict[str, set[int]], apart_from: Mentions) -> Mentions:
    left = {kind: numbers.difference(apart_from.get(kind, ())) for kind, numbers in found.items()}
    return {kind: tuple(sorted(numbers)) for kind, numbers in left.items() if numbers}
