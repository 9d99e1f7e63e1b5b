"""History: told in order, and true enough to make the ticket from it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from helpdesk_tui.models.changes import Done, Refused, as_stored, change, text_of
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Message, Status, Ticket, TicketCaller, TicketTag, Wait
from helpdesk_tui.people import editing
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import actions, callers, history
from helpdesk_tui.tickets.undoing import Undoing
from tests.storage.fresh import opened_fresh
from tests.support import found, opened, row, technician

FOLLOWS = {"id", "changed_at", "shelf", "created_at", "due_at", "merged_into", "source", "external"}
"""Columns that no action sets, or that follow from others."""


def columns(ticket: int) -> dict[str, Any]:
    """The columns that events tell of, as they are stored."""
    known = Ticket.select().where(Ticket.id == ticket).dicts().get()
    return {name: as_stored(value) for name, value in known.items() if name not in FOLLOWS}


SETS = ("tag", "message", "caller")
"""Fields of events that add something and take it away again."""


def replayed(ticket: int) -> tuple[dict[str, Any], dict[str, set[Any]]]:
    """Columns, and labels, messages and callers, as the ticket's events alone tell them."""
    fields: dict[str, Any] = {}
    sets: dict[str, set[Any]] = {name: set() for name in SETS}
    events = Event.select().where(Event.entity == Entity.TICKET, Event.entity_id == ticket)
    for event in events.order_by(Event.id):
        before, after = text_of(event.before), text_of(event.after)
        if event.field in sets:
            sets[event.field].discard(before)
            sets[event.field] |= {after} - {None}
        elif event.field != "created":
            assert fields.get(event.field, before) == before, "no event is missing in between"
            fields[event.field] = after
    return fields, sets


def test_what_happened_is_told_in_order_with_names_for_numbers(ana: int, luis: int) -> None:
    ticket = opened(ana)
    actions.assign(luis, [row(ticket)], luis)
    done = actions.set_priority(ana, [row(ticket)], 1)
    history.take_back(ana, done)

    told = [(h.who, h.field, h.before, h.after, h.undoes) for h in history.happenings(ticket)]

    assert told == [
        ("ana", "created", None, True, False),
        ("luis", "assignee", None, "luis", False),
        ("luis", "status", Status.NEW, Status.OPEN, False),
        ("ana", "priority", 3, 1, False),
        ("ana", "priority", 1, 3, True),
    ]


def test_history_tells_a_changed_subject_by_its_words(ana: int) -> None:
    ticket = opened(ana, "It burns")
    actions.edit(ana, row(ticket), {"subject": "It burned"})

    last = history.happenings(ticket)[-1]

    assert (last.field, last.before, last.after) == ("subject", "It burns", "It burned")


def test_what_the_other_side_of_a_conflict_has_set_is_named(ana: int, luis: int) -> None:
    ticket = opened(ana)
    seen = row(ticket)
    actions.assign(luis, [seen], luis)

    (conflict,) = actions.assign(ana, [seen], ana).conflicts

    assert history.readable(conflict) == "luis"


def test_what_was_undone_cannot_be_done_again_after_something_new(ana: int) -> None:
    ticket = opened(ana)
    undoing = Undoing()
    undoing.undone.append(("P1", actions.set_priority(ana, [row(ticket)], 1)))

    undoing.did("P2", actions.set_priority(ana, [row(ticket)], 2))

    assert [label for label, _ in undoing.done] == ["P2"]
    assert undoing.undone == []


SUBJECTS = ("quokka", "wombat", "")
CALLERS = ("numbat", "bilby")
Act = Callable[[int, list[Any]], Done]


