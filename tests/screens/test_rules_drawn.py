"""The picture of a year day by day, and what the fields of a form are read as."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from helpdesk_tui.screens.sla import rule_texts, year_lines
from helpdesk_tui.screens.sla.year_lines import Kind, kind
from helpdesk_tui.sla.document import hours_of
from tests.screens.promised import document


def madrid(day: str) -> Kind:
    at = date.fromisoformat(day)
    written = document()["calendars"]["Madrid"]
    return kind(year_lines.year(written, hours_of("Madrid", written), at), at)


@pytest.mark.parametrize(
    ("day", "is_"),
    [
        ("2026-11-10", Kind.USUAL),
        ("2026-11-21", Kind.CLOSED),
        ("2026-11-09", Kind.HOLIDAY),
        ("2026-07-01", Kind.OTHER),  # a season
        ("2026-07-03", Kind.USUAL),  # which on Fridays changes nothing
        ("2026-11-27", Kind.OTHER),  # a break
        ("2026-12-24", Kind.OTHER),  # a shift, on a holiday
    ],
)
def test_each_day_of_the_year_has_the_sign_of_what_it_is(stocked: Any, day: str, is_: Kind) -> None:
    assert madrid(day) is is_


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_one(day: str, months: int, then: str) -> None:
    assert year_lines.months_on(date.fromisoformat(day), months).isoformat() == then


def test_what_a_form_shows_of_a_calendar_is_read_as_the_same_calendar(stocked: Any) -> None:
    table = {
        "zone": "Europe/Madrid",
        "hours": ["mon-thu 8:00-14:00 15:00-18:00", "fri 8:00-15:00"],
        "country": "ES",
        "seasons": [{"from": "06-15", "to": "09-15", "hours": ["mon 8:00-15:00", "fri 9-10"]}],
        "holidays": {"2026-11-09": "La Almudena = patrona"},
        "shifts": {"2026-12-24": ["9:00-13:00", "15:00-16:00"]},
    }
    assert rule_texts.calendar(rule_texts.of_calendar(table)) == table


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("holidays", "La Almudena"),
        ("holidays", "2026-11-09 = a\n2026-11-09 = b"),
        ("seasons", "06-15 = mon 8-9"),
        ("shifts", "2026-12-24 ="),
    ],
)
def test_a_line_of_a_form_that_says_nothing_is_told_with_its_field(field: str, text: str) -> None:
    texts = rule_texts.of_calendar({}) | {field: text}
    with pytest.raises(rule_texts.Unclear) as unclear:
        rule_texts.calendar(texts)
    assert unclear.value.field == field
