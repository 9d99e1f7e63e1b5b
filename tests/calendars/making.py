"""Any calendar that a desk could have around a change of the clocks, for properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from helpdesk_tui.calendars import Hours
from tests.calendars import counting
from tests.calendars.counting import Plan

CHANGES = {
    "Madrid, on": ("Europe/Madrid", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    "Madrid, back": ("Europe/Madrid", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    "New York, on": ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    "New York, back": ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    "Sao Paulo, on at midnight": ("America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),
    "Sao Paulo, back at midnight": ("America/Sao_Paulo", datetime(2018, 2, 18, 2, tzinfo=UTC)),
    "Lord Howe, on by half an hour": (
        "Australia/Lord_Howe",
        datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    ),
    "Lord Howe, back by half an hour": (
        "Australia/Lord_Howe",
        datetime(2026, 4, 4, 15, tzinfo=UTC),
    ),
    "St John's, back over midnight": ("America/St_Johns", datetime(2010, 11, 7, 2, 31, tzinfo=UTC)),
    "Apia, a day that never was": ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
}
"""Where and when clocks changed; in St John's at one minute past midnight."""

_TO_NINE, _TO_SIX = (time(6), time(9)), (time(15), time(18))
_OFFICE: dict[int, Hours] = {day: [(time(9), time(18))] for day in range(5)}
_LUNCH: dict[int, Hours] = {day: [(time(9), time(13)), (time(14), time(18))] for day in range(5)}
_NIGHT: dict[int, Hours] = {day: [(time(0), time(6)), (time(22), "24:00")] for day in range(7)}
_ALWAYS: dict[int, Hours] = {day: [(time(0), "24:00")] for day in range(7)}
_BACK_TO_FRONT: dict[int, Hours] = {day: [_TO_SIX, _TO_NINE] for day in (5, 6)}


def _times(step: int) -> st.SearchStrategy[int]:
    """Seconds since midnight, most of them where clocks change."""
    small = st.integers(0, 4 * 3600 // step)
    return st.one_of(small, small, st.integers(0, 86_400 // step)).map(lambda count: count * step)


def _hours(step: int) -> st.SearchStrategy[Hours]:
    pairs = st.tuples(_times(step), _times(step)).filter(lambda pair: pair[0] != pair[1])
    return st.lists(pairs.map(lambda pair: (_time(min(pair)), _end(max(pair)))), max_size=3)


def _time(seconds: int) -> time:
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def _end(seconds: int) -> time | str:
    return "24:00" if seconds == 86_400 else _time(seconds)


def dates(change: datetime, around: int = 3) -> st.SearchStrategy[date]:
    """Dates around a change of the clocks."""
    day = change.date()
    return st.dates(day - timedelta(days=around), day + timedelta(days=around))


@st.composite
def seasons(draw: st.DrawFn, change: datetime, step: int) -> dict[date, Hours]:
    """The shifts of a season that begins or ends somewhere around."""
    first = draw(dates(change))
    hours = draw(_hours(step))
    return {first + timedelta(days=n): hours for n in range(draw(st.integers(0, 20)))}


def _an_hour_a_week(hours: dict[int, Hours]) -> bool:
    spans = [span for listed in hours.values() for span in listed]
    return any(counting.second(end) - counting.second(begin) >= 3600 for begin, end in spans)


@st.composite
def plans(draw: st.DrawFn, zone: str, change: datetime, step: int = 60) -> Plan:
    """A calendar that is open for an hour a week at least, with times on a step in seconds."""
    random = st.dictionaries(st.integers(0, 6), _hours(step), min_size=1).filter(_an_hour_a_week)
    usual = st.sampled_from((_OFFICE, _LUNCH, _NIGHT, _ALWAYS, _BACK_TO_FRONT))
    single = st.dictionaries(dates(change), _hours(step), max_size=2)
    return Plan(
        zone,
        draw(st.one_of(usual, random)),
        draw(st.one_of(single, seasons(change, step))),
        draw(single),
        draw(st.frozensets(dates(change), max_size=2)),
    )


def instants(change: datetime, around: timedelta, step: timedelta) -> st.SearchStrategy[datetime]:
    """Instants around a change of the clocks, in UTC, on a step."""
    most = around // step
    return st.integers(-most, most).map(lambda count: change + count * step)


def pauses(
    moments: st.SearchStrategy[datetime],
) -> st.SearchStrategy[list[tuple[datetime, datetime]]]:
    """Pauses between any of the moments: they overlap, touch, nest and are empty as it comes."""
    pairs = st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair)))
    return st.lists(pairs, max_size=4)
