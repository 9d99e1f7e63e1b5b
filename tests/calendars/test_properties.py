"""What holds for every calendar, over every change of the clocks."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.calendars import making
from tests.calendars.counting import Counter, Plan

SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=size) for size in (1, 60, 3600, 86_400))
FRACTION = timedelta(microseconds=250_000)
LONG = 40 * DAY

few = settings(max_examples=12, suppress_health_check=list(HealthCheck))
more = settings(few, max_examples=40)

around_a_change = pytest.mark.parametrize("change", making.CHANGES)
drawn = given(st.data())


def plan_of(data: st.DataObject, change: str, step: int = 60) -> Plan:
    return data.draw(making.plans(*making.CHANGES[change], step))


def counted(plan: Plan, change: str, around: timedelta, step: timedelta) -> Counter:
    at = making.CHANGES[change][1]
    return Counter(plan, at - around, at + around, step)


def moments(change: str, around: timedelta, step: timedelta) -> st.SearchStrategy[datetime]:
    return making.instants(making.CHANGES[change][1], around, step)


@around_a_change
@pytest.mark.parametrize(("around", "step"), [(3 * DAY, MINUTE), (2 * HOUR, SECOND)])
@drawn
@few
def test_every_answer_is_the_one_that_counting_step_by_step_gives(
    change: str, around: timedelta, step: timedelta, data: st.DataObject
) -> None:
    size = int(step.total_seconds())
    plan = plan_of(data, change, size)
    calendar, counter = plan.calendar(), counted(plan, change, around, step)
    near = moments(change, around, step)
    start, end = sorted(data.draw(st.tuples(near, near)))
    steps = data.draw(st.integers(0, around // step))
    pauses = data.draw(making.pauses(moments(change, around + 5 * step, step)))
    roll = data.draw(st.booleans())

    assert calendar.elapsed(start, end, pauses) == counter.elapsed(start, end, pauses)
    due = calendar.deadline(start, steps * size, pauses, roll)
    expected = counter.deadline(start, steps, pauses, roll=roll)
    assert due == expected if expected else due >= counter.last
    since = calendar.backwards(end, steps * size)
    mirrored = counter.backwards(end, steps)
    assert since == mirrored if mirrored else since <= counter.first


@around_a_change
@drawn
@few
def test_intervals_are_the_steps_that_are_open(change: str, data: st.DataObject) -> None:
    plan = plan_of(data, change)
    counter = counted(plan, change, 3 * DAY, MINUTE)
    intervals = plan.calendar().intervals(counter.first, counter.last)
    steps = [False] * len(counter.open)
    for opens, closes in intervals:
        span = range(counter.index(opens), counter.index(closes))
        assert span
        for index in span:
            steps[index] = True
    assert steps == counter.open
    assert all(closes < opens for (_a, closes), (opens, _b) in pairwise(intervals))


@around_a_change
@drawn
@few
def test_working_days_are_those_on_which_something_is_open(
    change: str, data: st.DataObject
) -> None:
    plan = plan_of(data, change)
    working = counted(plan, change, 4 * DAY, MINUTE).working()
    start = data.draw(moments(change, DAY, MINUTE))
    calendar = plan.calendar()
    here = start.astimezone(calendar.zone).date()
    later = [closes for day, closes in sorted(working.items()) if day > here][:-1]
    for days, closes in enumerate(later, start=1):
        assert calendar.working_days(start, days, end_of_day=True) == closes


@around_a_change
@drawn
@more
def test_elapsed_of_a_deadline_gives_the_seconds_back(change: str, data: st.DataObject) -> None:
    calendar = plan_of(data, change).calendar()
    start = data.draw(moments(change, LONG, FRACTION))
    seconds = data.draw(st.integers(0, 10**6))
    pauses = data.draw(making.pauses(moments(change, LONG, FRACTION)))
    for roll in (False, True):
        due = calendar.deadline(start, seconds, pauses, roll)
        assert calendar.elapsed(start, max(due, start), pauses) == seconds
    assert calendar.deadline(start, seconds, pauses) <= due


@around_a_change
@drawn
@few
def test_a_later_start_never_gives_an_earlier_deadline(change: str, data: st.DataObject) -> None:
    calendar = plan_of(data, change).calendar()
    start, later = sorted(data.draw(st.tuples(*[moments(change, LONG, FRACTION)] * 2)))
    seconds, roll = data.draw(st.tuples(st.integers(0, 10**5), st.booleans()))
    pauses = data.draw(making.pauses(moments(change, LONG, FRACTION)))
    due = calendar.deadline(start, seconds, pauses, roll)
    assert due <= calendar.deadline(later, seconds, pauses, roll)
    assert calendar.backwards(start, seconds) <= calendar.backwards(later, seconds)


@around_a_change
@drawn
@few
def test_adding_a_holiday_never_brings_a_deadline_forward(change: str, data: st.DataObject) -> None:
    plan = plan_of(data, change)
    start = data.draw(moments(change, 3 * DAY, FRACTION))
    seconds, roll = data.draw(st.tuples(st.integers(0, 10**5), st.booleans()))
    holiday = data.draw(making.dates(making.CHANGES[change][1]))
    pauses = data.draw(making.pauses(moments(change, 3 * DAY, FRACTION)))
    due = plan.calendar().deadline(start, seconds, pauses, roll)
    assert due <= plan.calendar(holiday).deadline(start, seconds, pauses, roll)


@around_a_change
@drawn
@few
def test_two_adjacent_spans_add_up(change: str, data: st.DataObject) -> None:
    calendar = plan_of(data, change).calendar()
    start, middle, end = sorted(data.draw(st.tuples(*[moments(change, LONG, FRACTION)] * 3)))
    pauses = data.draw(making.pauses(moments(change, LONG, FRACTION)))
    parts = calendar.elapsed(start, middle, pauses) + calendar.elapsed(middle, end, pauses)
    assert parts == calendar.elapsed(start, end, pauses)


@around_a_change
@drawn
@few
def test_pauses_in_any_order_and_in_pieces_are_the_same(change: str, data: st.DataObject) -> None:
    calendar = plan_of(data, change).calendar()
    near = moments(change, LONG, FRACTION)
    start, end = sorted(data.draw(st.tuples(near, near)))
    pauses = data.draw(making.pauses(near))
    cut = data.draw(near)
    pieces = [piece for a, b in pauses for piece in ((a, cut), (cut, b)) if a <= cut <= b]
    whole = [(a, b) for a, b in pauses if not a <= cut <= b]
    shuffled = data.draw(st.permutations(pieces + whole + pauses[:1]))
    seconds = data.draw(st.integers(0, 10**5))
    assert calendar.elapsed(start, end, shuffled) == calendar.elapsed(start, end, pauses)
    due = calendar.deadline(start, seconds, pauses)
    assert calendar.deadline(start, seconds, shuffled) == due


@around_a_change
@drawn
@few
def test_backwards_is_the_mirror_of_deadline(change: str, data: st.DataObject) -> None:
    calendar = plan_of(data, change).calendar()
    at = data.draw(moments(change, LONG, FRACTION))
    seconds = data.draw(st.integers(1, 10**6))
    since, due = calendar.backwards(at, seconds), calendar.deadline(at, seconds)
    assert calendar.elapsed(since, at) == seconds
    assert calendar.deadline(since, seconds) == calendar.backwards(at, 0)
    assert calendar.backwards(due, seconds) == calendar.deadline(at, 0)


@around_a_change
@drawn
@few
def test_a_calendar_answers_the_same_whatever_it_was_asked_before(
    change: str, data: st.DataObject
) -> None:
    plan = plan_of(data, change)
    asked = plan.calendar()
    start = data.draw(moments(change, LONG, MINUTE))
    seconds = data.draw(st.integers(0, 10**6))
    asked.elapsed(start - 3000 * DAY, start + 100 * DAY)
    assert asked.deadline(start, seconds) == plan.calendar().deadline(start, seconds)
