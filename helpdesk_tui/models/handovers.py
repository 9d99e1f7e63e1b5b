"""What one shift tells the next."""

from __future__ import annotations

from peewee import BooleanField, CompositeKey, ForeignKeyField, TextField

from helpdesk_tui.models.people import Team, Technician
from helpdesk_tui.storage.orm import InstantField, Numbered, Record


class Handover(Numbered):
    """A note to whoever comes next, or to a team alone."""

    technician = ForeignKeyField(Technician, index=False)
    """Who wrote it."""
    team = ForeignKeyField(Team, null=True, index=False)
    body = TextField()
    at = InstantField()
    retired = BooleanField(default=False)


class HandoverRead(Record):
    """Somebody has read a note. When is nobody's business."""

    handover = ForeignKeyField(Handover, index=False)
    technician = ForeignKeyField(Technician, index=False)

    class Meta:
        primary_key = CompositeKey("handover", "technician")
