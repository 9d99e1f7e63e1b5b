"""Both sides of a conflict in words: what somebody has set, while one wanted something else."""

from __future__ import annotations

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Conflict
from helpdesk_tui.tickets import history

from ..common import words
from .frame import Frame


async def theirs(screen: Frame, conflict: Conflict) -> str:
    """Who has set which field to what."""
    found = await screen.app.desk.read(history.readable, conflict)
    told = _("{who} has set {field} to “{theirs}” meanwhile.")
    return told.format(
        who=conflict.who or _("Somebody"),
        field=words.field(conflict.field),
        theirs=words.worded(conflict.field, found),
    )


async def in_form(screen: Frame, conflict: Conflict) -> str:
    """The same below a form, which keeps what is typed in it."""
    way_out = _("ctrl+s again puts yours in its place.")
    return f"{await theirs(screen, conflict)} {way_out}"
