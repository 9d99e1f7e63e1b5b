"""What no open desk has reminded its technician of: summaries due, timers that run long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from helpdesk_tui.conversations import closing
from helpdesk_tui.housekeeping import told
from helpdesk_tui.i18n import _
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.short_time import hours
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime import recording, stopwatch

LEFT_TO_DESKS = timedelta(minutes=5)
"""So long a reminder is left to the desks, which look once a minute: then no desk is open."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever prints reminders wants of them."""

    long: timedelta
    """How long a timer runs before it is told; zero: none is."""
    zone: tzinfo | None
    """Where times are told; None is the system's."""


def is_due(wish: Wish) -> bool:
    """Whether there is something to tell that nobody has told."""
    return any(not told.is_told(who, reason) for who, reason, _words in _owed(wish))


def tell(wish: Wish) -> list[str]:
    """The words of what nobody has told yet: from now on it is."""
    with database.atomic():
        return [words for who, reason, words in _owed(wish) if told.by_tick(who, reason)]


def _owed(wish: Wish) -> Iterator[tuple[int, str, str]]:
    """The technician, what the reminder is told apart by, and its words."""
    now = stopwatch.read()
    talks = Conversation.select(Conversation.technician).where(Conversation.state == State.ENDED)
    timers = Entry.select(Entry.technician).where(Entry.end.is_null(), ~Entry.retired)
    busy = Technician.id.in_(talks) | Technician.id.in_(timers)
    found = Technician.select(Technician.id, Technician.name).where(busy).order_by(Technician.id)
    for id_, name in tuples(found):
        for talk, client, due in closing.due(id_, now.wall - LEFT_TO_DESKS):
            words = _("{technician}: the summary for {client} is due {when}.")
            when = f"{due.astimezone(wish.zone):%Y-%m-%d %H:%M}"
            yield (
                id_,
                told.summary(talk, due),
                words.format(technician=name, client=client, when=when),
            )
        running = recording.running(id_)
        if running and wish.long:
            gone = running.mark.elapsed(now)
            if gone >= wish.long + LEFT_TO_DESKS:
                words = _("{technician}: “{title}” has been running for {hours}.")
                length = hours(gone.total_seconds())
                yield (
                    id_,
                    told.long(running.id),
                    words.format(technician=name, title=running.what.title, hours=length),
                )
