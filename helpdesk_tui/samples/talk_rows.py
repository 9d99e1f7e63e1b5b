"""Talks as they are loaded in bulk: each with its lines and what happened to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpdesk_tui.conversations.talk import PARTS
from helpdesk_tui.models.bulk import insert, next_id
from helpdesk_tui.models.changes import table_of
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import Attachment
from helpdesk_tui.samples.happened import Happened, stored
from helpdesk_tui.samples.journal import Case
from helpdesk_tui.worktime import timer

ENTITIES = {name: entity for entity, name in PARTS.values()}
"""The kinds of line by the name that a talk has them under."""


@dataclass(slots=True)
class Row:
    """A talk, or a line of one, as it stands; it gets its number when it is written.

    What a field holds may be a row, a ticket or a message that has no number yet either.
    """

    entity: int
    values: dict[str, Any]
    id: int = 0

    def now(self, name: str) -> Any:
        """What a field holds by now."""
        return self.values.get(name, table_of(self.entity)._meta.fields[name].default)


@dataclass(slots=True)
class TalkStory:
    """A talk with all that belongs to it, the tickets that came of it included."""

    talk: Row
    lines: list[Row] = field(default_factory=list)
    tickets: list[Case] = field(default_factory=list)
    events: list[Happened] = field(default_factory=list)


def write(stories: Sequence[TalkStory]) -> None:
    """Writes the talks; tickets, messages and hours have been written already.

    Where the timer runs on the ticket of a talk, it has the talk's time. The caller holds the
    transaction.
    """
    for story in stories:
        values = story.talk.values
        running = timer.running(values["technician"])
        if running and values["ticket"] and running.what.ticket == values["ticket"].id:
            values["entry"] = running.id
    _load(Entity.CONVERSATION, [story.talk for story in stories])
    for entity in ENTITIES.values():
        _load(entity, [row for story in stories for row in story.lines if row.entity == entity])


def _load(entity: int, rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows, next_id(table_of(entity))):
        row.id = number
        if file := row.values.pop("file", ""):
            row.values["attachment"] = Attachment.get(Attachment.name == file)
    load(entity, (row.values | {"id": row.id} for row in rows))


def load(entity: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes rows of one kind; what they do not say is as in any new one."""
    table = table_of(entity)
    fields = table._meta.sorted_fields
    new = {one.name: one.default for one in fields}
    insert(table, fields, ([stored(value) for value in {**new, **row}.values()] for row in rows))
