"""Dates, money and lists read as a client writes them; Babel, a tool of the tests, agrees."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.rendering import phrases

LANGUAGES = st.sampled_from(["en", "es"])
DAYS = st.dates(date(1990, 1, 1))
AMOUNTS = st.decimals(-(10**12), 10**12, places=2).map(lambda amount: amount + Decimal(0))
AT_HOME = [
    *[("en", "GB", "GBP"), ("en", "US", "USD"), ("en", "GB", "EUR"), ("es", "ES", "EUR")],
    *[("es", "MX", "MXN"), ("es", "AR", "ARS"), ("es", "CO", "COP")],
]
COUNTRIES = [
    *("ES", "AR", "BO", "CL", "CO", "CU", "DO", "EC", "GQ", "GT", "HN", "MX", "NI", "PA"),
    *("PE", "PR", "PY", "SV", "US", "UY", "VE"),
]
PLAIN_NAMES = st.text("abcdfgjklmnñopqrstuvwxz", min_size=1)


def test_a_day_is_said_in_the_language_of_the_text() -> None:
    assert phrases.date("2026-11-24", "es") == "martes 24 de noviembre"
    assert phrases.date("2026-11-24T23:30:00+01:00", "en") == "Tuesday 24 November"
    assert phrases.date("2026-11-24", "es", year=True) == "martes 24 de noviembre de 2026"
    assert phrases.date("2026-11-24", "en", weekday=False, year=True) == "24 November 2026"


def test_a_month_is_short_and_has_its_year() -> None:
    assert phrases.month("2026-09-01", "es") == "sep 2026"
    assert phrases.month("2026-09-30T09:05:00+02:00", "en") == "Sep 2026"


@given(DAYS, LANGUAGES)
def test_every_day_is_called_what_the_calendars_of_the_world_call_it(
    day: date, language: str
) -> None:
    pattern = "EEEE d MMMM y" if language == "en" else "EEEE d 'de' MMMM 'de' y"
    said = phrases.date(day.isoformat(), language, year=True)
    assert said == format_date(day, pattern, locale=language)


@given(st.datetimes())
def test_a_time_is_the_one_that_stands_there(at: datetime) -> None:
    hour, minute = phrases.time(at.isoformat() + "+05:45").split(":")
    assert (int(hour), int(minute)) == (at.hour, at.minute)
    assert len(minute) == 2


@pytest.mark.parametrize(
    ("amount", "language", "country", "currency", "said"),
    [
        ("1250.5", "es", "ES", "EUR", "1.250,50\xa0€"),
        ("1250.5", "en", "GB", "EUR", "€1,250.50"),
        (1250.5, "es", "MX", "MXN", "$1,250.50"),
        ("-0.005", "es", "", "EUR", "-0,01\xa0€"),
        ("99.999", "en", "", "USD", "$100.00"),
        ("10", "es", "MX", "USD", "USD\xa010.00"),
        ("10", "es", "ES", "USD", "10,00\xa0USD"),
    ],
)
def test_money_is_written_as_in_the_country(
    amount: object, language: str, country: str, currency: str, said: str
) -> None:
    assert phrases.money(amount, language, country, currency) == said


@given(AMOUNTS, st.sampled_from(AT_HOME))
def test_money_at_home_is_written_as_everywhere_there(
    amount: Decimal, home: tuple[str, str, str]
) -> None:
    language, country, currency = home
    expected = format_currency(amount, currency, locale=f"{language}_{country}")
    assert phrases.money(str(amount), language, country, currency) == expected


@given(AMOUNTS, st.sampled_from(COUNTRIES))
def test_numbers_have_the_signs_of_their_country(amount: Decimal, country: str) -> None:
    written = format_decimal(amount, "#,##0.00", locale=f"es_{country}")
    assert phrases.number(f"{amount:.2f}", "es", country) == written


@pytest.mark.parametrize("nothing", ["", "much", "NaN", "-Infinity", "1e999999999", None, True])
def test_what_is_no_number_is_refused(nothing: object) -> None:
    for say in (
        lambda: phrases.number(nothing, "en", ""),
        lambda: phrases.money(nothing, "en", "", "EUR"),
        lambda: phrases.plural(nothing, "step", "steps"),
    ):
        with pytest.raises(ValueError, match="is not a number"):
            say()


@given(st.lists(PLAIN_NAMES, min_size=1), LANGUAGES)
def test_a_list_is_said_with_its_and(names: list[str], language: str) -> None:
    locale = {"en": "en_GB", "es": "es"}[language]
    assert phrases.joined(names, language) == format_list(names, locale=locale)


@pytest.mark.parametrize(
    ("last", "word"),
    [
        *[("Inés", "e"), ("ímpetu", "e"), ("hijos", "e"), ("Híspalis", "e"), ("“Iris”", "e")],
        *[("hielo", "y"), ("iones", "y"), ("Yago", "y"), ("Ygnacio", "e"), ("Ana", "y"), ("", "y")],
    ],
)
def test_before_the_sound_of_i_spanish_says_e(last: str, word: str) -> None:
    assert phrases.joined(["Luis", last], "es") == f"Luis {word} {last}"


def test_an_empty_list_says_nothing() -> None:
    assert phrases.joined([], "es") == ""


@pytest.mark.parametrize(
    ("count", "word"), [(1, "paso"), ("1.0", "paso"), (0, "pasos"), (2, "pasos"), (1.5, "pasos")]
)
def test_only_one_is_singular(count: object, word: str) -> None:
    assert phrases.plural(count, "paso", "pasos") == word
