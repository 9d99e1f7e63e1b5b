"""What happened on the demonstration desk, as the events that its history is read from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Protocol

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.bulk import insert, next_id
from helpdesk_tui.models.changes import PROSE
from helpdesk_tui.models.events import Event, Prose

_EVENT = ("at", "technician", "entity", "entity_id", "field", "before", "after", "batch")


class Thing(Protocol):
    """Something with a number, which it may get only when it is written."""

    id: int


@dataclass(slots=True)
class Happened:
    """One field of a thing went from `before` to `after`; a value may be a thing itself."""

    at: datetime
    technician: int | None
    entity: int
    thing: Thing
    field: str
    before: Any
    after: Any
    batch: int


def write(happened: Iterable[Happened]) -> None:
    """Writes the events by age; all things have been written, and the caller holds the transaction.

    A text that a person wrote goes to a row of its own.
    """
    texts: list[str] = []
    first_prose = next_id(Prose)

    def pointed(name: str, value: Any) -> str | None:
        value = stored(value)
        if name in PROSE and isinstance(value, str) and value:
            texts.append(value)
            value = {"prose": first_prose + len(texts) - 1}
        return None if value is None else json.dumps(value, ensure_ascii=False)

    rows = [
        (
            to_micros(one.at),
            one.technician,
            one.entity,
            one.thing.id,
            one.field,
            pointed(one.field, one.before),
            pointed(one.field, one.after),
            one.batch,
        )
        for one in sorted(happened, key=attrgetter("at"))
    ]
    insert(Prose, (Prose.id, Prose.text), enumerate(texts, first_prose))
    insert(Event, [getattr(Event, name) for name in _EVENT], rows)


def stored(value: Any) -> Any:
    """A value as it is kept: an instant as microseconds, a day in ISO form, a thing by number."""
    if isinstance(value, datetime):
        return to_micros(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return getattr(value, "id", value)
