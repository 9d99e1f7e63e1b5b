"""Every action: what it does, how undo and redo take it back and forth, and what a conflict does.

`ACTIONS` is the list; a new action of `tickets.actions` that is missing in it fails a test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from helpdesk_tui.models.changes import Done, Refused, change
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Kind, Message, MessageKind, Shelf, Status, Wait
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import actions, history, thread
from helpdesk_tui.tickets.queue import Row
from helpdesk_tui.tickets.staged import Staged
from tests.support import found, opened, row, state

FRIDAY = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)

Act = Callable[[int, Row], Done]


@dataclass(frozen=True)
class Case:
    """An action, what it makes of an open ticket, and another's act that stands in its way."""

    name: str
    act: Act
    leaves: dict[str, object]
    against: Act | None = None
    says: str = ""
    before: tuple[Act, ...] = field(default=())


def _to(status: Status) -> Act:
    return lambda by, seen: actions.set_status(by, [seen], status)


def _priority(priority: int) -> Act:
    return lambda by, seen: actions.set_priority(by, [seen], priority)


def _team(team: int) -> Act:
    from helpdesk_tui.models.people import Team

    def act(by: int, seen: Row) -> Done:
        if not Team.get_or_none(Team.id == team):
            Team.create(id=team, name=f"team {team}", sort_key="", created_at=FRIDAY)
        return actions.assign_team(by, [seen], team)

    return act


def _called(by: int, seen: Row) -> Done:
    with change(by) as hand:
        actions.called(hand, seen.id, "Still quokka", None)
    return hand.done(seen.id)


STAGED = Staged(wait=Wait.OTHER, days=2, priority=1, on=("quokka",))

ACTIONS = [
    Case(
        "assign",
        lambda by, seen: actions.assign(by, [seen], by),
        {"assignee": 1, "status": Status.OPEN},
        lambda by, seen: actions.assign(by, [seen], by),
    ),
    Case("assign_team", _team(7), {"team": 7}, _team(8)),
    Case("set_priority", _priority(1), {"priority": 1}, _priority(2)),
    Case("set_status", _to(Status.CLOSED), {"status": 5, "shelf": Shelf.DONE}, _to(Status.OPEN)),
    Case(
        "set_status",
        _to(Status.OPEN),
        {"status": 2, "shelf": Shelf.LIVE, "resolved_at": None, "closed_at": None},
        before=(lambda by, seen: actions.resolve(by, [seen], ""), _to(Status.CLOSED)),
    ),
    Case(
        "wait",
        lambda by, seen: actions.wait(by, [seen], Wait.SUPPLIER, FRIDAY),
        {"status": 3, "wait_reason": Wait.SUPPLIER, "wait_until": FRIDAY},
        lambda by, seen: actions.wait(by, [seen], Wait.CLIENT),
    ),
    Case(
        "set_status",
        _to(Status.OPEN),
        {"status": 2, "wait_reason": None, "wait_until": None},
        before=(lambda by, seen: actions.wait(by, [seen], Wait.CLIENT, FRIDAY),),
    ),
    Case(
        "reply",
        lambda by, seen: actions.reply(by, [seen], "Pull the plug, quokka"),
        {},
        says="Pull the plug, quokka",
    ),
    Case(
        "add_note",
        lambda by, seen: actions.add_note(by, [seen], "They say quokka a lot"),
        {},
        says="They say quokka a lot",
    ),
    Case(
        "carry_out",
        lambda by, seen: actions.carry_out(by, [seen], STAGED, {seen.id: "We come, quokka"}),
        {"status": 3, "wait_reason": Wait.OTHER, "priority": 1, "tags": ["quokka"]},
        _priority(2),
        says="We come, quokka",
    ),
    Case("called", _called, {}, says="Still quokka"),
    Case(
        "resolve",
        lambda by, seen: actions.resolve(by, [seen], "Water helped, quokka"),
        {"status": 4, "shelf": Shelf.DONE, "closed_at": None},
        lambda by, seen: actions.wait(by, [seen], Wait.CLIENT),
        says="Water helped, quokka",
    ),
    Case("label", lambda by, seen: actions.label(by, [seen], ["quokka"]), {"tags": ["quokka"]}),
    Case(
        "label",
        lambda by, seen: actions.label(by, [seen], ["fire"], ["quokka"]),
        {"tags": ["fire"]},
        before=(lambda by, seen: actions.label(by, [seen], ["quokka"]),),
    ),
    Case(
        "edit",
        lambda by, seen: actions.edit(by, seen, {"subject": "A quokka", "kind": Kind.REQUEST}),
        {"subject": "A quokka", "kind": Kind.REQUEST},
        lambda by, seen: actions.edit(by, seen, {"subject": "A wombat"}),
    ),
    Case(
        "put_away",
        lambda by, seen: actions.put_away(by, [seen]),
        {"deleted": True, "shelf": Shelf.AWAY},
    ),
]

