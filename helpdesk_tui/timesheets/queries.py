"""A client's question about a line of a sheet that they have: asked, answered, put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from helpdesk_tui.clock import to_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import Query, SheetLine
from helpdesk_tui.models.changes import Done, Refused, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.safe_text import line, uncut
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.timesheets import giving
from helpdesk_tui.timesheets.rows import Sheet


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked about a line, and what came of it."""

    id: int
    line: int
    """Of the `SheetLine`."""
    entry: int
    """The entry behind it, which may have been changed by a correction."""
    day: date
    who: str
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    correction: int | None
    """The revision that puts it right."""


def of_sheet(sheet: int) -> list[Question]:
    """The questions about a sheet's lines, the oldest first."""
    begun = (Query.correction == billing.Sheet.id) & ~billing.Sheet.retired
    found = (
        Query.select(
            *(Query.id, Query.line, SheetLine.entry, SheetLine.day, Query.who, Query.text),
            Query.created_at,
            *(Query.answer, Query.answered_at, billing.Sheet.revision),
        )
        .join(SheetLine)
        .switch(Query)
        .join(billing.Sheet, JOIN.LEFT_OUTER, on=begun)
        .where(SheetLine.sheet == sheet, ~Query.retired)
        .order_by(Query.id)
    )
    return [Question(*row) for row in tuples(found)]


def ask(by: int, about: int, who: str, text: str) -> Done:
    """Writes down what a client asks about a line. Raises Refused where there is no question."""
    wanted = uncut(text).strip()
    if not wanted:
        raise Refused(_("The question is missing."))
    with change(by) as hand:
        new: Any = Query.create(line=about, who=line(who), text=wanted, created_at=hand.at)
        hand.created(Entity.QUERY, new.id)
    return hand.done(new.id)


def answer(by: int, seen: Question, text: str) -> Done:
    """Writes down what the client was answered; without a text it is open again.

    Raises Conflict where somebody else has answered it.
    """
    wanted = uncut(text).strip()
    with change(by) as hand:
        changes: dict[str, Any] = {"answer": (seen.answer, wanted)}
        if bool(wanted) != bool(seen.answered_at):
            at = to_micros(hand.at) if wanted else None
            was = seen.answered_at and to_micros(seen.answered_at)
            changes["answered_at"] = (was, at)
        hand.swap(Entity.QUERY, seen.id, changes)
    return hand.done(seen.id)


def correct(by: int, seen: Question, given: Sheet) -> Done:
    """Begins the correction that puts it right, or takes the one that is begun already.

    Raises Refused where there is nothing that could be corrected.
    """
    with change(by) as hand:
        revision = giving.correction(hand, given)
        row: Any = Query.get_by_id(seen.id)  # one that was let go is named there still
        hand.swap(Entity.QUERY, seen.id, {"correction": (row.correction_id, revision)})
    return hand.done(seen.id)
