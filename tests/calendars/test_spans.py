"""Half-open intervals: put together, cut, and taken out of each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.spans import joined, within, without

ends = st.integers(0, 12)
some = st.lists(st.tuples(ends, ends).filter(lambda span: span[0] <= span[1]), max_size=5)


def covered(spans: list[tuple[int, int]]) -> set[int]:
    return {number for span in spans for number in range(*span)}


@given(some)
def test_joined_covers_the_same_with_as_few_as_there_can_be(spans: list[tuple[int, int]]) -> None:
    found = joined(spans)
    assert covered(found) == covered(spans)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(some, ends, ends)
def test_within_is_what_lies_between_both_ends(
    spans: list[tuple[int, int]], first: int, last: int
) -> None:
    found = list(within(spans, first, last))
    assert covered(found) == covered(spans) & set(range(first, last))
    assert all(begin < end for begin, end in found)


@given(some, some)
def test_without_is_what_is_left(
    spans: list[tuple[int, int]], taken: list[tuple[int, int]]
) -> None:
    assert covered(without(joined(spans), taken)) == covered(spans) - covered(taken)


def test_the_gaps_of_a_day_are_its_hours_without_what_was_written_down() -> None:
    nine = datetime(2026, 11, 20, 9, tzinfo=UTC)
    hours = [nine + timedelta(hours=number) for number in range(10)]
    day = [(hours[0], hours[5]), (hours[6], hours[9])]
    written = [(hours[7], hours[9]), (hours[1], hours[2])]
    assert without(day, written) == [
        (hours[0], hours[1]),
        (hours[2], hours[5]),
        (hours[6], hours[7]),
    ]
