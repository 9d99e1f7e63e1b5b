"""A colleague with an odd name, who is quicker: what they write is a payload too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from helpdesk_tui.conversations import actions as talks
from helpdesk_tui.conversations import talk
from helpdesk_tui.models.allowed import Refused
from helpdesk_tui.models.conversations import Conversation
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.people.technicians import find
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import actions as tickets
from helpdesk_tui.worktime import entries, spent
from tests.support import row
from tests.terminal.payloads import PAYLOADS
from tests.terminal.poisoned import labelled

THEIRS = labelled(14, tuple(PAYLOADS.values()))
OFTEN = 5
"""Things of a kind, the first or the last, of which one is in hand here."""
TODAY = 40
"""Entries that are all there are of a day, and more."""


def do(path: Path, does: Callable[[int], None]) -> None:
    """What the colleague whose account has an odd name does to a desk that is open elsewhere."""
    opened = open_database(path)
    try:
        (other,) = Technician.select().where(Technician.login.startswith("q"))
        does(other.id)
    finally:
        opened.close()


def sets_subjects(by: int) -> None:
    """Gives another subject to the first tickets of ana's queue."""
    mine = Ticket.select(Ticket.id).where(Ticket.assignee == find("ana"))
    for ticket in mine.order_by(Ticket.due_at).limit(OFTEN):
        tickets.edit(by, row(ticket.id), {"subject": THEIRS})


def notes_clients(by: int) -> None:
    """Notes something else about each client."""
    for client in list(Client.select()):
        seen, wanted = {"notes": client.notes}, {"notes": THEIRS}
        editing.edit(by, Entity.CLIENT, client.id, seen, wanted)


def names_entries(by: int) -> None:
    """Says something else was done in ana's last entries."""
    mine = Entry.select(Entry.id).where(Entry.technician == find("ana"))
    for entry in mine.order_by(Entry.begin.desc()).limit(TODAY):
        seen = spent.by_id(entry.id)
        assert seen
        with suppress(Refused):  # time of a sheet that was given out stays as it is
            entries.edit(by, seen, what=replace(seen.what, title=THEIRS))


def answers(by: int) -> None:
    """Writes down another answer in each talk."""
    for one in Conversation.select(Conversation.id):
        seen = talk.read(one.id)
        assert seen
        talks.write(by, seen, answer=THEIRS)
