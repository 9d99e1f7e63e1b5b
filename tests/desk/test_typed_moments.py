"""Instants as they are typed when an entry is moved, split or begun at another time."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from helpdesk_tui.typed_moments import read
from helpdesk_tui.unreadable import Unreadable

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 21, 13, 32, 20, tzinfo=UTC)
"""Saturday, 14:32 in Madrid."""

NINE = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
"""Wednesday, nine o'clock in Madrid."""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("9:30", "2026-11-18 09:30"),
        ("9", "2026-11-18 09:00"),
        ("at 9:30", "2026-11-18 09:30"),
        ("a las 9:30 h", "2026-11-18 09:30"),
        ("+15m", "2026-11-18 09:15"),
        ("-1h30", "2026-11-18 07:30"),
        ("- 1,5h", "2026-11-18 07:30"),
        ("yesterday 9:30", "2026-11-20 09:30"),
        ("ayer a las 9:30", "2026-11-20 09:30"),
        ("lunes 16:00", "2026-11-16 16:00"),
        ("today 8:00", "2026-11-21 08:00"),
        ("16/11 9:30", "2026-11-16 09:30"),
        ("2026-11-16 9:30", "2026-11-16 09:30"),
    ],
)
def test_times_days_and_steps_are_read_from_where_one_points(words: str, said: str) -> None:
    assert f"{read(words, NOW, MADRID, at=NINE).instant.astimezone(MADRID):%Y-%m-%d %H:%M}" == said


@pytest.mark.parametrize("words", ["now", "ahora"])
def test_now_is_a_whole_second(words: str) -> None:
    assert read(words, NOW.replace(microsecond=5), MADRID, at=NINE).instant == NOW


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "At what time? Such as 9:30, +15m or -1h."),
        ("yesterday", "At what time? Such as 9:30, +15m or -1h."),
        ("25:00", "“25:00” is not a time of the day."),
        ("9:30 tomorrow", "“tomorrow” is not understood here."),
        ("31/11 9:30", "There is no such day."),
        ("+", "A length is missing here, such as 1h30, 45m or 1,5h."),
        ("29/3 2:30", "02:30 does not exist on that day: the clocks were set forward over it."),
        ("9:30*", "09:30 comes only once on that day; take the star away."),
    ],
)
def test_what_means_nothing_is_refused_with_the_reason(words: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(words, NOW, MADRID, at=NINE)
    assert str(refused.value) == sentence


def test_a_time_that_comes_twice_is_the_first_and_says_so() -> None:
    first = read("25/10 2:30", NOW, MADRID)
    second = read("25/10 2:30*", NOW, MADRID)
    assert first.ambiguous
    assert not second.ambiguous
    assert (second.instant - first.instant).total_seconds() == 3600
