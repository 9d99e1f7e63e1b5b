"""Summaries of conversations that are owed by now, as a reason to remind of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.storage.faults import explain

from . import when

if TYPE_CHECKING:
    from .host import Host

Owed = list[tuple[int, str, datetime]]
"""Conversation, client, and when it is due."""


async def read(app: Host, known: Owed) -> Owed:
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


def reasons(owed: Owed) -> Iterator[tuple[object, str]]:
    """What each is told apart by, and the words of its reminder."""
    words = _("The summary for {client} is due {when}.")
    for talk, client, due in owed:
        yield ("summary", talk), words.format(client=client, when=when.stamp(due))
