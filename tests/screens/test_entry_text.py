"""When an entry was, as text and back: what is not touched comes back to the second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.clock import NEVER
from helpdesk_tui.screens.common import when
from helpdesk_tui.screens.worktime import entry_text
from helpdesk_tui.worktime.extent import Extent, extent

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
SECONDS = st.integers(1, 400 * 3600)


@pytest.fixture(autouse=True, scope="module")
def in_madrid() -> Iterator[None]:
    when.use_zone("Europe/Madrid")
    with time_machine.travel(NOW, tick=False):
        yield
    when.use_zone("")


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    """Entries of up to 400 hours around both changes of the clocks, with breaks or running."""
    begin = datetime(2026, 3, 20, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 20 * 10**6)))
    if draw(st.booleans()) and draw(st.booleans()):
        return Extent(begin, None)
    end = begin + timedelta(seconds=draw(SECONDS))
    breaks = []
    for _ in range(draw(st.integers(0, 2))):
        left = begin + timedelta(seconds=draw(SECONDS))
        breaks.append((left, left + timedelta(seconds=draw(st.integers(1, 7200)))))
    return extent(begin, end, breaks)


@given(extents())
def test_what_is_not_touched_stays_to_the_second(seen: Extent) -> None:
    span = entry_text.read(entry_text.written(seen), seen)
    assert (span.begin, span.end, span.breaks) == (seen.begin, seen.end or NEVER, seen.breaks)
    assert entry_text.told(entry_text.written(seen), seen)


@given(extents(), st.integers(2, 300))
def test_another_length_changes_only_the_end(seen: Extent, minutes: int) -> None:
    begin = entry_text.written(Extent(seen.begin, None))
    span = entry_text.read(f"{begin} {minutes}m", seen)
    assert span.begin == seen.begin
    assert abs(span.end - seen.begin - timedelta(minutes=minutes)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("begin", "hours", "text"),
    [
        (datetime(2026, 11, 16, 8, 0, 17, tzinfo=UTC), 1.5, "2026-11-16 09:00-10:30"),
        (datetime(2026, 11, 16, 21, 0, tzinfo=UTC), 2, "2026-11-16 22:00-24:00"),
        (datetime(2026, 11, 16, 21, 0, tzinfo=UTC), 8, "2026-11-16 22:00-06:00"),
        (datetime(2026, 11, 2, 8, 0, tzinfo=UTC), 340, "2026-11-02 09:00 340h00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 1, "2026-10-25 02:30*-03:30"),
    ],
)
def test_an_entry_is_written_as_one_would_type_it(begin: datetime, hours: float, text: str) -> None:
    assert entry_text.written(extent(begin, begin + timedelta(hours=hours))) == text


def test_a_break_is_taken_out_by_taking_out_its_text() -> None:
    begin = datetime(2026, 11, 16, 8, 0, 5, tzinfo=UTC)
    rest = (begin + timedelta(minutes=30), begin + timedelta(minutes=45))
    seen = extent(begin, begin + timedelta(hours=2), [rest])
    assert entry_text.written(seen) == "2026-11-16 09:00-11:00 -09:30-09:45"
    assert entry_text.read("2026-11-16 09:00-11:00", seen).breaks == ()
    longer = entry_text.read("2026-11-16 09:00-11:30 -09:30-09:45", seen)
    assert (longer.begin, longer.breaks) == (begin, (rest,))


def test_the_end_of_what_runs_is_written_behind_its_beginning() -> None:
    seen = Extent(datetime(2026, 11, 20, 8, 0, 17, tzinfo=UTC), None)
    assert entry_text.written(seen) == "2026-11-20 09:00"
    earlier = entry_text.read("2026-11-20 08:30", seen)
    assert (earlier.begin, earlier.end) == (datetime(2026, 11, 20, 7, 30, tzinfo=UTC), NEVER)
    ended = entry_text.read("2026-11-20 09:00-10:00", seen)
    assert (ended.begin, ended.end) == (seen.begin, datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
