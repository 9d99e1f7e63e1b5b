"""Requests with approval: somebody at the client is asked, and what they said is noted.

The ticket waits for the client until everybody who was asked has answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.models import merges
from helpdesk_tui.models.approvals import Answer, Approval, How, written
from helpdesk_tui.models.changes import Conflict, Done, Hand, Refused, Value, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Contact, Technician
from helpdesk_tui.models.tickets import Message, MessageKind, Status, Wait
from helpdesk_tui.safe_text import uncut
from helpdesk_tui.storage.orm import peewee, tuples
from helpdesk_tui.tickets import actions, merging
from helpdesk_tui.tickets.queue import rows_by_id


@dataclass(frozen=True, slots=True)
class Asked:
    """An approval: what was asked of whom, and what came of it."""

    id: int
    ticket: int
    contact_id: int
    contact: str
    what: str
    asked_at: datetime
    answer: Answer
    said_by: str
    how: How | None
    reason: str
    noted_by: str
    answered_at: datetime | None


def of(ticket: int) -> tuple[Asked, ...]:
    """The approvals of a ticket and of those that were merged into it, in order."""
    said_by, why = Contact.alias(), Message.alias()
    left = peewee.JOIN.LEFT_OUTER
    found = (
        Approval.select(
            *(Approval.id, Approval.ticket, Approval.contact, Contact.name, Message.body),
            *(Approval.asked_at, Approval.answer, said_by.name, Approval.how),
            *(why.body, Technician.name, Approval.answered_at),
        )
        .join(Contact, on=Approval.contact == Contact.id)
        .join_from(Approval, Message, on=Approval.asked == Message.id)
        .join_from(Approval, said_by, left, on=Approval.said_by == said_by.id)
        .join_from(Approval, why, left, on=Approval.reason == why.id)
        .join_from(Approval, Technician, left, on=Approval.noted_by == Technician.id)
        .where(Approval.ticket.in_(merges.family(ticket)), ~Approval.retired)
        .order_by(Approval.id)
    )
    return tuple(_asked(*row) for row in tuples(found))


def ask(by: int, ticket: int, contact: int, what: str) -> Done:
    """Asks a contact to approve something; the ticket waits for the client.

    What is asked is a reply in the thread. Raises Refused when nothing is asked.
    """
    text = uncut(what).strip()
    if not text:
        raise Refused(_("What is to be approved?"))
    with change(by) as hand:
        ticket = merging.held(ticket)
        row = rows_by_id([ticket])[ticket]
        if row.status >= Status.RESOLVED:
            raise Refused(_("{number} is done already. Reopen it first.").format(number=ticket))
        made = Approval.create(
            ticket=ticket,
            contact=contact,
            asked=hand.say(ticket, MessageKind.REPLY, text),
            asked_at=hand.at,
        )
        hand.created(Entity.APPROVAL, made.id)
        hand.note(Entity.TICKET, ticket, "approval", None, written(Answer.ASKED, contact))
        actions.let_wait(hand, row, Wait.CLIENT)
    return hand.done(ticket)


def note_answer(
    by: int, asked: Asked, answer: Answer, *, said_by: int, how: How, reason: str
) -> Done:
    """Notes what a contact has said to it. Once all are answered the ticket waits no longer.

    Raises Refused without a reason for a rejection, or when somebody else has noted it first.
    """
    text = uncut(reason).strip()
    if answer == Answer.REJECTED and not text:
        raise Refused(_("Why was it rejected? Their reason is asked for later."))
    with change(by) as hand:
        ticket = merging.held(asked.ticket)
        said = hand.say(ticket, MessageKind.REQUEST, text, contact=said_by) if text else None
        changes: dict[str, tuple[Value, Value]] = {
            "retired": (False, False),
            "answer": (Answer.ASKED, answer),
            "said_by": (None, said_by),
            "how": (None, how),
            "reason": (None, said),
            "noted_by": (None, by),
            "answered_at": (None, clock.to_micros(hand.at)),
        }
        _swap(hand, asked, changes)
        hand.note(Entity.TICKET, ticket, "approval", None, written(answer, said_by))
        _go_on(hand, ticket)
    return hand.done(ticket)


def withdraw(by: int, asked: Asked) -> Done:
    """Asks no longer, whenever and by whomever it was asked. What was asked stays in the thread.

    Raises Refused when somebody has noted an answer.
    """
    with change(by) as hand:
        ticket = merging.held(asked.ticket)
        unanswered = (Answer.ASKED, Answer.ASKED)
        _swap(hand, asked, {"answer": unanswered, "retired": (False, True)})
        hand.note(Entity.TICKET, ticket, "approval", written(Answer.ASKED, asked.contact_id), None)
        _go_on(hand, ticket)
    return hand.done(ticket)


def _swap(hand: Hand, asked: Asked, changes: Mapping[str, tuple[Value, Value]]) -> None:
    try:
        hand.swap(Entity.APPROVAL, asked.id, changes)
    except Conflict as conflict:
        words = _("{who} has noted an answer meanwhile. Look at it first.")
        if conflict.field == "retired":
            words = _("{who} asks it no longer. Nothing has been noted.")
        raise Refused(words.format(who=conflict.who or _("Somebody"))) from conflict


def _go_on(hand: Hand, ticket: int) -> None:
    """Ends the wait for the client when nobody is asked any more."""
    row = rows_by_id([ticket])[ticket]
    waits = row.status == Status.WAITING and row.wait_reason == Wait.CLIENT
    if waits and not any(one.answer == Answer.ASKED for one in of(ticket)):
        actions.move(hand, row, Status.OPEN)


def _asked(*row: Any) -> Asked:
    id_, ticket, contact_id, contact, what, asked_at, answer, who, how, said, by, at = row
    return Asked(
        id=id_,
        ticket=ticket,
        contact_id=contact_id,
        contact=contact,
        what=what,
        asked_at=asked_at,
        answer=Answer(answer),
        said_by=who or "",
        how=How(how) if how else None,
        reason=said or "",
        noted_by=by or "",
        answered_at=at,
    )
