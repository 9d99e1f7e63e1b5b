"""Extents as arithmetic: what is taken out is gone, what lies outside stays, nothing is doubled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import spans
from helpdesk_tui.worktime import stretches
from helpdesk_tui.worktime.extent import Extent, extent, joined
from helpdesk_tui.worktime.stretches import Stretch
from tests.worktime.conftest import MONDAY, by_days

NOW = MONDAY + timedelta(seconds=100)


def instants(least: int, most: int) -> st.SearchStrategy[datetime]:
    return st.integers(least, most).map(lambda seconds: MONDAY + timedelta(seconds=seconds))


PAIRS = st.tuples(instants(-20, 100), instants(-20, 100)).map(lambda two: (min(two), max(two)))
BREAKS = st.lists(PAIRS, max_size=4)
ENDED = st.builds(lambda pair, breaks: extent(*pair, breaks), PAIRS, BREAKS)
RUNNING = st.builds(lambda begin, breaks: extent(begin, None, breaks), instants(0, 100), BREAKS)
ANY = ENDED | RUNNING


def seconds(one: Extent | None) -> set[datetime]:
    """Every second that counts."""
    return {
        begin + timedelta(seconds=second)
        for begin, end in (one.counts(NOW) if one else [])
        for second in range(int((end - begin).total_seconds()))
    }


def well_formed(one: Extent) -> bool:
    """Its breaks lie within it, in order and apart, and are written and read as they are."""
    same = tuple(stretches.read(stretches.write(one.breaks))) == one.breaks
    last = one.end or max((end for _begin, end in one.breaks), default=one.begin)
    within = tuple(spans.within(one.breaks, one.begin, max(one.begin, last))) == one.breaks
    return same and within and spans.joined(one.breaks) == list(one.breaks)


@given(ANY, BREAKS)
def test_what_is_taken_out_is_gone_and_the_rest_stays(one: Extent, gone: list[Stretch]) -> None:
    left = one.without(gone, NOW)
    taken = {
        begin + timedelta(seconds=second)
        for begin, end in gone
        for second in range(int((end - begin).total_seconds()))
    }
    assert seconds(left) == seconds(one) - taken
    if left:
        assert well_formed(left)
        assert (left.end is None) == (one.end is None)


@given(ANY, instants(-20, 120))
def test_what_was_split_and_joined_counts_as_before(one: Extent, at: datetime) -> None:
    if not one.begin < at < (one.end or NOW):
        return
    first, second = one.split(at)
    assert well_formed(first)
    assert well_formed(second)
    assert seconds(first) | seconds(second) == seconds(one)
    assert not seconds(first) & seconds(second)
    assert joined(first, second) == one


@given(ENDED, ANY)
def test_what_is_joined_counts_what_either_counted(one: Extent, other: Extent) -> None:
    both = joined(one, other)
    assert seconds(both) == seconds(one) | seconds(other)
    assert well_formed(both)
    assert both == joined(other, one)


@given(ENDED, instants(-1000, 1000))
def test_what_moves_counts_as_much(one: Extent, begin: datetime) -> None:
    moved = one.moved(begin)
    assert stretches.total(moved.counts(NOW)) == stretches.total(one.counts(NOW))
    assert moved.moved(one.begin) == one


def test_an_hour_that_comes_twice_around_midnight_belongs_to_the_later_day() -> None:
    back = datetime(2008, 11, 2, 2, 31, tzinfo=UTC)  # from 00:01 to 23:01 in St John's
    begin, end = back + timedelta(minutes=10), back + timedelta(hours=2)
    days = by_days(begin, end, (), ZoneInfo("America/St_Johns"))
    assert days == [(date(2008, 11, 2), end - begin)]


def test_fractions_of_a_second_are_cut_off() -> None:
    half = timedelta(milliseconds=500)
    assert extent(MONDAY + half, NOW + half, [(MONDAY + half, NOW - half)]) == Extent(
        MONDAY, NOW, ((MONDAY, NOW - timedelta(seconds=1)),)
    )
