"""The rules of a desk as they are kept, and the calendars and policies that they come to."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.calendars import Calendar
from helpdesk_tui.sla.document import holidays_known_until, holidays_run_out, hours_of, rules_of
from helpdesk_tui.sla.rules import Target
from tests.sla.documents import documents
from tests.sla.promised import MADRID

PLAIN = {"zone": "Europe/Madrid", "hours": ["mon-fri 8:00-18:00"]}
SUMMER = {"from": "06-15", "to": "09-15", "hours": ["mon-fri 8:00-15:00"]}
WINTER = {"from": "12-24", "to": "01-06", "hours": ["mon-fri 10:00-12:00"]}


def told(day: str, **more: Any) -> str:
    """What of a date is open."""
    calendar = hours_of("Madrid", {**PLAIN, **more}).calendar
    midnight = datetime.combine(date.fromisoformat(day), time(), MADRID)
    spans = calendar.intervals(midnight, midnight + timedelta(days=1))
    return " ".join(f"{a.astimezone(MADRID):%H}-{b.astimezone(MADRID):%H}" for a, b in spans)


@pytest.mark.parametrize(
    ("day", "hours"),
    {
        "2026-06-12": "08-18",
        "2026-06-15": "08-15",
        "2031-09-15": "08-15",
        "2026-09-16": "08-18",
        "2026-12-23": "08-18",
        "2026-12-24": "10-12",
        "2027-01-06": "10-12",
        "2027-01-07": "08-18",
        "2026-07-04": "",
    }.items(),
)
def test_a_season_comes_back_every_year_and_both_its_days_belong_to_it(
    day: str, hours: str
) -> None:
    assert told(day, seasons=[SUMMER, WINTER]) == hours


def test_the_29th_of_february_is_there_when_it_is() -> None:
    season = {**SUMMER, "from": "02-29", "to": "02-29"}
    assert told("2028-02-29", seasons=[season]) == "08-15"
    assert told("2027-03-01", seasons=[season]) == "08-18"


def test_a_season_opens_no_holiday_and_a_shift_of_its_own_does() -> None:
    holidays = {"2026-07-16": "Carmen"}
    assert told("2026-07-16", seasons=[SUMMER], holidays=holidays) == ""
    assert told("2026-07-16", seasons=[SUMMER], public=holidays) == ""
    shifts = {"2026-07-16": ["9-11", "12-13"]}
    assert told("2026-07-16", seasons=[SUMMER], public=holidays, shifts=shifts) == "09-11 12-13"


def test_a_break_is_taken_out_of_a_season_too() -> None:
    assert told("2026-07-16", seasons=[SUMMER], breaks={"2026-07-16": ["10-11"]}) == "08-10 11-15"


def test_a_season_may_be_closed() -> None:
    assert told("2026-08-12", seasons=[{**SUMMER, "hours": []}]) == ""


def test_ones_own_name_of_a_holiday_stands_before_the_public_one() -> None:
    day = "2026-11-09"
    hours = hours_of("M", {**PLAIN, "public": {day: "Lunes"}, "holidays": {day: "La Almudena"}})
    assert hours.holidays == {date(2026, 11, 9): "La Almudena"}


def test_what_a_policy_leaves_out_is_as_usual() -> None:
    rules = rules_of(
        {
            "calendars": {"M": PLAIN},
            "policies": [
                {"name": "Gold", "calendar": "M", "clients": [7], "resolution": 28_800},
                {"name": "Rest", "calendar": "M"},
            ],
        }
    )
    gold, rest = rules.policies
    assert (gold.seconds, gold.warn_at, gold.clients) == ({Target.RESOLUTION: 28_800}, 75, {7})
    assert (rest.seconds, rest.waiting_stops_first_response) == ({}, False)
    assert rules.policy_for(7, "", 1) is gold
    assert rules.policy_for(8, "", 1) is rest


@given(documents(), st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_every_document_that_is_right_makes_clocks(
    document: dict[str, Any], local: datetime
) -> None:
    for policy in rules_of(document).policies:
        calendar: Calendar = policy.hours.calendar
        start = local.replace(tzinfo=calendar.zone)
        for seconds in policy.seconds.values():
            assert calendar.elapsed(start, calendar.deadline(start, seconds)) == seconds


def test_reading_rules_brings_in_nothing_slow() -> None:
    code = "import sys, helpdesk_tui.sla.document; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"textual", "peewee", "holidays", "tomllib", "tomli_w", "helpdesk_tui.storage"}
    assert not set(run.stdout.split()) & slow


def known(*last: str) -> dict[str, Any]:
    """A document with a calendar for each of these, whose last public holiday is on that day."""
    calendars = {day: {**PLAIN, "country": "ES", "public": {day: "x"}} for day in last}
    return {"calendars": {"own": {**PLAIN, "holidays": {"2020-01-01": "x"}}, **calendars}}


def test_public_holidays_are_known_as_long_as_those_of_every_calendar_that_has_a_country() -> None:
    assert holidays_known_until(known("2037-12-25", "2029-12-25")) == date(2029, 12, 31)
    assert holidays_known_until(known()) is holidays_known_until({}) is None


@pytest.mark.parametrize(("today", "soon"), [("2027-12-31", False), ("2028-01-02", True)])
def test_it_is_time_to_save_the_rules_anew_when_less_than_two_years_are_known(
    today: str, soon: bool
) -> None:
    found = holidays_run_out(known("2029-12-25"), date.fromisoformat(today))
    assert found == (date(2029, 12, 31) if soon else None)
    assert holidays_run_out(known(), date.fromisoformat(today)) is None
