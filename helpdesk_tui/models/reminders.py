"""What somebody has been reminded of."""

from __future__ import annotations

from peewee import BooleanField, CharField, CompositeKey, ForeignKeyField

from helpdesk_tui.models.people import Technician
from helpdesk_tui.storage.orm import InstantField, Record


class Reminder(Record):
    """A reminder that was told: of all desks of a technician, and ticks, one does so."""

    technician = ForeignKeyField(Technician, index=False)
    reason = CharField()
    """What it is told apart by, such as `long 12`."""
    told_at = InstantField()
    at_desk = BooleanField()
    """Whether a desk has told it; else a tick printed it, and a desk may still tell it."""

    class Meta:
        primary_key = CompositeKey("technician", "reason")
