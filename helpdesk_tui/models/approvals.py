"""What somebody at a client is asked to approve, and what they said. The texts are messages."""

from __future__ import annotations

from enum import IntEnum

from peewee import BooleanField, ForeignKeyField, SmallIntegerField

from helpdesk_tui.models.people import Contact, Technician
from helpdesk_tui.models.tickets import Message, Ticket
from helpdesk_tui.storage.orm import InstantField, Numbered


class Answer(IntEnum):
    """How an approval stands."""

    ASKED = 0
    APPROVED = 1
    REJECTED = 2


class How(IntEnum):
    """How the answer reached us."""

    PHONE = 1
    MAIL = 2
    IN_PERSON = 3


_ANSWERS = 4


class Approval(Numbered):
    """Of whom it was asked, and from `answered_at` on, who answered it and how."""

    ticket = ForeignKeyField(Ticket)
    contact = ForeignKeyField(Contact, index=False)
    asked = ForeignKeyField(Message, index=False)
    """What was asked."""
    asked_at = InstantField()
    answer = SmallIntegerField(default=Answer.ASKED, index=True)
    said_by = ForeignKeyField(Contact, null=True, index=False)
    """Who answered: the one who was asked, or somebody for them."""
    how = SmallIntegerField(null=True)
    reason = ForeignKeyField(Message, null=True, index=False)
    """What they said to it; NULL when they said no more than yes."""
    noted_by = ForeignKeyField(Technician, null=True, index=False)
    answered_at = InstantField(null=True)
    retired = BooleanField(default=False)


def written(answer: Answer, contact: int) -> int:
    """How an approval stands and who said so, as an event of a ticket keeps it: one number."""
    return contact * _ANSWERS + answer


def read(value: int) -> tuple[Answer, int]:
    """What `written` has written."""
    contact, answer = divmod(value, _ANSWERS)
    return Answer(answer), contact
