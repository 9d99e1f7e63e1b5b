"""Whatever becomes of the clocks: what is counted is what passed, and no minute counts twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from helpdesk_tui.clock import midnight
from helpdesk_tui.models import days
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import absence, stretches, timer
from helpdesk_tui.worktime.stretches import Stretch
from helpdesk_tui.worktime.timer import What
from tests.storage.fresh import opened_fresh
from tests.support import technician
from tests.worktime.conftest import MADRID, Clocks, by_days
from tests.worktime.model import Model

_numbers = count(1)


@pytest.fixture(autouse=True, scope="module")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One desk for all of these; every example has a technician of its own."""
    with opened_fresh(tmp_path_factory.mktemp("clocks")):
        yield


def somebody() -> int:
    return technician(f"ana{next(_numbers)}")


def entries(by: int) -> list[Any]:
    return list(Entry.select().where(Entry.technician == by).order_by(Entry.id))


titles = st.sampled_from(["server", "printer", "phone", "meeting"])
waits = st.one_of(
    st.integers(0, 100),
    st.integers(0, 20 * 600),
    st.integers(0, 30 * 36_000),
).map(lambda tenths: timedelta(seconds=tenths / 10))
steps = st.integers(-2 * 864_000, 2 * 864_000).map(lambda tenths: timedelta(seconds=tenths / 10))
answers = st.sampled_from(["keep", "stop_then", "go_on", "give"])


