"""How everything came about: append only, read by history, undo and the change feed."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, CharField, ForeignKeyField, SmallIntegerField, TextField

from helpdesk_tui.models.people import Technician
from helpdesk_tui.storage.orm import InstantField, JSONField, Numbered


class Entity:
    """The kinds of thing that an event can be about, as stored."""

    TICKET, CLIENT, CONTACT, EMPLOYMENT, ASSET, TECHNICIAN, TEAM, VIEW = range(1, 9)
    ENTRY, PROJECT, ACTIVITY = range(9, 12)
    TALKS = range(12, 21)
    CONVERSATION, PERSON, FACT, EVIDENCE, WARNED, OPTION, STATEMENT, NEXT_STEP, JUMP = TALKS
    RULES = 21
    """What is promised; `entity_id` is the version. Putting it back is one more version."""
    APPROVAL, SETTING, HANDOVER, MACRO = range(22, 26)
    TERMS, RATE, BOUGHT, SHEET, QUERY = range(26, 31)


class Prose(Numbered):
    """A text that an event points at instead of copying it, so that it can be erased alone."""

    text = TextField()


class Event(Numbered):
    """One field of one thing went from `before` to `after`, written with the change itself.

    `batch` joins the events of one action; `undoes` is the batch that this one takes back.
    `technician` is empty for imports and for what the desk does by itself.
    """

    at = InstantField()
    technician = ForeignKeyField(Technician, null=True, index=False)
    entity = SmallIntegerField()
    entity_id = BigIntegerField()
    field = CharField(max_length=24)
    before = JSONField(null=True)
    after = JSONField(null=True)
    batch = BigIntegerField()
    undoes = BigIntegerField(null=True)

    class Meta:
        indexes = ((("entity", "entity_id", "id"), False),)


# What somebody did at a certain time; what imports and the desk itself do is not asked for.
Event.add_index(
    Event.index(Event.technician, Event.at, name="event_by_technician").where(
        SQL('"technician_id" IS NOT NULL')
    )
)

TURNS = SQL(
    '"entity" + 0 = 1 AND ("field" = \'assignee\' AND "before" IS NOT NULL OR "field" = \'status\''
    " AND \"before\" IN ('4', '5') AND \"after\" IN ('1', '2', '3'))"
)
"""By which events a ticket was taken from who had it, or went on after it had been resolved.

Of all that has happened these are few, and their index is found by these very words. The `+ 0`
keeps SQLite from the index of all tickets' events.
"""

_TURN = (Event.entity_id, Event.field, Event.batch, Event.undoes, Event.at)
Event.add_index(Event.index(*_TURN, name="event_turns").where(TURNS))

# What was taken back does not count.
_UNDOING = (Event.entity, Event.entity_id, Event.batch, Event.undoes)
Event.add_index(Event.index(*_UNDOING, name="event_undoes").where(SQL('"undoes" IS NOT NULL')))
