"""What is being typed, kept as it is typed: a draft is a row, so nothing that ends us loses it.

While the database does not take the row, it is a file (`aside`), which is found in the row's stead.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from helpdesk_tui import clock
from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets import aside

RUN = f"{os.getpid()}-{secrets.token_hex(6)}"
"""This run of the program, so that a draft from another terminal is known for one."""

LATER = timedelta(microseconds=1)

Key = tuple[str, str]
"""The target and the kind of a draft."""


class Unsaved(NamedTuple):
    """A draft that is not written yet, as it was at some moment."""

    target: str
    kind: str
    fields: dict[str, str]
    at: datetime

    @property
    def key(self) -> Key:
        """What tells it from other drafts."""
        return self.target, self.kind


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was last written. `elsewhere`: by another run of the program."""

    fields: dict[str, str]
    written_at: datetime
    elsewhere: bool


def as_typed(
    target: str, kind: str, fields: dict[str, str], before: datetime | None = None
) -> Unsaved:
    """A draft as it is now: later than it was `before`, also when a clock has been set back."""
    now = clock.now()
    return Unsaved(target, kind, fields, max(now, before + LATER) if before else now)


def save(
    by: int, target: str, kind: str, fields: Mapping[str, str], at: datetime | None = None
) -> None:
    """Keeps the fields as they stood `at` that moment; an empty draft is none.

    The draft is this run's from then on. What this run has written since is not overwritten: the
    desk may end with a write under way that is older than its last.
    """
    at = at or clock.now()
    in_order = (Draft.writer != RUN) | (Draft.written_at <= at)
    if not any(fields.values()):
        Draft.delete().where(*_is(by, target, kind), in_order).execute()
        return
    with database.atomic():
        Draft.insert(
            technician=by,
            target=target,
            kind=kind,
            fields=dict(fields),
            writer=RUN,
            written_at=at,
        ).on_conflict(
            conflict_target=[Draft.technician, Draft.target, Draft.kind],
            preserve=[Draft.fields, Draft.writer, Draft.written_at],
            where=in_order,
        ).execute()


def is_ours(by: int, target: str, kind: str) -> bool:
    """Whether the draft is still this run's: another terminal may have taken it over or used it."""
    draft = _find(by, target, kind)
    return draft is not None and draft.writer == RUN


def load(by: int, target: str, kind: str) -> Kept | None:
    """The draft of this technician for this target, or None."""
    draft = _find(by, target, kind)
    file = aside.find(by, target, kind)
    if file and (not draft or draft.written_at < file.written_at):
        kept = Kept(file.fields, file.written_at, file.writer != RUN)
        return kept if any(file.fields.values()) else None
    return Kept(draft.fields, draft.written_at, draft.writer != RUN) if draft else None


def discard(by: int, target: str, kind: str) -> None:
    """Forgets the draft: it was used, or its writer let it go."""
    Draft.delete().where(*_is(by, target, kind)).execute()


def tickets_of(target: str) -> tuple[int, ...]:
    """The tickets that a draft is about: `ticket:10427,10431`."""
    entity, _colon, numbers = target.partition(":")
    return tuple(map(int, numbers.split(","))) if entity == "ticket" else ()


def waiting(by: int) -> list[tuple[str, str]]:
    """The (target, kind) of every draft of this technician, latest first."""
    found = Draft.select(Draft.target, Draft.kind).where(Draft.technician == by)
    rows = [(target, kind) for target, kind in tuples(found.order_by(Draft.written_at.desc()))]
    files = [(file.target, file.kind) for file in aside.waiting(by) if any(file.fields.values())]
    return list(dict.fromkeys([*files, *rows]))


def put_aside(by: int, target: str, kind: str, fields: Mapping[str, str], at: datetime) -> Path:
    """Keeps a draft as it stood `at` that moment in a file; says in which.

    Raises:
        OSError: no folder takes it either.
    """
    return aside.put(by, target, kind, fields, RUN, at)


def _find(by: int, target: str, kind: str) -> Draft | None:
    return Draft.get_or_none(*_is(by, target, kind))


def _is(by: int, target: str, kind: str) -> tuple[Any, ...]:
    return Draft.technician == by, Draft.target == target, Draft.kind == kind
