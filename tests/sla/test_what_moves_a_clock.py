"""What is a response, what is worked out anew, and what begins and ends a wait: at the desk."""

from __future__ import annotations

from datetime import datetime

import pytest

from helpdesk_tui.clock import NEVER
from helpdesk_tui.models import clocks
from helpdesk_tui.models.changes import as_stored, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import MessageKind, Status, Wait
from helpdesk_tui.people.editing import add_client
from helpdesk_tui.sla.ledger import Why
from helpdesk_tui.sla.rules import Target
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import actions, history, promises
from tests.sla.conftest import Watch
from tests.sla.lives import promise, rules, stands
from tests.sla.promised import HOUR, at
from tests.support import opened, row

GOLD = promise(name="Gold", first_response=1, next_response=2, resolution=8, priorities=[1])
REST = promise("New York", name="Rest", resolution=4)


@pytest.fixture
def ticket(desk: Opened, ana: int, watch: Watch) -> int:
    """A ticket under Gold, made on Monday at ten."""
    promises.save(ana, rules(GOLD, REST))
    watch.now = at(16, "10:00")
    return opened(ana, body="Help!", priority=1)


def test_a_note_an_automatic_answer_or_a_change_of_status_is_no_response(
    ticket: int, ana: int, watch: Watch
) -> None:
    watch.goes_on(10)
    actions.add_note(ana, [row(ticket)], "It smokes.")
    with change(None) as hand:
        hand.say(ticket, MessageKind.REPLY, "We have got your message.")
    actions.assign(ana, [row(ticket)], ana)
    actions.wait(ana, [row(ticket)], Wait.SUPPLIER)
    assert stands(ticket)["due_at"] == at(16, "11:00")
    assert Target.FIRST_RESPONSE in {clock.target for clock in clocks.clocks(ticket)}


def test_a_public_reply_by_a_technician_is_one_and_taking_it_back_makes_it_none(
    ticket: int, ana: int, watch: Watch
) -> None:
    watch.goes_on(10)
    answered = actions.reply(ana, [row(ticket)], "We look at it.")
    assert clocks.clocks(ticket)[0].stopped == watch.now
    assert stands(ticket)["due_at"] == at(17, "10:00")  # the resolution
    watch.goes_on(1)
    history.take_back(ana, answered)
    assert stands(ticket)["due_at"] == at(16, "11:00")


def test_a_waiting_state_needs_a_reason(ticket: int, ana: int) -> None:
    with pytest.raises(ValueError, match="reason"):
        actions.set_status(ana, [row(ticket)], Status.WAITING)


def test_a_policy_chooses_by_client_category_and_priority_and_the_match_is_shown(
    ticket: int, ana: int
) -> None:
    firm = add_client(ana, {"name": "ACME Ibérica"}).things[0]
    printing = promise(name="Printing", resolution=3, categories=["printing"])
    theirs = promise(name="ACME", resolution=2, clients=[firm], categories=["printing"])
    promises.save(ana, rules(theirs, printing, GOLD, REST))

    def shown() -> set[tuple[str, str]]:
        explained = promises.explain(ticket)
        return {(one.clock.policy.name, one.clock.policy.hours.name) for one in explained}

    assert shown() == {("Gold", "Madrid")}
    actions.set_priority(ana, [row(ticket)], 2)
    assert shown() == {("Rest", "New York")}
    actions.edit(ana, row(ticket), {"category": "printing"})
    assert shown() == {("Printing", "Madrid")}
    actions.edit(ana, row(ticket), {"client": firm})
    assert shown() == {("ACME", "Madrid")}


