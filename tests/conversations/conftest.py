"""A conversation about a client's machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from helpdesk_tui.conversations import actions, cases, talk
from helpdesk_tui.conversations.talk import Evidence, NextStep, Option, Part, Statement, Talk
from helpdesk_tui.models.conversations import Certainty, Wants
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.people import editing
from helpdesk_tui.storage.opening import Opened
from tests.support import opened, technician

CASE = cases.find("equipment", None)


@dataclass(frozen=True, slots=True)
class Room:
    """A conversation in the hands of a technician."""

    me: int
    client: int
    marta: int
    asset: int
    ticket: int
    id: int

    def now(self) -> Talk:
        """The conversation as it is now."""
        found = talk.read(self.id)
        assert found
        return found

    def write(self, **fields: Any) -> Talk:
        """The conversation once these fields are written."""
        actions.write(self.me, self.now(), **fields)
        return self.now()

    def add(self, kind: type[Part], **values: Any) -> Talk:
        """The conversation with one more line."""
        actions.add(self.me, self.id, kind, **values)
        return self.now()

    def prepare(self) -> Talk:
        """All that step 1 asks for."""
        self.add(Evidence, text="Two of four disks report failure.")
        self.add(Option, text="A new server", cost=320_000)
        self.add(Option, text="A rented one", cost=4_900)
        return self.write(
            headline="The server will not survive; replace it this week.",
            asked=True,
            answer="Joan, who decides",
        )

    def share(self) -> Talk:
        """All that steps 2 to 4 ask for."""
        self.write(picture="It beeps.", warned=True, said=True, paused=True)
        for person in self.now().present:
            actions.edit(self.me, person, wants=Wants.EVERYTHING)
        self.add(Statement, text="Two disks have failed.", certainty=Certainty.CERTAIN)
        actions.edit(self.me, self.now().statements[0], told=True, clear=True)
        return self.write(saw="silence", asked_more=True)

    def agree(self, **step: Any) -> Talk:
        """A next step without a gap, or with those that are given as empty."""
        from datetime import date

        whole = {
            "text": "Order the server",
            "technician": self.me,
            "who": "ana",
            "day": date(2026, 11, 27),
            "cost": 320_000,
            "authorises": "Joan Vidal",
        }
        return self.add(NextStep, **{**whole, **step})


@pytest.fixture
def room(desk: Opened) -> Room:
    """A conversation that has just begun from a ticket about a dead server."""
    me = technician("ana")
    client = editing.add_client(me, {"name": "ACME Ibérica"}).things[0]
    marta = editing.add_contact(me, client, {"name": "Marta Ruiz"}, "office manager").things[0]
    asset = editing.add_asset(me, client, {"name": "SRV-2"}).things[0]
    ticket = opened(me, "SRV-2 does not start", client=client, requester=marta)
    Ticket.update(asset=asset).where(Ticket.id == ticket).execute()
    begun = actions.begin(me, client, CASE, ticket=ticket)
    return Room(me, client, marta, asset, ticket, begun.things[0])
