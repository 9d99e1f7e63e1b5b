"""Letters as their sheets say: gone with what was taken back, written again where they are lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from helpdesk_tui.i18n import _
from helpdesk_tui.models import billing
from helpdesk_tui.models.allowed import refuse_guests
from helpdesk_tui.models.billing import State
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.people import Client
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.timesheets import giving, letters
from helpdesk_tui.timesheets import sheet as sheets
from helpdesk_tui.timesheets.giving import Write
from helpdesk_tui.timesheets.letters import Of


def follow(done: Done) -> str:
    """Removes the letters of the sheets that an action has made drafts again, and says which.

    After its transaction: a letter that cannot be removed is told, and the sheet is a draft all the
    same. Empty where the action took no sheet back.
    """
    back = Event.select(Event.entity_id).where(
        Event.id.between(*done.events) & (Event.batch == done.batch),
        *(Event.entity == Entity.SHEET, Event.field == "state", Event.after == State.DRAFT.value),
    )
    return " ".join(_removed(id_) for (id_,) in tuples(back))


def again(by: int, client: int, first: date, last: date, now: datetime, write: Write) -> str:
    """Puts the letter of a sheet right, and says what that came to.

    Of one that was given out it is written again, the same bytes, unless it lies there as it was
    told. Of one that is a draft what lies there is removed: it was taken back, or never told.

    Raises Refused where another desk was at it meanwhile; OSError, StorageProblem and what `write`
    raises where it cannot be written.
    """
    refuse_guests(by)
    seen = giving.prepared(client, first, last, now)
    of_it = Of(client, first, last, seen.revision)
    if seen.state is not State.GIVEN:
        with database.atomic():
            _hold(client)
            if giving.prepared(client, first, last, now).state is not State.GIVEN:
                return _gone(of_it, nothing=_("It was not given out, and no letter of it is here."))
        raise Refused(giving.changed())
    with letters.preparing() as aside:
        made = write(seen, aside)
        place = letters.folder() / made.name
        if place.exists() and place.read_bytes() == made.read_bytes():
            return _("The letter lies there as it was told, NOT SENT by the desk: {path}").format(
                path=place
            )
        with database.atomic():
            _hold(client)
            if giving.prepared(client, first, last, now) != seen:
                raise Refused(giving.changed())
            letters.put(made, of_it)
    return _("The letter was written again, NOT SENT: {path}").format(path=place)


def _removed(id_: int) -> str:
    sheet: Any = billing.Sheet.get_by_id(id_)
    of_it = Of(sheet.client_id, sheet.first, sheet.last, sheet.revision)
    with database.atomic():
        _hold(of_it.client)
        present = sheets.newest(of_it.client, of_it.first, of_it.last, of_it.revision)
        if present and present.state == State.GIVEN:
            return ""  # another desk has given it out anew
        return _gone(of_it, nothing=_("No letter of it lies in {folder}."))


def _gone(of_it: Of, *, nothing: str) -> str:
    try:
        found = letters.of(of_it)
        for one in found:
            letters.remove(one)
    except OSError as error:
        words = _("Its letter in {folder} could not be removed ({reason}): remove it yourself.")
        return words.format(folder=letters.folder(), reason=error.strerror)
    if not found:
        return nothing.format(folder=letters.folder())
    words = _("Its letter was removed; if it was sent, the client has it: {path}")
    return words.format(path=", ".join(str(one.path) for one in found))


def _hold(client: int) -> None:
    tuples(database.held(Client.select(Client.id).where(Client.id == client)))
