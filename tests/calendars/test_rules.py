"""The rules of a business calendar, a sentence a test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpdesk_tui.calendars import Calendar, CalendarError, Hours

MADRID = ZoneInfo("Europe/Madrid")
NEW_YORK = ZoneInfo("America/New_York")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")

HOUR = 3600
NINE, ONE, TWO, SIX = time(9), time(13), time(14), time(18)
OFFICE: dict[int, Hours] = {day: [(NINE, SIX)] for day in range(5)}
LUNCH: dict[int, Hours] = {day: [(NINE, ONE), (TWO, SIX)] for day in range(5)}
NIGHTS: dict[int, Hours] = {day: [(time(22), "24:00"), (time(0), time(6))] for day in range(7)}
ALWAYS: dict[int, Hours] = {day: [(time(0), "24:00")] for day in range(7)}

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)

office = Calendar("Europe/Madrid", OFFICE)


def at(words: str, zone: tzinfo = MADRID, fold: int = 0) -> datetime:
    """A local time as an instant."""
    return datetime.fromisoformat(words).replace(tzinfo=zone, fold=fold)


def daily(zone: ZoneInfo, *spans: tuple[time, time | str]) -> Calendar:
    """The same hours every day."""
    return Calendar(zone, dict.fromkeys(range(7), spans))


def day_of(calendar: Calendar, day: str) -> list[tuple[str, str]]:
    """The intervals of a local date, as the wall shows them."""
    first = datetime.fromisoformat(day).replace(tzinfo=calendar.zone)
    found = calendar.intervals(first, first + timedelta(days=1))
    return [(shown(begin, calendar.zone), shown(end, calendar.zone)) for begin, end in found]


def shown(instant: datetime, zone: tzinfo = MADRID) -> str:
    assert instant.tzinfo is UTC
    return f"{instant.astimezone(zone):%a %H:%M}"


# Hours


def test_only_open_time_counts_over_a_weekend() -> None:
    assert shown(office.deadline(at("2026-11-20 17:00"), 3 * HOUR)) == "Mon 11:00"
    assert office.elapsed(at("2026-11-20 17:00"), at("2026-11-23 11:00")) == 3 * HOUR


def test_a_weekday_has_any_number_of_intervals_so_that_lunch_is_left_out() -> None:
    calendar = Calendar("Europe/Madrid", LUNCH)
    assert shown(calendar.deadline(at("2026-11-20 12:30"), HOUR)) == "Fri 14:30"
    assert calendar.elapsed(at("2026-11-16 00:00"), at("2026-11-21 00:00")) == 5 * 8 * HOUR


def test_intervals_are_half_open_to_the_second() -> None:
    calendar = daily(MADRID, (time(9), time(9, 0, 1)))
    assert calendar.elapsed(at("2026-11-20 09:00:00"), at("2026-11-20 09:00:01")) == 1
    assert calendar.elapsed(at("2026-11-20 09:00:01"), at("2026-11-20 23:00:00")) == 0


def test_intervals_that_overlap_or_come_in_any_order_count_once() -> None:
    calendar = daily(MADRID, (time(15), SIX), (NINE, TWO), (time(12), time(15)))
    assert day_of(calendar, "2026-11-20") == [("Fri 09:00", "Fri 18:00")]


def test_the_shifts_of_a_date_replace_its_week() -> None:
    shifts: dict[date, Hours] = {SATURDAY: [(time(10), time(12))], FRIDAY: []}
    calendar = Calendar("Europe/Madrid", OFFICE, shifts)
    assert day_of(calendar, "2026-11-20") == []
    assert day_of(calendar, "2026-11-21") == [("Sat 10:00", "Sat 12:00")]


def test_a_season_is_a_shift_on_each_of_its_dates() -> None:
    july = [date(2026, 7, 1) + timedelta(days=n) for n in range(31)]
    summer: dict[date, Hours] = {day: [(time(8), time(15))] for day in july if day.weekday() < 5}
    calendar = Calendar("Europe/Madrid", OFFICE, summer)
    assert shown(calendar.deadline(at("2026-07-31 14:00"), 2 * HOUR)) == "Mon 10:00"
    assert calendar.elapsed(at("2026-07-01 00:00"), at("2026-08-01 00:00")) == 23 * 7 * HOUR


def test_a_holiday_is_closed() -> None:
    calendar = Calendar("Europe/Madrid", OFFICE, holidays=[MONDAY])
    assert shown(calendar.deadline(at("2026-11-20 17:00"), 3 * HOUR)) == "Tue 11:00"


def test_a_shift_beats_a_holiday() -> None:
    shifts: dict[date, Hours] = {MONDAY: [(time(10), ONE)]}
    calendar = Calendar("Europe/Madrid", OFFICE, shifts, holidays=[MONDAY])
    assert day_of(calendar, "2026-11-23") == [("Mon 10:00", "Mon 13:00")]


def test_breaks_are_taken_out_of_a_date_and_of_its_shift() -> None:
    gone: dict[date, Hours] = {
        FRIDAY: [(time(8), time(10)), (time(12), ONE), (time(12, 30), time(12, 45))],
        SATURDAY: [(time(11), "24:00")],
    }
    shifts: dict[date, Hours] = {SATURDAY: [(time(10), time(12))]}
    calendar = Calendar("Europe/Madrid", OFFICE, shifts, gone)
    assert day_of(calendar, "2026-11-20") == [
        ("Fri 10:00", "Fri 12:00"),
        ("Fri 13:00", "Fri 18:00"),
    ]
    assert day_of(calendar, "2026-11-21") == [("Sat 10:00", "Sat 11:00")]


def test_a_break_on_a_holiday_opens_nothing() -> None:
    calendar = Calendar("Europe/Madrid", OFFICE, {}, {MONDAY: [(NINE, ONE)]}, [MONDAY])
    assert day_of(calendar, "2026-11-23") == []


def test_a_night_shift_given_in_two_intervals_has_no_gap_at_midnight() -> None:
    calendar = Calendar("Europe/Madrid", NIGHTS)
    found = calendar.intervals(at("2026-11-20 12:00"), at("2026-11-21 12:00"))
    assert [(shown(begin), shown(end)) for begin, end in found] == [("Fri 22:00", "Sat 06:00")]
    assert shown(calendar.deadline(at("2026-11-20 23:00"), HOUR, roll=True)) == "Sat 00:00"


def test_a_calendar_that_is_always_open_counts_every_second() -> None:
    calendar = Calendar("Europe/Madrid", ALWAYS)
    start, end = at("2016-01-01 00:00"), at("2026-11-20 12:34:56")
    seconds = int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds())
    assert calendar.elapsed(start, end) == seconds
    assert len(calendar.intervals(start, end)) == 1


# Changes of the clocks


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (MADRID, "2026-03-29", 7),
        (MADRID, "2026-10-25", 9),
        (NEW_YORK, "2026-03-08", 7),
        (NEW_YORK, "2026-11-01", 9),
        (SAO_PAULO, "2018-11-04", 7),
        (SAO_PAULO, "2018-02-18", 9),
        (LORD_HOWE, "2026-10-04", 7.5),
        (LORD_HOWE, "2026-04-05", 8.5),
    ],
)
def test_a_night_in_which_the_clocks_change_has_its_real_length(
    zone: ZoneInfo, day: str, hours: float
) -> None:
    noon = at(f"{day} 12:00", zone)
    found = Calendar(zone, NIGHTS).intervals(noon - timedelta(days=1), noon)
    assert [(shown(begin, zone)[4:], shown(end, zone)[4:]) for begin, end in found] == [
        ("22:00", "06:00")
    ]
    ((begin, end),) = found
    assert (end - begin) == timedelta(hours=hours)


def test_a_local_time_that_does_not_exist_moves_forward_over_the_gap() -> None:
    late, early = daily(MADRID, (time(2, 30), time(5))), daily(MADRID, (time(1), time(2, 30)))
    assert day_of(late, "2026-03-29") == [("Sun 03:00", "Sun 05:00")]
    assert day_of(early, "2026-03-29") == [("Sun 01:00", "Sun 03:00")]
    assert early.elapsed(at("2026-03-29 00:00"), at("2026-03-29 12:00")) == HOUR


def test_an_interval_wholly_inside_the_gap_is_dropped() -> None:
    calendar = daily(MADRID, (time(2), time(3)), (time(2, 10), time(2, 50)))
    assert day_of(calendar, "2026-03-29") == []
    assert shown(calendar.deadline(at("2026-03-28 12:00"), 0)) == "Mon 02:00"


def test_a_midnight_that_does_not_exist_is_the_hour_after_it() -> None:
    calendar = daily(SAO_PAULO, (time(0), time(2)))
    assert day_of(calendar, "2018-11-04") == [("Sun 01:00", "Sun 02:00")]


def test_a_local_time_that_occurs_twice_means_the_first() -> None:
    first = daily(MADRID, (time(1), time(2, 30)))
    assert first.elapsed(at("2026-10-25 00:00"), at("2026-10-25 12:00")) == 1.5 * HOUR
    second = daily(MADRID, (time(2, 30), time(4)))
    assert second.elapsed(at("2026-10-25 00:00"), at("2026-10-25 12:00")) == 2.5 * HOUR
    assert first.elapsed(at("2026-10-25 02:10", fold=1), at("2026-10-25 04:00")) == 0


def test_the_half_hour_that_comes_twice_on_lord_howe_counts_once() -> None:
    calendar = daily(LORD_HOWE, (time(1, 30), time(1, 45)))
    start = at("2026-04-05 00:00", LORD_HOWE)
    assert calendar.elapsed(start, start + timedelta(days=1)) == HOUR / 4


# Deadlines


def test_time_that_runs_out_exactly_at_closing_is_due_at_closing() -> None:
    assert shown(office.deadline(at("2026-11-20 17:00"), HOUR)) == "Fri 18:00"
    assert shown(office.deadline(at("2026-11-16 09:00"), 5 * 9 * HOUR)) == "Fri 18:00"


def test_the_other_reading_of_closing_is_an_option() -> None:
    assert shown(office.deadline(at("2026-11-20 17:00"), HOUR, roll=True)) == "Mon 09:00"
    assert shown(office.deadline(at("2026-11-20 17:00"), HOUR - 1, roll=True)) == "Fri 17:59"


@pytest.mark.parametrize("moment", ["2026-11-20 18:00", "2026-11-21 12:00", "2026-11-23 08:59:59"])
def test_zero_seconds_from_a_closed_moment_is_the_next_opening(moment: str) -> None:
    assert shown(office.deadline(at(moment), 0)) == "Mon 09:00"


def test_zero_seconds_from_an_open_moment_is_that_moment() -> None:
    assert office.deadline(at("2026-11-20 17:59:59"), 0) == at("2026-11-20 17:59:59")


def test_a_start_outside_the_hours_counts_from_the_next_opening() -> None:
    assert shown(office.deadline(at("2026-11-21 12:00"), HOUR)) == "Mon 10:00"


def test_the_fraction_of_a_second_is_cut_off() -> None:
    due = office.deadline(at("2026-11-20 09:00:00.999999"), 9 * HOUR)
    assert due == at("2026-11-20 18:00")
    assert office.elapsed(at("2026-11-20 09:00:00.9"), at("2026-11-20 09:00:01.1")) == 1


def test_instants_may_be_of_any_zone() -> None:
    start = at("2026-11-20 11:00", NEW_YORK)  # 17:00 in Madrid
    assert shown(office.deadline(start, HOUR)) == "Fri 18:00"


# Pauses


def test_time_within_a_pause_does_not_count() -> None:
    pause = at("2026-11-20 10:00"), at("2026-11-20 12:00")
    assert shown(office.deadline(at("2026-11-20 09:00"), 2 * HOUR, [pause])) == "Fri 13:00"
    assert office.elapsed(at("2026-11-20 09:00"), at("2026-11-20 13:00"), [pause]) == 2 * HOUR


def test_pauses_may_overlap_touch_nest_and_lie_outside_hours_or_before_the_start() -> None:
    pauses = [
        (at("2026-11-20 12:00"), at("2026-11-20 13:00")),
        (at("2026-11-20 10:00"), at("2026-11-20 12:00")),
        (at("2026-11-20 10:30"), at("2026-11-20 11:00")),
        (at("2026-11-20 11:30"), at("2026-11-20 12:30")),
        (at("2026-11-20 11:00"), at("2026-11-20 11:00")),
        (at("2026-11-20 19:00"), at("2026-11-21 10:00")),
        (at("2026-11-19 09:00"), at("2026-11-20 09:30")),
        (at("2026-11-18 09:00"), at("2026-11-18 09:30")),
    ]
    start = at("2026-11-20 09:00")
    assert shown(office.deadline(start, HOUR, pauses)) == "Fri 13:30"
    assert shown(office.deadline(start, 8 * HOUR, pauses)) == "Mon 11:30"
    assert office.elapsed(start, at("2026-11-23 11:30"), pauses) == 8 * HOUR


def test_time_that_runs_out_as_a_pause_begins_is_due_then() -> None:
    pause = at("2026-11-20 10:00"), at("2026-11-20 12:00")
    start = at("2026-11-20 09:00")
    assert shown(office.deadline(start, HOUR, [pause])) == "Fri 10:00"
    assert shown(office.deadline(start, HOUR, [pause], roll=True)) == "Fri 12:00"


def test_zero_seconds_from_within_a_pause_is_its_end_or_the_opening_after_it() -> None:
    start = at("2026-11-20 10:00")
    until_noon, until_night = ((start, at(f"2026-11-20 {end}:00")) for end in (12, 20))
    assert shown(office.deadline(start, 0, [until_noon])) == "Fri 12:00"
    assert shown(office.deadline(start, 0, [until_night])) == "Mon 09:00"


def test_a_pause_without_an_end_in_sight_takes_no_time_to_answer() -> None:
    never = datetime(9999, 1, 1, tzinfo=UTC)
    pauses = [(at("2026-11-20 12:00"), never), (never, never)]
    assert office.elapsed(at("2026-11-20 09:00"), at("2026-11-27 09:00"), pauses) == 3 * HOUR
    with pytest.raises(CalendarError):
        office.deadline(at("2026-11-20 09:00"), 4 * HOUR, pauses)


def test_the_lines_of_an_explanation_add_up_to_the_deadline() -> None:
    hours: dict[int, Hours] = {day: [(time(8), SIX)] for day in range(5)}
    calendar = Calendar("Europe/Madrid", hours, holidays=[date(2026, 11, 18)])
    waiting = at("2026-11-17 09:30"), at("2026-11-17 15:00")
    due = calendar.deadline(at("2026-11-16 16:10"), 480 * 60, [waiting])
    assert due == at("2026-11-19 09:40")


# Backwards


def test_backwards_is_one_working_hour_before() -> None:
    assert shown(office.backwards(at("2026-11-23 09:30"), HOUR)) == "Fri 17:30"
    assert shown(office.backwards(at("2026-11-22 12:00"), HOUR)) == "Fri 17:00"


def test_time_that_begins_exactly_at_an_opening_begins_then() -> None:
    assert shown(office.backwards(at("2026-11-23 10:00"), HOUR)) == "Mon 09:00"


def test_zero_seconds_before_a_closed_moment_is_the_last_closing() -> None:
    assert shown(office.backwards(at("2026-11-22 12:00"), 0)) == "Fri 18:00"
    assert shown(office.backwards(at("2026-11-23 09:00"), 0)) == "Fri 18:00"
    assert shown(office.backwards(at("2026-11-20 18:00"), 0)) == "Fri 18:00"
    assert shown(office.backwards(at("2026-11-20 12:00"), 0)) == "Fri 12:00"


# Working days


def test_so_many_working_days_later_is_the_same_clock_time() -> None:
    calendar = Calendar("Europe/Madrid", OFFICE, holidays=[MONDAY])
    assert shown(calendar.working_days(at("2026-11-19 16:10"), 1)) == "Fri 16:10"
    assert shown(calendar.working_days(at("2026-11-19 16:10"), 2)) == "Tue 16:10"
    assert calendar.working_days(at("2026-10-19 16:10"), 10) == at("2026-11-02 16:10")


def test_so_many_working_days_later_may_be_the_end_of_that_day() -> None:
    shifts: dict[date, Hours] = {MONDAY: [(time(8), time(11)), (time(12), time(15))]}
    calendar = Calendar("Europe/Madrid", OFFICE, shifts)
    assert shown(calendar.working_days(at("2026-11-20 16:10"), 1, end_of_day=True)) == "Mon 15:00"
    nights = Calendar("Europe/Madrid", NIGHTS)
    assert shown(nights.working_days(at("2026-11-20 16:10"), 1, end_of_day=True)) == "Sun 00:00"


def test_working_days_from_a_day_off_count_the_next_one_as_the_first() -> None:
    assert shown(office.working_days(at("2026-11-21 10:00"), 1)) == "Mon 10:00"
    assert shown(office.working_days(at("2026-11-21 10:00"), 0)) == "Mon 10:00"
    assert shown(office.working_days(at("2026-11-21 10:00"), 0, end_of_day=True)) == "Mon 18:00"


def test_no_working_day_later_is_the_same_instant() -> None:
    second = at("2026-10-25 02:30", fold=1)
    assert Calendar("Europe/Madrid", ALWAYS).working_days(second, 0) == second.astimezone(UTC)
    assert shown(office.working_days(at("2026-11-20 10:00"), 0, end_of_day=True)) == "Fri 18:00"


def test_the_same_clock_time_moves_over_a_gap_and_means_the_first_of_two() -> None:
    calendar = Calendar("Europe/Madrid", ALWAYS)
    assert shown(calendar.working_days(at("2026-03-28 02:30"), 1)) == "Sun 03:00"
    first = at("2026-10-25 02:30", fold=0).astimezone(UTC)
    assert calendar.working_days(at("2026-10-24 02:30"), 1) == first


def test_a_date_whose_hours_lie_inside_the_gap_is_no_working_day() -> None:
    calendar = daily(MADRID, (time(2), time(3)))
    assert shown(calendar.working_days(at("2026-03-28 02:30"), 1)) == "Mon 02:30"


# Intervals


def test_intervals_are_cut_to_what_is_asked() -> None:
    found = Calendar("Europe/Madrid", LUNCH).intervals(
        at("2026-11-20 12:00"), at("2026-11-23 10:00")
    )
    assert [(shown(begin), shown(end)) for begin, end in found] == [
        ("Fri 12:00", "Fri 13:00"),
        ("Fri 14:00", "Fri 18:00"),
        ("Mon 09:00", "Mon 10:00"),
    ]


def test_intervals_of_a_day_off_are_none() -> None:
    assert day_of(office, "2026-11-21") == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_farthest_zones_miss_no_hour(zone: str) -> None:
    calendar = Calendar(zone, ALWAYS)
    midnight = datetime(2026, 11, 20, tzinfo=UTC)
    for hour in (midnight + timedelta(hours=number) for number in range(24)):
        span = hour, hour + timedelta(hours=1)
        assert calendar.intervals(*span) == [span]


# Errors


QUESTIONS: Mapping[str, Callable[[Calendar], datetime]] = {
    "deadline": lambda calendar: calendar.deadline(at("2026-11-20 10:00"), HOUR),
    "next opening": lambda calendar: calendar.deadline(at("2026-11-20 10:00"), 0),
    "backwards": lambda calendar: calendar.backwards(at("2026-11-20 10:00"), HOUR),
    "last closing": lambda calendar: calendar.backwards(at("2026-11-20 10:00"), 0),
    "working days": lambda calendar: calendar.working_days(at("2026-11-20 10:00"), 1),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_calendar_with_no_open_time_at_all_says_so(
    question: Callable[[Calendar], datetime],
) -> None:
    with pytest.raises(CalendarError, match="no open time"):
        question(Calendar("Europe/Madrid", {}))
    with pytest.raises(CalendarError, match="no open time"):
        question(Calendar("Europe/Madrid", {0: []}, {FRIDAY: []}))


def test_a_calendar_with_no_open_time_has_none_elapsed_and_no_intervals() -> None:
    closed = Calendar("Europe/Madrid", {})
    assert closed.elapsed(at("2026-11-20 10:00"), at("2027-11-20 10:00")) == 0
    assert closed.intervals(at("2026-11-20 10:00"), at("2027-11-20 10:00")) == []


def test_an_answer_more_than_ten_years_away_says_so() -> None:
    start = at("2026-11-20 10:00")
    a_minute_a_week = Calendar("Europe/Madrid", {4: [(NINE, time(9, 1))]})
    assert a_minute_a_week.deadline(start, 500 * 60).year == 2036
    for question in (a_minute_a_week.deadline, a_minute_a_week.backwards):
        with pytest.raises(CalendarError, match=r"2026-11-20.* more than ten years away"):
            question(start, 530 * 60)
    with pytest.raises(CalendarError, match="more than ten years away"):
        a_minute_a_week.working_days(start, 530)


def test_ten_years_are_counted_to_the_second() -> None:
    start = at("2026-11-20 10:00")
    ten_years = 3653 * 24 * HOUR
    calendar = Calendar("Europe/Madrid", ALWAYS)
    assert calendar.deadline(start, ten_years) == start.astimezone(UTC) + timedelta(days=3653)
    assert calendar.backwards(start, ten_years) == start.astimezone(UTC) - timedelta(days=3653)
    for question in (calendar.deadline, calendar.backwards):
        with pytest.raises(CalendarError):
            question(start, ten_years + 1)


def test_elapsed_time_may_be_longer_than_ten_years() -> None:
    start, end = date(1996, 1, 1), date(2026, 1, 1)
    dates = (start + timedelta(days=n) for n in range((end - start).days))
    seconds = sum(day.weekday() < 5 for day in dates) * 9 * HOUR
    assert office.elapsed(at("1996-01-01 00:00"), at("2026-01-01 00:00")) == seconds


MISTAKES: Mapping[str, tuple[Callable[[], Any], str]] = {
    "unknown zone": (lambda: Calendar("Europe/Nowhere", OFFICE), "no time zone Europe/Nowhere"),
    "no zone": (lambda: Calendar("", OFFICE), "no time zone"),
    "weekday 7": (lambda: Calendar(MADRID, {7: [(NINE, SIX)]}), "7 is none of them"),
    "end before begin": (lambda: Calendar(MADRID, {0: [(SIX, NINE)]}), "18:00:00-09:00:00"),
    "no length": (lambda: Calendar(MADRID, {0: [(NINE, NINE)]}), "does not end after it begins"),
    "midnight as an end": (lambda: Calendar(MADRID, {0: [(NINE, time(0))]}), "a day is 24:00"),
    "words": (lambda: Calendar(MADRID, {0: [(NINE, "18:00")]}), "18:00 is not a time"),
    "fraction": (lambda: Calendar(MADRID, {0: [(time(9, 0, 0, 5), SIX)]}), "whole seconds"),
    "shift": (lambda: Calendar(MADRID, {}, {FRIDAY: [(SIX, NINE)]}), "18:00:00-09:00:00"),
    "break": (lambda: Calendar(MADRID, {}, {}, {FRIDAY: [(SIX, NINE)]}), "18:00:00-09:00:00"),
    "datetime": (lambda: Calendar(MADRID, {}, holidays=[datetime(2026, 1, 1)]), "not a datetime"),
    "naive start": (lambda: office.deadline(datetime(2026, 11, 20), 0), "naive"),
    "naive end": (lambda: office.elapsed(at("2026-11-20"), datetime(2026, 11, 21)), "naive"),
    "naive pause": (
        lambda: office.deadline(at("2026-11-20"), 0, [(datetime(2026, 11, 20), at("2026-11-21"))]),
        "naive",
    ),
    "naive day": (lambda: office.working_days(datetime(2026, 11, 20), 1), "naive"),
    "negative": (lambda: office.deadline(at("2026-11-20"), -1), "-1 is negative"),
    "negative backwards": (lambda: office.backwards(at("2026-11-20"), -1), "negative"),
    "negative days": (lambda: office.working_days(at("2026-11-20"), -1), "negative"),
    "span": (lambda: office.elapsed(at("2026-11-21"), at("2026-11-20")), "before the start"),
    "intervals": (lambda: office.intervals(at("2026-11-21"), at("2026-11-20")), "before the"),
    "pause": (
        lambda: office.deadline(at("2026-11-20"), 0, [(at("2026-11-21"), at("2026-11-20"))]),
        "before the start",
    ),
}


@pytest.mark.parametrize(("asked", "said"), MISTAKES.values(), ids=MISTAKES)
def test_what_cannot_be_meant_is_refused_in_words(asked: Callable[[], Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        asked()


def test_the_calendars_bring_in_nothing_slow() -> None:
    code = "import sys, helpdesk_tui.calendars; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"textual", "peewee", "hypothesis", "holidays", "asyncio", "helpdesk_tui.storage"}
    assert not set(run.stdout.split()) & slow
