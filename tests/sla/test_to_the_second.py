"""Any life of a ticket: its clocks and ledgers are those that one gets by counting every second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_tui.sla.clocks import Clock, Life, Move, Said, clocks_of
from helpdesk_tui.sla.ledger import ledger
from helpdesk_tui.sla.rules import Target
from tests.sla.promised import HOLIDAY, MADRID, at, policy

SECOND = timedelta(seconds=1)
AFTERWARDS = timedelta(minutes=40)


@dataclass
class Counted:
    """A clock by the second: when so much had counted, and how much had when it stopped."""

    due: datetime | None
    spent: int


@cache
def is_open(instant: datetime) -> bool:
    local = instant.astimezone(MADRID)
    return local.weekday() < 5 and local.date() != HOLIDAY and 8 <= local.hour < 18


def counted(clock: Clock, life: Life, until: datetime, waiting_stops: bool) -> Counted:
    """Looks at every second from the beginning of a clock until it was stopped, or an instant."""
    holds = clock.target == Target.RESOLUTION or (
        clock.target == Target.FIRST_RESPONSE and waiting_stops
    )
    coming, now = list(reversed(life.moves)), life.moves[0]
    second, spent, due = clock.begun, 0, None
    while second < (clock.stopped or until):
        while coming and coming[-1].at <= second:
            now = coming.pop()
        if is_open(second) and not now.resolved and not (holds and now.waits_for is not None):
            spent += 1
            if spent == clock.seconds:
                due = second + SECOND
        second += SECOND
    return Counted(due, spent)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """From an hour before closing on the day before the holiday, to the day after it."""
    begin = at(17, "17:00") if draw(st.booleans()) else at(19, "7:50")
    begin += timedelta(seconds=draw(st.integers(0, 3000)))
    gaps = st.lists(st.integers(0, 3000), max_size=5)
    moves = [Move(begin, waits_for=draw(st.sampled_from([None, None, 1])))]
    for gap in draw(gaps):
        what = draw(st.sampled_from(["open", "wait", "resolve"]))
        later = moves[-1].at + timedelta(seconds=gap)
        moves.append(Move(later, 2 if what == "wait" else None, resolved=what == "resolve"))
    said = [Said(begin, ours=False)]
    for gap in draw(gaps):
        said.append(Said(said[-1].at + timedelta(seconds=gap), ours=draw(st.booleans())))
    return Life(moves, said)


@settings(max_examples=100, deadline=None)
@given(
    life=lives(),
    promised=st.tuples(*[st.integers(1, 50)] * 3),
    waiting_stops=st.booleans(),
)
def test_a_ledger_says_line_by_line_what_was_counted_by_the_second(
    life: Life, promised: tuple[int, int, int], waiting_stops: bool
) -> None:
    until = max(life.moves[-1].at, life.messages[-1].at) + AFTERWARDS
    for clock in clocks_of(life, policy(*promised, waiting_stops=waiting_stops)):
        plain = counted(clock, life, until, waiting_stops)
        assert clock.spent(until) == plain.spent
        assert clock.missed == bool(clock.stopped and plain.due and plain.due < clock.stopped)
        if plain.due:
            assert clock.due == plain.due
        elif clock.stopped is None:
            assert clock.held if clock.due is None else clock.due > until
        lines = ledger(clock, until)
        assert all(one.end <= other.begin for one, other in pairwise(lines))
        goes_on = clock.stopped is None and not clock.held  # then its lines go on until it is due
        whole = clock.seconds if goes_on else min(plain.spent, clock.seconds)
        assert sum(line.seconds for line in lines) == whole
        for line in lines:
            assert line.seconds in (0, (line.end - line.begin) // SECOND)
        totals = [0, *(line.total for line in lines)]
        assert [b - a for a, b in pairwise(totals)] == [line.seconds for line in lines]
