"""Which copies stay: the nearer in time, the closer together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.housekeeping.thinning import Keep, kept
from tests.housekeeping.conftest import KEEP

FIRST = datetime(2026, 1, 1, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)

instants = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
keeps = st.builds(Keep, *[st.integers(0, 15)] * 3)


def after_a_copy_each_day(days: int) -> list[datetime]:
    copies: set[datetime] = set()
    for day in range(days):
        copies = kept(copies | {FIRST + day * DAY}, KEEP)
    return sorted(copies)


def test_after_two_years_there_are_seven_days_four_weeks_and_twelve_months() -> None:
    copies = after_a_copy_each_day(730)
    last = FIRST + 729 * DAY
    assert copies[-7:] == [last - n * DAY for n in reversed(range(7))]
    assert {at.isocalendar()[:2] for at in copies} >= {
        (last - n * 7 * DAY).isocalendar()[:2] for n in range(4)
    }
    assert {(at.year, at.month) for at in copies} == {(2027, month) for month in range(1, 13)}
    assert len(copies) <= 7 + 4 + 12


@given(st.lists(instants), keeps)
def test_the_newest_stays_the_number_is_bounded_and_thinning_again_takes_nothing(
    copies: list[datetime], keep: Keep
) -> None:
    left = kept(copies, keep)
    assert left <= set(copies)
    assert not copies or max(copies) in left
    assert len(left) <= max(1, keep.days + keep.weeks + keep.months)
    assert kept(left, keep) == left


@given(st.lists(instants, min_size=1), keeps)
def test_a_desk_that_is_away_for_years_loses_nothing_by_that(
    copies: list[datetime], keep: Keep
) -> None:
    left = kept(copies, keep)
    assert kept(left | {datetime(2050, 1, 1, tzinfo=UTC)}, Keep(20, 20, 20)) >= kept(
        left, Keep(19, 19, 19)
    )
