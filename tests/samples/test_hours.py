"""The hours of the demonstration desk: two believable weeks and a timer, whatever the present."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpdesk_tui import clock, i18n, periods
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import Status, Ticket
from helpdesk_tui.models.worktime import Activity, Entry, Project
from helpdesk_tui.reports import procedure, routines
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.spans import without
from helpdesk_tui.tickets.views import Viewer
from helpdesk_tui.worktime import stopwatch, stretches, timer
from helpdesk_tui.worktime.stopwatch import Reading
from helpdesk_tui.worktime.stretches import Stretch
from tests.samples.records import rows, value
from tests.storage.fresh import opened_fresh
from tests.support import technician

MADRID = ZoneInfo("Europe/Madrid")
PRESENTS = {
    "a Wednesday": datetime(2026, 11, 18, 13, 32, 11, 500_000, tzinfo=UTC),
    "a Sunday night": datetime(2026, 11, 22, 22, 30, tzinfo=UTC),
    "three in the morning of a Monday": datetime(2026, 11, 23, 2, 5, tzinfo=UTC),
    "just after midnight of a Monday": datetime(2026, 11, 22, 23, 10, tzinfo=UTC),
    "New Year": datetime(2027, 1, 1, 11, 0, tzinfo=UTC),
    "the hour that summer time leaves out": datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    "the Monday after it": datetime(2026, 3, 30, 10, 0, tzinfo=UTC),
}


@pytest.fixture(scope="module", params=PRESENTS.values(), ids=PRESENTS.keys())
def now(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[datetime]:
    """The present of a demonstration that marc runs, open and only read."""
    i18n.install("en")
    with opened_fresh(tmp_path_factory.mktemp("hours")):
        fill_demo(request.param, "marc")
        yield request.param


def marc() -> int:
    return int(Technician.get(Technician.login == "marc").id)


def recorded(by: int, monday: datetime) -> list[Any]:
    """What a technician has recorded and ended in the week from this Monday on."""
    within = Entry.begin.between(monday, monday + timedelta(days=7))
    query = Entry.select().where(Entry.technician == by, Entry.end.is_null(False), within)
    return list(query.order_by(Entry.begin))


def monday_of(now: datetime, weeks_ago: int) -> datetime:
    """Midnight in Madrid at which a week has begun."""
    day = now.astimezone(MADRID).date()
    return clock.midnight(day - timedelta(days=day.weekday() + 7 * weeks_ago), MADRID)


def forgotten(by: int, monday: datetime) -> list[Stretch]:
    """The gaps of a week in its working hours."""
    pairs = [(entry.begin, entry.end) for entry in recorded(by, monday)]
    gaps: list[Stretch] = []
    for day in range(5):
        date = monday.astimezone(MADRID).date() + timedelta(days=day)
        for begin, end in ((time(9), time(14)), (time(15), time(18))):
            hours = tuple(
                datetime.combine(date, hour, MADRID).astimezone(UTC) for hour in (begin, end)
            )
            gaps += without([(hours[0], hours[1])], pairs)
    return gaps


def test_a_timer_runs_on_an_urgent_ticket_and_nobody_is_asked_about_it(now: datetime) -> None:
    running = timer.running(marc())
    assert running
    ticket = Ticket.get_by_id(running.what.ticket)
    assert (ticket.assignee_id, ticket.status) == (marc(), Status.OPEN)
    assert ticket.subject == running.what.title == "SRV-2 no arranca tras el corte de luz"
    assert ticket.created_at < running.mark.begin

    reading = Reading(now, "this boot", 10**9, 10**9)
    assert running.mark.elapsed(reading) == timedelta(minutes=38)
    assert running.doubt is None
    assert running.last_seen == now.replace(microsecond=0)
    assert now - running.last_seen < stopwatch.BEAT


def test_what_the_timer_interrupted_lies_right_below_it(now: datetime) -> None:
    running = timer.running(marc())
    assert running
    below = Entry.get_by_id(running.interrupted)
    assert (below.title, below.end) == (timer.back_to(marc(), running), running.mark.begin)
    assert below.ticket.assignee_id == marc()


def test_last_week_is_full_and_has_gaps(now: datetime) -> None:
    monday = monday_of(now, 1)
    week = recorded(marc(), monday)
    counted = sum((entry.end - entry.begin for entry in week), timedelta())
    assert timedelta(hours=36) < counted < timedelta(hours=41)
    assert {entry.begin.astimezone(MADRID).weekday() for entry in week} >= set(range(5))
    gaps = forgotten(marc(), monday)
    assert len(gaps) == 2
    assert all(timedelta(minutes=38) < end - begin < timedelta(minutes=52) for begin, end in gaps)
    assert [len(stretches.read(entry.breaks)) for entry in week if entry.breaks] == [1]


def test_this_week_goes_up_to_the_present(now: datetime) -> None:
    week = recorded(marc(), monday_of(now, 0))
    hours = sum((entry.end - entry.begin for entry in week), timedelta())
    passed = now - monday_of(now, 0)
    assert all(entry.end <= now for entry in Entry.select() if entry.end)
    assert hours <= passed
    if passed > timedelta(days=5):
        assert hours > timedelta(hours=36)


def test_only_one_entry_lies_over_another_and_somebody_has_said_so(now: datetime) -> None:
    over = [
        (one, other)
        for login in ("marc", "ana", "luis")
        for one, other in combinations(_of(login, now), 2)
        if stretches.meet([(one.begin, one.end)], [(other.begin, other.end)])
    ]
    assert len(over) == 1
    assert [entry.together for entry in over[0]] == [False, True]
    assert value("SELECT count(*) FROM entry WHERE together") == 1


def _of(login: str, now: datetime) -> list[Any]:
    by = Technician.get(Technician.login == login)
    found = list(Entry.select().where(Entry.technician == by).order_by(Entry.begin))
    for entry in found:
        entry.end = entry.end or now
    return found


def test_the_others_have_less_and_no_timer(now: datetime) -> None:
    mine = len(recorded(marc(), monday_of(now, 1)))
    for login in ("ana", "luis"):
        other = Technician.get(Technician.login == login).id
        assert 0 < len(recorded(other, monday_of(now, 1))) < mine / 2
        assert timer.running(other) is None


@pytest.mark.usefixtures("now")
def test_tickets_had_come_in_by_then_and_are_of_the_client() -> None:
    assert value("SELECT count(*) FROM entry WHERE ticket_id > 0") > 40
    strange = """SELECT entry.id FROM entry JOIN ticket ON ticket.id = ticket_id
        WHERE ticket.client_id <> entry.client_id OR ticket.created_at >= entry.begin
        OR ticket.subject <> title OR ticket.resolved_at <= entry.begin"""
    assert rows(strange) == []


@pytest.mark.usefixtures("now")
def test_every_entry_has_a_title_and_an_activity_that_says_whether_it_is_billed() -> None:
    wrong = """SELECT entry.id FROM entry JOIN activity ON activity.id = activity_id
        WHERE title = '' OR entry.billable <> activity.billable"""
    assert rows(wrong) == []
    assert value("SELECT count(*) FROM entry WHERE activity_id IS NULL") == 0
    assert value("SELECT count(*) FROM entry WHERE client_id IS NULL AND NOT billable") > 5


def test_at_least_two_routines_recur_with_steps_that_were_written_down(now: datetime) -> None:
    period = periods.weeks(12, now.astimezone(MADRID).date(), MADRID)
    with pytest.MonkeyPatch.context() as held:
        held.setattr(clock, "now", lambda: now)
        found = routines.read(period, "", Viewer(0, (), MADRID))
    told = {row.name: row for row in found.rows if row.name}
    assert told.keys() >= {"ACME Ibérica", "Clínica Sol"}
    for row in told.values():
        assert row.cost
        assert "1. " in procedure.draft(row, found).text
        assert row.times >= 9


@pytest.mark.usefixtures("now")
def test_projects_are_worked_on_for_their_clients_and_one_for_ourselves() -> None:
    assert value("SELECT count(*) FROM project WHERE client_id IS NULL") == 1
    assert value("SELECT count(DISTINCT project_id) FROM entry") == Project.select().count() == 4
    strange = """SELECT entry.id FROM entry JOIN project ON project.id = project_id
        WHERE coalesce(project.client_id, 0) <> coalesce(entry.client_id, 0)"""
    assert rows(strange) == []


@pytest.mark.parametrize(
    ("language", "activity", "title"),
    [("en", "On site", "Team meeting"), ("es", "Presencial", "Reunión de equipo")],
)
def test_our_own_words_are_in_the_language_of_the_desk(
    tmp_path: Path, language: str, activity: str, title: str
) -> None:
    i18n.install(language)
    with opened_fresh(tmp_path):
        fill_demo(PRESENTS["a Wednesday"])
        assert Entry.select().join(Activity).where(Activity.name == activity).exists()
        assert Entry.select().where(Entry.title == title, Entry.client.is_null()).exists()


def test_a_timer_that_runs_already_goes_on(tmp_path: Path) -> None:
    with opened_fresh(tmp_path):
        ana = technician("ana")
        timer.start(ana, timer.What("Set the desk up"), "Europe/Madrid")
        Activity.create(
            name="Phone", sort_key="phone", billable=False, created_at=PRESENTS["New Year"]
        )
        fill_demo(PRESENTS["a Wednesday"], "ana")
        running = timer.running(ana)
        assert running
        assert running.what.title == "Set the desk up"
        assert Entry.select().where(Entry.end.is_null()).count() == 1
        assert Activity.select().where(Activity.name == "Phone").count() == 1
