"""What changes in a conversation. Each is one action with its events, and undo takes it back.

What is changed is compared with what was seen; a `Conflict` says who was first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from peewee import fn

from helpdesk_tui.conversations.cases import Case
from helpdesk_tui.conversations.steps import MOST_STATEMENTS, passed_over
from helpdesk_tui.conversations.talk import (
    PARTS,
    Fact,
    Jump,
    NextStep,
    Option,
    Part,
    Person,
    Statement,
    Talk,
)
from helpdesk_tui.i18n import _
from helpdesk_tui.models import merges
from helpdesk_tui.models.changes import Done, Hand, Refused, Value, as_stored, change, table_of
from helpdesk_tui.models.conversations import Conversation, Known, Outcome, State
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Asset, Client, Employment
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.safe_text import line, uncut
from helpdesk_tui.storage.orm import database, tuples

_LONG = {
    *("no_promise", "rehearsed", "picture", "tried", "reaction", "if_nothing", "protection"),
    *("text", "words", "summary"),
}
"""Fields that may have several lines."""


def begin(
    by: int,
    client: int,
    case: Case,
    *,
    ticket: int | None = None,
    asset: int | None = None,
) -> Done:
    """Begins a conversation with the facts of its case. A ticket lends its machine and requester.

    The client's language and form of address are taken, or those of the ticket's requester.
    """
    with change(by) as hand:
        told: Any = Client.get_by_id(client)
        language, form = told.language, told.address_form
        requester = None
        if ticket is not None:
            row: Any = Ticket.get_by_id(ticket)
            asset, requester = asset or row.asset_id, row.requester
        if requester is not None:
            language = requester.language or language
            form = requester.address_form or form
        made = Conversation.create(
            client=client,
            ticket=ticket,
            asset=asset,
            technician=by,
            case=case.id,
            language=language,
            address_form=form,
            created_at=hand.at,
        )
        hand.created(Entity.CONVERSATION, made.id)
        if requester is not None:
            _add(hand, made.id, Person, {"contact": requester.id, **_known(requester, client)})
        machine = Asset.get_or_none(Asset.id == asset) if asset else None
        about = {"asset": machine.name if machine else "", "client": told.name}
        for fact in case.told(language, form, **about).facts:
            _add(hand, made.id, Fact, {"text": fact})
    return hand.done(made.id)


def write(by: int, talk: Talk, **fields: Any) -> Done:
    """Changes fields of the conversation from what was seen.

    Raises:
        Conflict: somebody has changed one of them since it was read.
        Refused: it is the private note of somebody else.
    """
    if "reaction" in fields:
        if not reads_note(by, talk):
            raise Refused(_("There is a private note of somebody else here."))
        fields["noted_by"] = by if fields["reaction"] else None
    with change(by) as hand:
        _swap(hand, Entity.CONVERSATION, talk, fields)
    return hand.done(talk.id)


def reads_note(by: int, talk: Talk) -> bool:
    """Whether the note on the client's reaction is for the eyes of this technician."""
    return talk.noted_by in (None, by)


def add(by: int, conversation: int, kind: type[Part], **values: Any) -> Done:
    """Adds a line, below the others of its kind. It is the first of the things.

    Raises:
        Refused: it says nothing, the person is there already, there are as many statements as
            anybody can take in, or the next steps are tickets already.
    """
    _say_something(kind, values)
    with change(by) as hand:
        if kind is Statement:
            _room_for_one_more(conversation)
        if kind is Person:
            _not_twice(conversation, values)
        if kind is NextStep and Conversation.get_by_id(conversation).state >= State.ENDED:
            raise Refused(_("This talk has ended: what is agreed now needs a ticket of its own."))
        made = _add(hand, conversation, kind, values)
    return hand.done(made, conversation)


def edit(by: int, part: Part, **values: Any) -> Done:
    """Changes a line from what was seen.

    Raises:
        Conflict: somebody has changed the same since it was read.
        Refused: it would say nothing.
    """
    _say_something(type(part), values)
    with change(by) as hand:
        _swap(hand, PARTS[type(part)][0], part, values)
    return hand.done(part.id)


def put_away(by: int, part: Part) -> Done:
    """Takes a line out of the conversation."""
    with change(by) as hand:
        hand.swap(PARTS[type(part)][0], part.id, {"retired": (False, True)})
    return hand.done(part.id)


def refuse(by: int, option: Option, reason: str) -> Done:
    """The client does not want this option; the reason is kept for the log of decisions."""
    return edit(by, option, outcome=Outcome.REFUSED, reason=reason)


