"""Erases a person: who they are goes, what was done for them and when stays.

The rows stay where they are, so tickets keep their numbers, times and requester; that requester is
nobody any more. The fact is an event, its content is not. It cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import chunked

from helpdesk_tui.collation import fold, sort_key
from helpdesk_tui.i18n import _
from helpdesk_tui.models import search
from helpdesk_tui.models.changes import Hand, Refused, change
from helpdesk_tui.models.conversations import Conversation, NextStep, Person
from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.people import Contact, Employment
from helpdesk_tui.models.tickets import Attachment, Message, Ticket, TicketCaller
from helpdesk_tui.privacy import finding
from helpdesk_tui.privacy.finding import Mentions
from helpdesk_tui.storage.orm import database, tuples

_CHUNK = 500
_NO_CARD = {
    **dict.fromkeys(("email", "phone", "notes", "language", "address_form", "source"), ""),
    "external": None,
    "retired": True,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What erasing a contact comes to: numbers of rows, and what it leaves to a person."""

    contact: int
    name: str
    with_messages: bool
    employments: int
    tickets: tuple[int, ...]
    """Those that they have requested."""
    calls: tuple[int, ...]
    """Those of others about which they have called or written."""
    talks: tuple[int, ...]
    drafts: tuple[int, ...]
    """By the ids of their rows."""
    messages: tuple[int, ...]
    """Whose bodies go; none unless `with_messages`."""
    files: tuple[str, ...]
    """Attachments whose bytes nobody else has, by their hashes."""
    open: tuple[int, ...]
    named: Mentions
    """What still names them afterwards."""


def plan(person: int, *, with_messages: bool = False) -> Plan:
    """What would go, and what is in the way. Changes nothing."""
    contact = Contact.get_by_id(person)
    names = finding.identifiers(contact)
    requested = _numbers(Ticket.select(Ticket.id).where(Ticket.requester == person))
    messages = _messages(person, requested) if with_messages else ()
    calls = _calls(person, requested)
    return Plan(
        contact=person,
        name=contact.name,
        with_messages=with_messages,
        employments=Employment.select().where(Employment.contact == person).count(),
        tickets=requested,
        calls=calls,
        talks=_numbers(Person.select(Person.conversation).where(Person.contact == person)),
        drafts=_drafts(person, names, requested if with_messages else ()),
        messages=messages,
        files=_files(messages),
        open=tuple(finding.open_tickets(person)),
        named=finding.mentions(names, apart_from=requested if with_messages else ()),
    )


def erase(by: int, planned: Plan, *, anyway: bool = False) -> bool:
    """Carries the plan out in one transaction, then clears what the database has freed.

    False when others held the database just then, so that old pages wait to be cleared with it.

    Raises:
        Refused: there is an open ticket and it was not said to go on `anyway`, or what there is to
            erase has changed since it was planned.
    """
    if planned.open and not anyway:
        raise Refused(_("There are open tickets for this contact."))
    with change(by) as hand:
        if plan(planned.contact, with_messages=planned.with_messages) != planned:
            raise Refused(_("Something has changed meanwhile. Look at it again."))
        _erase_card(planned.contact)
        _erase_talks(planned.contact, planned.name)
        Draft.delete().where(Draft.id.in_(planned.drafts)).execute()
        _take_out_of_imports(planned)
        if planned.with_messages:
            _erase_messages(hand, planned)
        search.index_tickets(sorted({*planned.tickets, *planned.calls}))
        what = "messages" if planned.with_messages else "card"
        hand.note(Entity.CONTACT, planned.contact, "erased", None, what)
    for digest in planned.files:
        (database.attachments() / digest).unlink(missing_ok=True)
    search.sweep()
    return bool(database.sweep())


def nobody(person: int) -> str:
    """What an erased contact is called."""
    return _("Erased person {number}").format(number=person)


def _erase_card(person: int) -> None:
    name = nobody(person)
    jobs = _numbers(Employment.select(Employment.id).where(Employment.contact == person))
    _erase_prose(Entity.CONTACT, [person])
    _erase_prose(Entity.EMPLOYMENT, jobs)
    Contact.update({**_NO_CARD, "name": name, "sort_key": sort_key(name)}).where(
        Contact.id == person
    ).execute()
    Employment.update(role="").where(Employment.contact == person).execute()


