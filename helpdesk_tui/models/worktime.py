"""The time that technicians record: an entry is a row from its first second on."""

from __future__ import annotations

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.orm import InstantField, Numbered


class Project(Numbered):
    """Work that has an aim and an end, for a client or (without one) for ourselves."""

    client = ForeignKeyField(Client, null=True)
    name = CharField()
    sort_key = CharField(index=True)
    retired = BooleanField(default=False)
    created_at = InstantField()


class Activity(Numbered):
    """A type of activity, such as support, travel or training."""

    name = CharField(unique=True)
    sort_key = CharField(index=True)
    billable = BooleanField(default=True)
    """Whether an entry of this type is billed unless it says otherwise."""
    retired = BooleanField(default=False)
    created_at = InstantField()


class Entry(Numbered):
    """A stretch of a technician's time, half open: from `begin` up to `end`, NULL while it runs.

    Its length is `end` - `begin` without its breaks. An end before the beginning (a clock that was
    set back) counts for nothing until it is mended.
    """

    technician = ForeignKeyField(Technician, index=False)
    begin = InstantField()
    end = InstantField(null=True)
    breaks = TextField(default="")
    """Pairs of instants that do not count, as `worktime.stretches` writes them."""
    zone = CharField()
    """The IANA zone in which it was recorded."""
    title = TextField()
    description = TextField(default="")
    client = ForeignKeyField(Client, null=True, index=False)
    """Without one it is internal."""
    project = ForeignKeyField(Project, null=True)
    ticket = ForeignKeyField(Ticket, null=True, index=False)
    activity = ForeignKeyField(Activity, null=True)
    billable = BooleanField(default=True)
    together = BooleanField(default=False)
    """Whether it may lie over another entry: somebody has said so."""
    retired = BooleanField(default=False)
    created_at = InstantField()

    day = IntegerField(null=True)
    """The number of the only day on which it counts, all of it; NULL where that is not so plain.

    It follows from the rest and from what lies beside (`models.days`)."""

    interrupted = ForeignKeyField("self", null=True)
    """What this one has interrupted, and one goes back to after it."""

    boot = CharField(default="")
    """Which start of which machine `booted` belongs to; empty where the system does not say."""
    booted = BigIntegerField(default=0)
    """CLOCK_BOOTTIME at `begin` in microseconds: no step of the wall clock changes it."""
    last_seen = InstantField(null=True)
    """When a desk last said that it is still there."""
    touched = InstantField(null=True)
    """When a key was last pressed, as far as a desk has said."""
    drops = TextField(default="")
    """Pairs of instants between which no desk was there, too short to ask about."""
    doubt = InstantField(null=True)
    """Since when nobody knows what was done; NULL when that is clear."""

    source = CharField(default="")
    external = CharField(null=True)
    """What another system knows it by; unique for its source."""

    class Meta:
        indexes = (
            (("source", "external"), True),
            (("technician", "end", "begin"), False),
            (("technician", "begin", "end"), False),
            (("client", "begin"), False),
            (("ticket", "begin"), False),
        )


# One running timer a technician, even when two terminals start one at once.
Entry.add_index(
    Entry.index(Entry.technician, unique=True, name="entry_running").where(
        SQL('"end" IS NULL AND NOT "retired"')
    )
)

IS_LONG = SQL('"end" - "begin" > 86400000000')
"""It lasts longer than a day, as few do: whatever else reaches into a day began on the one before.

It stands in questions in these very words, else the index would not be taken."""
Entry.add_index(Entry.index(Entry.begin, name="entry_long").where(IS_LONG))

IS_CUT = SQL('"day" IS NULL AND NOT "retired"')
"""Only `worktime.portions` can tell on which days it counts; likewise in these very words."""
Entry.add_index(Entry.index(Entry.begin, name="entry_cut").where(IS_CUT))

# Sums of hours read nothing but this: all that they are asked by, and the two ends.
Entry.add_index(
    Entry.index(
        *(Entry.day, Entry.client, Entry.project, Entry.ticket, Entry.activity, Entry.technician),
        *(Entry.billable, Entry.begin, Entry.end),
        name="entry_day",
    ).where(SQL('"day" IS NOT NULL'))
)
