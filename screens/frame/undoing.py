"""Undo and redo: the newest of one's own actions of this run, taken back or done again."""

from __future__ import annotations

from dataclasses import replace

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.tickets import history

from . import conflicts, many
from .frame import Frame

Labelled = tuple[str, Done]


async def take_back(screen: Frame, *, again: bool = False) -> None:
    """Undo, or with `again` redo: the newest of one's own actions of this run."""
    undoing = screen.app.undoing
    source, target = (undoing.undone, undoing.done) if again else (undoing.done, undoing.undone)
    if not source:
        screen.say(_("There is nothing to do again.") if again else _("There is nothing to undo."))
        return
    label, done = source[-1]
    told = (_("Done again: {what}") if again else _("Taken back: {what}")).format(what=label)
    if done.is_rest or len(done.things) > many.FEW:
        doing = (_("Doing again: {what}") if again else _("Taking back: {what}")).format(what=label)
        # The program's: it goes on when this screen is left.
        screen.app.run_worker(_take_back_many(screen, source, target, doing, told))
        return
    try:
        back = await screen.app.desk.write(history.take_back, screen.app.desk.me.id, done)
    except Refused as refused:
        source.pop()
        screen.say(f"{label}: {refused}", bad=True)
        return
    source.pop()
    if back.conflicts:
        told += f" · {history.why(back.conflicts[0])}"
    await _tell(screen, told, (label, done), back, target)
    if gone := await screen.app.desk.write(_follow, back):
        screen.app.say(f"{told}. {gone}")


async def _take_back_many(
    screen: Frame, source: list[Labelled], target: list[Labelled], doing: str, told: str
) -> None:
    """The same in slices; where it is stopped, what is left of it can be taken back later."""
    label, done = source[-1]
    me = screen.app.desk.me.id
    things = [*done.things, *sorted(done.also.difference(done.things))]
    came = await many.in_slices(
        screen, doing, things, lambda some: history.take_back(me, done, some)
    )
    if came is None:
        return
    source.remove((label, done))
    if left := tuple(things[came.count :]):
        source.append((label, replace(done, things=left, also=frozenset(), is_rest=True)))
        words = _("{what} · stopped, {count} are left.")
        told = words.format(what=told, count=f"{len(left):,}")
    kept = conflicts.left(came.done.conflicts) if came.done.conflicts else ""
    if came.done.changed:
        told = " · ".join(filter(None, (told, kept)))
        await _tell(screen, told, (label, done), came.done, target)
    elif kept or came.refused:
        screen.app.say(f"{label}: {kept or came.refused}", bad=True)
    if came.error:
        raise came.error


def _follow(back: Done) -> str:
    """In the database's thread: what becomes of letters whose sheets are drafts again."""
    from helpdesk_tui.timesheets import put_right

    return put_right.follow(back)


async def _tell(
    screen: Frame, told: str, action: Labelled, back: Done, target: list[Labelled]
) -> None:
    label, done = action
    target.append((label, back))
    there = screen if screen.is_here else screen.app
    there.say(told, bad=bool(back.conflicts))
    await screen.app.changed({*done.things, *back.things}, back.batch)
    await screen.app.time_changed()
    screen.app.talk_changed()
