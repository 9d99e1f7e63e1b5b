"""Staged changes: made with the reply as one, and taken back as one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpdesk_tui.models.changes import Done
from helpdesk_tui.models.tickets import Message, MessageKind, Status, Wait
from helpdesk_tui.tickets import actions, history
from helpdesk_tui.tickets.staged import ME, NOBODY, NOTHING, Staged
from tests.support import SATURDAY, opened, row, state

EVERYTHING = Staged(
    wait=Wait.CLIENT, days=3, priority=1, assignee=ME, on=("visit",), off=("new", "gone")
)


def bodies(ticket: int) -> list[str]:
    """What the thread says, without what was taken back."""
    found = Message.select().where(Message.ticket == ticket, ~Message.withdrawn)
    return [one.body for one in found.order_by(Message.id)]


def use(by: int, staged: Staged, body: str, *tickets: int) -> Done:
    return actions.carry_out(
        by, [row(one) for one in tickets], staged, dict.fromkeys(tickets, body)
    )


def test_all_of_it_happens_and_one_undo_takes_it_back(ana: int, luis: int) -> None:
    ticket = opened(luis, body="Help", assignee=luis, tags=("new",))
    before = state(ticket)
    done = use(ana, EVERYTHING, "On Tuesday", ticket)

    now = row(ticket)
    assert (now.status, now.wait_reason, now.priority) == (Status.WAITING, Wait.CLIENT, 1)
    assert (now.assignee_id, now.tags) == (ana, ("visit",))
    assert now.wait_until
    assert abs(now.wait_until - now.changed_at - timedelta(days=3)) < timedelta(seconds=1)
    assert bodies(ticket) == ["Help", "On Tuesday"]
    assert Message.get(Message.body == "On Tuesday").kind == MessageKind.REPLY

    history.take_back(ana, done)
    assert state(ticket) == before
    assert bodies(ticket) == ["Help"]


def test_a_new_ticket_that_is_given_is_open_unless_it_is_said_otherwise(ana: int) -> None:
    one, two = opened(ana), opened(ana)
    use(ana, Staged(assignee=ME), "", one)
    use(ana, Staged(assignee=ME, status=Status.RESOLVED), "", two)
    assert [row(one).status, row(two).status] == [Status.OPEN, Status.RESOLVED]
    assert bodies(one) == []


def test_it_can_be_given_to_nobody(ana: int, luis: int) -> None:
    ticket = opened(ana, assignee=luis)
    use(ana, Staged(assignee=NOBODY), "", ticket)
    assert row(ticket).assignee_id is None


def test_a_reply_without_changes_is_a_reply(ana: int) -> None:
    ticket = opened(ana)
    before = state(ticket)
    use(ana, NOTHING, "Hello", ticket)
    assert state(ticket) == before
    assert bodies(ticket) == ["Hello"]


def test_where_somebody_was_quicker_nothing_of_it_happens(ana: int, luis: int) -> None:
    ticket, other = opened(ana), opened(ana)
    seen = [row(ticket), row(other)]
    actions.set_priority(luis, [row(ticket)], 4)
    done = actions.carry_out(ana, seen, EVERYTHING, {ticket: "Hello", other: "Hello"})
    assert [one.field for one in done.conflicts] == ["priority"]
    assert done.things == (other,)
    assert bodies(ticket) == []
    assert row(ticket).tags == ()
    assert bodies(other) == ["Hello"]


@pytest.mark.parametrize("staged", [Staged(status=Status.NEW), Staged(days=1), Staged(off=("x",))])
def test_what_changes_anything_is_something(staged: Staged) -> None:
    assert staged
    assert not NOTHING
    assert NOTHING.until(SATURDAY) is None
