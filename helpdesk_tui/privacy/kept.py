"""All that is kept about a person, as a document of plain values.

Left out: notes of technicians on tickets, how somebody took bad news, talks that the person was to
hear nothing of, and what other people wrote. What is left out of their own tickets, and such talks,
are counted, so that whoever hands the document over can look at it and decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any

from peewee import JOIN

from helpdesk_tui.exports.records import of_numbers
from helpdesk_tui.models.approvals import Answer, Approval
from helpdesk_tui.models.conversations import Conversation, Person, State, Told, Wants
from helpdesk_tui.models.people import Client, Contact, Employment
from helpdesk_tui.models.tickets import Attachment, Message, MessageKind, Ticket
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
    requested, called = finding.requested(person), finding.calls(person)
    named = finding.mentions(
        finding.identifiers(contact),
        apart_from={"tickets": (*requested, *called)},
        kinds=("tickets", "entries"),
    )
    lines = _lines_of(person)
    is_note = Message.kind == MessageKind.NOTE
    secret = {line.conversation_id for line in lines if line.must_not_hear}
    return {
        "contact": {name: _plain(getattr(contact, name), zone) for name in _CARD},
        "employments": list(_employments(person)),
        "tickets": list(_requested(person, requested, zone)),
        "calls": list(_calls(person, called, zone)),
        "approvals": list(_approvals(person, zone)),
        "talks": [_talk(line, zone) for line in lines if line.conversation_id not in secret],
        "letters": list(_letters(contact.email)),
        "time_entries": list(_work(named.get("entries", ()), zone)),
        "named_in_tickets": list(named.get("tickets", ())),
        "left_out": {
            "internal_notes": _left_out(person, is_note),
            "messages_of_others": _left_out(person, ~is_note & (Message.contact != person)),
            "talks_to_hear_nothing_of": len(secret),
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


def _requested(person: int, numbers: Sequence[int], zone: tzinfo | None) -> Iterator[Document]:
    for record in of_numbers(numbers, zone):
        known = record._asdict()
        yield {name: known[name] for name in _OF_TICKET} | {
            "imported": _imported(record.number),
            "messages": _said(person, record.number, zone, ours=True),
            "attachments": _files(person, record.number),
        }


def _files(person: int, ticket: int) -> list[str]:
    """The names of the files of those messages that the person may see."""
    found = Attachment.select(Attachment.name).join(Message, JOIN.LEFT_OUTER)
    may_see = Attachment.message.is_null() | _for(person, ours=True)
    found = found.where(Attachment.ticket == ticket, may_see).order_by(Attachment.id)
    return [name for (name,) in tuples(found)]


def _imported(ticket: int) -> Document:
    ((source, external, extra),) = tuples(
        Ticket.select(Ticket.source, Ticket.external, Ticket.extra).where(Ticket.id == ticket)
    )
    return {"source": source, "external": external, "columns": extra}


def _calls(
    person: int, called: dict[int, datetime | None], zone: tzinfo | None
) -> Iterator[Document]:
    """The tickets of others about which the person has called or written."""
    found = Ticket.select(Ticket.id, Ticket.subject).where(Ticket.id.in_(list(called)))
    for number, subject in tuples(found.order_by(Ticket.id)):
        yield {
            "number": number,
            "subject": subject,
            "called": _plain(called[number], zone),
            "messages": _said(person, number, zone, ours=False),
        }


def _approvals(person: int, zone: tzinfo | None) -> Iterator[Document]:
    """What they were asked to approve or have answered, wherever it was."""
    theirs = (Approval.contact == person) | (Approval.said_by == person)
    found = (
        Approval.select(
            Approval.ticket, Approval.asked_at, Message.body, Approval.answer, Approval.answered_at
        )
        .join(Message, on=Approval.asked == Message.id)
        .where(theirs, ~Approval.retired)
        .order_by(Approval.id)
    )
    for ticket, asked, what, answer, answered in tuples(found):
        yield {
            "ticket": ticket,
            "asked": _plain(asked, zone),
            "what": what,
            "answer": Answer(answer).name.lower(),
            "answered": _plain(answered, zone),
        }


def _for(person: int, *, ours: bool) -> Any:
    """The test for messages of theirs, and `ours` to them: never notes, never those of others."""
    theirs = Message.contact == person
    return (Message.kind != MessageKind.NOTE) & (
        theirs | Message.contact.is_null() if ours else theirs
    )


def _said(person: int, ticket: int, zone: tzinfo | None, *, ours: bool) -> list[dict[str, Any]]:
    """The messages that the person may see, those that were taken back included."""
    found = Message.select(
        Message.at, Message.kind, Message.contact, Message.body, Message.withdrawn
    ).where(Message.ticket == ticket, _for(person, ours=ours))
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


def _lines_of(person: int) -> list[Any]:
    """Where they stand in talks, but not by mistake."""
    found = (
        Person.select(Person, Conversation, Client)
        .join(Conversation)
        .join(Client)
        .where(Person.contact == person, ~Person.retired, ~Conversation.retired)
        .order_by(Person.id)
    )
    return list(found)


def _talk(line: Any, zone: tzinfo | None) -> Document:
    """The summary once the client has it; before that the talk is being prepared."""
    talk = line.conversation
    return {
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


def _letters(address: str) -> Iterator[Document]:
    """Letters of hours that are addressed to them and lie in the desk's folder."""
    names: dict[int, str] = dict(tuples(Client.select(Client.id, Client.name)))
    for one in finding.letters_to(address):
        yield {
            "client": names[one.of.client],
            "first": one.of.first.isoformat(),
            "last": one.of.last.isoformat(),
            "correction": one.of.revision - 1 or None,
            "file": str(one.path),
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


def _left_out(person: int, kept_back: Any) -> int:
    """How many such messages their own tickets have."""
    theirs = Message.select().join(Ticket).where(Ticket.requester == person)
    return int(theirs.where(kept_back).count())


def _plain(value: Any, zone: tzinfo | None) -> Any:
    if hasattr(value, "astimezone"):
        return value.astimezone(zone).isoformat(timespec="seconds")
    return value
