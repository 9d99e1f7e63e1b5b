"""What stands over a sheet and its mail, in the client's language: pure."""

from __future__ import annotations

from datetime import date, timedelta

from helpdesk_tui.rendering import phrases

_WEEK = timedelta(days=6)
_IN_WEEK = {"en": "week of {first} to {last}", "es": "semana del {first} al {last}"}
_FROM_TO = {"en": "{first} to {last}", "es": "del {first} al {last}"}
_HOURS = {"en": "Hours, {days}", "es": "Horas, {days}"}
_FIXED = {"en": "Hours of {client}", "es": "Horas de {client}"}


def days(first: date, last: date, language: str) -> str:
    """The days as one says them: "week of 16 to 22 November 2026", or without the week."""
    begin = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        begin = _date(first, language, year=first.year != last.year)
    is_week = first.isoweekday() == 1 and last - first == _WEEK
    words = (_IN_WEEK if is_week else _FROM_TO)[language]
    return words.format(first=begin, last=_date(last, language, year=True))


def subject(name: str, first: date, last: date, language: str, *, fixed: bool) -> str:
    """The subject of the mail; a fixed one is the same for every sheet of the client."""
    if fixed:
        return _FIXED[language].format(client=name)
    return _HOURS[language].format(days=days(first, last, language))


def _date(day: date, language: str, *, year: bool) -> str:
    return phrases.date(day.isoformat(), language, weekday=False, year=year)
