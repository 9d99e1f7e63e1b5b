"""Reminders at a desk: summaries that are owed by now, and whether this desk is the one to tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.storage.faults import explain

from ..common import when
from ..common.cells import short

if TYPE_CHECKING:
    from ..common.host import Host

NAME = 24
"""Cells of a client's name: what the timer runs on is to be read beside it."""

Owed = list[tuple[int, str, datetime]]
"""Conversation, client, and when it is due."""


async def read_owed(app: Host, known: Owed) -> Owed:
    """What the technician owes by now, or within the hour; what is known, where none can say."""
    try:
        return await app.desk.read(_due, app.desk.me.id)
    except Exception as error:
        if explain(error) is None:
            raise
        return known  # nobody has asked: a server that is away is told to those who do


def _due(me: int) -> Owed:
    """In the database's thread, which does not mind what is imported late."""
    from helpdesk_tui.conversations import closing

    return closing.due(me, clock.now())


def owed_reasons(owed: Owed) -> Iterator[tuple[str, str]]:
    """What each is told apart by, and the words of its reminder."""
    from helpdesk_tui.housekeeping import told

    words = _("Summary due: {client}, {when}.")
    for talk, client, due in owed:
        told_ = words.format(client=short(client, NAME), when=when.stamp(due))
        yield told.summary(talk, due), told_


async def is_ours(app: Host, reason: str, opened: datetime) -> bool:
    """Whether the desk that was opened then tells it; where the database cannot say, it does."""
    from helpdesk_tui.housekeeping import told

    try:
        return await app.desk.write(told.at_desk, app.desk.me.id, reason, opened)
    except Exception as error:
        if explain(error) is None:
            raise
        return True