EACH = pytest.mark.parametrize(
    "case", ACTIONS, ids=[f"{case.name}-{n}" for n, case in enumerate(ACTIONS)]
)
CLASHING = pytest.mark.parametrize(
    "case", [case for case in ACTIONS if case.against], ids=lambda case: case.name
)


def _prepared(by: int, case: Case) -> int:
    ticket = opened(by, "The printer is on fire", body="Flames since nine")
    for act in case.before:
        act(by, row(ticket))
    return ticket


def _said(ticket: int) -> list[str]:
    return [said.body for said in thread.messages(ticket)]


def _everything(by: int, ticket: int) -> tuple[object, ...]:
    """All that a technician can know of a ticket: columns, labels, thread, and what finds it."""
    words = ("printer", "flames", "quokka", "fire")
    places = [found(by, word, view) for word in words for view in ("all", "done", "unassigned")]
    return state(ticket), _said(ticket), places


def test_every_action_on_tickets_is_tried_here() -> None:
    public = {
        name
        for name, function in inspect.getmembers(actions, inspect.isfunction)
        if function.__module__ == actions.__name__ and not name.startswith("_")
    }
    elsewhere = {"create", "open_ticket", "move", "let_wait", "close_by_itself"}  # parts of others
    assert public - elsewhere == {case.name for case in ACTIONS}


@EACH
def test_an_action_does_what_it_says(ana: int, case: Case) -> None:
    ticket = _prepared(ana, case)

    done = case.act(ana, row(ticket))

    assert done.things == (ticket,)
    assert not done.conflicts
    assert {name: state(ticket)[name] for name in case.leaves} == case.leaves
    assert case.says in _said(ticket) or not case.says


@EACH
def test_undo_restores_the_ticket_exactly_and_redo_does_it_again(ana: int, case: Case) -> None:
    ticket = _prepared(ana, case)
    before = _everything(ana, ticket)

    done = case.act(ana, row(ticket))
    after = _everything(ana, ticket)
    assert after != before

    undone = history.take_back(ana, done)
    assert _everything(ana, ticket) == before
    redone = history.take_back(ana, undone)
    assert _everything(ana, ticket) == after
    history.take_back(ana, redone)
    assert _everything(ana, ticket) == before


@CLASHING
def test_an_action_on_what_another_has_changed_does_nothing_and_says_who(
    ana: int, luis: int, case: Case
) -> None:
    assert case.against
    ticket = _prepared(ana, case)
    seen = row(ticket)
    case.against(luis, seen)
    before = _everything(ana, ticket)

    done = case.act(ana, seen)

    assert (done.changed, done.things) == (False, ())
    assert [conflict.who for conflict in done.conflicts] == ["luis"]
    assert _everything(ana, ticket) == before


