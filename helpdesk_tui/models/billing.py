"""What is agreed with a client about their hours, and the sheets on which they were told."""

from __future__ import annotations

from enum import IntEnum

from peewee import (
    SQL,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.worktime import Activity, Entry
from helpdesk_tui.storage.orm import InstantField, Numbered


class Every(IntEnum):
    """How often a client gets a sheet."""

    WEEK = 1
    FORTNIGHT = 2
    MONTH = 3


class State(IntEnum):
    """How far a sheet has come that somebody has touched."""

    DRAFT = 1
    """Something was written on it, or it is to correct the one before."""
    GIVEN = 2
    """It was given out: its lines are as they were told, and its time is locked."""


class Terms(Numbered):
    """What is agreed with one client; without it, a sheet each ISO week, of time as it was."""

    client = ForeignKeyField(Client, unique=True)
    every = SmallIntegerField(default=Every.WEEK)
    begins = DateField(null=True)
    """A day with which a sheet begins, whatever its weekday; NULL: a Monday, for months the 1st."""
    rounding = CharField(default="")
    """A `rounding.Rule` in its words; empty: as it was recorded."""
    minimum = IntegerField(default=0)
    """Seconds that are billed at least for a ticket on a day, or an entry without one."""
    currency = CharField(max_length=3, default="EUR")
    to = TextField(default="")
    """Who gets the sheet, as addresses in a header, divided by commas."""
    cc = TextField(default="")
    wants_nothing_too = BooleanField(default=False)
    """Whether a period without hours is told."""
    fixed_subject = BooleanField(default=False)
    """The subject stays the same, so that mails stay together; the days are in the first line."""
    created_at = InstantField()


class Rate(Numbered):
    """What an hour costs, from a day on: of a client, of a type of activity, of both or none."""

    client = ForeignKeyField(Client, null=True)
    activity = ForeignKeyField(Activity, null=True, index=False)
    cents = IntegerField()
    """Hundredths of the currency of the client's terms, an hour."""
    since = DateField(null=True)
    retired = BooleanField(default=False)
    created_at = InstantField()


class Bought(Numbered):
    """Hours that a client has bought beforehand: each month, or once for as long as they last."""

    client = ForeignKeyField(Client)
    seconds = IntegerField()
    monthly = BooleanField(default=False)
    since = DateField()
    until = DateField(null=True)
    """The last day on which they can be used."""
    note = TextField(default="")
    retired = BooleanField(default=False)
    created_at = InstantField()


class Sheet(Numbered):
    """A client's sheet for some days, from the moment that somebody touches it."""

    client = ForeignKeyField(Client, index=False)
    first = DateField()
    last = DateField()
    """Both inclusive, by the client's calendar."""
    revision = SmallIntegerField(default=1)
    state = SmallIntegerField(default=State.DRAFT)
    paragraph = TextField(default="")
    """What was written by hand above the lines."""
    to = TextField(default="")
    cc = TextField(default="")
    """Who got it; on a draft nothing, then those of the terms hold."""
    subject = TextField(default="")
    message_id = CharField(default="")
    answers = TextField(default="")
    """The Message-IDs of the mails that it answers, the oldest first."""
    zone = CharField(default="")
    rounding = CharField(default="")
    """The rule that held when it was given out, and so these two."""
    minimum = IntegerField(default=0)
    currency = CharField(max_length=3, default="")
    left = IntegerField(null=True)
    """Seconds of the hours bought that were left at its end; below nothing: used beyond them."""
    worked = IntegerField(default=0)
    billed = IntegerField(default=0)
    cents = IntegerField(null=True)
    """Seconds and hundredths, as they were told."""
    given_by = ForeignKeyField(Technician, null=True, index=False)
    given_at = InstantField(null=True)
    retired = BooleanField(default=False)
    created_at = InstantField()


# One revision of a sheet is there once, even when two desks begin it at one time.
Sheet.add_index(
    Sheet.index(
        Sheet.client, Sheet.first, Sheet.last, Sheet.revision, unique=True, name="sheet_once"
    ).where(SQL('NOT "retired"'))
)


class SheetLine(Numbered):
    """A line of a sheet as it was given out: nothing changes it any more."""

    sheet = ForeignKeyField(Sheet, backref="lines")
    place = IntegerField()
    day = DateField()
    entry = ForeignKeyField(Entry)
    title = TextField()
    description = TextField(default="")
    technician = CharField()
    ticket = IntegerField(null=True)
    project = CharField(default="")
    activity = CharField(default="")
    billable = BooleanField()
    worked = IntegerField()
    billed = IntegerField()
    cents = IntegerField(null=True)


class Query(Numbered):
    """A client's question about a line of a sheet that they have."""

    line = ForeignKeyField(SheetLine)
    who = CharField(default="")
    """Who asked, as the technician has typed it."""
    text = TextField()
    answer = TextField(default="")
    answered_at = InstantField(null=True)
    correction = ForeignKeyField(Sheet, null=True, index=False)
    """The revision that puts it right, where there is something to put right."""
    retired = BooleanField(default=False)
    created_at = InstantField()
