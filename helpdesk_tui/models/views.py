"""Views that technicians have made for themselves: a filter under a name."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from helpdesk_tui.models.people import Team, Technician
from helpdesk_tui.storage.orm import InstantField, Numbered


class SavedView(Numbered):
    """A place, a filter and an order, kept under a name; with a team it is seen by all of it."""

    technician = ForeignKeyField(Technician)
    """Whose it is: nobody else changes it."""
    team = ForeignKeyField(Team, null=True)
    name = CharField(max_length=60)
    place = CharField(max_length=24)
    """The built-in view in which it looks."""
    words = TextField()
    """The filter in neutral words."""
    sort = CharField(max_length=24)
    reverse = BooleanField(default=False)
    position = IntegerField(default=0)
    """Its place among its owner's views, from 0."""
    retired = BooleanField(default=False)
    created_at = InstantField()
