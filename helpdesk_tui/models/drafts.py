"""What somebody is typing, saved within a second of the last key."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from helpdesk_tui.models.people import Technician
from helpdesk_tui.storage.orm import InstantField, JSONField, Numbered

BASIS = "^"
"""Under this name a draft keeps what was seen when it was begun, as JSON."""


class Draft(Numbered):
    """The unfinished text of one technician for one target, field by field.

    `writer` is the run of the program that last wrote it: another terminal of the same technician
    takes the draft over and says so.
    """

    technician = ForeignKeyField(Technician, index=False)
    target = CharField()
    kind = CharField(max_length=24)
    fields = JSONField()
    writer = CharField(max_length=40)
    written_at = InstantField()

    class Meta:
        indexes = ((("technician", "target", "kind"), True),)
