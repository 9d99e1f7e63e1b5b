"""A ticket to which anything may happen, and what stands beside it then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models import clocks
from helpdesk_tui.models.changes import Done, Hand, Refused, as_stored, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import MessageKind, Status, Ticket, Wait
from helpdesk_tui.tickets import actions, history, promises, waking
from helpdesk_tui.tickets.actions import NewTicket
from tests.sla.by_the_minute import CALENDARS
from tests.sla.conftest import Watch
from tests.sla.promised import HOUR
from tests.support import row

KEPT = ("due_at", "warn_at", "owed", "promised", "missed", "rules")


def rules(*policies: dict[str, Any]) -> dict[str, Any]:
    """The calendars of these tests with some policies."""
    return {"calendars": CALENDARS, "policies": list(policies)}


def promise(calendar: str = "Madrid", **promised: Any) -> dict[str, Any]:
    """A policy; what is promised is in open hours."""
    seconds = {name: int(hours * HOUR) for name, hours in promised.items() if name in TARGETS}
    return {"name": "One", "calendar": calendar, **promised, **seconds}


TARGETS = ("first_response", "next_response", "resolution")


def versions(client: int) -> list[dict[str, Any]]:
    """Rules that differ in all that a clock depends on."""
    return [
        rules(
            promise(
                first_response=1,
                next_response=2,
                resolution=8,
                clients=[client],
                priorities=[1, 2],
            ),
            promise("New York", next_response=1, categories=["printing"], warn_at=50),
            promise(resolution=16, first_response=4),
        ),
        rules(
            promise("always", first_response=1, waiting_stops_first_response=True, priorities=[1]),
            promise("always", resolution=10, next_response=3, clients=[client], warn_at=50),
        ),
        rules(promise(next_response=4, waiting_stops_first_response=True, first_response=3)),
        rules(),
    ]


def stands(ticket: int) -> dict[str, Any]:
    """What stands beside a ticket."""
    found: dict[str, Any] = Ticket.select().where(Ticket.id == ticket).dicts().get()
    return {name: found[name] for name in KEPT}


def anew(ticket: int) -> dict[str, Any]:
    """The same, worked out anew."""
    return asdict(clocks.follow([ticket])[ticket][1])


@dataclass
class Life:
    """A ticket to which something happens at every step; `then` is what it was as it closed."""

    by: int
    watch: Watch
    client: int
    versions: list[dict[str, Any]] = field(repr=False)
    ticket: int = 0
    done: list[Done] = field(default_factory=list)
    undone: list[Done] = field(default_factory=list)
    then: dict[str, Any] | None = None

    def begin(self, made_waiting: bool) -> None:
        with change(self.by) as hand:
            self.ticket = actions.open_ticket(hand, NewTicket("It is on fire", "Help!"))
            if made_waiting:
                waits = {"status": (Status.NEW, Status.WAITING), "wait_reason": (None, Wait.OTHER)}
                hand.swap(Entity.TICKET, self.ticket, waits)

    def step(self, what: str, choice: int) -> None:
        """One thing that may happen to it."""
        seen, by = [row(self.ticket)], self.by
        until = self.watch.now + timedelta(hours=choice)
        does: dict[str, Callable[[], Done | None]] = {
            "wait": lambda: actions.wait(by, seen, Wait(1 + choice % 3), until),
            "wake": waking.wake,
            "open": lambda: actions.set_status(by, seen, Status.OPEN),
            "new": lambda: actions.set_status(by, seen, Status.NEW),
            "resolve": lambda: actions.resolve(by, seen, "Solved." if choice % 2 else ""),
            "close": lambda: actions.set_status(by, seen, Status.CLOSED),
            "take": lambda: actions.assign(by, seen, by),
            "reply": lambda: actions.reply(by, seen, "We look at it."),
            "note": lambda: actions.add_note(by, seen, "It smokes."),
            "the client writes": lambda: self._by_hand(by, self._writes),
            "the desk writes": lambda: self._by_hand(None, self._answers_by_itself),
            "it is agreed": lambda: self._by_hand(by, self._agrees),
            "priority": lambda: actions.set_priority(by, seen, 1 + choice % 4),
            "client": lambda: actions.edit(
                by, seen[0], {"client": self.client if choice % 2 else None}
            ),
            "category": lambda: actions.edit(
                by, seen[0], {"category": ["", "printing"][choice % 2]}
            ),
            "away": lambda: actions.put_away(by, seen, away=True),
            "back": lambda: actions.put_away(by, seen, away=False),
            "undo": lambda: self._takes_back(self.done, self.undone),
            "redo": lambda: self._takes_back(self.undone, self.done),
            "rules": lambda: self._saves(choice),
        }
        done = does[what]()
        if done and done.changed:
            self.done.append(done)
            self.undone.clear()
        now = Ticket.select().where(Ticket.id == self.ticket).dicts().get()
        if now["status"] != Status.CLOSED:
            self.then = None
        elif seen[0].status != Status.CLOSED:
            self.then = now

    def _by_hand(self, by: int | None, do: Callable[[Hand], object]) -> Done:
        with change(by) as hand:
            do(hand)
        return hand.done(self.ticket)

    def _writes(self, hand: Hand) -> None:
        hand.say(self.ticket, MessageKind.REQUEST, "Is anybody there?")

    def _answers_by_itself(self, hand: Hand) -> None:
        hand.say(self.ticket, MessageKind.REPLY, "We have got your message.")

    def _agrees(self, hand: Hand) -> None:
        before = Ticket.get_by_id(self.ticket).agreed_at
        after = to_micros(self.watch.now + timedelta(hours=3))
        hand.swap(Entity.TICKET, self.ticket, {"agreed_at": (as_stored(before), after)})

    def _takes_back(self, done: list[Done], into: list[Done]) -> None:
        if done:
            with suppress(Refused):
                into.append(history.take_back(self.by, done.pop()))

    def _saves(self, choice: int) -> None:
        promises.save(self.by, self.versions[choice % len(self.versions)])
        if choice < 4:
            promises.bring_up_to_date()


STEPS = (
    *(
        "wait",
        "wait",
        "wake",
        "open",
        "new",
        "resolve",
        "resolve",
        "close",
        "take",
        "reply",
        "note",
    ),
    *("the client writes", "the client writes", "the desk writes", "it is agreed", "priority"),
    *("client", "category", "away", "back", "undo", "undo", "undo", "redo", "redo", "rules"),
)

steps = st.lists(
    st.tuples(
        st.sampled_from(STEPS),
        st.integers(0, 7),
        st.sampled_from([0, 1, 7, 30, 90, 301, 700, 1500]),
    ),
    min_size=1,
    max_size=14,
)
