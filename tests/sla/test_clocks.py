"""What starts, holds, stops and starts anew each clock of a ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.calendars import Calendar
from helpdesk_tui.sla.clocks import Clock, Life, Move, Said, Standing, clocks_of, standing
from helpdesk_tui.sla.rules import Hours, Policy, Rules, Target
from tests.sla.promised import (
    HOLIDAY,
    MADRID,
    MINUTE,
    answered,
    asked,
    at,
    life,
    opened,
    policy,
    resolved,
    waiting,
)


def clock_of(life: Life, policy: Policy, target: Target = Target.RESOLUTION) -> Clock:
    """Its newest clock for this target."""
    return [clock for clock in clocks_of(life, policy) if clock.target == target][-1]


def due(life: Life, policy: Policy, target: Target = Target.RESOLUTION) -> datetime | None:
    return clock_of(life, policy, target).due


def test_resolution_runs_from_creation_in_open_hours() -> None:
    assert due(life(opened(16, "16:10")), policy(resolution=120)) == at(17, "8:10")


def test_the_first_response_runs_from_creation_too() -> None:
    told = life(opened(16, "17:50"), asked(16, "17:55"))
    assert due(told, policy(first=30), Target.FIRST_RESPONSE) == at(17, "8:20")


def test_a_target_that_is_empty_does_not_exist() -> None:
    told = life(opened(16, "9:00"), asked(16, "9:00"), asked(16, "12:00"))
    assert clocks_of(told, policy()) == []
    assert {clock.target for clock in clocks_of(told, policy(resolution=60))} == {Target.RESOLUTION}
    assert standing([]) == Standing()


def test_time_that_runs_out_at_closing_is_due_at_closing() -> None:
    assert due(life(opened(20, "16:00")), policy(resolution=120)) == at(20, "18:00")


def test_what_is_answered_after_closing_is_late_though_no_open_time_has_passed() -> None:
    clock = clock_of(life(opened(20, "16:00"), resolved(21, "10:00")), policy(resolution=120))
    assert clock.spent(at(23)) == 120 * MINUTE
    assert clock.missed


def test_waiting_stops_the_resolution_clock() -> None:
    waited = life(opened(16, "9:00"), waiting(16, "10:00"), opened(16, "12:00"))
    assert due(waited, policy(resolution=120)) == at(16, "13:00")


def test_while_it_waits_the_clock_is_held_and_nothing_is_due() -> None:
    clock = clock_of(life(opened(16, "9:00"), waiting(16, "10:00")), policy(resolution=120))
    assert clock.held
    assert clock.due is None
    assert clock.spent(at(19)) == 60 * MINUTE


def test_what_was_due_before_the_waiting_began_stays_due() -> None:
    waited = life(opened(16, "9:00"), waiting(16, "12:00"))
    assert due(waited, policy(resolution=120)) == at(16, "11:00")


def test_a_ticket_made_waiting_starts_its_clock_when_it_is_first_opened() -> None:
    made_waiting = waiting(16, "9:00")
    assert clocks_of(life(made_waiting), policy(first=30, resolution=120)) == []
    assert due(life(made_waiting, opened(17, "9:00")), policy(resolution=120)) == at(17, "11:00")


def test_what_is_asked_of_a_ticket_made_waiting_is_owed_from_when_it_is_first_opened() -> None:
    made_waiting = [waiting(16, "9:00"), asked(16, "9:00")]
    assert clocks_of(life(*made_waiting), policy(next_=60)) == []
    told = life(*made_waiting, opened(17, "9:00"))
    assert due(told, policy(next_=60), Target.NEXT_RESPONSE) == at(17, "10:00")


def test_a_second_has_no_parts() -> None:
    begun = at(16, "9:00") + timedelta(milliseconds=900)
    answer = Said(at(16, "9:30") + timedelta(milliseconds=500), ours=True)
    (clock,) = clocks_of(Life([Move(begun)], [answer]), policy(first=30))
    assert clock.spent(answer.at) == 30 * MINUTE
    assert not clock.missed


def test_waiting_does_not_stop_the_first_response_unless_the_policy_says_so() -> None:
    waited = life(opened(16, "9:00"), waiting(16, "9:10"), opened(16, "10:10"))
    first = Target.FIRST_RESPONSE
    assert due(waited, policy(first=30), first) == at(16, "9:30")
    assert due(waited, policy(first=30, waiting_stops=True), first) == at(16, "10:30")


def test_the_first_answer_stops_the_first_response_and_the_second_changes_nothing() -> None:
    told = life(opened(16, "9:00"), asked(16, "9:00"), answered(16, "9:20"), answered(16, "11:00"))
    clock = clock_of(told, policy(first=30), Target.FIRST_RESPONSE)
    assert clock.stopped == at(16, "9:20")
    assert not clock.missed


def test_an_answer_while_it_waits_is_in_time_where_waiting_stops_the_first_response() -> None:
    told = life(opened(16, "9:00"), waiting(16, "9:10"), answered(17, "9:00"))
    assert clock_of(told, policy(first=30), Target.FIRST_RESPONSE).missed
    clock = clock_of(told, policy(first=30, waiting_stops=True), Target.FIRST_RESPONSE)
    assert not clock.missed
    assert clock.spent(at(18)) == 10 * MINUTE


def test_an_answer_after_the_due_instant_is_missed_for_good() -> None:
    told = life(opened(16, "9:00"), answered(16, "9:30:01"))
    assert clock_of(told, policy(first=30), Target.FIRST_RESPONSE).missed


def test_the_next_response_counts_from_the_oldest_message_without_an_answer() -> None:
    told = life(
        opened(16, "9:00"),
        asked(16, "9:00"),
        answered(16, "9:10"),
        asked(16, "12:00"),
        asked(16, "12:30"),
    )
    promised = policy(first=30, next_=60)
    assert due(told, promised, Target.NEXT_RESPONSE) == at(16, "13:00")


def test_until_the_first_answer_only_the_first_response_runs() -> None:
    told = life(opened(16, "9:00"), asked(16, "9:00"), asked(16, "9:20"))
    targets = [clock.target for clock in clocks_of(told, policy(first=30, next_=60))]
    assert targets == [Target.FIRST_RESPONSE]


def test_without_a_promised_first_response_the_request_itself_waits_for_the_next_one() -> None:
    told = life(opened(16, "9:00"), asked(16, "9:00"))
    assert due(told, policy(next_=60), Target.NEXT_RESPONSE) == at(16, "10:00")


def test_a_public_answer_clears_what_is_asked_and_more_messages_do_not_move_it() -> None:
    told = [opened(16, "9:00"), asked(16, "9:00"), asked(16, "9:20"), asked(16, "9:50")]
    promised = policy(next_=60)
    assert due(life(*told), promised, Target.NEXT_RESPONSE) == at(16, "10:00")
    cleared = clocks_of(life(*told, answered(16, "9:55")), promised)
    assert [(clock.stopped, clock.missed) for clock in cleared] == [(at(16, "9:55"), False)]
    assert standing(cleared).due is None


def test_every_answered_message_has_kept_or_missed_its_own_promise() -> None:
    told = life(
        opened(16, "9:00"),
        answered(16, "9:10"),
        asked(16, "10:00"),
        answered(16, "10:30"),
        asked(16, "11:00"),
        answered(16, "13:00"),
    )
    clocks = clocks_of(told, policy(next_=60))
    assert [clock.missed for clock in clocks] == [False, True]
    assert standing(clocks).missed == Target.NEXT_RESPONSE


def test_resolved_stops_every_clock() -> None:
    told = life(opened(16, "9:00"), asked(16, "9:00"), resolved(16, "9:20"))
    clocks = clocks_of(told, policy(first=30, next_=60, resolution=120))
    assert {clock.stopped for clock in clocks} == {at(16, "9:20")}
    assert standing(clocks).due is None


def test_closing_what_is_resolved_does_not_move_the_end() -> None:
    told = life(opened(16, "9:00"), resolved(16, "10:00"), resolved(20, "10:00"))
    assert clock_of(told, policy(resolution=120)).stopped == at(16, "10:00")


def test_reopened_the_resolved_span_does_not_count() -> None:
    told = life(opened(16, "9:00"), resolved(16, "10:00"), opened(17, "9:00"))
    assert due(told, policy(resolution=120)) == at(17, "10:00")


def test_a_message_to_a_resolved_ticket_runs_once_it_is_reopened() -> None:
    told = [opened(16, "9:00"), answered(16, "9:10"), resolved(16, "10:00"), asked(16, "15:00")]
    promised = policy(first=30, next_=60)
    assert Target.NEXT_RESPONSE not in {c.target for c in clocks_of(life(*told), promised)}
    reopened = life(*told, opened(17, "9:00"))
    assert due(reopened, promised, Target.NEXT_RESPONSE) == at(17, "10:00")


def test_it_warns_when_the_share_of_the_open_time_is_over() -> None:
    clock = clock_of(life(opened(16, "16:30")), policy(resolution=120))
    assert clock.warns == at(16, "18:00")
    assert clock_of(life(opened(16, "16:31")), policy(resolution=120)).warns == at(17, "8:01")


@given(
    minutes=st.integers(0, 14 * 24 * 60),
    promised=st.integers(1, 3000),
    share=st.integers(1, 100),
    hold=st.integers(0, 3000),
)
def test_warnings_come_in_open_hours_only_never_at_midnight(
    minutes: int, promised: int, share: int, hold: int
) -> None:
    begun = at(16) + timedelta(minutes=minutes)
    told = Life([Move(begun), Move(begun, waits_for=1), Move(begun + timedelta(minutes=hold))])
    clock = clock_of(told, replace(policy(resolution=promised), warn_at=share))
    assert clock.warns
    assert clock.due
    for instant in (clock.warns, clock.due):
        local = instant.astimezone(MADRID)
        assert local.weekday() < 5
        assert local.date() != HOLIDAY
        assert time(8) < local.time() <= time(18)
    assert clock.warns <= clock.due


def test_what_is_due_first_is_what_the_ticket_is_due_for() -> None:
    told = life(opened(16, "9:00"))
    found = standing(clocks_of(told, policy(first=40, resolution=120)))
    assert (found.due, found.warns) == (at(16, "9:40"), at(16, "9:30"))
    assert found.promised == Target.FIRST_RESPONSE | Target.RESOLUTION


def test_a_calendar_that_is_never_open_promises_nothing_silently() -> None:
    never = Policy("Never", Hours("never", Calendar(MADRID, {})), {Target.RESOLUTION: 60})
    clocks = clocks_of(life(opened(16)), never)
    assert standing(clocks).due is None
    with pytest.raises(ValueError, match="no open time"):
        _ = clocks[0].due


def test_the_first_policy_that_fits_is_the_one() -> None:
    gold = Policy("Gold", policy().hours, {}, clients=frozenset([7]), priorities=frozenset([1]))
    print_ = Policy("Printers", policy().hours, {}, categories=frozenset(["printing"]))
    rest = Policy("Rest", policy().hours, {})
    rules = Rules((gold, print_, rest))
    assert rules.policy_for(7, "printing", 1) is gold
    assert rules.policy_for(7, "printing", 2) is print_
    assert rules.policy_for(None, "", 4) is rest
    assert Rules().policy_for(7, "", 1) is None
