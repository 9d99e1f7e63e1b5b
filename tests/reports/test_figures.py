"""Rows and their total, from whatever was gathered."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import partial
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.reports import figures
from helpdesk_tui.reports.figures import LIVE, MISSED, WAITING, Heap, Row, Times

SECONDS = st.lists(st.integers(-5, 10**8), max_size=30).map(partial(array, "q"))
DONE = st.sampled_from([0, 1, 4, 5, 7, 5 | 1 << MISSED, 7 | 7 << MISSED])
FLAGS = st.lists(st.one_of(DONE, st.sampled_from([LIVE, LIVE | WAITING])), max_size=20)
HEAPS = st.lists(
    st.builds(Heap, FLAGS.map(bytearray), *[SECONDS] * 3, *[st.integers(0, 9)] * 3), max_size=6
)
ADDED: tuple[Callable[[Row], int], ...] = (
    lambda row: row.came,
    lambda row: row.open,
    lambda row: row.waiting,
    lambda row: row.reopened,
    lambda row: row.reassigned,
    lambda row: row.decided,
    lambda row: row.kept,
    lambda row: row.backlog,
    lambda row: row.response.count,
)


@given(HEAPS)
def test_rows_add_up_to_their_total_and_its_median_is_that_of_all(heaps: list[Heap]) -> None:
    everything = [max(0, seconds) for heap in heaps for seconds in heap.resolutions]
    rows = [figures.row(None, "", [heap]) for heap in heaps]
    total = figures.row(None, "", heaps)
    for number in ADDED:
        assert number(total) == sum(map(number, rows))
    if everything:
        mean = pytest.approx(fmean(everything))
        assert total.resolution == Times(len(everything), mean, median(everything))
    else:
        assert total.resolution == Times()


def test_promises_are_decided_by_what_is_done() -> None:
    row = figures.row(None, "", [Heap(bytearray([5, 5 | 4 << MISSED, LIVE, LIVE | WAITING, 0]))])
    assert (row.came, row.open, row.waiting, row.decided, row.kept) == (5, 2, 1, 4, 3)
    assert row.percent == 75
