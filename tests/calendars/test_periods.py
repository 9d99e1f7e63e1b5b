"""Periods: what they are called, where they begin, how they are moved and cut."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import periods
from helpdesk_tui.periods import UNITS, Period

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
MADRID = ZoneInfo("Europe/Madrid")


def test_a_day_begins_at_midnight_in_its_zone() -> None:
    march = periods.named("2026-03", MADRID)
    assert march.begin == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert march.end == datetime(2026, 3, 31, 22, tzinfo=UTC)  # summer time


def test_weeks_run_from_monday_to_sunday() -> None:
    assert periods.weeks(2, date(2026, 11, 19)) == Period(date(2026, 11, 9), date(2026, 11, 22))


def test_months_are_whole_and_the_present_one_is_the_last() -> None:
    assert periods.months(1, date(2026, 12, 31)) == periods.named("2026-12")
    assert periods.months(12, date(2026, 1, 1)).first == date(2025, 2, 1)


@pytest.mark.parametrize("words", ["", "2026-13", "2026-1-1", "-2026", "x", "2026-", "99999"])
def test_what_is_neither_month_nor_year_is_refused(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        periods.named(words)


def test_whole_months_are_moved_by_months() -> None:
    assert periods.named("2026-03").moved(-1) == periods.named("2026-02")
    assert periods.named("2026").moved(1) == periods.named("2027")
    assert periods.weeks(4, date(2026, 3, 1)).moved(1).first == date(2026, 3, 2)


def test_where_the_calendar_ends_a_period_stays() -> None:
    last = periods.named("9998")
    assert last.moved(1) == last
    first = Period(date(2, 1, 1), date(2, 1, 3))
    assert first.moved(-400) == first
    with pytest.raises(ValueError, match="9999"):
        Period(date(2026, 1, 1), date(9999, 1, 1))


@given(DAYS, st.integers(0, 900), st.sampled_from(UNITS))
def test_parts_follow_each_other_and_are_the_whole(first: date, length: int, unit: str) -> None:
    whole = Period(first, first + timedelta(days=length), MADRID)
    parts = whole.cut(unit)
    assert (parts[0].begin, parts[-1].end) == (whole.begin, whole.end)
    assert all(one.end == other.begin for one, other in pairwise(parts))
    assert all(one.first <= one.last for one in parts)


@given(DAYS, st.integers(0, 900), st.integers(-20, 20))
def test_a_period_that_is_moved_comes_back(first: date, length: int, by: int) -> None:
    whole = Period(first, first + timedelta(days=length))
    assert whole.moved(by).moved(-by) == whole
    assert whole.moved(1).first == whole.last + timedelta(days=1)
