"""Both sides of a conflict in words: what somebody has set, while one wanted something else."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models.changes import Conflict
from helpdesk_tui.tickets import history, merging

from ..common import words
from .frame import Frame


def left(found: Sequence[Conflict]) -> str:
    """How many tickets of many were left as somebody else has made them."""
    told = ngettext(
        "{count} ticket had been changed by somebody else and stays as it is.",
        "{count} tickets had been changed by somebody else and stay as they are.",
        len(found),
    )
    return told.format(count=f"{len(found):,}")


async def theirs(screen: Frame, conflict: Conflict) -> str:
    """Who has set which field to what, or merged it into which ticket."""
    if conflict.field == "merged_into":
        return merging.elsewhere(conflict)
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
    if conflict.field == "merged_into":
        way_out = _("ctrl+s again writes it there.")
    return f"{await theirs(screen, conflict)} {way_out}"
