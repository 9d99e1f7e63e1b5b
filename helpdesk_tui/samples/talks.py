"""The talks of the demonstration desk, told step by step as its tickets are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui.conversations.steps import STEPS, Field
from helpdesk_tui.models.bulk import next_id
from helpdesk_tui.models.conversations import (
    Certainty,
    Conversation,
    Given,
    Known,
    Meeting,
    Outcome,
    Per,
    State,
    Told,
    Wants,
)
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import Kind, MessageKind, Status, Wait
from helpdesk_tui.samples.cast import Desk
from helpdesk_tui.samples.happened import Happened
from helpdesk_tui.samples.journal import Case
from helpdesk_tui.samples.talk_rows import ENTITIES, Row, TalkStory
from helpdesk_tui.samples.texts import phrases, talks

_WRITING = timedelta(minutes=10)
"""How long before its first step is filled in a talk is begun."""

_SOON = timedelta(minutes=2)
_EVENING, _MORNING = "18:00", "09:00"

_ADDED = {
    1: ("people", "facts", "evidence", "warnings", "options"),
    4: ("statements",),
    6: ("next_steps",),
}
"""The lines that each step adds."""

_HEARD = {
    2: ("known",),
    3: ("wants", "how"),
    4: ("told", "clear", "words", "left_out"),
    6: ("outcome", "reason"),
}
"""What each step says of lines that are there."""

_LATER = {*(name for names in _HEARD.values() for name in names), "done", "solution"}

_WORDS: dict[str, type[IntEnum]] = {
    "meeting": Meeting,
    "given_how": Given,
    "known": Known,
    "wants": Wants,
    "how": Told,
    "certainty": Certainty,
    "depth": Wants,
    "outcome": Outcome,
    "per": Per,
}


def tell(
    random: Random, desk: Desk, cases: Iterable[Case], now: datetime, zone: str
) -> list[TalkStory]:
    """The talks as they stand at `now`, the oldest first. `zone` is where the helpers sit."""
    tickets = {case.columns["subject"]: case for case in cases}
    return [
        _Telling(random, desk, told, tickets.get(told.get("ticket")), now, zone).story(number)
        for number, told in enumerate(talks(), next_id(Conversation))
    ]


class _Telling:
    """One talk being told. What happens at one instant is one action."""

    def __init__(
        self,
        random: Random,
        desk: Desk,
        told: dict[str, Any],
        ticket: Case | None,
        now: datetime,
        zone: str,
    ) -> None:
        self.random, self.told, self.ticket, self.now = random, told, ticket, now
        self.firm = desk.firm(told["client"])
        self.helper = desk.helpers[told["leader"]]
        self.machine = self.firm.machine(told["asset"], random) if "asset" in told else None
        self.here, self.theirs = ZoneInfo(zone), ZoneInfo(self.firm.zone)
        self.day = (now - timedelta(days=told.get("days", 0))).astimezone(self.theirs).date()
        if "ago" in told:
            self.began = now - timedelta(minutes=told["ago"])
        else:
            self.day -= timedelta(days=max(0, self.day.weekday() - 4))
            self.began = self._at(0, told["at"])
        self.places = {
            "tech": Technician.get_by_id(self.helper.id).name,
            "asset": self.machine.name if self.machine else "",
        }
        self.batches: defaultdict[datetime, int] = defaultdict(lambda: random.getrandbits(62))

    def story(self, number: int) -> TalkStory:
        """All of it, from its beginning to where it stands."""
        marks = [self.began + timedelta(minutes=minutes) for minutes in self.told["steps"]]
        values = {
            "client": self.firm.id,
            "ticket": self.ticket,
            "asset": self.machine.id if self.machine else None,
            "technician": self.helper.id,
            "case": self.told["case"],
            "language": self.firm.language,
            "address_form": self.firm.form,
            "place": self.told.get("place", ""),
        }
        self.talk = Row(Entity.CONVERSATION, values, number)
        self.all = TalkStory(self.talk)
        self.lines: list[tuple[Row, dict[str, Any]]] = []
        self._created(marks[0] - _WRITING, self.talk)
        for step, at in enumerate(marks, 1):
            if step == 2:
                self._change(self.began, self.talk, began_at=self.began)
            self._fill_in(step, at)
            if step < len(marks):
                self._change(at, self.talk, step=step + 1)
        if "until" in self.told:
            self._adjourn(marks[-1] + _SOON)
        elif len(marks) == len(STEPS):
            self._end(marks[-1] + _SOON)
        if "given" in self.told:
            self._give()
        return self.all

    def _fill_in(self, step: int, at: datetime) -> None:
        asked = [one.name for one in STEPS[step - 1].asks if isinstance(one, Field)]
        values = self._read(self.told, asked)
        if step == 1:
            minute = self.began.minute // 5 * 5
            values["planned_at"] = self.began.replace(minute=minute, second=0, microsecond=0)
        if "reaction" in values:
            values["noted_by"] = self.helper.id
        self._change(at, self.talk, **values)
        for kind in _ADDED.get(step, ()):
            for place, told in enumerate(self.told.get(kind, ()), 1):
                self._add(at, kind, place, told)
        for row, told in self.lines:
            self._change(at, row, **self._read(told, _HEARD.get(step, ())))

    def _add(self, at: datetime, kind: str, place: int, told: dict[str, Any]) -> None:
        values = self._read(told, told.keys() - _LATER)
        values |= {"conversation": self.talk, "position": place}
        match kind:
            case "people":
                known = (one.id for one in self.firm.people if one.name == told["name"])
                values["contact"] = next(known, None)
            case "evidence":
                values |= self._taken_from(values["text"])
            case "next_steps" if told["who"] == "{tech}":
                values["technician"] = self.helper.id
        row = Row(ENTITIES[kind], values)
        self.all.lines.append(row)
        self.lines.append((row, told))
        self._created(at, row)

    def _taken_from(self, text: str) -> dict[str, Any]:
        """The machine, the message or the file that a piece of evidence shows."""
        if self.machine and text.startswith(self.machine.name):
            return {"asset": self.machine.id}
        for said in self.ticket.messages if self.ticket else ():
            if said.body.startswith(text):
                return {"message": said}
            if any(kept.name == text for kept in said.files):
                return {"file": text}
        return {}

    # How it ends

    def _adjourn(self, at: datetime) -> None:
        """Until the next working day."""
        tomorrow = self.now.astimezone(self.theirs).date() + timedelta(days=1)
        until = _on(tomorrow, self.told["until"], self.theirs)
        self._change(at, self.talk, state=State.ADJOURNED, adjourned_until=until)

    def _end(self, at: datetime) -> None:
        due = _on(self.day, _EVENING, self.here)
        self._change(at, self.talk, state=State.ENDED, ended_at=at, summary_due=due)
        for row, told in self.lines:
            if row.entity == Entity.NEXT_STEP:
                ticket = self._ticket(at, row.values, told)
                self.all.tickets.append(ticket)
                self._change(at, row, ticket=ticket)

    def _ticket(self, at: datetime, step: dict[str, Any], told: dict[str, Any]) -> Case:
        """What a next step became: done by now, or to be done, or waiting for the client."""
        me = self.helper.id
        columns = {
            "kind": Kind.REQUEST,
            "status": Status.OPEN,
            "subject": step["text"],
            "client": self.firm.id,
            "asset": self.machine.id if self.machine else None,
            "assignee": me,
        }
        case = Case(self.random, at, columns)
        agreed = phrases(self.firm.language)["agreed"].format(
            number=self.talk.id, who=step["who"], day=step["day"].isoformat()
        )
        case.say(at, MessageKind.NOTE, agreed, technician=me)
        if "done" in told:
            (text,) = self._read(told, ["solution"]).values()
            done = self._at(*told["done"])
            said = case.say(done, MessageKind.SOLUTION, text, technician=me, status=Status.RESOLVED)
            said.sent_at = done + timedelta(seconds=8)
        elif "technician" in step:
            case.columns["agreed_at"] = _on(step["day"], _EVENING, self.here)
        else:
            until = _on(step["day"], _MORNING, self.theirs)
            waits = {"wait_reason": Wait.CLIENT, "wait_until": until}
            case.change(at, me, status=Status.WAITING, **waits)
        return case

    def _give(self) -> None:
        """The client has the summary; what was noted of their reaction has gone by then."""
        at = self._at(*self.told["given"])
        self._change(at - _SOON, self.talk, **self._read(self.told, ["summary"]))
        how = self._read(self.told, ["given_how"])
        self._change(at, self.talk, state=State.GIVEN, given_at=at, **how)
        if "acknowledged" in self.told:
            read = self._at(*self.told["acknowledged"])
            who = self.told["acknowledged_by"]
            self._change(read, self.talk, acknowledged_at=read, acknowledged_by=who)

    # Values

    def _read(self, told: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
        """Values of the data file as they are kept, those that are told."""
        return {name: self._value(name, told[name]) for name in names if name in told}

    def _value(self, name: str, told: Any) -> Any:
        match told:
            case str() if name in _WORDS:
                return _WORDS[name][told.upper()]
            case str():
                return told.strip().format(**self.places)
            case int() if name == "day":
                day = self.day + timedelta(days=told)
                return _working(day) if told > 0 else day
            case int() if name == "evidence":
                shows = [row for row in self.all.lines if row.entity == Entity.EVIDENCE]
                return shows[told - 1]
            case [int(), str()]:
                return self._at(*told)
        return told

    def _at(self, days: int, clock: str) -> datetime:
        """A time of the client's so many days after the talk."""
        return _on(self.day + timedelta(days=days), clock, self.theirs)

    # What happens

    def _created(self, at: datetime, row: Row) -> None:
        row.values["created_at"] = at
        self._happened(at, row, "created", None, True)

    def _change(self, at: datetime, row: Row, **values: Any) -> None:
        for name, after in values.items():
            if (before := row.now(name)) != after:
                row.values[name] = after
                self._happened(at, row, name, before, after)

    def _happened(self, at: datetime, row: Row, name: str, before: Any, after: Any) -> None:
        me, batch = self.helper.id, self.batches[at]
        self.all.events.append(Happened(at, me, row.entity, row, name, before, after, batch))


def _on(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """A time of day on a working day, or on the Monday after it."""
    return datetime.combine(_working(day), time.fromisoformat(clock), zone).astimezone(UTC)


def _working(day: date) -> date:
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
