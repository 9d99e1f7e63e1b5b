"""What is being typed, kept as it is typed: a draft is a row, so nothing that ends us loses it.

While the database does not take the row, it is a file (`aside`), which is found in the row's stead.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from helpdesk_tui import clock
from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets import aside

RUN = f"{os.getpid()}-{secrets.token_hex(6)}"
"""This run of the program, so that a draft from another terminal is known for one."""


Unsaved = tuple[str, str, dict[str, str]]
"""A draft that is not written yet: target, kind and fields."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was last written. `elsewhere`: by another run of the program."""

    fields: dict[str, str]
    written_at: datetime
    elsewhere: bool


def save(by: int, target: str, kind: str, fields: Mapping[str, str]) -> None:
    """Keeps the fields as they stand, and the draft is this run's; an empty draft is none."""
    if not any(fields.values()):
        discard(by, target, kind)
        return
    with database.atomic():
        Draft.insert(
            technician=by,
            target=target,
            kind=kind,
            fields=dict(fields),
            writer=RUN,
            written_at=clock.now(),
        ).on_conflict(
            conflict_target=[Draft.technician, Draft.target, Draft.kind],
            preserve=[Draft.fields, Draft.writer, Draft.written_at],
        ).execute()


def is_ours(by: int, target: str, kind: str) -> bool:
    """Whether the draft is still this run's: another terminal may have taken it over or used it."""
    draft = _find(by, target, kind)
    return draft is not None and draft.writer == RUN


def load(by: int, target: str, kind: str) -> Kept | None:
    """The draft of this technician for this target, or None."""
    draft = _find(by, target, kind)
    file = aside.find(by, target, kind)
    # A file is there as long as it knows more than its writer's row.
    if file and (not draft or draft.writer == file.writer or draft.written_at < file.written_at):
        kept = Kept(file.fields, file.written_at, file.writer != RUN)
        return kept if any(file.fields.values()) else None
    return Kept(draft.fields, draft.written_at, draft.writer != RUN) if draft else None


def discard(by: int, target: str, kind: str) -> None:
    """Forgets the draft: it was used, or its writer let it go."""
    Draft.delete().where(
        Draft.technician == by, Draft.target == target, Draft.kind == kind
    ).execute()


def waiting(by: int) -> list[tuple[str, str]]:
    """The (target, kind) of every draft of this technician, latest first."""
    found = Draft.select(Draft.target, Draft.kind).where(Draft.technician == by)
    rows = [(target, kind) for target, kind in tuples(found.order_by(Draft.written_at.desc()))]
    files = [(file.target, file.kind) for file in aside.waiting(by) if any(file.fields.values())]
    return list(dict.fromkeys([*files, *rows]))


def put_aside(by: int, target: str, kind: str, fields: Mapping[str, str]) -> Path:
    """Keeps a draft in a file that the database does not take; says in which.

    Raises:
        OSError: no folder takes it either.
    """
    return aside.put(by, target, kind, fields, RUN)


def _find(by: int, target: str, kind: str) -> Draft | None:
    return Draft.get_or_none(Draft.technician == by, Draft.target == target, Draft.kind == kind)
