"""Days, lengths and prices of an agreement, as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from helpdesk_tui.models.billing import Every
from helpdesk_tui.timesheets import typed_terms
from helpdesk_tui.unreadable import Unreadable

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "every", "day"),
    [
        ("", Every.WEEK, None),
        ("wed", Every.WEEK, date(2026, 11, 18)),
        ("miércoles", Every.FORTNIGHT, date(2026, 11, 18)),
        ("16/11", Every.WEEK, date(2026, 11, 16)),
        ("31", Every.MONTH, date(2026, 1, 31)),
        ("2026-11-20", Every.MONTH, date(2026, 11, 20)),
    ],
)
def test_the_day_of_a_sheet_is_typed(typed: str, every: Every, day: date | None) -> None:
    assert typed_terms.begins(typed, every, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "every"), [("32", Every.MONTH), ("0", Every.MONTH), ("5", Every.WEEK), ("30/2", 1)]
)
def test_a_day_that_is_none_is_refused(typed: str, every: Every) -> None:
    with pytest.raises(Unreadable):
        typed_terms.begins(typed, every, TODAY)


def test_a_length_is_of_minutes_and_hours_bought_are_of_hours() -> None:
    assert [typed_terms.length(text) for text in ("", "0", "15", "0:30", "1h")] == [
        *(0, 0, 900, 1800, 3600)
    ]
    assert [typed_terms.hours(text) for text in ("10", "7:30", "7,5h", "90m")] == [
        *(36_000, 27_000, 27_000, 5400)
    ]
    with pytest.raises(Unreadable, match="understood"):
        typed_terms.hours("10h x")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        *(("60", 6000), ("60,50 €", 6050), ("60/h", 6000), ("60 € / hora", 6000)),
        *(("60 € la hora", 6000), ("€60 an hour", 6000), ("60h", 6000), ("free", 0)),
    ],
)
def test_a_price_is_that_of_an_hour(typed: str, cents: int) -> None:
    assert typed_terms.price(typed, "EUR") == cents


@pytest.mark.parametrize("typed", ["", "60/month", "$60", "sixty", "1.500", "-5"])
def test_another_price_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        typed_terms.price(typed, "EUR")
