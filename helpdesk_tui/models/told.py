"""What stands in the way of taking back a sheet that was given out, or its correction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpdesk_tui.i18n import _
from helpdesk_tui.models.allowed import Refused
from helpdesk_tui.models.billing import Query, Sheet, SheetLine, State
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.worktime import Entry


def refuse(sheets: Iterable[int], *, undone: bool) -> None:
    """Refuses what would leave these sheets untrue. At the end of a transaction.

    With `undone` it is an undo, or its redo, that has changed them. Raises Refused.
    """
    for id_ in sheets:
        sheet: Any = Sheet.get_by_id(id_)
        stands = sheet.state == State.GIVEN and not sheet.retired
        if stands and undone:
            raise Refused(_("Give it out anew: its lines may have changed meanwhile."))
        if not stands:
            _refuse_what_follows(sheet)
        if sheet.retired and undone and sheet.revision > 1 and _is_used(sheet):
            raise Refused(_("Time has changed since it was begun, so it stays; it can be let go."))


def _refuse_what_follows(sheet: Any) -> None:
    later = Sheet.select().where(
        *(Sheet.client == sheet.client_id, Sheet.first == sheet.first, Sheet.last == sheet.last),
        *(Sheet.revision > sheet.revision, ~Sheet.retired),
    )
    if later.exists():
        raise Refused(_("There is a correction of it already."))
    of_it = SheetLine.select(SheetLine.id).where(SheetLine.sheet == sheet.id)
    if Query.select().where(Query.line.in_(of_it), ~Query.retired).exists():
        raise Refused(_("The client has asked about it, so it stays as it was told."))


def _is_used(correction: Any) -> bool:
    """Whether any time that may be on it has changed since it was begun."""
    of_it = (Event.entity == Entity.SHEET) & (Event.entity_id == correction.id)
    begun = Event.select(Event.id).where(of_it, Event.field == "created").order_by(Event.id)
    before = SheetLine.select(SheetLine.entry).join(Sheet)
    before = before.where(Sheet.client == correction.client_id, Sheet.first == correction.first)
    theirs = Entry.select(Entry.id).where(Entry.client == correction.client_id)
    return bool(
        Event.select()
        .where(Event.entity == Entity.ENTRY, Event.id > begun.limit(1).scalar())
        .where(Event.entity_id.in_(theirs) | Event.entity_id.in_(before))
        .exists()
    )