def change_case(by: int, talk: Talk, case: Case) -> Done:
    """It is another case: facts that nobody has asked about give way to those of that case.

    A fact that has been asked about stays, and is not asked about a second time.
    """
    with change(by) as hand:
        _swap(hand, Entity.CONVERSATION, talk, {"case": case.id})
        for fact in talk.facts:
            if fact.known is Known.UNASKED:
                hand.swap(Entity.FACT, fact.id, {"retired": (False, True)})
        about = {"asset": talk.asset_name, "client": talk.client_name}
        stay = {fact.text for fact in talk.facts if fact.known is not Known.UNASKED}
        for text in case.told(talk.language, talk.address_form, **about).facts:
            if text not in stay:
                _add(hand, talk.id, Fact, {"text": text})
    return hand.done(talk.id)


def go(by: int, talk: Talk, step: int) -> Done:
    """Goes to a step. What is passed over makes it a jump, which is kept."""
    missing = " · ".join(gap.sentence for gap in passed_over(talk, step))
    with change(by) as hand:
        _swap(hand, Entity.CONVERSATION, talk, {"step": step})
        if missing:
            _add(hand, talk.id, Jump, {"left": talk.step, "taken": step, "missing": missing})
    return hand.done(talk.id)


def adjourn(by: int, talk: Talk, until: datetime | None) -> Done:
    """Breaks off, until an instant if one was agreed.

    Raises:
        Refused: it has ended.
    """
    if talk.state >= State.ENDED:
        raise Refused(_("This talk has ended already."))
    with change(by) as hand:
        _swap(hand, Entity.CONVERSATION, talk, {"state": State.ADJOURNED, "adjourned_until": until})
    return hand.done(talk.id)


def take_up(by: int, talk: Talk) -> Done:
    """Goes on after an adjournment; whoever does so leads from now on."""
    with change(by) as hand:
        fields = {"state": State.OPEN, "adjourned_until": None, "technician": by}
        _swap(hand, Entity.CONVERSATION, talk, fields)
    return hand.done(talk.id)


def keep_place(conversation: int, place: str) -> None:
    """Notes in which field the cursor is, so that it is found there again; leaves no event."""
    with database.atomic():
        Conversation.update(place=place).where(Conversation.id == conversation).execute()


def going_on(ticket: int) -> int | None:
    """The conversation about a ticket that has not ended yet."""
    found = (
        Conversation.select(Conversation.id)
        .where(
            Conversation.ticket.in_(merges.family(ticket)),
            Conversation.state < State.ENDED,
            ~Conversation.retired,
        )
        .order_by(Conversation.id.desc())
        .limit(1)
    )
    return next((id_ for (id_,) in tuples(found)), None)


def _add(hand: Hand, conversation: int, kind: type[Part], values: Mapping[str, Any]) -> int:
    entity = PARTS[kind][0]
    table: Any = table_of(entity)
    last = table.select(fn.MAX(table.position)).where(table.conversation == conversation).scalar()
    made = table.create(
        conversation=conversation,
        position=(last or 0) + 1,
        created_at=hand.at,
        **{name: _cleaned(name, value) for name, value in values.items()},
    )
    hand.created(entity, made.id)
    return int(made.id)


def _swap(hand: Hand, entity: int, seen: Talk | Part, values: Mapping[str, Any]) -> None:
    """What is as it was seen is nobody's change, and may have been changed by others."""
    changes: dict[str, tuple[Value, Value]] = {
        name: (as_stored(getattr(seen, name)), as_stored(_cleaned(name, value)))
        for name, value in values.items()
    }
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    hand.swap(entity, seen.id, changes)


def _cleaned(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return uncut(value).strip() if name in _LONG else line(value)


def _known(contact: Any, client: int) -> dict[str, str]:
    job = Employment.get_or_none(
        Employment.contact == contact.id, Employment.client == client, ~Employment.retired
    )
    return {"name": contact.name, "role": job.role if job else ""}


def _say_something(kind: type[Part], values: Mapping[str, Any]) -> None:
    """A next step may have any gap until the end, which says so; other lines are their text."""
    texts = [values[name] for name in ("name", "text") if name in values]
    if kind is not NextStep and not all(line(text) for text in texts):
        raise Refused(_("There is nothing written yet."))


def _not_twice(conversation: int, values: Mapping[str, Any]) -> None:
    table: Any = table_of(Entity.PERSON)
    contact = values.get("contact")
    there = (table.conversation == conversation) & (table.contact == contact) & ~table.retired
    if contact is not None and table.select().where(there).exists():
        raise Refused(_("{name} is in the list already.").format(name=line(values["name"])))


def _room_for_one_more(conversation: int) -> None:
    table: Any = table_of(Entity.STATEMENT)
    standing = table.select().where(table.conversation == conversation, ~table.retired)
    if standing.count() >= MOST_STATEMENTS:
        words = _("{most} statements are as many as anybody can take in: put one away first.")
        raise Refused(words.format(most=MOST_STATEMENTS))
