"""What is said and done again and again, kept ready."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from helpdesk_tui.models.people import Team, Technician
from helpdesk_tui.storage.orm import InstantField, Numbered


class Macro(Numbered):
    """A reply that is ready, changes that are made with it, or both.

    Without an owner and a team it is everybody's.
    """

    name = CharField(max_length=60)
    owner = ForeignKeyField(Technician, null=True)
    team = ForeignKeyField(Team, null=True)
    text_es = TextField(default="")
    """Templates; empty where there is none in that language."""
    text_en = TextField(default="")
    changes = TextField(default="{}")
    """JSON, as `tickets.staged` writes it."""
    retired = BooleanField(default=False)
    created_at = InstantField()
