"""Ages and clocks as they stand in the columns of a queue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import i18n
from helpdesk_tui.short_time import DAY, HOUR, MINUTE, WEEK, YEAR, age, clock


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-5, "0m"), (0, "0m"), (59, "0m"), (42 * MINUTE + 59, "42m"), (HOUR, "1h"),
     (5.5 * HOUR, "5h"), (DAY - 1, "23h"), (3 * DAY, "3d"), (WEEK, "1w"), (20 * DAY, "2w"),
     (YEAR - 1, "52w"), (2 * YEAR, "2y")],
)  # fmt: skip
def test_an_age_is_its_largest_unit(seconds: float, said: str) -> None:
    assert age(seconds) == said


def test_spanish_weeks_and_years_have_their_own_letters() -> None:
    i18n.install("es")
    ages = [age(seconds) for seconds in (9 * MINUTE, HOUR, DAY, 2 * WEEK, YEAR)]
    assert ages == ["9m", "1h", "1d", "2sem", "1a"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0:00"), (-1, "-0:00"), (-12 * MINUTE, "-0:12"), (38 * MINUTE + 59, "0:38"),
     (80 * MINUTE, "1:20"), (26 * HOUR + 5 * MINUTE, "26:05"), (99 * HOUR + 3599, "99:59"),
     (100 * HOUR, "4d"), (-100 * HOUR, "-4d")],
)  # fmt: skip
def test_a_clock_counts_hours_and_minutes_and_then_days(seconds: float, said: str) -> None:
    assert clock(seconds) == said


@given(st.integers(-99 * HOUR, 99 * HOUR))
def test_a_clock_can_be_read_back_to_the_minute(seconds: int) -> None:
    hours, minutes = clock(seconds).lstrip("-").split(":")
    assert int(hours) * HOUR + int(minutes) * MINUTE == abs(seconds) // MINUTE * MINUTE
    assert clock(seconds).startswith("-") == (seconds < 0)


@given(st.integers(0, 900 * DAY))
def test_what_stands_in_a_column_stays_narrow(seconds: int) -> None:
    assert len(age(seconds)) <= 3
    assert len(clock(-seconds)) <= 6
