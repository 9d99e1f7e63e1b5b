"""Changes that are ready but have not been made: they are shown first, and then made as one."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

ME, NOBODY = 0, -1
"""To whom a ticket is given, besides the technician of a number: whoever does it, or nobody."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What is to become of a ticket; what is None or empty stays as it is."""

    status: int | None = None
    """Not waiting: that is `wait`."""
    wait: int | None = None
    """For whom it waits (`Wait`)."""
    days: int | None = None
    """For how long; None is until it moves."""
    priority: int | None = None
    assignee: int | None = None
    on: tuple[str, ...] = ()
    """Labels that are put on."""
    off: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != NOTHING

    def until(self, now: datetime) -> datetime | None:
        """When the wait ends that begins now."""
        return None if self.days is None else now + timedelta(days=self.days)

    def to_json(self) -> str:
        """As it is kept; the same changes are the same text."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        kept = {name: one for name, one in known.items() if one is not None and one != ()}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


NOTHING = Staged()


def from_json(text: str) -> Staged:
    """The changes that were kept as this text."""
    known: dict[str, Any] = json.loads(text)
    return Staged(**known | {name: tuple(known[name]) for name in ("on", "off") if name in known})
