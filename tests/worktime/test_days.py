"""An entry knows its day while nothing stands in the way, whatever is done to it and beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.clock import NEVER
from helpdesk_tui.models import days
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.reports import pivot
from helpdesk_tui.reports.pivot import Asked
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import history
from helpdesk_tui.worktime import entries, portions, spent, timer
from helpdesk_tui.worktime.entries import Way
from helpdesk_tui.worktime.recording import What
from helpdesk_tui.worktime.stopwatch import Reading
from tests.plans import plans
from tests.timesheets.conftest import MADRID, client, instant

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def day(entry: int) -> date | None:
    """The day that an entry knows."""
    number = Entry.get_by_id(entry).day
    return None if number is None else date.fromordinal(number)


def added(by: int, begin: str, end: str, zone: str = "UTC", **columns: Any) -> int:
    breaks, way = columns.pop("breaks", ()), columns.pop("way", None)
    what = What("Work", **columns)
    return entries.add(by, what, instant(begin), instant(end), breaks, zone, way).things[0]


def seen(entry: int) -> spent.Spent:
    found = spent.by_id(entry)
    assert found
    return found


def rezoned(by: int, whose: int, zone: str) -> Done:
    before = {"zone": Client.get_by_id(whose).zone}
    return editing.edit(by, Entity.CLIENT, whose, before, {"zone": zone})


def test_it_is_the_clients_day_and_of_internal_time_that_where_it_was_recorded(ana: int) -> None:
    kolkata = client(ana, "Kolkata Ltd", "Asia/Kolkata")
    assert day(added(ana, "16 19:00", "16 20:00", client=kolkata)) == date(2026, 11, 17)
    assert day(added(ana, "16 21:00", "16 22:00", zone="Asia/Kolkata")) == date(2026, 11, 17)
    assert day(added(ana, "16 22:00", "16 23:00")) == date(2026, 11, 16)


def test_up_to_midnight_is_one_day_and_a_second_more_is_none(ana: int) -> None:
    assert day(added(ana, "16 23:00", "17 0:00")) == date(2026, 11, 16)
    assert day(added(ana, "18 23:00", "19 0:00:01")) is None


def test_with_breaks_or_while_it_runs_it_knows_none(ana: int) -> None:
    pause = (instant("16 9:10"), instant("16 9:20"))
    assert day(added(ana, "16 9:00", "16 10:00", breaks=[pause])) is None
    at = Reading(instant("17 9:00"), "", 0, 0)
    running = timer.start(ana, What("Call"), "UTC", at).things[0]
    assert day(running) is None
    timer.stop(ana, now=Reading(instant("17 9:30"), "", 0, 0))
    assert day(running) == date(2026, 11, 17)


def test_what_lies_beside_takes_the_days_of_both_and_leaves_them_when_it_goes(
    ana: int, luis: int
) -> None:
    first, second = added(ana, "16 9:00", "16 11:00"), added(ana, "16 12:00", "16 13:00")
    other = added(luis, "16 9:30", "16 10:00")
    over = added(ana, "16 10:00", "16 12:30", way=Way.KEEP)
    assert [day(one) for one in (first, second, over)] == [None] * 3
    assert day(other) == date(2026, 11, 16), "what somebody else does stands in nobody's way"
    gone = entries.put_away(ana, seen(over))
    assert [day(one) for one in (first, second, over)] == [*[date(2026, 11, 16)] * 2, None]
    history.take_back(ana, gone)
    assert [day(one) for one in (first, second, over)] == [None] * 3


def test_what_runs_lies_beside_all_that_comes_until_it_is_stopped(ana: int) -> None:
    timer.start(ana, What("Call"), "UTC", Reading(instant("16 9:00"), "", 0, 0))
    later = added(ana, "20 9:00", "20 10:00", way=Way.KEEP)
    assert day(later) is None
    timer.stop(ana, now=Reading(instant("16 10:00"), "", 0, 0))
    assert day(later) == date(2026, 11, 20)


def test_a_client_that_moves_to_another_zone_takes_the_days_along(ana: int) -> None:
    acme = client(ana, "ACME")
    late, over = (added(ana, f"{d} 22:00", f"{d} 23:30", client=acme) for d in (16, 17))
    added(ana, "17 22:10", "17 22:20", way=Way.KEEP, client=acme)
    assert (day(late), day(over)) == (None, None)
    moved = rezoned(ana, acme, "UTC")
    assert (day(late), day(over)) == (date(2026, 11, 16), None)
    assert days.wrong() == 0
    history.take_back(ana, moved)
    assert (day(late), days.wrong()) == (None, 0)


def test_sums_read_an_index_and_nothing_else(ana: int) -> None:
    added(ana, "16 9:00", "16 10:00")
    asked = Asked("client", "week", (date(2026, 11, 1), date(2026, 11, 30)))
    if database.dialect == "sqlite":
        told = [step for plan in plans(lambda: pivot.read(asked), "entry") for step in plan]
        assert any("COVERING INDEX entry_day" in step for step in told)
        assert any("USING INDEX entry_cut" in step for step in told)
        assert not any(step.startswith("SCAN entry") for step in told)


ACTS = ("add", "run", "stop", "move", "cut", "split", "join", "put away", "rezone", "back", "tell")
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 99), st.integers(0, 3000), st.integers(1, 900)),
    max_size=14,
)


@given(acts=acts)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_an_entry_knows_the_day_on_which_all_of_it_counts(
    ana: int, luis: int, acts: list[tuple[str, int, int, int]]
) -> None:
    with database.atomic() as transaction:
        clients = [client(ana, "ACME"), client(ana, "Kolkata Ltd", "Asia/Kolkata"), None]
        done: list[Done] = []
        for act, pick, at, length in acts:
            try:
                done += [_do(act, (ana, luis)[pick % 2], clients, pick, at, length, done)]
            except Refused:
                continue
            assert days.wrong() == 0
        _agrees()
        transaction.rollback()


def _do(
    act: str, by: int, clients: list[int | None], pick: int, at: int, length: int, done: list[Done]
) -> Done:
    begin = datetime(2026, 10, 24, 12, tzinfo=UTC) + at * MINUTE  # the clocks go back that night
    own = list(Entry.select().where(Entry.technician == by, ~Entry.retired).order_by(Entry.begin))
    whose, now = clients[pick % 3], Reading(begin, "", 0, 0)
    what = What("Work", client=whose)
    match act:
        case "add":
            way = list(Way)[pick % len(Way)]
            return entries.add(by, what, begin, begin + length * MINUTE, (), MADRID, way)
        case "run":
            return timer.start(by, what, MADRID, now)
        case "stop":
            return timer.stop(by, now=now)
        case "rezone" if clients[pick % 2] is not None:
            zone = ("UTC", MADRID, "Pacific/Auckland")[pick % 3]
            return rezoned(by, clients[pick % 2] or 0, zone)
        case "back" if done:
            return history.take_back(by, done[pick % len(done)])
    if not own:
        raise Refused("there is nothing")
    one = seen(own[pick % len(own)].id)
    deeds: dict[str, Callable[[], Done]] = {
        "move": lambda: entries.move(by, one, begin, Way.KEEP),
        "cut": lambda: entries.edit(by, one, end=one.begin + length * MINUTE, way=Way.KEEP),
        "split": lambda: entries.split(by, one, one.begin + length * MINUTE),
        "join": lambda: entries.join(by, one, seen(own[(pick + 1) % len(own)].id)),
        "put away": lambda: entries.put_away(by, one),
        "tell": lambda: entries.edit(by, one, what=what),
    }
    return deeds.get(act, deeds["tell"])()


def _agrees() -> None:
    """What entries know is what their portions are, each reckoned with all the others."""
    all_ = spent.between(None, datetime(2020, 1, 1, tzinfo=UTC), NEVER)
    zoned = portions.zones({one.what.client for one in all_ if one.what.client})
    now = datetime(2026, 12, 1, tzinfo=UTC)
    found: dict[int, list[portions.Portion]] = {one.id: [] for one in all_}
    for portion in portions.cut(all_, zoned, now, set(found)):
        found[portion.spent.id].append(portion)
    for one in all_:
        if (known := day(one.id)) is not None:
            assert one.end
            whole = int((one.end - one.begin).total_seconds())
            assert [(p.day, p.seconds) for p in found[one.id]] == [(known, whole)]
