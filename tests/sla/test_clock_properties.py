"""What holds for every clock, whatever the life of the ticket, over every change of the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.clock import NEVER
from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.sla.clocks import Clock, Life, Move, Said, clocks_of
from helpdesk_tui.sla.ledger import Why, ledger
from helpdesk_tui.sla.rules import Hours, Policy, Target
from tests.calendars import making
from tests.calendars.counting import Counter, Plan

SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=size) for size in (1, 60, 3600, 86_400))
FRACTION = timedelta(microseconds=250_000)
LONG = 40 * DAY

few = settings(max_examples=12, suppress_health_check=list(HealthCheck))
around_a_change = pytest.mark.parametrize("change", making.CHANGES)
drawn = given(st.data())


def moments(change: str, around: timedelta, step: timedelta) -> st.SearchStrategy[datetime]:
    return making.instants(making.CHANGES[change][1], around, step)


@st.composite
def lives(draw: st.DrawFn, at: st.SearchStrategy[datetime]) -> Life:
    """A ticket that is opened, waits, is resolved and reopened, and is written to, as it comes."""
    begun, *times = sorted(draw(st.lists(at, min_size=1, max_size=6)))
    kinds = st.sampled_from([{}, {}, {"resolved": True}, *({"waits_for": whom} for whom in Wait)])
    moves = [Move(time, **draw(kinds)) for time in (begun, *times)]
    after = at.map(lambda time: max(time, begun))
    said = st.builds(Said, after, ours=st.booleans())
    messages = draw(st.lists(said, max_size=4))
    return Life(moves, sorted(messages, key=lambda message: message.at))


def between(first: datetime, last: datetime) -> st.SearchStrategy[datetime]:
    """Instants from one to another, both of them too."""
    return st.integers(0, (last - first) // FRACTION).map(lambda count: first + count * FRACTION)


def policy(data: st.DataObject, plan: Plan, most: int) -> Policy:
    seconds = {target: data.draw(st.integers(1, most)) for target in Target}
    stops = data.draw(st.booleans())
    hours = Hours("any", plan.calendar())
    return Policy("Any", hours, seconds, waiting_stops_first_response=stops)


def owed(clock: Clock) -> datetime:
    """When it is due, or ends before that: what would come after its end is nobody's concern."""
    return min(clock.due or NEVER, clock.stopped or NEVER)


@around_a_change
@drawn
@few
def test_the_lines_of_a_ledger_add_up_to_the_second(change: str, data: st.DataObject) -> None:
    plan = data.draw(making.plans(*making.CHANGES[change]))
    near = moments(change, LONG, FRACTION)
    life, now = data.draw(lives(near)), data.draw(near)
    for clock in clocks_of(life, policy(data, plan, 10**6)):
        lines = ledger(clock, now)
        end = min(filter(None, (clock.stopped, clock.due)), default=max(now, clock.begun))
        assert sum(line.seconds for line in lines) == clock.spent(end)
        assert not lines or lines[-1].total == clock.spent(end)
        for line in lines:
            lasts = line.end.timestamp() - line.begin.timestamp()
            assert line.seconds == (lasts if line.why is Why.COUNTED else 0)
        assert all(one.end.timestamp() <= next_.begin.timestamp() for one, next_ in pairwise(lines))
        if clock.due == end:
            assert clock.spent(end) == clock.seconds


def counted(clock: Clock, life: Life, policy: Policy, counter: Counter) -> datetime | None:
    """When the clock is due, counted on the fingers; None when that lies outside the window."""
    waits = clock.target is Target.RESOLUTION or (
        clock.target is Target.FIRST_RESPONSE and policy.waiting_stops_first_response
    )
    left = clock.seconds
    for index in range(counter.index(clock.begun), len(counter.open)):
        at = counter.instant(index)
        move = [move for move in life.moves if move.at <= at or move is life.moves[0]][-1]
        if counter.open[index] and not (move.resolved or (waits and move.waits_for is not None)):
            left -= counter.step // SECOND
        if not left:
            return counter.instant(index + 1)
    return None


@around_a_change
@pytest.mark.parametrize(("around", "step"), [(2 * DAY, MINUTE), (HOUR, SECOND)])
@drawn
@few
def test_it_is_due_when_counting_second_by_second_says_so(
    change: str, around: timedelta, step: timedelta, data: st.DataObject
) -> None:
    size = step // SECOND
    plan = data.draw(making.plans(*making.CHANGES[change], size))
    at = making.CHANGES[change][1]
    counter = Counter(plan, at - around, at + around, step)
    life = data.draw(lives(moments(change, around, step)))
    promised = policy(data, plan, around // step)
    whole = {target: count * size for target, count in promised.seconds.items()}
    promised = replace(promised, seconds=whole)
    for clock in clocks_of(life, promised):
        expected = counted(clock, life, promised, counter) or counter.last
        until = min(clock.stopped or NEVER, counter.last)
        assert min(owed(clock), until) == min(expected, until)
        assert clock.missed == (clock.stopped is not None and expected < clock.stopped)


@around_a_change
@drawn
@few
def test_a_later_beginning_is_never_due_earlier(change: str, data: st.DataObject) -> None:
    plan = data.draw(making.plans(*making.CHANGES[change]))
    life = data.draw(lives(moments(change, LONG, FRACTION)))
    promised = policy(data, plan, 10**5)
    begun, *rest = life.moves
    happened = [*(move.at for move in rest), *(said.at for said in life.messages)]
    until = min(happened, default=begun.at + DAY)
    later = replace(begun, at=data.draw(between(begun.at, until)))
    moved = Life([later, *rest], life.messages)
    for clock, other in zip(clocks_of(life, promised), clocks_of(moved, promised), strict=True):
        assert owed(clock) <= owed(other)


@around_a_change
@drawn
@few
def test_adding_a_holiday_never_brings_one_forward(change: str, data: st.DataObject) -> None:
    plan = data.draw(making.plans(*making.CHANGES[change]))
    life = data.draw(lives(moments(change, 3 * DAY, FRACTION)))
    promised = policy(data, plan, 10**5)
    holiday = data.draw(making.dates(making.CHANGES[change][1]))
    shut = replace(promised, hours=Hours("shut", plan.calendar(holiday)))
    for clock, other in zip(clocks_of(life, promised), clocks_of(life, shut), strict=True):
        assert owed(clock) <= owed(other)


@around_a_change
@drawn
@few
def test_splitting_a_pause_in_two_changes_nothing(change: str, data: st.DataObject) -> None:
    plan = data.draw(making.plans(*making.CHANGES[change]))
    near = moments(change, LONG, FRACTION)
    life, now = data.draw(lives(near)), data.draw(near)
    promised = policy(data, plan, 10**5)
    number = data.draw(st.integers(1, len(life.moves)))
    before, after = life.moves[:number], life.moves[number:]
    until = after[0].at if after else before[-1].at + DAY
    again = replace(before[-1], at=data.draw(between(before[-1].at, until)))
    split = Life([*before, again, *after], life.messages)
    for clock, other in zip(clocks_of(life, promised), clocks_of(split, promised), strict=True):
        assert owed(clock) == owed(other)
        assert clock.spent(now) == other.spent(now)
        assert clock.missed == other.missed
