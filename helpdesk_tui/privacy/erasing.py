"""Erases a person: who they are goes, what was done for them and when stays.

The rows stay where they are, so tickets keep their numbers, times and requester; that requester is
nobody any more. The fact is an event, its content is not. It cannot be taken back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peewee import chunked

from helpdesk_tui.collation import fold, sort_key
from helpdesk_tui.i18n import _
from helpdesk_tui.models import search
from helpdesk_tui.models.billing import Sheet, Terms
from helpdesk_tui.models.changes import Hand, Refused, change
from helpdesk_tui.models.conversations import Conversation, NextStep, Person
from helpdesk_tui.models.drafts import BASIS, Draft
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.people import Client, Contact, Employment
from helpdesk_tui.models.tickets import Attachment, Message, Ticket
from helpdesk_tui.privacy import finding
from helpdesk_tui.storage.dialect import carried_out
from helpdesk_tui.storage.faults import StorageProblem, explained
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.timesheets import letters, recipients
from helpdesk_tui.timesheets.letters import Letter

_CHUNK = 500
_NO_CARD = {
    **dict.fromkeys(("email", "phone", "notes", "language", "address_form", "source"), ""),
    "external": None,
    "retired": True,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What erasing a contact comes to: numbers of rows."""

    contact: int
    name: str
    names: tuple[str, ...]
    """What texts name them by."""
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
    address: str
    letters: tuple[Letter, ...]
    """Letters of hours in the folder that are addressed to them."""
    open: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left on the disk of what the database has given up."""

    is_swept: bool
    """Whether it is gone from there, too."""
    files: tuple[Path, ...]
    """Attachments and letters that stay: they could not be removed, or another desk may have the
    attachment as well.
    """


def plan(person: int, *, with_messages: bool = False) -> Plan:
    """What would go, and what is in the way. Changes nothing."""
    contact = Contact.get_by_id(person)
    names = finding.identifiers(contact)
    requested = finding.requested(person)
    messages = _messages(person, requested) if with_messages else ()
    return Plan(
        contact=person,
        name=contact.name,
        names=names,
        with_messages=with_messages,
        employments=Employment.select().where(Employment.contact == person).count(),
        tickets=requested,
        calls=tuple(finding.calls(person)),
        talks=_numbers(Person.select(Person.conversation).where(Person.contact == person)),
        drafts=_drafts(person, names, requested if with_messages else ()),
        messages=messages,
        files=_files(messages),
        address=contact.email,
        letters=finding.letters_to(contact.email),
        open=tuple(finding.open_tickets(person)),
    )


def erase(by: int, planned: Plan, *, anyway: bool = False) -> Erased:
    """Carries the plan out in one transaction, then clears what the database has freed.

    What fails once that is committed is told in the answer: the person is erased all the same.

    Raises:
        Refused: there is an open ticket and it was not said to go on `anyway`, or what there is to
            erase has changed since it was planned.
    """
    if planned.open and not anyway:
        raise Refused(_("There are open tickets for this contact."))
    carried_out(lambda: _erase(by, planned))
    files = tuple(_left_of(planned))
    return Erased(_is_swept(), files)


def nobody(person: int) -> str:
    """What an erased contact is called."""
    return _("Erased person {number}").format(number=person)


def _erase(by: int, planned: Plan) -> None:
    with change(by) as hand:
        _hold(planned)
        if plan(planned.contact, with_messages=planned.with_messages) != planned:
            raise Refused(_("Something has changed meanwhile. Look at it again."))
        _take_off_sheets(Contact.get_by_id(planned.contact).email)
        _erase_card(planned.contact)
        _erase_talks(planned.contact, planned.name)
        for some in chunked(planned.drafts, _CHUNK):
            Draft.delete().where(Draft.id.in_(some)).execute()
        _take_out_of_imports(planned)
        if planned.with_messages:
            _erase_messages(hand, planned)
        search.index_tickets(sorted({*planned.tickets, *planned.calls}))
        what = "messages" if planned.with_messages else "card"
        hand.note(Entity.CONTACT, planned.contact, "erased", None, what)


def _hold(planned: Plan) -> None:
    """Waits for whoever writes something about them just now, and keeps all others from it."""
    for table, column, numbers in (
        (Contact, Contact.id, (planned.contact,)),
        (Ticket, Ticket.id, sorted({*planned.tickets, *planned.calls})),
        (Employment, Employment.contact, (planned.contact,)),
        (Conversation, Conversation.id, planned.talks),
        (Person, Person.contact, (planned.contact,)),
        (NextStep, NextStep.conversation, planned.talks),
    ):
        for some in chunked(numbers, _CHUNK):
            rows = table.select(table.id).where(column.in_(some)).order_by(table.id)
            tuples(database.held(rows, alone=True))


def _left_of(planned: Plan) -> Iterator[Path]:
    """Removes the files, and says which of them stay."""
    for letter in planned.letters:
        try:
            _remove_letter(letter, planned.address)
        except (StorageProblem, OSError):
            yield letter.path
    with suppress(OSError):
        letters.clear_unfinished()
    for digest in planned.files:
        file = database.attachments() / digest
        try:
            stays = file.exists() and not _is_removed(file, planned)
        except (StorageProblem, OSError):
            stays = True
        if stays:
            yield file


def _remove_letter(letter: Letter, address: str) -> None:
    """Unless another one, which does not go to them, has been put in its place by now."""
    with explained(), database.atomic():
        tuples(database.held(Client.select(Client.id).where(Client.id == letter.of.client)))
        if letter.path.exists() and letter.is_to(address):
            letters.remove(letter)


def _is_removed(file: Path, planned: Plan) -> bool:
    """False where another desk may have the file; one that was attached anew since is no more
    theirs. Whoever attaches it just now waits, and then finds it gone.
    """
    if database.neighbours():
        return False
    with explained(), database.atomic():
        database.take_numbers("attachment")
        having = tuples(Attachment.select(Attachment.message).where(Attachment.sha256 == file.name))
        if {message for (message,) in having} <= set(planned.messages):
            file.unlink(missing_ok=True)
    return True


def _is_swept() -> bool:
    try:
        with explained():
            search.sweep()
            return bool(database.sweep())
    except (StorageProblem, OSError):
        return False


def _erase_card(person: int) -> None:
    name = nobody(person)
    jobs = _numbers(Employment.select(Employment.id).where(Employment.contact == person))
    _erase_prose(Entity.CONTACT, [person])
    _erase_prose(Entity.EMPLOYMENT, jobs)
    Contact.update({**_NO_CARD, "name": name, "sort_key": sort_key(name)}).where(
        Contact.id == person
    ).execute()
    Employment.update(role="").where(Employment.contact == person).execute()


def _take_off_sheets(address: str) -> None:
    """No sheet goes to them any more, and none says that it went to them."""
    for table, entity in ((Terms, Entity.TERMS), (Sheet, Entity.SHEET)) if address else ():
        theirs = table.to.contains(address) | table.cc.contains(address)
        found = table.select(table.id, table.to, table.cc).where(theirs)
        for id_, to, cc in tuples(database.held(found)):
            left = {"to": recipients.without(to, address), "cc": recipients.without(cc, address)}
            table.update(left).where(table.id == id_).execute()
            _erase_prose(entity, [id_], ("to", "cc"))


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
    card, numbers = f"{Entity.CONTACT}:{person}", set(map(str, tickets))
    return tuple(
        id_
        for id_, target, fields in tuples(
            Draft.select(Draft.id, Draft.target, Draft.fields).order_by(Draft.id)
        )
        if target == card
        or (target.startswith("ticket:") and not numbers.isdisjoint(target[7:].split(",")))
        or finding.named_in(_said_in(fields), names)
    )


def _said_in(fields: dict[str, str]) -> str:
    """All that a draft says, what it was begun on included: that is JSON, with its escapes."""
    seen = json.loads(fields.get(BASIS) or "null")
    return "\n".join(finding.texts_in([fields, seen]))


def _numbers(query: Any) -> tuple[int, ...]:
    return tuple(sorted({number for (number,) in tuples(query)}))