def test_when_the_priority_changes_all_is_worked_out_anew_and_pauses_are_never_lost(
    ticket: int, ana: int, watch: Watch
) -> None:
    actions.reply(ana, [row(ticket)], "We look at it.")
    watch.now = at(16, "11:00")
    actions.wait(ana, [row(ticket)], Wait.CLIENT)
    watch.now = at(16, "16:00")
    actions.set_status(ana, [row(ticket)], Status.OPEN)
    assert stands(ticket)["due_at"] == at(17, "16:00")  # 1 h, then 2, and 2 and 2 and 1
    actions.set_priority(ana, [row(ticket)], 3)
    # In New York it opened at 14:00 in Madrid; what it waited until 16:00 does not count.
    assert stands(ticket)["due_at"] == at(17, "17:00")
    actions.set_priority(ana, [row(ticket)], 1)
    assert stands(ticket)["due_at"] == at(17, "16:00")


@pytest.mark.parametrize(
    "policy", [{**GOLD, "calendar": "always"}, {**GOLD, "resolution": 2 * HOUR}]
)
def test_when_the_policy_or_its_calendar_changes_pauses_are_never_lost(
    ticket: int, ana: int, watch: Watch, policy: dict[str, object]
) -> None:
    actions.reply(ana, [row(ticket)], "We look at it.")
    watch.now = at(16, "11:00")
    actions.wait(ana, [row(ticket)], Wait.CLIENT)
    promises.save(ana, rules(policy))
    assert promises.bring_up_to_date() == 1
    assert stands(ticket)["due_at"] == NEVER
    watch.now = at(16, "16:00")
    actions.set_status(ana, [row(ticket)], Status.OPEN)
    assert stands(ticket)["due_at"] == at(
        16, "23:00" if policy["resolution"] == 8 * HOUR else "17:00"
    )
    whys = [line.why for line in promises.explain(ticket)[-1].lines]
    assert whys == [Why.COUNTED, Why.WAITING, Why.COUNTED]


def test_what_is_asked_before_the_ticket_is_reopened_is_owed_once_it_is(
    ticket: int, ana: int, watch: Watch
) -> None:
    actions.resolve(ana, [row(ticket)], "Solved.")
    watch.now = at(16, "12:00")
    with change(ana) as hand:
        hand.say(ticket, MessageKind.REQUEST, "It is not.")
    assert stands(ticket)["due_at"] == NEVER
    watch.now = at(16, "16:00")
    actions.set_status(ana, [row(ticket)], Status.OPEN)
    assert stands(ticket)["due_at"] == at(16, "18:00")


def agreed(by: int, ticket: int, instant: datetime) -> None:
    """Somebody agrees with the client by when it is to be done."""
    with change(by) as hand:
        hand.swap(Entity.TICKET, ticket, {"agreed_at": (None, as_stored(instant))})


def test_an_instant_that_was_agreed_for_the_morning_warns_on_the_evening_before(
    ticket: int, ana: int
) -> None:
    promises.save(ana, rules(promise(resolution=40)))
    agreed(ana, ticket, at(17, "9:30"))
    assert stands(ticket)["warn_at"] == at(16, "17:30")


def test_without_a_policy_an_instant_that_was_agreed_warns_an_hour_before(
    ticket: int, ana: int
) -> None:
    promises.save(ana, rules())
    agreed(ana, ticket, at(17, "9:30"))
    assert stands(ticket)["warn_at"] == at(17, "8:30")


def test_an_instant_that_was_agreed_is_told_where_the_ticket_is_due_then(
    ticket: int, ana: int
) -> None:
    assert promises.due_as_agreed(ticket) is None
    agreed(ana, ticket, at(16, "9:30"))
    assert promises.due_as_agreed(ticket) == at(16, "9:30")
    actions.resolve(ana, [row(ticket)], "Done.")
    assert promises.due_as_agreed(ticket) is None


def test_what_comes_first_of_a_clock_and_what_was_agreed_is_when_the_ticket_is_due(
    ticket: int, ana: int
) -> None:
    agreed(ana, ticket, at(27, "9:30"))
    assert promises.due_as_agreed(ticket) is None
    assert stands(ticket)["due_at"] == at(16, "11:00")