class TwoTechnicians(RuleBasedStateMachine):
    """Two technicians act, undo and redo on tickets that they may have read a while ago.

    Whatever they do: events replayed give the columns, labels, messages and callers; search and
    shelf follow from them; and what undo or redo refuses is left as it was, whole.
    """

    tickets = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="helpdesk-two-")
        self.opened = opened_fresh(Path(self.folder.name))
        self.opened.__enter__()
        self.people = [technician("ana"), technician("luis")]
        self.undoing = {person: Undoing() for person in self.people}
        self.seen: dict[tuple[int, int], Any] = {}
        self.callers = {
            name: editing.add_contact(self.people[0], None, {"name": name}).things[0]
            for name in CALLERS
        }

    def teardown(self) -> None:
        for person in self.people:
            self._take_all_back(person)
        self.events_replayed_give_the_ticket()
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()

    @initialize(target=tickets)
    def two_tickets(self) -> Any:
        numbers = [opened(self.people[0], subject, body="flames") for subject in SUBJECTS[:2]]
        for person in self.people:
            for number in numbers:
                self.seen[person, number] = row(number)
        return multiple(*numbers)

    def _act(self, who: int, numbers: list[int], act: Act) -> None:
        by = self.people[who]
        done = act(by, [self.seen[by, number] for number in numbers])
        if done.changed:
            self.undoing[by].did("", done)

    @rule(who=st.integers(0, 1), ticket=tickets)
    def look(self, who: int, ticket: int) -> None:
        """Reads the ticket anew; without this one acts on what was seen before."""
        self.seen[self.people[who], ticket] = row(ticket)

    @rule(who=st.integers(0, 1), on=st.sets(tickets, min_size=1), priority=st.integers(1, 4))
    def prioritise(self, who: int, on: set[int], priority: int) -> None:
        self._act(who, sorted(on), lambda by, seen: actions.set_priority(by, seen, priority))

    @rule(who=st.integers(0, 1), on=st.sets(tickets, min_size=1), to=st.integers(0, 2))
    def give(self, who: int, on: set[int], to: int) -> None:
        assignee = [None, *self.people][to]
        self._act(who, sorted(on), lambda by, seen: actions.assign(by, seen, assignee))

    @rule(
        who=st.integers(0, 1),
        on=st.sets(tickets, min_size=1),
        status=st.sampled_from([Status.NEW, Status.OPEN, Status.RESOLVED, Status.CLOSED]),
    )
    def move(self, who: int, on: set[int], status: Status) -> None:
        self._act(who, sorted(on), lambda by, seen: actions.set_status(by, seen, status))

    @rule(who=st.integers(0, 1), ticket=tickets, reason=st.sampled_from(list(Wait)))
    def wait(self, who: int, ticket: int, reason: Wait) -> None:
        self._act(who, [ticket], lambda by, seen: actions.wait(by, seen, reason))

    @rule(who=st.integers(0, 1), on=st.sets(tickets, min_size=1))
    def resolve(self, who: int, on: set[int]) -> None:
        self._act(who, sorted(on), lambda by, seen: actions.resolve(by, seen, "solved"))

    @rule(who=st.integers(0, 1), ticket=tickets)
    def reply(self, who: int, ticket: int) -> None:
        self._act(who, [ticket], lambda by, seen: actions.reply(by, seen, "a bucket"))

    @rule(who=st.integers(0, 1), ticket=tickets, tag=st.sampled_from("ab"), on=st.booleans())
    def label(self, who: int, ticket: int, tag: str, on: bool) -> None:
        labels = ([tag], []) if on else ([], [tag])
        self._act(who, [ticket], lambda by, seen: actions.label(by, seen, *labels))

    @rule(who=st.integers(0, 1), ticket=tickets, caller=st.sampled_from(CALLERS))
    def call(self, who: int, ticket: int, caller: str) -> None:
        def act(by: int, _seen: list[Any]) -> Done:
            with change(by) as hand:
                actions.called(hand, ticket, "", self.callers[caller])
            return hand.done(ticket)

        self._act(who, [ticket], act)

    @rule(who=st.integers(0, 1), ticket=tickets, subject=st.sampled_from(SUBJECTS))
    def rename(self, who: int, ticket: int, subject: str) -> None:
        self._act(who, [ticket], lambda by, seen: actions.edit(by, seen[0], {"subject": subject}))

    @rule(who=st.integers(0, 1), ticket=tickets)
    def put_away(self, who: int, ticket: int) -> None:
        self._act(who, [ticket], actions.put_away)

    @rule(who=st.integers(0, 1))
    def undo(self, who: int) -> None:
        undoing = self.undoing[self.people[who]]
        self._take_back(self.people[who], undoing.done, undoing.undone)

    @precondition(lambda self: any(undoing.undone for undoing in self.undoing.values()))
    @rule(who=st.integers(0, 1))
    def redo(self, who: int) -> None:
        undoing = self.undoing[self.people[who]]
        self._take_back(self.people[who], undoing.undone, undoing.done)

    def _take_back(self, by: int, source: list[Any], target: list[Any]) -> None:
        """As the screen does it. A ticket that is in the way keeps every column and label."""
        if not source:
            return
        label, done = source.pop()
        before = {ticket.id: _whole(ticket.id) for ticket in Ticket.select()}
        try:
            back = history.take_back(by, done)
        except Refused:
            left = set(before)
        else:
            target.append((label, back))
            left = {conflict.entity_id for conflict in back.conflicts}
            assert left.isdisjoint(back.things)
        for ticket in left:
            assert _whole(ticket) == before[ticket], "a refused undo leaves the ticket whole"

    def _take_all_back(self, person: int) -> None:
        while self.undoing[person].done:
            self._take_back(person, self.undoing[person].done, [])

    @invariant()
    def events_replayed_give_the_ticket(self) -> None:
        for ticket in Ticket.select():
            told = replayed(ticket.id)
            assert _whole(ticket.id)[0].items() >= told[0].items()
            assert _whole(ticket.id)[1] == told[1]

    @invariant()
    def shelf_and_search_follow_from_the_columns(self) -> None:
        for ticket in Ticket.select():
            lives = not ticket.deleted and ticket.status < Status.RESOLVED
            assert (ticket.id in found(self.people[0])) == lives
            if lives and ticket.subject:
                assert ticket.id in found(self.people[0], ticket.subject)
            replies = Message.select().where(Message.ticket == ticket, ~Message.withdrawn)
            has = any(message.body == "a bucket" for message in replies)
            assert (ticket.id in found(self.people[0], "bucket")) == (lives and has)
            calls = {caller.name for caller in callers.others(ticket.id)}
            assert row(ticket.id).callers == 1 + len(calls)
            for name in CALLERS:
                finds = ticket.id in found(self.people[0], name)
                assert finds == (lives and name in calls)
            dated = ticket.resolved_at is not None, ticket.closed_at is not None
            assert dated == (ticket.status >= Status.RESOLVED, ticket.status == Status.CLOSED)
            assert (ticket.wait_reason is not None) == (ticket.status == Status.WAITING)


def _whole(ticket: int) -> tuple[dict[str, Any], dict[str, set[Any]]]:
    tags = tuples(TicketTag.select(TicketTag.tag).where(TicketTag.ticket == ticket))
    said = tuples(Message.select(Message.id).where(Message.ticket == ticket, ~Message.withdrawn))
    calls = tuples(
        TicketCaller.select(TicketCaller.contact).where(
            TicketCaller.ticket == ticket, ~TicketCaller.withdrawn
        )
    )
    sets = {
        name: {value for (value,) in kept}
        for name, kept in zip(SETS, (tags, said, calls), strict=True)
    }
    return columns(ticket), sets


TestTwoTechnicians = pytest.mark.timeout(420)(TwoTechnicians.TestCase)  # shrinking may take 300 s
TestTwoTechnicians.settings = settings(max_examples=20, stateful_step_count=20)
