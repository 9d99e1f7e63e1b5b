"""Dates, money and lists as a client reads them: pure, and never in the technician's language.

A language is `en` or `es`; a country is its two letters, and decides how a number is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
_OF = {"en": " ", "es": " de "}

_SIGNS = {"EUR": "€", "GBP": "£"}
_DOLLARS = dict.fromkeys(("", "US", "EC", "PR", "SV"), "USD") | {
    pesos[:2]: pesos for pesos in ("ARS", "CLP", "COP", "MXN", "UYU")
}
"""What `$` means in a country; elsewhere nobody could tell."""

_POINT_IN_SPANISH = ("CU", "DO", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "SV", "US")
"""Where Spanish is spoken and a point stands before the cents."""

_CENT = Decimal("0.01")
_LONGEST_NUMBER = 24
"""Digits before or after the point: what `Decimal` rounds to a cent without complaint."""

_NO_BREAK = "\N{NO-BREAK SPACE}"
_SOUNDS_LIKE_I = re.compile(r"\W*(?:h?(?:í|i(?![aeou]))|y(?![\Waeiouáéíóú]))", re.IGNORECASE)


def date(value: str, language: str, *, weekday: bool = True, year: bool = False) -> str:
    """The day of an ISO date or time: `Tuesday 24 November`, `martes 24 de noviembre`."""
    day = datetime.fromisoformat(value)
    of = _OF[language]
    words = f"{day.day}{of}{_MONTHS[language][day.month - 1]}"
    if weekday:
        words = f"{_WEEKDAYS[language][day.weekday()]} {words}"
    return f"{words}{of}{day.year}" if year else words


def month(value: str, language: str) -> str:
    """The month of an ISO date, short, with its year: `Nov 2026`, `nov 2026`."""
    day = datetime.fromisoformat(value)
    return f"{_MONTHS[language][day.month - 1][:3]} {day.year}"


def time(value: str) -> str:
    """The time of an ISO time as it stands there, in no other zone: `9:05`, `15:30`."""
    at = datetime.fromisoformat(value)
    return f"{at.hour}:{at.minute:02}"


def money(value: object, language: str, country: str, currency: str) -> str:
    """An amount to the cent: `€1,250.50`, `1.250,50 €` in Spain, `$1,250.50` in Mexico.

    A currency is its three letters, and is written so where its sign could mean another one.
    """
    amount = _decimal(value).quantize(_CENT, ROUND_HALF_UP)
    minus = "-" if amount < 0 else ""
    digits = _written(f"{abs(amount):,f}", language, country)
    sign = _SIGNS.get(currency) or ("$" if _DOLLARS.get(country) == currency else "")
    if language == "es" and country in ("", "ES"):
        return f"{minus}{digits}{_NO_BREAK}{sign or currency}"
    return f"{minus}{sign or currency + _NO_BREAK}{digits}"


def number(value: object, language: str, country: str) -> str:
    """A number with its thousands marked: `1,250.5`, in Spain `1.250,5`."""
    return _written(f"{_decimal(value):,f}", language, country)


def joined(items: Iterable[object], language: str) -> str:
    """A list as one says it: `a, b and c`; in Spanish `a, b y c`, and `e` before the sound of i."""
    *rest, last = [*map(str, items)] or [""]
    if not rest:
        return last
    word = "and" if language == "en" else "e" if _SOUNDS_LIKE_I.match(last) else "y"
    return f"{', '.join(rest)} {word} {last}"


def plural(count: object, one: str, many: str) -> str:
    """The word that goes with a number: `one` with 1, else `many`, in either language."""
    return one if _decimal(count) == 1 else many


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST_NUMBER:
        raise ValueError(f"{value!r} is not a number")
    return number


def _written(digits: str, language: str, country: str) -> str:
    if language == "es" and country not in _POINT_IN_SPANISH:
        return digits.translate({ord(","): ".", ord("."): ","})
    return digits
