"""Undo and redo: the newest of one's own actions of this run, taken back or done again."""

from __future__ import annotations

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.tickets import history

from .frame import Frame


async def take_back(screen: Frame, *, again: bool = False) -> None:
    """Undo, or with `again` redo: the newest of one's own actions of this run."""
    undoing = screen.app.undoing
    source, target = (undoing.undone, undoing.done) if again else (undoing.done, undoing.undone)
    if not source:
        screen.say(_("There is nothing to do again.") if again else _("There is nothing to undo."))
        return
    label, done = source[-1]
    try:
        back = await screen.app.desk.write(history.take_back, screen.app.desk.me.id, done)
    except Refused as refused:
        source.pop()
        screen.say(f"{label}: {refused}", bad=True)
        return
    source.pop()
    target.append((label, back))
    told = (_("Done again: {what}") if again else _("Taken back: {what}")).format(what=label)
    if back.conflicts:
        told += f" · {history.why(back.conflicts[0])}"
    screen.say(told, bad=bool(back.conflicts))
    await screen.app.changed({*done.things, *back.things}, back.batch)
    await screen.app.time_changed()
    screen.app.talk_changed()