@CLASHING
def test_the_same_once_more_on_the_ticket_as_it_is_now_goes_through(
    ana: int, luis: int, case: Case
) -> None:
    assert case.against
    ticket = _prepared(ana, case)
    seen = row(ticket)
    case.against(luis, seen)

    assert case.act(ana, seen).conflicts
    done = case.act(ana, row(ticket))

    assert not done.conflicts
    assert {name: state(ticket)[name] for name in case.leaves} == case.leaves


@CLASHING
def test_undo_is_refused_with_the_reason_when_another_has_changed_the_field_since(
    ana: int, luis: int, case: Case
) -> None:
    assert case.against
    ticket = _prepared(ana, case)
    done = case.act(ana, row(ticket))
    case.against(luis, row(ticket))
    before = _everything(ana, ticket)

    with pytest.raises(Refused, match="luis has changed it since"):
        history.take_back(ana, done)

    assert _everything(ana, ticket) == before


@EACH
def test_undo_leaves_what_another_has_done_to_other_fields(ana: int, luis: int, case: Case) -> None:
    ticket = _prepared(ana, case)
    before = state(ticket)
    done = case.act(ana, row(ticket))
    actions.edit(luis, row(ticket), {"category": "printing"})

    history.take_back(ana, done)

    assert state(ticket) == before | {"category": "printing"}


def test_undo_of_what_another_has_put_back_already_says_so(ana: int, luis: int) -> None:
    ticket = opened(ana)
    done = actions.set_priority(ana, [row(ticket)], 1)
    actions.set_priority(luis, [row(ticket)], 3)
    labelled = actions.label(ana, [row(ticket)], ["vpn"])
    actions.label(luis, [row(ticket)], off=["vpn"])

    for gone in (done, labelled):
        with pytest.raises(Refused, match="so already"):
            history.take_back(ana, gone)


def test_an_action_that_changes_nothing_leaves_nothing_to_undo(ana: int) -> None:
    ticket = opened(ana)

    done = actions.set_priority(ana, [row(ticket)], 3)

    assert not done.changed
    with pytest.raises(Refused, match="changed nothing"):
        history.take_back(ana, done)


def test_a_new_ticket_that_somebody_takes_is_open(ana: int) -> None:
    ticket = opened(ana)
    assert row(ticket).status == Status.NEW

    actions.assign(ana, [row(ticket)], ana)

    assert row(ticket).status == Status.OPEN


def test_a_ticket_that_was_taken_from_somebody_stays_in_its_status(ana: int) -> None:
    ticket = opened(ana, assignee=ana)
    actions.wait(ana, [row(ticket)], Wait.CLIENT)

    actions.assign(ana, [row(ticket)], None)

    assert (row(ticket).status, row(ticket).assignee_id) == (Status.WAITING, None)


def test_resolving_dates_the_solution_closing_the_end_and_reopening_forgets_both(ana: int) -> None:
    ticket = opened(ana)
    actions.resolve(ana, [row(ticket)], "")
    resolved = row(ticket).resolved_at
    actions.set_status(ana, [row(ticket)], Status.CLOSED)

    assert resolved is not None
    assert row(ticket).resolved_at == resolved
    assert row(ticket).closed_at is not None
    actions.set_status(ana, [row(ticket)], Status.OPEN)
    assert (row(ticket).resolved_at, row(ticket).closed_at) == (None, None)


def test_labels_of_two_people_merge(ana: int, luis: int) -> None:
    ticket = opened(ana, tags=("old",))
    seen = row(ticket)

    first = actions.label(ana, [seen], on=["vpn"], off=["old"])
    second = actions.label(luis, [seen], on=["urgent"])

    assert not first.conflicts
    assert not second.conflicts
    assert row(ticket).tags == ("urgent", "vpn")
    history.take_back(ana, first)
    assert row(ticket).tags == ("old", "urgent")


def test_a_withdrawn_reply_leaves_the_thread_and_the_search(ana: int) -> None:
    ticket = opened(ana)
    done = actions.reply(ana, [row(ticket)], "Try a bucket")
    assert found(ana, "bucket") == {ticket}

    history.take_back(ana, done)

    assert _said(ticket) == []
    assert found(ana, "bucket") == set()
    assert Message.select().count() == 1, "it is withdrawn, not deleted"


