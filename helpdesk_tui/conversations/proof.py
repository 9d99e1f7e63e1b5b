"""Noting evidence: a text, what it is taken from, and a file that shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from helpdesk_tui import clock
from helpdesk_tui.conversations import actions, gathering
from helpdesk_tui.conversations.talk import Evidence, Talk
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.tickets import Attachment
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage import attached
from helpdesk_tui.storage.attached import Kept
from helpdesk_tui.storage.orm import database


def keep(path: Path) -> Kept:
    """Copies a file to where those of this desk lie. May take seconds: not on the event loop.

    Raises:
        Refused: it is missing, no file, too large, or it cannot be read or written.
    """
    try:
        return attached.keep(path, database.attachments())
    except attached.Unkept as problem:
        raise Refused(str(problem)) from problem


def add(by: int, talk: Talk, text: str, day: date | None, shown: bool, file: Kept | None) -> Done:
    """Adds a piece of evidence. Where its first line is one that `gathering` had offered, it
    points at what that was taken from.
    """
    with database.atomic():
        points = {"attachment": _attach(file)} if file else _taken_from(talk, text)
        values = {"text": text, "day": day, "shown": shown, **points}
        return actions.add(by, talk.id, Evidence, **values)


def edit(
    by: int, known: Evidence, text: str, day: date | None, shown: bool, file: Kept | None
) -> Done:
    """Changes a piece of evidence; a file takes the place of the one that it had."""
    with database.atomic():
        points = {"attachment": _attach(file)} if file else {}
        return actions.edit(by, known, text=text, day=day, shown=shown, **points)


def _taken_from(talk: Talk, text: str) -> dict[str, int | None]:
    first = line(text.partition("\n")[0])
    for one in gathering.evidence(talk, first):
        if one.text == first:
            return {"message": one.message, "attachment": one.attachment, "asset": one.asset}
    return {}


def _attach(file: Kept) -> int:
    made = Attachment.create(
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        created_at=clock.now(),
    )
    try:
        attached.require(file, database.attachments())  # whoever erases looks at our row, or waits
    except attached.Unkept as problem:
        raise Refused(str(problem)) from problem
    return int(made.id)