def _erase_talks(person: int, name: str) -> None:
    """Their lines, and wherever a talk they were part of has their name as somebody's."""
    lines = _numbers(Person.select(Person.id).where(Person.contact == person))
    talks = _numbers(Person.select(Person.conversation).where(Person.contact == person))
    _erase_prose(Entity.PERSON, lines)
    Person.update(name=nobody(person), role="").where(Person.id.in_(lines)).execute()
    steps = list(NextStep.select().where(NextStep.conversation.in_(talks)))
    for table, entity, rows, fields in (
        (NextStep, Entity.NEXT_STEP, steps, ("who", "authorises")),
        (
            Conversation,
            Entity.CONVERSATION,
            list(Conversation.select().where(Conversation.id.in_(talks))),
            ("acknowledged_by",),
        ),
    ):
        for row in rows:
            for field in fields:
                if fold(getattr(row, field)) == fold(name):
                    table.update({field: nobody(person)}).where(table.id == row.id).execute()
                    _erase_prose(entity, [row.id], [field])


def _take_out_of_imports(planned: Plan) -> None:
    """Columns of an import that nobody has a use for may hold anything about who asked."""
    for some in chunked(planned.tickets, _CHUNK):
        Ticket.update(extra=None).where(Ticket.id.in_(some)).execute()


def _erase_messages(hand: Hand, planned: Plan) -> None:
    gone = _("(erased)")
    for some in chunked(planned.messages, _CHUNK):
        Message.update(body=gone).where(Message.id.in_(some)).execute()
        Attachment.update(name=gone).where(Attachment.message.in_(some)).execute()
    for some in chunked(planned.tickets, _CHUNK):
        Ticket.update(subject=gone).where(Ticket.id.in_(some)).execute()
        _erase_prose(Entity.TICKET, some)
        for number in some:
            hand.note(Entity.TICKET, number, "erased", None, "messages")


def _erase_prose(entity: int, ids: Iterable[int], fields: Iterable[str] = ()) -> None:
    for some in chunked(ids, _CHUNK):
        of_these = (Event.entity == entity) & Event.entity_id.in_(some)
        if fields:
            of_these &= Event.field.in_(list(fields))
        pairs = tuples(Event.select(Event.before, Event.after).where(of_these))
        texts = [value["prose"] for pair in pairs for value in pair if isinstance(value, dict)]
        for part in chunked(texts, _CHUNK):
            Prose.delete().where(Prose.id.in_(part)).execute()


def _calls(person: int, requested: tuple[int, ...]) -> tuple[int, ...]:
    called = TicketCaller.select(TicketCaller.ticket).where(TicketCaller.contact == person)
    wrote = Message.select(Message.ticket).where(Message.contact == person)
    return tuple(sorted({*_numbers(called), *_numbers(wrote)} - set(requested)))


def _messages(person: int, requested: tuple[int, ...]) -> tuple[int, ...]:
    """All of the tickets that they have requested, and what they wrote elsewhere."""
    found = set(_numbers(Message.select(Message.id).where(Message.contact == person)))
    for some in chunked(requested, _CHUNK):
        found |= set(_numbers(Message.select(Message.id).where(Message.ticket.in_(some))))
    return tuple(sorted(found))


def _files(messages: tuple[int, ...]) -> tuple[str, ...]:
    if not messages:
        return ()
    rows = tuples(Attachment.select(Attachment.sha256, Attachment.message))
    theirs = set(messages)
    others = {digest for digest, message in rows if message not in theirs}
    return tuple(sorted({digest for digest, message in rows if message in theirs} - others))


def _drafts(person: int, names: Sequence[str], tickets: Iterable[int]) -> tuple[int, ...]:
    """What is being typed on their card, on these tickets, or with their name in it."""
    targets = {f"{Entity.CONTACT}:{person}", *(f"ticket:{number}" for number in tickets)}
    return tuple(
        id_
        for id_, target, fields in tuples(Draft.select(Draft.id, Draft.target, Draft.fields))
        if target in targets or finding.named_in("\n".join(fields.values()), names)
    )


def _numbers(query: Any) -> tuple[int, ...]:
    return tuple(sorted({number for (number,) in tuples(query)}))
