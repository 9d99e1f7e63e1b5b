"""What stands beside a ticket is what its history says, whatever happened to it in whatever order.

It is held against what is worked out anew, and against a count of every minute (`by_the_minute`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.clock import NEVER
from helpdesk_tui.models import clocks
from helpdesk_tui.models.changes import Hand, change
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import MessageKind, Status, Ticket
from helpdesk_tui.people.editing import add_client
from helpdesk_tui.sla.rules import Target
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import promises
from tests.sla.by_the_minute import columns
from tests.sla.conftest import Watch
from tests.sla.lives import Life, anew, promise, rules, stands, steps, versions
from tests.sla.promised import HOUR, at
from tests.support import opened, row, state


@pytest.fixture
def life(desk: Opened, ana: int, watch: Watch) -> Life:
    client = add_client(ana, {"name": "ACME Ibérica"}).things[0]
    return Life(ana, watch, client, versions(client))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, first=st.integers(0, 3), made_waiting=st.booleans())
def test_after_anything_that_may_happen_the_kept_clocks_are_those_counted_by_the_minute(
    life: Life, steps: list[tuple[str, int, int]], first: int, made_waiting: bool
) -> None:
    one = Life(life.by, life.watch, life.client, life.versions)
    one.watch.goes_on(1)
    promises.save(one.by, one.versions[first])
    one.begin(made_waiting)
    for what, choice, minutes in steps:
        one.watch.goes_on(minutes)
        one.step(what, choice)
        kept = stands(one.ticket)
        should = columns(one.ticket, one.then)
        if one.then or kept["rules"] == should["rules"]:  # else it is behind, and follows later
            assert kept == anew(one.ticket)
            assert kept == should
    promises.bring_up_to_date()
    assert stands(one.ticket) == anew(one.ticket) == columns(one.ticket, one.then)
    assert promises.wrong() == 0


GOLD = rules(promise(first_response=1, next_response=2, resolution=8))
SLOWER = rules(promise(first_response=2, next_response=4, resolution=16))


@pytest.fixture
def ticket(life: Life) -> int:
    """A ticket under Gold, made on Monday at ten."""
    promises.save(life.by, GOLD)
    life.watch.now = at(16, "10:00")
    life.begin(made_waiting=False)
    return life.ticket


def does(life: Life, clock: str, what: str, choice: int = 1, day: int = 16) -> dict[str, Any]:
    """Something happens at a time of that day; what stands beside the ticket then."""
    life.watch.now = at(day, clock)
    life.step(what, choice)
    return stands(life.ticket)


def test_a_closed_ticket_is_frozen_when_the_rules_change(life: Life, ticket: int) -> None:
    does(life, "11:30", "reply")
    closed = does(life, "12:00", "close")
    assert closed["missed"] == Target.FIRST_RESPONSE
    life.watch.now = at(16, "13:00")
    promises.save(life.by, SLOWER)
    assert promises.bring_up_to_date() == 0
    assert stands(ticket) == anew(ticket) == closed
    assert [one.seconds for one in clocks.clocks(ticket)] == [HOUR, 8 * HOUR]
    assert does(life, "13:30", "category") == does(life, "13:40", "client") == closed


def test_a_closed_ticket_that_is_wrong_under_its_old_rules_is_found_and_mended(
    life: Life, ticket: int
) -> None:
    closed = does(life, "12:00", "close")
    life.watch.now = at(16, "13:00")
    promises.save(life.by, SLOWER)
    Ticket.update(missed=0, promised=0).where(Ticket.id == ticket).execute()
    assert promises.wrong(mend=True) == 1
    assert promises.wrong() == 0
    assert stands(ticket) == closed


def test_a_reopened_ticket_follows_the_rules_that_hold_now(life: Life, ticket: int) -> None:
    does(life, "11:30", "reply")
    closed = does(life, "12:00", "close")
    life.watch.now = at(16, "13:00")
    slower = promises.save(life.by, SLOWER)
    reopened = does(life, "16:00", "open")
    assert (reopened["rules"], reopened["missed"]) == (slower, 0)
    assert reopened["due_at"] == at(19, "14:00")  # 2 h, then 2, 4 and 3; a holiday; 5 h
    assert does(life, "16:10", "undo") == closed


def test_what_is_closed_before_it_was_worked_out_anew_is_closed_under_the_new_rules(
    life: Life, ticket: int
) -> None:
    life.watch.now = at(16, "10:10")
    slower = promises.save(life.by, SLOWER)
    assert stands(ticket)["rules"] != slower
    assert does(life, "11:30", "close")["rules"] == slower
    assert stands(ticket)["missed"] == 0


def test_what_was_closed_before_there_were_rules_was_promised_nothing(life: Life) -> None:
    life.begin(made_waiting=False)
    does(life, "11:30", "close")
    life.watch.now = at(16, "13:00")
    promises.save(life.by, GOLD)
    promises.bring_up_to_date()
    after = does(life, "14:00", "note")
    assert after == anew(life.ticket)
    assert (after["rules"], after["promised"]) == (None, 0)
    assert clocks.clocks(life.ticket) == []


def _and_the_power_fails(by: int, do: Callable[[Hand], None]) -> None:
    with suppress(ZeroDivisionError), change(by) as hand:
        do(hand)
        raise ZeroDivisionError


def test_the_columns_move_in_the_transaction_of_the_change_or_not_at_all(
    life: Life, ticket: int
) -> None:
    before, events = state(ticket), Event.select().count()
    life.watch.now = at(16, "11:30")

    def resolved(hand: Hand) -> None:
        hand.swap(Entity.TICKET, ticket, {"status": (Status.NEW, Status.RESOLVED)})
        hand.say(ticket, MessageKind.REPLY, "Solved.")
        hand.settle()
        assert stands(ticket)["due_at"] == NEVER
        assert stands(ticket)["missed"] == Target.FIRST_RESPONSE

    _and_the_power_fails(life.by, resolved)
    assert state(ticket) == before
    assert Event.select().count() == events
    assert stands(ticket) == anew(ticket)


def test_rules_whose_saving_was_taken_back_leave_no_trace(life: Life, ticket: int) -> None:
    def saved(_hand: Hand) -> None:
        promises.save(life.by, SLOWER)
        promises.bring_up_to_date()
        assert stands(ticket)["due_at"] == at(16, "12:00")

    _and_the_power_fails(life.by, saved)
    assert stands(ticket)["due_at"] == at(16, "11:00")
    promises.save(life.by, rules(promise(first_response=3)))
    promises.bring_up_to_date()
    assert stands(ticket)["due_at"] == at(16, "13:00")


def test_the_end_of_the_wait_starts_the_resolution_clock_again(life: Life, ticket: int) -> None:
    does(life, "10:30", "reply")
    waits = does(life, "11:00", "wait", 2)
    assert waits["due_at"] == NEVER
    does(life, "12:59", "wake")
    assert stands(ticket) == waits
    woken = does(life, "13:00", "wake")
    assert woken["due_at"] == at(17, "13:00")  # 1 h, then 1 and 3; 2; a break; 1 h
    assert row(ticket).status == Status.OPEN


def test_a_note_of_a_technician_does_not_end_the_wait(life: Life, ticket: int) -> None:
    does(life, "10:30", "reply")
    waits = does(life, "11:00", "wait")
    assert does(life, "11:10", "note") == waits
    assert row(ticket).status == Status.WAITING


def test_a_ticket_that_was_put_away_has_no_clock_and_has_them_again_when_it_is_back(
    life: Life, ticket: int
) -> None:
    before = stands(ticket)
    away = does(life, "10:10", "away")
    assert (away["due_at"], away["promised"]) == (NEVER, 0)
    assert clocks.clocks(ticket) == []
    assert does(life, "10:20", "back") == before


def test_a_merged_ticket_has_no_clock(life: Life, ticket: int) -> None:
    other = opened(life.by)
    with change(life.by) as hand:
        hand.swap(Entity.TICKET, ticket, {"merged_into": (None, other)})
    assert stands(ticket) == anew(ticket) == columns(ticket)
    assert (stands(ticket)["due_at"], stands(ticket)["promised"]) == (NEVER, 0)