def test_a_reply_that_has_left_cannot_be_taken_back(ana: int) -> None:
    ticket = opened(ana)
    done = actions.reply(ana, [row(ticket)], "Try a bucket")
    Message.update(sent_at=FRIDAY).execute()

    with pytest.raises(Refused, match="left already"):
        history.take_back(ana, done)

    assert _said(ticket) == ["Try a bucket"]


def test_a_ticket_that_is_put_away_leaves_every_list_and_comes_back(ana: int) -> None:
    ticket = opened(ana, assignee=ana)
    done = actions.put_away(ana, [row(ticket)])

    for view in ("mine", "all", "done", "unassigned", "waiting"):
        assert ticket not in found(ana, view=view)
        assert ticket not in found(ana, f"#{ticket}", view)
    history.take_back(ana, done)
    assert found(ana, view="mine") == {ticket}


def test_undoing_a_new_ticket_puts_it_away_with_all_it_said(ana: int) -> None:
    done = actions.create(ana, actions.NewTicket("Smoke", "and mirrors", tags=("fire",)))
    (ticket,) = done.things

    undone = history.take_back(ana, done)
    assert found(ana) == set()
    assert _said(ticket) == []

    history.take_back(ana, undone)
    assert found(ana, "mirrors") == {ticket}
    assert row(ticket).tags == ("fire",)
    assert opened(ana) == ticket + 1, "a number is never given twice"


def test_a_new_ticket_keeps_who_asked_and_what(ana: int) -> None:
    client = editing.add_client(ana, {"name": "ACME Ibérica"}).things[0]
    marta = editing.add_contact(ana, client, {"name": "Marta Ruiz"}).things[0]

    ticket = opened(ana, body="Flames\x1b[2J", client=client, requester=marta)

    (said,) = thread.messages(ticket)
    assert (said.who, said.ours, said.kind) == ("Marta Ruiz", False, MessageKind.REQUEST)
    assert "\x1b" not in said.body
    assert found(ana, "iberica ruiz flames") == {ticket}
    assert Client.select().count() == 1


def test_many_tickets_are_done_in_chunks_those_that_another_has_changed_are_left(
    ana: int, luis: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "CHUNK", 7)
    monkeypatch.setattr(history, "CHUNK", 7)
    tickets = [opened(ana, f"Screen {n}") for n in range(30)]
    seen = [row(ticket) for ticket in tickets]
    theirs = tickets[3::9]
    actions.set_priority(luis, [row(ticket) for ticket in theirs], 4)

    done = actions.set_priority(ana, seen, 1)

    assert [conflict.entity_id for conflict in done.conflicts] == theirs
    assert {row(t).priority for t in theirs} == {4}
    assert {row(t).priority for t in done.things} == {1}
    assert sorted([*theirs, *done.things]) == tickets
    batches = Event.select(Event.batch).where(Event.technician == ana, Event.field == "priority")
    assert {batch for (batch,) in batches.tuples()} == {done.batch}

    changed_since = done.things[5]
    actions.set_priority(luis, [row(changed_since)], 2)
    undone = history.take_back(ana, done)
    assert [conflict.entity_id for conflict in undone.conflicts] == [changed_since]
    assert {row(t).priority for t in undone.things} == {3}
    assert row(changed_since).priority == 2

    history.take_back(ana, undone)
    assert {row(t).priority for t in undone.things} == {1}


@pytest.mark.parametrize("say", [actions.reply, actions.add_note, actions.resolve])
def test_a_line_of_any_length_is_kept_whole(
    ana: int, say: Callable[[int, list[Row], str], Done]
) -> None:
    number = opened(ana)
    text = "why " * 4000
    say(ana, [row(number)], text)
    newest = Message.select().where(Message.ticket == number).order_by(Message.id.desc()).get()
    assert newest.body.split() == text.split()
