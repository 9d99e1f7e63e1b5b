"""When a ticket is to wake up, as it is typed: read rightly in either language, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.typed_times import parse, past

MADRID = ZoneInfo("Europe/Madrid")
SATURDAY = datetime(2026, 11, 21, 14, 32, tzinfo=MADRID)


def read(words: str, now: datetime = SATURDAY) -> str | None:
    then = parse(words, now.astimezone(UTC), MADRID)
    return None if then is None else f"{then.astimezone(MADRID):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2h", "2026-11-21 16:32"),
        ("2h30", "2026-11-21 17:02"),
        ("1h05m", "2026-11-21 15:37"),
        ("30m", "2026-11-21 15:02"),
        ("3d", "2026-11-24 14:32"),
        ("1w", "2026-11-28 14:32"),
        ("1sem", "2026-11-28 14:32"),
        ("16:00", "2026-11-21 16:00"),
        ("14:30", "2026-11-22 14:30"),
        ("9", "2026-11-22 09:00"),
        ("tomorrow", "2026-11-22 09:00"),
        ("Mañana 10:15", "2026-11-22 10:15"),
        ("fri 10:00", "2026-11-27 10:00"),
        ("viernes", "2026-11-27 09:00"),
        ("mié 8", "2026-11-25 08:00"),
        ("sat", "2026-11-28 09:00"),
        ("2026-11-30", "2026-11-30 09:00"),
        ("30/11 17:00", "2026-11-30 17:00"),
        ("3/2", "2027-02-03 09:00"),
        ("3/2/27", "2027-02-03 09:00"),
    ],
)
def test_what_is_understood(words: str, meant: str) -> None:
    assert read(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        *("", "  ", "soon", "marzo", "month", "ayer", "hoy 9", "2026-11-20", "31/2", "30s", "0h"),
        *("1h60", "h30", "1h2h"),
        *("25:00", "9:5", "9:60", "mañana a las 9", "fri sat", "1/2/3/4", "²:30", "10000d", "//"),
    ],
)
def test_what_is_not_understood_or_has_passed_is_nothing(words: str) -> None:
    assert read(words) is None


def test_tomorrow_at_a_time_is_that_time_though_the_clocks_change_in_the_night() -> None:
    eve = datetime(2026, 10, 24, 15, 0, tzinfo=MADRID)
    assert read("14:30", eve) == "2026-10-25 14:30"
    assert read("3d", eve) == "2026-10-27 14:00"  # so many hours on, whatever the clocks say


def test_a_time_that_occurs_twice_is_the_first_and_one_that_does_not_exist_moves_forward() -> None:
    autumn = parse("25/10 2:30", datetime(2026, 10, 24, 12, tzinfo=UTC), MADRID)
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    spring = parse("28/3 2:30", datetime(2027, 3, 27, 12, tzinfo=UTC), MADRID)
    assert spring == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@given(st.text(max_size=20), st.datetimes(timezones=st.just(UTC)))
def test_nothing_that_is_typed_breaks_it_and_every_reading_lies_ahead(
    words: str, now: datetime
) -> None:
    if datetime(1970, 1, 2, tzinfo=UTC) < now < datetime(9000, 1, 1, tzinfo=UTC):
        then = parse(words, now, MADRID)
        assert then is None or then > now


@given(st.integers(1, 9999), st.sampled_from(["m", "min", "h", "d", "w", "sem"]))
def test_a_duration_is_read_to_the_minute(count: int, unit: str) -> None:
    minutes = {"m": 1, "min": 1, "h": 60, "d": 1440, "w": 10080, "sem": 10080}[unit]
    now = SATURDAY.astimezone(UTC)
    assert parse(f"{count}{unit}", now, MADRID) == now + timedelta(minutes=count * minutes)


def read_past(words: str) -> str | None:
    then = past(words, SATURDAY.astimezone(UTC), MADRID)
    return None if then is None else f"{then.astimezone(MADRID):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("20m", "2026-11-21 14:12"),
        ("2h", "2026-11-21 12:32"),
        ("14:32", "2026-11-21 14:32"),
        ("9", "2026-11-21 09:00"),
        ("16:00", "2026-11-20 16:00"),
        ("yesterday 18:00", "2026-11-20 18:00"),
        ("Ayer 7", "2026-11-20 07:00"),
        ("sat 14:00", "2026-11-21 14:00"),
        ("vie 18:30", "2026-11-20 18:30"),
        ("22/11 10:00", "2025-11-22 10:00"),
        ("2026-10-25 2:30", "2026-10-25 02:30"),
        ("2026-11-21T12:00:00Z", "2026-11-21 13:00"),
        ("2026-11-21T12:00:00+01:00", "2026-11-21 12:00"),
    ],
)
def test_what_is_understood_of_the_past(words: str, meant: str) -> None:
    assert read_past(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        *("", "soon", "yesterday", "2026-11-20", "25:00", "tomorrow 9:00", "sat 16:00"),
        *("31/2 9:00", "2026-11-21T14:00", "2026-11-21T23:00:00Z", "last night 9:00"),
    ],
)
def test_what_is_no_time_that_has_passed(words: str) -> None:
    assert read_past(words) is None


@given(st.text(), st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1)))
def test_whatever_is_typed_the_past_has_come(words: str, now: datetime) -> None:
    then = past(words, now, MADRID)
    assert then is None or then <= now
