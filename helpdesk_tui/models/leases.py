"""Who does the desk's housekeeping now, and when it was last done."""

from __future__ import annotations

from peewee import BigIntegerField, CharField, IntegerField

from helpdesk_tui.storage.orm import InstantField, Record


class Lease(Record):
    """One row a job: of all the desks that are open, one at a time does it."""

    job = CharField(primary_key=True)
    term = IntegerField(default=0)
    """How often it was taken: who takes it counts on from the number that they saw."""
    host = CharField(default="")
    """The machine of who has it; empty when nobody has."""
    pid = IntegerField(default=0)
    since = InstantField(null=True)
    """When it was last taken."""
    until = InstantField(null=True)
    """When it runs out, by the clock that all who share the database can read."""
    machine = CharField(default="")
    """Which start of which machine `booted` and `pid` belong to; empty where that is not known."""
    booted = BigIntegerField(default=0)
    """CLOCK_BOOTTIME at which it runs out, in microseconds: setting the clock changes nothing."""
    done_at = InstantField(null=True)
    """When the job was last done and went well."""
    failed = CharField(default="")
    """The name of the `Fault` that kept it from being done last; empty when nothing did."""
