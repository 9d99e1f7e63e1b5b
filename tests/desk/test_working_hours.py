"""The working week of the settings: its lines in either language, and the calendar they make."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from helpdesk_tui.settings import Settings
from helpdesk_tui.typed_hours import by_weekday
from helpdesk_tui.unreadable import Unreadable
from helpdesk_tui.working_hours import working_hours

OFFICE = [(time(9), time(14)), (time(15), time(18))]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("mon-fri 9:00-14:00 15:00-18:00", range(5)),
        ("Lun-Vie 9-14 15-18", range(5)),
        ("lunes a viernes 9:00-14:00, 15:00-18:00", range(5)),
        ("monday to friday 9 to 14 and 15 to 18", range(5)),
        ("mon,wed 9-14,15-18", [0, 2]),
        ("sáb y dom 9–14 y 15–18", [5, 6]),
        ("mon wed-thu sat 9:00-14:00 15:00-18:00", [0, 2, 3, 5]),
        ("sat-mon 9:00-14:00 15:00-18:00", [5, 6, 0]),
    ],
)
def test_a_line_is_some_days_and_their_hours(line: str, days: list[int]) -> None:
    assert by_weekday([line]) == dict.fromkeys(days, OFFICE)


def test_lines_add_up_and_a_day_may_end_at_midnight() -> None:
    week = by_weekday(["fri 9:00-14:00", "fri-sat 22:00-24:00", "sun 0-24"])
    assert week == {
        4: [(time(9), time(14)), (time(22), "24:00")],
        5: [(time(22), "24:00")],
        6: [(time(0), "24:00")],
    }


@pytest.mark.parametrize(
    ("line", "fault", "sentence"),
    [
        ("", "", "hours are missing"),
        ("mon-fri", "", "hours are missing"),
        ("mno-fri 9-14", "mno", "not a day of the week"),
        ("mon-fir 9-14", "fir", "not a day of the week"),
        ("9:00-14:00", "9:00", "not a day of the week"),
        ("mon 9:00", "", "Until when"),
        ("mon 9:00-14:60", "14:60", "not a time of the day"),
        ("mon 22:00-6:00", "22:00-6:00", "ends before it begins"),
        ("mon 9-14 lunch", "lunch", "not a time of the day"),
    ],
)
def test_a_line_without_a_meaning_is_refused_with_its_place(
    line: str, fault: str, sentence: str
) -> None:
    with pytest.raises(Unreadable, match=sentence) as caught:
        by_weekday([line])
    assert line[caught.value.start : caught.value.end] == fault


def test_the_settings_make_a_calendar_in_the_technicians_zone() -> None:
    monday = datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 17, tzinfo=UTC)
    tuesday = monday[1], datetime(2026, 11, 18, tzinfo=UTC)
    settings = Settings(hours=["lun-mar 9-14 15-18"], holidays=[date(2026, 11, 17)])
    calendar = working_hours(settings, "Europe/Madrid")
    assert calendar.intervals(*monday) == [
        (monday[0].replace(hour=8), monday[0].replace(hour=13)),
        (monday[0].replace(hour=14), monday[0].replace(hour=17)),
    ]
    assert calendar.intervals(*tuesday) == []
    assert working_hours(Settings(hours=[]), "Europe/Madrid").elapsed(*monday) == 0
    assert working_hours(Settings(), "Europe/Madrid").elapsed(*tuesday) == 8 * 60 * 60
