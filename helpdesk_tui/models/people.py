"""Clients, the people who work there, and the technicians who help them."""

from __future__ import annotations

from peewee import (
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    SmallIntegerField,
    TextField,
)

from helpdesk_tui.storage.orm import InstantField, Numbered, Record


class Client(Numbered):
    """A firm, a practice or a household that we look after."""

    name = CharField(unique=True)
    sort_key = CharField(index=True)
    language = CharField(max_length=8, default="es")
    country = CharField(max_length=2, default="ES")
    zone = CharField(default="Europe/Madrid")
    address_form = CharField(max_length=8, default="usted")
    """How its people are spoken to in Spanish: usted, tú or vos. A contact may wish otherwise."""
    close_after = SmallIntegerField(null=True)
    """Working days in resolved after which the desk closes a ticket; NULL: never by itself."""
    notes = TextField(default="")
    retired = BooleanField(default=False)
    created_at = InstantField()


class Contact(Numbered):
    """A person who asks us for help. Where they work is an `Employment`, so they may move on."""

    name = CharField()
    sort_key = CharField(index=True)
    email = CharField(default="")
    phone = CharField(default="")
    language = CharField(max_length=8, default="")
    """Empty: the language of their client."""
    address_form = CharField(max_length=8, default="")
    """Empty: the form of their client."""
    notes = TextField(default="")
    source = CharField(default="")
    external = CharField(null=True)
    retired = BooleanField(default=False)
    created_at = InstantField()

    class Meta:
        indexes = ((("source", "external"), True),)


class Employment(Numbered):
    """A contact's time at a client: from `since` until `until`, both dates inclusive."""

    contact = ForeignKeyField(Contact, backref="employments")
    client = ForeignKeyField(Client, backref="employments")
    role = CharField(default="")
    since = DateField(null=True)
    until = DateField(null=True)
    retired = BooleanField(default=False)


class Technician(Numbered):
    """One of us. `login` is the account on the machine; imported names have none."""

    LEAD, TECHNICIAN, GUEST = 1, 2, 3

    login = CharField(null=True, unique=True)
    name = CharField()
    sort_key = CharField(index=True)
    email = CharField(default="")
    role = SmallIntegerField(default=TECHNICIAN)
    retired = BooleanField(default=False)
    created_at = InstantField()


class Invitation(Numbered):
    """A code with which somebody joins the desk once; of it only the digest is kept."""

    technician = ForeignKeyField(Technician)
    """Who they are from then on."""
    role = SmallIntegerField()
    digest = CharField(max_length=64, unique=True)
    expires_at = InstantField()


class DeskSetting(Numbered):
    """What all who share the desk have agreed on; what is not there stands as it comes."""

    name = CharField(max_length=40, unique=True)
    value = CharField(max_length=40)


class Team(Numbered):
    """Technicians who share a queue."""

    name = CharField(unique=True)
    sort_key = CharField(index=True)
    created_at = InstantField()


class Membership(Record):
    """A technician belongs to a team."""

    team = ForeignKeyField(Team, backref="memberships")
    technician = ForeignKeyField(Technician, backref="memberships")

    class Meta:
        primary_key = CompositeKey("team", "technician")


class Asset(Numbered):
    """A machine, a licence or a line that a client depends on."""

    client = ForeignKeyField(Client, backref="assets")
    name = CharField()
    sort_key = CharField(index=True)
    kind = CharField(default="")
    serial = CharField(default="")
    host = CharField(default="")
    bought = DateField(null=True)
    warranty_until = DateField(null=True)
    notes = TextField(default="")
    source = CharField(default="")
    external = CharField(null=True)
    retired = BooleanField(default=False)
    created_at = InstantField()

    class Meta:
        indexes = ((("source", "external"), True),)
