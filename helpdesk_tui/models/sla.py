"""What is promised to clients: every version of the rules that a desk has had."""

from __future__ import annotations

from peewee import ForeignKeyField

from helpdesk_tui.models.people import Technician
from helpdesk_tui.storage.orm import InstantField, JSONField, Numbered


class SlaRules(Numbered):
    """All calendars and policies as they stood from then on; `id` is the version.

    Append only: the newest holds, and a closed ticket is explained by that under which it closed.
    """

    at = InstantField()
    technician = ForeignKeyField(Technician, null=True, index=False)
    """Who saved them; NULL for what the desk did itself."""
    document = JSONField()
    """As `sla.document` reads it."""