class AtTheClocks(RuleBasedStateMachine):
    """A technician at the timer, on a machine whose clocks are not left alone."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = database.transaction()
        self.whole.__enter__()
        self.ana = somebody()
        self.clocks, self.model = Clocks(), Model()
        self.was_set_back = False

    def teardown(self) -> None:
        self.whole.rollback()
        self.whole.__exit__(None, None, None)

    @rule(time=waits)
    def go_on(self, time: timedelta) -> None:
        self.clocks.go_on(seconds=time.total_seconds())
        self.model.passes(time)

    @rule(time=waits)
    def sleep(self, time: timedelta) -> None:
        self.clocks.sleep(seconds=time.total_seconds())
        self.model.passes(time)

    @rule(by=steps)
    def step(self, by: timedelta) -> None:
        self.clocks.step(seconds=by.total_seconds())
        self.model.is_set(by)
        self.was_set_back |= by < timedelta()

    @rule(off=waits)
    def reboot(self, off: timedelta) -> None:
        self.sleep(off)
        self.clocks.reboot()
        self.model.restarts()

    @rule()
    def night(self) -> None:
        self.sleep(timedelta(hours=14))
        self.take_up()

    @rule(title=titles)
    def start(self, title: str) -> None:
        self._unless_refused(
            lambda: timer.start(self.ana, What(title), MADRID, self.clocks.read()),
            went=self.model.begin(title, self.clocks.wall),
        )

    @rule(title=titles)
    def switch(self, title: str) -> None:
        self._unless_refused(
            lambda: timer.switch(self.ana, What(title), MADRID, self.clocks.read()),
            went=self.model.begin(title, self.clocks.wall, interrupt=True),
        )

    @precondition(lambda self: self.model.pieces)
    @rule()
    def back(self) -> None:
        self._unless_refused(
            lambda: timer.back(self.ana, MADRID, self.clocks.read()),
            went=self.model.back(self.clocks.wall),
        )

    @rule()
    def stop(self) -> None:
        self._unless_refused(
            lambda: timer.stop(self.ana, now=self.clocks.read()), went=self.model.stop()
        )

    @rule()
    def beat(self) -> None:
        if running := timer.running(self.ana):
            absence.beat(running.id, running.mark.moment(self.clocks.read()), None)
        self.model.beat()

    @rule()
    def take_up(self) -> None:
        absence.take_up(self.ana, self.clocks.read())
        self.model.take_up()

    @precondition(lambda self: self.model.running)
    @rule(which=answers)
    def answer(self, which: str) -> None:
        running = timer.running(self.ana)
        assert running
        now = self.clocks.read()
        ways: dict[str, Callable[[], Any]] = {
            "keep": lambda: absence.keep(self.ana, running.id, now),
            "stop_then": lambda: absence.stop_then(self.ana, running.id),
            "go_on": lambda: absence.go_on(self.ana, running.id, MADRID, now),
            "give": lambda: absence.give(self.ana, running.id, What("given"), MADRID, now),
        }
        self._unless_refused(ways[which], went=self.model.answer(which, self.clocks.wall))

    def _unless_refused(self, act: Callable[[], Any], *, went: bool) -> None:
        try:
            act()
        except Refused:
            assert not went
        else:
            assert went

    @invariant()
    def what_is_counted_is_what_passed(self) -> None:
        there = entries(self.ana)
        assert [(e.title, e.begin, e.end, e.doubt, e.retired) for e in there] == [
            (one.title, one.begin, one.end, one.doubt, one.put_away) for one in self.model.pieces
        ]
        below = {piece: entry.id for piece, entry in zip(self.model.pieces, there, strict=True)}
        assert [entry.interrupted_id for entry in there] == [
            below[piece.below] if piece.below else None for piece in self.model.pieces
        ]

    @invariant()
    def it_runs_for_as_long_as_passed_by_a_true_stopwatch(self) -> None:
        running, known = timer.running(self.ana), self.model.running
        assert (running is None) == (known is None)
        if running and known:
            assert running.mark.elapsed(self.clocks.read()) == known.moment - known.begin

    @invariant()
    def nothing_counts_for_less_than_nothing(self) -> None:
        for entry in entries(self.ana):
            if entry.end:
                counted = stretches.counted(entry.begin, entry.end)
                assert counted == max(timedelta(), entry.end - entry.begin)

    @invariant()
    def every_entry_has_its_day_beside_it(self) -> None:
        assert days.wrong() == 0

    @invariant()
    def no_minute_counts_twice_unless_the_clock_was_set_back(self) -> None:
        assert self.was_set_back or not self.model.went_back
        if not self.model.went_back:
            for one, following in pairwise(entries(self.ana)):
                assert one.end
                assert one.end <= following.begin


TestAtTheClocks = AtTheClocks.TestCase
TestAtTheClocks.settings = settings(max_examples=40, stateful_step_count=40)


@settings(max_examples=40)
@given(st.lists(st.tuples(titles, waits, steps), min_size=1, max_size=12))
def test_not_a_second_is_lost_over_any_number_of_switches_and_steps(
    done: list[tuple[str, timedelta, timedelta]],
) -> None:
    clocks = Clocks()
    ana = somebody()
    with database.atomic():
        for title, time, step in done:
            timer.switch(ana, What(title), MADRID, clocks.read())
            clocks.go_on(seconds=time.total_seconds())
            clocks.step(seconds=step.total_seconds())
        timer.stop(ana, now=clocks.read())
    counted = sum((entry.end - entry.begin for entry in entries(ana)), timedelta())

    passed = sum((time for _title, time, _step in done), timedelta())
    assert counted == passed // timedelta(seconds=1) * timedelta(seconds=1)


NIGHTS = {
    "Europe/Madrid": (datetime(2026, 3, 29), datetime(2026, 10, 25)),
    "Australia/Lord_Howe": (datetime(2026, 4, 5), datetime(2026, 10, 4)),
    "America/Sao_Paulo": (datetime(2018, 2, 18), datetime(2018, 11, 4)),
    "Pacific/Apia": (datetime(2011, 12, 30), datetime(2011, 9, 24)),
    "America/St_Johns": (datetime(2010, 11, 7), datetime(2010, 3, 14)),
    "America/Havana": (datetime(2026, 11, 1), datetime(2026, 3, 8)),
    "UTC": (datetime(2016, 12, 31),),
}
"""Days on which these zones change their clocks: at night, by half an hour, or by a whole day."""

around = st.integers(-3 * 86_400, 3 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def recorded(draw: st.DrawFn) -> tuple[ZoneInfo, Stretch, list[Stretch]]:
    """An entry with its breaks, near a day on which the clocks of its zone change."""
    name = draw(st.sampled_from(sorted(NIGHTS)))
    night = draw(st.sampled_from(NIGHTS[name])).replace(tzinfo=UTC)
    begin = night + draw(around)
    pairs = draw(st.lists(st.tuples(around, around), max_size=3))
    breaks = [(night + min(pair), night + max(pair)) for pair in pairs]
    return ZoneInfo(name), (begin, begin + draw(around)), breaks


HOUR_AGAIN = datetime(2010, 11, 7, 3, 0, tzinfo=UTC)
"""Half past eleven of Saturday in Newfoundland, half an hour after Sunday had begun."""


@settings(max_examples=400)
@given(recorded())
@example((ZoneInfo("America/St_Johns"), (HOUR_AGAIN, HOUR_AGAIN + timedelta(hours=1)), []))
def test_the_parts_of_an_entry_by_days_add_up_to_it(
    entry: tuple[ZoneInfo, Stretch, list[Stretch]],
) -> None:
    zone, (begin, end), breaks = entry
    parts = by_days(begin, end, breaks, zone)

    counted = stretches.counted(begin, end, breaks)
    assert sum((part for _day, part in parts), timedelta()) == counted
    assert all(part > timedelta() for _day, part in parts)
    assert [day for day, _part in parts] == sorted(day for day, _part in parts)
    assert counted == timedelta(seconds=_seconds_left(begin, end, breaks))


@settings(max_examples=200)
@given(st.sampled_from(sorted(NIGHTS)), st.data())
def test_a_day_holds_as_much_as_lies_between_its_midnights(name: str, data: st.DataObject) -> None:
    zone = ZoneInfo(name)
    first = data.draw(st.sampled_from(NIGHTS[name])).date() - timedelta(days=2)
    days = [first + timedelta(days=n) for n in range(6)]
    midnights = [midnight(day, zone) for day in days]
    assert midnights == sorted(midnights)

    lengths = [after - at for at, after in pairwise(midnights)]
    parts = dict.fromkeys(days[:-1], timedelta())
    for day, part in by_days(midnights[0], midnights[-1], (), zone):
        parts[day] += part
    assert list(parts.values()) == lengths


def _seconds_left(begin: datetime, end: datetime, breaks: Iterable[Stretch]) -> int:
    """How many seconds of a stretch lie in none of its breaks, by looking at where they meet."""
    edges = sorted({begin, end, *(edge for pair in breaks for edge in pair)})
    left = timedelta()
    for at, until in pairwise(edges):
        inside = begin <= at < end
        if inside and not any(one <= at < other for one, other in breaks):
            left += until - at
    return round(left.total_seconds())
