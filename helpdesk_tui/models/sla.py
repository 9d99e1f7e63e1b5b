"""What is promised to clients: every version of the rules, the newest of which holds."""

from __future__ import annotations

from peewee import ForeignKeyField

from helpdesk_tui.models.people import Technician
from helpdesk_tui.storage.orm import InstantField, JSONField, Numbered


class SlaRules(Numbered):
    """All calendars and policies as they were saved together; `id` is the version.

    Append only: a closed ticket is explained by the version under which it was closed.
    """

    at = InstantField()
    technician = ForeignKeyField(Technician, null=True, index=False)
    document = JSONField()
