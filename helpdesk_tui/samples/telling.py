"""What can be done to a ticket, told with the words of its client and of its technician."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui.models.tickets import Kind, MessageKind, Status, Wait
from helpdesk_tui.samples.cast import Firm, Helper, Machine, Person
from helpdesk_tui.samples.journal import Case, Said
from helpdesk_tui.samples.texts import Incident, Phrases, phrases, said


@dataclass(frozen=True, slots=True)
class Part:
    """Who and what a ticket is about. `team` and the labels are those of the desk."""

    firm: Firm
    asks: Person
    beside: str
    helper: Helper
    machine: Machine | None
    team: int
    labels: Phrases

    def label(self, kind: str, name: str) -> str:
        """A tag or category in the language of the desk."""
        return str(self.labels[kind].get(name, name))

    def says(self, text: str) -> str:
        """`text` with everybody's name in it, in the form of address of who asks."""
        return said(
            text,
            self.asks.form,
            name=self.asks.first_name,
            other=self.beside,
            client=self.firm.name,
            tech=self.helper.first_name,
            asset=self.machine.name if self.machine else "",
        )


class Telling:
    """One ticket being told: `step` moves the time on, the rest says what is done then."""

    def __init__(self, random: Random, part: Part, incident: Incident, start: datetime) -> None:
        self.random, self.part, self.incident = random, part, incident
        self.words = phrases(part.firm.language)
        self.case = open_case(random, part, start, incident.kind, incident.about)

    def asks(self, subject: str, body: str = "") -> Said:
        """The client's request, by itself or with a greeting that fits the hour."""
        at = self.case.created_at
        morning = at.astimezone(ZoneInfo(self.part.firm.zone)).hour < 13
        greeting = self._said("greet_morning" if morning else "greet_afternoon")
        body = body or greeting + self.part.says(self.incident.request) + self._said("sign")
        self.case.columns["subject"] = subject
        return self.case.say(at, MessageKind.REQUEST, body.strip(), contact=self.part.asks.id)

    def triage(self, at: datetime, helper: Helper, subject: str) -> None:
        """Priority, team, tags, and a subject that says what it is about."""
        self.case.change(at, helper.id, priority=self.incident.priority)
        self.case.change(at + timedelta(seconds=4), helper.id, team=self.part.team)
        for tag in self.incident.tags:
            self.case.tag(at + timedelta(seconds=9), helper.id, self.part.label("tags", tag))
        self.case.change(at + timedelta(seconds=15), helper.id, subject=subject)

    def take(self, at: datetime) -> None:
        self.case.change(at, self.part.helper.id, assignee=self.part.helper.id, status=Status.OPEN)

    def note(self, at: datetime, text: str, **changes: Any) -> None:
        """What only technicians read."""
        me = self.part.helper.id
        self.case.say(at, MessageKind.NOTE, self.part.says(text), technician=me, **changes)

    def reply(self, at: datetime, text: str, **changes: Any) -> None:
        """A message to the client that has left the house."""
        body = self._said("address") + self.part.says(text) + self._said("close")
        self.write_to_client(at, body, **changes)

    def write_to_client(
        self, at: datetime, text: str, kind: MessageKind = MessageKind.REPLY, **changes: Any
    ) -> None:
        """Exactly these words, which left the house a moment later."""
        left = at + timedelta(seconds=self.random.randrange(3, 20))
        body = self.part.says(text)
        me = self.part.helper.id
        self.case.say(at, kind, body, technician=me, sent_at=left, **changes)

    def answer(self, at: datetime, text: str) -> None:
        """What the client writes back."""
        body = self.part.says(text)
        self.case.say(at, MessageKind.REQUEST, body, contact=self.part.asks.id)

    def solve(self, at: datetime, text: str) -> None:
        self.write_to_client(at, text, MessageKind.SOLUTION, status=Status.RESOLVED)
        self.case.columns["agreed_at"] = None

    def wait(self, at: datetime, reason: Wait, until: datetime | None) -> None:
        """Waits for the client, who has been asked something, or for somebody else, by a note."""
        waiting = {"status": Status.WAITING, "wait_reason": reason, "wait_until": until}
        if reason is Wait.CLIENT:
            self.reply(at, self.incident.reply, **waiting)
        else:
            self.note(at, self._pick(f"wait_{reason.name.lower()}"), **waiting)

    def resume(self, at: datetime) -> None:
        """What it waited for has come."""
        self.case.change(at, self.part.helper.id, status=Status.OPEN)

    def close(self, at: datetime) -> None:
        """Nobody came back to it; the desk closes it by itself."""
        self.case.change(at, None, status=Status.CLOSED)

    def reopen(self, at: datetime) -> None:
        me = self.part.helper.id
        self.answer(at, self._pick("again"))
        self.case.change(at + timedelta(minutes=11), me, status=Status.OPEN)
        self.case.tag(at + timedelta(minutes=12), me, self.part.label("tags", "returned"))
        self.note(at + timedelta(minutes=14), self._pick("again_note"))

    def _pick(self, purpose: str) -> str:
        """A sentence for this purpose, its places still open."""
        return str(self.random.choice(self.words[purpose]))

    def _said(self, purpose: str) -> str:
        return self.part.says(self._pick(purpose))


def open_case(random: Random, part: Part, start: datetime, kind: str, about: str) -> Case:
    """A ticket as it comes in: whose it is and what it is about, nothing decided."""
    columns = {
        "kind": Kind[kind.upper()],
        "category": part.label("categories", about),
        "client": part.firm.id,
        "requester": part.asks.id,
        "asset": part.machine.id if part.machine else None,
    }
    return Case(random, start, columns)
