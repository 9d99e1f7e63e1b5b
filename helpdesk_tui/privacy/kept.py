"""All that is kept about a person, as a document of plain values.

Left out: notes of technicians on tickets, how somebody took bad news, talks that the person was to
hear nothing of, and what others wrote about tickets that the person only called about. What is left
out of that is counted, so that whoever hands the document over can look at it and decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from peewee import JOIN

from helpdesk_tui.exports.records import of_numbers
from helpdesk_tui.models.conversations import Conversation, Person, State, Told, Wants
from helpdesk_tui.models.people import Client, Contact, Employment
from helpdesk_tui.models.tickets import Attachment, Message, MessageKind, Ticket, TicketCaller
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.privacy import finding
from helpdesk_tui.storage.orm import tuples

Document = dict[str, Any]

_CARD = (
    *("id", "name", "email", "phone", "language", "address_form", "notes", "source", "external"),
    *("retired", "created_at"),
)
_OF_TICKET = (
    *("number", "kind", "status", "subject", "client", "category", "tags", "machine"),
    *("created", "resolved", "closed"),
)
"""Of what a file says of a ticket: nothing about who of us worked on it, and how."""


def everything(person: int, zone: tzinfo | None = None) -> Document:
    """What the desk keeps about a contact; instants are ISO 8601 in `zone`, else the system's."""
    contact = Contact.get_by_id(person)
    requested = [n for (n,) in tuples(Ticket.select(Ticket.id).where(Ticket.requester == person))]
    called = _calls(person, zone)
    named = finding.mentions(
        finding.identifiers(contact), apart_from=[*requested, *(call["number"] for call in called)]
    )
    return {
        "contact": {name: _plain(getattr(contact, name), zone) for name in _CARD},
        "employments": list(_employments(person)),
        "tickets": list(_requested(person, requested, zone)),
        "calls": called,
        "talks": list(_talks(person, zone)),
        "time_entries": list(_work(named.entries, zone)),
        "named_in_tickets": list(named.tickets),
        "left_out": {
            "internal_notes": _notes(person),
            "talks_to_hear_nothing_of": len(_lines_of(person, secret=True)),
        },
    }


def _employments(person: int) -> Iterator[Document]:
    columns = (Client.name, Employment.role, Employment.since, Employment.until, Employment.retired)
    found = Employment.select(*columns).join(Client).where(Employment.contact == person)
    for client, role, since, until, retired in tuples(found.order_by(Employment.id)):
        yield {
            "client": client,
            "role": role,
            "since": since and since.isoformat(),
            "until": until and until.isoformat(),
            "retired": retired,
        }


def _requested(person: int, numbers: list[int], zone: tzinfo | None) -> Iterator[Document]:
    for record in of_numbers(sorted(numbers), zone):
        known = record._asdict()
        yield {name: known[name] for name in _OF_TICKET} | {
            "imported": _imported(record.number),
            "messages": _said(person, record.number, zone, only_theirs=False),
            "attachments": [
                name
                for (name,) in tuples(
                    Attachment.select(Attachment.name).where(Attachment.ticket == record.number)
                )
            ],
        }


def _imported(ticket: int) -> Document:
    ((source, external, extra),) = tuples(
        Ticket.select(Ticket.source, Ticket.external, Ticket.extra).where(Ticket.id == ticket)
    )
    return {"source": source, "external": external, "columns": extra}


def _calls(person: int, zone: tzinfo | None) -> list[Document]:
    """The tickets of others about which the person has called or written."""
    calls = dict(
        tuples(
            TicketCaller.select(TicketCaller.ticket, TicketCaller.at).where(
                TicketCaller.contact == person
            )
        )
    )
    wrote = Message.select(Message.ticket).where(Message.contact == person).distinct()
    others = Ticket.select(Ticket.id, Ticket.subject).where(
        Ticket.requester.is_null() | (Ticket.requester != person),
        Ticket.id.in_(list(calls)) | Ticket.id.in_(wrote),
    )
    return [
        {
            "number": number,
            "subject": subject,
            "called": _plain(calls.get(number), zone),
            "messages": _said(person, number, zone, only_theirs=True),
        }
        for number, subject in tuples(others.order_by(Ticket.id))
    ]


def _said(
    person: int, ticket: int, zone: tzinfo | None, *, only_theirs: bool
) -> list[dict[str, Any]]:
    """The messages that the person may see, those that were taken back included."""
    found = Message.select(
        Message.at, Message.kind, Message.contact, Message.body, Message.withdrawn
    ).where(Message.ticket == ticket, Message.kind != MessageKind.NOTE)
    if only_theirs:
        found = found.where(Message.contact == person)
    return [
        {
            "at": _plain(at, zone),
            "kind": MessageKind(kind).name.lower(),
            "theirs": contact == person,
            "body": body,
            "taken_back": withdrawn,
        }
        for at, kind, contact, body, withdrawn in tuples(found.order_by(Message.at, Message.id))
    ]


def _lines_of(person: int, *, secret: bool) -> list[Any]:
    found = (
        Person.select(Person, Conversation, Client)
        .join(Conversation)
        .join(Client)
        .where(Person.contact == person, Person.must_not_hear == secret)
        .order_by(Person.id)
    )
    return list(found)


def _talks(person: int, zone: tzinfo | None) -> Iterator[Document]:
    """The summary once the client has it; before that the talk is being prepared."""
    for line in _lines_of(person, secret=False):
        talk = line.conversation
        yield {
            "number": talk.id,
            "client": talk.client.name,
            "case": talk.case,
            "held": _plain(talk.began_at, zone),
            "name": line.name,
            "role": line.role,
            "decides": line.decides,
            "wants": Wants(line.wants).name.lower(),
            "told": Told(line.how).name.lower(),
            "summary": talk.summary if talk.state == State.GIVEN else None,
        }


def _work(numbers: tuple[int, ...], zone: tzinfo | None) -> Iterator[Document]:
    """Time that was recorded under the person's name: what was noted, not by whom."""
    found = (
        Entry.select(Entry.begin, Entry.title, Entry.description, Client.name)
        .join(Client, JOIN.LEFT_OUTER)
        .where(Entry.id.in_(numbers))
        .order_by(Entry.begin)
    )
    for begin, title, description, client in tuples(found):
        yield {
            "begin": _plain(begin, zone),
            "title": title,
            "description": description,
            "client": client,
        }


def _notes(person: int) -> int:
    theirs = Message.select().join(Ticket).where(Ticket.requester == person)
    return int(theirs.where(Message.kind == MessageKind.NOTE).count())


def _plain(value: Any, zone: tzinfo | None) -> Any:
    if hasattr(value, "astimezone"):
        return value.astimezone(zone).isoformat(timespec="seconds")
    return value
