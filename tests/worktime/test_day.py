"""A day and a week: parts that add up, gaps with what was done then, sums that agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import fn

from helpdesk_tui import spans
from helpdesk_tui.calendars import Calendar
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, history
from helpdesk_tui.worktime import day, entries, stretches, timer
from helpdesk_tui.worktime.day import Gap, Part
from helpdesk_tui.worktime.doings import Did
from helpdesk_tui.worktime.entries import Way
from helpdesk_tui.worktime.timer import What
from helpdesk_tui.worktime.today import recorded
from tests.support import opened, row, technician
from tests.worktime.conftest import MADRID, MONDAY, Clocks

ZONE = ZoneInfo(MADRID)
NINE_TO_FIVE = Calendar(MADRID, {day: [(time(9), time(17))] for day in range(5)})
TODAY = date(2026, 11, 16)
EVENING = MONDAY + timedelta(hours=9)


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return MONDAY + timedelta(minutes=minutes)


SOMETHING = What("x")


def added(by: int, begin: float, end: float, what: What = SOMETHING, **way: Any) -> int:
    return entries.add(by, what, at(begin), at(end), [], MADRID, **way).things[0]


def told(items: tuple[day.Item, ...]) -> list[tuple[str, float, float]]:
    """Each item: its title, or nothing for a gap, with its minutes after nine."""
    minute = timedelta(minutes=1)
    return [
        (
            item.spent.what.title if isinstance(item, Part) else "",
            (item.begin - MONDAY) / minute,
            (item.end - MONDAY) / minute,
        )
        for item in items
    ]


@pytest.fixture
def ana(ana: int, clocks: Clocks) -> int:
    clocks.go_on(hours=9)
    return ana


def test_a_day_tells_its_entries_and_the_gaps_in_working_hours(ana: int) -> None:
    added(ana, -30, 60)
    added(ana, 60.5, 120)
    added(ana, 180, 240)
    seen = day.line(ana, TODAY, NINE_TO_FIVE, ZONE, at(300))

    assert told(seen.items) == [
        ("x", -30, 60),
        ("x", 60.5, 120),
        ("", 120, 180),
        ("x", 180, 240),
        ("", 240, 300),
    ]
    assert seen.counted == timedelta(minutes=90 + 59.5 + 60)
    assert seen.target == timedelta(hours=8)


def test_without_hours_a_day_has_no_gaps(ana: int) -> None:
    seen = day.line(ana, TODAY, None, ZONE, EVENING)
    assert (seen.items, seen.target) == ((), timedelta())


def test_a_day_that_is_to_come_has_no_gaps(ana: int) -> None:
    seen = day.line(ana, TODAY + timedelta(days=1), NINE_TO_FIVE, ZONE, EVENING)
    assert (seen.items, seen.target) == ((), timedelta(hours=8))


def test_what_runs_reaches_to_now(ana: int, clocks: Clocks) -> None:
    timer.start(ana, What("x"), MADRID)
    clocks.go_on(minutes=30)
    seen = day.line(ana, TODAY, None, ZONE, at(570))

    assert told(seen.items) == [("x", 540, 570)]
    assert recorded(ana, ZONE, at(570)) == timedelta()
    added(ana, 0, 20)
    added(ana, 10, 30, way=Way.KEEP)
    assert recorded(ana, ZONE, at(570)) == timedelta(minutes=30)


def test_what_was_recorded_under_what_runs_is_not_counted_twice(ana: int, clocks: Clocks) -> None:
    added(ana, 520, 550)
    timer.start(ana, What("x"), MADRID)
    clocks.go_on(minutes=30)
    assert recorded(ana, ZONE, at(570)) == timedelta(minutes=20)
    timer.stop(ana)
    assert recorded(ana, ZONE, at(570)) == timedelta(minutes=50)


def test_an_entry_is_cut_at_midnight(ana: int) -> None:
    added(ana, 13 * 60, 17 * 60)  # 22:00 to 02:00
    monday, tuesday = (
        day.line(ana, TODAY + timedelta(days=number), None, ZONE, at(2000)) for number in (0, 1)
    )

    assert (monday.counted, tuesday.counted) == (timedelta(hours=2), timedelta(hours=2))
    assert monday.parts[0].end == tuesday.parts[0].begin == datetime(2026, 11, 16, 23, tzinfo=UTC)
    assert recorded(ana, ZONE, at(17 * 60)) == timedelta(hours=2)


def test_an_entry_that_ends_before_it_begins_is_told_and_counts_nothing(ana: int) -> None:
    Entry.create(
        technician=ana, begin=at(10), end=at(-9999), zone=MADRID, title="x", created_at=at(0)
    )
    seen = day.line(ana, TODAY, None, ZONE, EVENING)

    assert told(seen.items) == [("x", 10, 10)]
    assert seen.counted == timedelta()


def test_a_minute_under_two_entries_is_counted_once(ana: int) -> None:
    main = added(ana, 0, 60)
    scan = added(ana, -30, 30, way=Way.KEEP)
    first, second = day.line(ana, TODAY, None, ZONE, EVENING).parts

    assert (first.spent.id, second.spent.id) == (scan, main)
    assert (first.over, second.over) == ((main,), (scan,))
    assert first.counted == second.counted == second.share == timedelta(hours=1)
    assert first.share == timedelta(minutes=30)


@contextmanager
def at_the_desk(minutes: float) -> Iterator[None]:
    """What is done within was done so many minutes after nine."""
    before = Event.select(fn.MAX(Event.id)).scalar()
    yield
    Event.update(at=at(minutes)).where(Event.id > before).execute()


def test_a_gap_tells_what_was_done_then(ana: int) -> None:
    luis = technician("luis")
    with at_the_desk(-5):
        early = opened(ana, "Early")
    with at_the_desk(10):
        actions.reply(ana, [row(early)], "Hello")
        actions.reply(ana, [row(early)], "Again")
        actions.set_priority(luis, [row(early)], 1)
    with at_the_desk(20):
        ticket = opened(ana, "New", body="Help", assignee=ana)
        history.take_back(ana, actions.add_note(ana, [row(ticket)], "Wrong"))
    with at_the_desk(30):
        actions.assign(ana, [row(early)], ana)
        timer.start(ana, What("x"), MADRID)
    seen = day.line(ana, TODAY, NINE_TO_FIVE, ZONE, at(40))

    (gap,) = (item for item in seen.items if isinstance(item, Gap))
    assert [(doing.subject, doing.did, doing.at) for doing in gap.doings] == [
        ("Early", Did.REPLIED, at(10)),
        ("New", Did.OPENED, at(20)),
        ("Early", Did.TOOK, at(30)),
    ]


def test_a_gap_tells_the_last_few_things_only(ana: int) -> None:
    with at_the_desk(10):
        tickets = [opened(ana, str(number)) for number in range(8)]
    (gap,) = day.line(ana, TODAY, NINE_TO_FIVE, ZONE, at(40)).items

    assert isinstance(gap, Gap)
    assert [doing.ticket for doing in gap.doings] == tickets[-5:]


def test_a_week_has_a_row_for_each_client(ana: int) -> None:
    acme, zeta = (editing.add_client(ana, {"name": n}).things[0] for n in ("Ácme", "Zeta"))
    added(ana, 0, 60, What("x", client=zeta))
    added(ana, 60, 70)
    added(ana, 70, 80, What("x", client=acme))
    added(ana, 2 * 1440, 2 * 1440 + 30, What("x", client=acme))
    seen = day.week(ana, TODAY, NINE_TO_FIVE, ZONE, EVENING + timedelta(days=5))

    minutes = [
        (line.name, [length // timedelta(minutes=1) for length in (*line.days, line.total)])
        for line in seen.by_client
    ]
    assert minutes == [
        ("Ácme", [10, 0, 30, 0, 0, 0, 0, 40]),
        ("Zeta", [60, 0, 0, 0, 0, 0, 0, 60]),
        ("", [10, 0, 0, 0, 0, 0, 0, 10]),
    ]
    assert (seen.counted, seen.target) == (timedelta(minutes=110), timedelta(hours=40))


WEEKS = {
    "Europe/Madrid": date(2026, 10, 19),
    "America/New_York": date(2026, 3, 2),
    "America/Sao_Paulo": date(2018, 10, 29),  # the clocks jump over midnight
    "Australia/Lord_Howe": date(2026, 3, 30),  # half an hour
    "America/St_Johns": date(2008, 10, 27),  # back from 00:01 to 23:01
    "Pacific/Apia": date(2011, 12, 26),  # without its Friday
}
SECONDS = st.integers(-2 * 86400, 9 * 86400)
SPANS = st.lists(st.tuples(SECONDS, st.integers(1, 3 * 86400)), max_size=8)


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
@pytest.mark.parametrize("zone", WEEKS)
@given(lying=SPANS, together=st.booleans())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_days_and_weeks_add_up_to_the_entries(
    ana: int, zone: str, lying: list[tuple[int, int]], together: bool
) -> None:
    past, now = datetime(2000, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    monday, where = WEEKS[zone], ZoneInfo(zone)
    start = datetime.combine(monday, time(), where).astimezone(UTC)
    with database.atomic() as transaction:
        for begin, length in lying:
            first = start + timedelta(seconds=begin)
            breaks = [
                (first + timedelta(seconds=length // 3), first + timedelta(seconds=length // 2))
            ]
            way = Way.KEEP if together else Way.CUT
            entries.add(ana, What("x"), first, first + timedelta(seconds=length), breaks, zone, way)
        known = entries.between(ana, past, now)
        weeks = [
            day.week(ana, monday + timedelta(days=7 * number), None, where, now)
            for number in (-1, 0, 1)
        ]
        transaction.rollback()
    for week in weeks:
        assert week.counted == sum((one.counted for one in week.days), timedelta())
        assert week.counted == sum((one.total for one in week.by_client), timedelta())
    parts = [part for week in weeks for one in week.days for part in one.parts]
    for entry in known:
        own = sum((part.counted for part in parts if part.spent.id == entry.id), timedelta())
        assert own == entry.counted(now)
    sums = sum((week.counted for week in weeks), timedelta())
    covered = spans.joined(piece for entry in known for piece in entry.extent.counts(now))
    assert sums == stretches.total(covered)
    if not together:
        assert sums == sum((entry.counted(now) for entry in known), timedelta())
