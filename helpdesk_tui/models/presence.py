"""Who is on which ticket at this moment."""

from __future__ import annotations

from peewee import BooleanField, CharField, CompositeKey, ForeignKeyField

from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.orm import InstantField, Record


class Presence(Record):
    """An open desk is on a ticket: a row while it is, and none afterwards.

    It leaves no event and is in no copy: what is kept is where people are, not where they were.
    """

    desk = CharField(max_length=16)
    """One run of the program."""
    technician = ForeignKeyField(Technician, index=False)
    ticket = ForeignKeyField(Ticket, index=False)
    writing = BooleanField()
    at = InstantField()
    """When the desk said so last, by the clock that all who share the database can read."""

    class Meta:
        primary_key = CompositeKey("desk", "ticket")
