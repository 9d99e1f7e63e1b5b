"""Reminders at a desk: what is owed by now, and whether this desk is the one to tell it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpdesk_tui import clock, short_time
from helpdesk_tui.i18n import _
from helpdesk_tui.storage.faults import explain

from ..common import when
from ..common.cells import short

if TYPE_CHECKING:
    from helpdesk_tui.people.technicians import Me

    from ..common.host import Host

NAME = 24
"""Cells of a name: what the timer runs on is to be read beside it."""

Owed = list[tuple[str, str]]
"""What each is told apart by, and the words of its reminder."""


async def read_owed(app: Host, known: Owed) -> Owed:
    """What the technician owes by now, or soon; what is known, where none can say."""
    try:
        return await app.desk.read(_owed, app.desk.me)
    except Exception as error:
        if explain(error) is None:
            raise
        return known  # nobody has asked: a server that is away is told to those who do


def _owed(me: Me) -> Owed:
    """In the database's thread, which does not mind what is imported late."""
    from helpdesk_tui.conversations import closing
    from helpdesk_tui.housekeeping import told
    from helpdesk_tui.tickets import linking, promises

    now = clock.now()
    found = []
    for ticket in promises.warned(me.id, me.teams, now):
        late = ticket.due <= now
        words = _("{number} {subject}: due in {left}.")
        if late:
            words = _("{number} {subject}: overdue.")
        left = short_time.clock((ticket.due - now).total_seconds())
        said = words.format(number=ticket.id, subject=short(ticket.subject, NAME), left=left)
        found.append((told.promise(ticket.id, ticket.due, late=late), said))
    for row, blockers, done in linking.goes_on(me.id, now):
        said = _("{number} {subject}: what it waited for is done ({others}).").format(
            number=row.id,
            subject=short(row.subject, NAME),
            others=", ".join(map(str, blockers)),
        )
        found.append((told.goes_on(row.id, done), said))
    for talk, client, due in closing.due(me.id, now):
        said = _("Summary due: {client}, {when}.")
        said = said.format(client=short(client, NAME), when=when.stamp(due))
        found.append((told.summary(talk, due), said))
    return found


async def is_ours(app: Host, reason: str, opened: datetime) -> bool:
    """Whether the desk that was opened then tells it; where the database cannot say, it does."""
    from helpdesk_tui.housekeeping import told

    try:
        return await app.desk.write(told.at_desk, app.desk.me.id, reason, opened)
    except Exception as error:
        if explain(error) is None:
            raise
        return True
