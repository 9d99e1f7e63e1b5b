"""What waits for a technician who sits down: drafts, and their desks that are open elsewhere."""

from __future__ import annotations

from helpdesk_tui.i18n import _
from helpdesk_tui.models.events import Entity
from helpdesk_tui.tickets import drafts

from ..frame import own_desks
from ..frame.frame import Frame


async def told(screen: Frame) -> str:
    """Both in a line; empty when nothing waits. One's other desks know of this one from now on."""
    desk = screen.app.desk
    unfinished = await desk.read(drafts.waiting, desk.me.id)
    others = await own_desks.arrive(screen)
    what = ", ".join(dict.fromkeys(_draft_name(*one) for one in unfinished))
    waiting = _("Drafts wait for you: {what}").format(what=what) if what else ""
    return "  ".join(filter(None, (waiting, others)))


def _draft_name(target: str, kind: str) -> str:
    """A draft as one remembers it: the ticket and what was being written, or the talk."""
    entity, _colon, number = target.partition(":")
    first, *others = number.split(",")
    number = f"{first} …" if others else first
    if entity == str(Entity.CONVERSATION):
        return _("Talk {number}").format(number=number)
    if entity == "macro":
        return _("a macro")
    if entity == "rules":
        return _("calendars and policies")
    kinds = {
        "reply": _("public reply"),
        "note": _("internal note"),
        "solution": _("solution"),
        "caller": _("caller"),
        "approval": _("approval"),
        "answer": _("approval"),
        "macro": _("a macro"),
        "handover": _("note to the next shift"),
    }
    what = kinds.get(kind.partition(" ")[0]) or _("new")
    return f"{number} {what}" if entity == "ticket" else what
