"""The time of a conversation is that of a running timer: begun with step 2, ended by leaving.

What a kill, a night or a dropped line make of it is asked by the timer, as for any other work.
"""

from __future__ import annotations

from helpdesk_tui.conversations.talk import Talk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, as_stored, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import recording, timer
from helpdesk_tui.worktime.stopwatch import Reading
from helpdesk_tui.worktime.timer import What


def begin(by: int, talk: Talk, zone: str, now: Reading | None = None) -> Done:
    """Puts the timer on the conversation, unless it runs on its ticket, and notes since when.

    What the timer ran on is interrupted. `zone` is the technician's.

    Raises:
        Refused: nobody knows since when what runs is over.
    """
    running = timer.running(by)
    if running and talk.ticket is not None and running.what.ticket == talk.ticket:
        entry = running.id
    else:
        (entry,) = timer.switch(by, what(talk), zone, now).things
    with change(by) as hand:
        began = as_stored(talk.began_at)
        changes = {"began_at": (began, began or as_stored(hand.at)), "entry": (talk.entry, entry)}
        hand.swap(Entity.CONVERSATION, talk.id, changes)
    return hand.done(talk.id)


def leave(by: int, talk: Talk, zone: str, now: Reading | None = None) -> Done | None:
    """Goes back to what the conversation has interrupted, or stops its timer.

    None where the timer runs on something else by now, or has a question of its own to ask.
    """
    with database.atomic():
        running = recording.found(by)  # and held: no other terminal switches it meanwhile
        if running is None or running.id != talk.entry or running.doubt:
            return None
        if timer.leads_back(by, running):
            return timer.back(by, zone, now)
        return timer.stop(by, running.id, now=now)


def what(talk: Talk) -> What:
    """What its time is recorded as: on a sheet that more people read than hear the news."""
    if talk.ticket is not None:
        title = Ticket.get_by_id(talk.ticket).subject
    elif talk.asset_name:
        title = _("Conversation about {machine}").format(machine=talk.asset_name)
    else:
        title = _("Conversation")
    return What(title, client=talk.client, ticket=talk.ticket)
