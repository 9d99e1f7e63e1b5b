"""How single values of rules in TOML are read; each function is a `toml_tables.Reader`."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Any

from helpdesk_tui import clock, typed_days, typed_hours
from helpdesk_tui.i18n import _
from helpdesk_tui.sla import public
from helpdesk_tui.toml_tables import text, wrong
from helpdesk_tui.toml_text import nearest, zone_mistake
from helpdesk_tui.typed_words import MINUTE, Words
from helpdesk_tui.unreadable import Unreadable

_DAYS = ("d", "day", "days", "día", "días", "dia", "dias")
_WEEKS = ("w", "week", "weeks", "semana", "semanas")
PRIORITIES = range(1, 5)

_A_YEAR = date(2000, 1, 1)
"""A leap year, for days that come back."""


def name(value: str) -> str:
    """A name that stands as a key, and is written elsewhere as it is."""
    if not value.isprintable() or value != value.strip() or not value:
        raise wrong(_("A name is a line of text, without blanks around it."))
    return value


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong(_("Write true or false, without quotes."))
    return value


def percent(value: Any) -> int:
    """A share of the open time."""
    if type(value) is not int or not 1 <= value <= 100:
        raise wrong(_("Write a whole number from 1 to 100, without quotes."))
    return value


def priorities(value: Any) -> list[int]:
    """Priorities from 1 to 4."""
    listed = value if isinstance(value, list) else [None]
    if any(type(one) is not int or one not in PRIORITIES for one in listed):
        raise wrong(_("Write a list of numbers from 1 to 4, such as [1, 2]."))
    return sorted(set(listed))


def open_time(value: Any) -> int:
    """Open seconds, in whole minutes: `30m`, `8h`, `1h30`."""
    if not isinstance(value, str):
        raise wrong(_('Write open time in "quotes", such as "30m", "8h" or "1h30".'))
    words = Words(value)
    try:
        seconds = words.length()
        if words.peek() in (*_DAYS, *_WEEKS):
            raise wrong(_("Days differ in length: write open hours, such as “10h”."))
        if words.peek():
            raise words.unknown()
    except Unreadable as error:
        raise wrong(str(error)) from None
    if seconds % MINUTE:
        raise wrong(_("Write whole minutes, such as “20m” or “1h20”."))
    return seconds


def zone(value: Any) -> str:
    """A time zone that there is."""
    named = text(value)
    if mistake := zone_mistake(named):
        raise wrong(*mistake)
    return named


def hours(value: Any) -> list[str]:
    """Lines of days and hours; none: never open."""
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise wrong(_('Write a list of lines, such as ["mon-fri 9:00-14:00 15:00-18:00"].'))
    if mistake := typed_hours.mistake(value):
        raise wrong(*mistake)
    return value


def hours_of_a_date(value: Any) -> list[str]:
    """Intervals without a day: `["9:00-14:00", "15:00-18:00"]`."""
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise wrong(_('Write a list of hours, such as ["9:00-14:00", "15:00-18:00"].'))
    if mistake := typed_hours.mistake(value, typed_hours.intervals):
        raise wrong(*mistake)
    return value


def day(value: str) -> str:
    """A date: `2026-12-24`."""
    if _is_date(value):
        return value
    named = _named(value, clock.now().date())
    sentence = _("There is no such day; write year-month-day, such as 2026-12-24.")
    raise wrong(sentence, named.isoformat() if named else "")


def day_of_the_year(value: Any) -> str:
    """A date that comes back every year: `06-15`."""
    if isinstance(value, str) and _is_date(f"{_A_YEAR.year}-{value}"):
        return value
    named = _named(str(value), _A_YEAR)
    sentence = _('Write month-day in "quotes", such as "06-15".')
    raise wrong(sentence, f"{named:%m-%d}" if named else "")


def country(value: Any) -> str:
    """A country whose holidays are known."""
    try:
        known = public.countries()
    except public.NoLibrary as missing:
        raise wrong(str(missing)) from None
    if value not in known:
        sentence = _("No holidays are known of such a country; write two letters, such as ES.")
        raise wrong(sentence, nearest(str(value).upper(), known))
    return str(value)


def region(value: Any, country: Any) -> str:
    """A region of a country, by its letters or its name; of a wrong country any will do."""
    named = text(value)
    if country is None:
        raise wrong(_('Say the country as well, such as country = "ES".'))
    try:
        if country not in public.countries():
            return named
    except public.NoLibrary:
        return named  # that is said of the country
    known = public.regions(country)
    if not known:
        raise wrong(_("This country has the same holidays everywhere; take the region out."))
    spellings = [*known, *chain(*known.values())]
    if named not in spellings:
        sentence = _("This country has no such region; there are {regions}.")
        meant = nearest(named, spellings) or nearest(named.upper(), known)
        raise wrong(sentence.format(regions=", ".join(known)), meant)
    return named


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _named(words: str, today: date) -> date | None:
    """The date that is written in another way."""
    try:
        return typed_days.day(words.casefold(), today, coming=True)
    except ValueError:
        return None
