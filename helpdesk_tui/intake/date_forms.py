"""Finds out in which form the dates of a file are written, from the dates themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from helpdesk_tui.intake.instants import ISO

FORMS = (
    ISO,
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y",
    "%d/%m/%y %H:%M",
    "%d/%m/%y",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y",
    "%m/%d/%y %H:%M",
    "%d %b %Y %H:%M",
    "%d %b %Y",
    "%b %d, %Y %H:%M",
    "%a, %d %b %Y %H:%M:%S %z",
)
"""The forms that are tried, those with the day first before those with the month first."""

_LIKELY = re.compile(r"(?=.{6,40}$)[A-Za-z]{0,3},? ?\d+\D.*\d\D?")
"""A day, a month or a year in front, and another number behind it."""

_MOST = 3
"""Forms that one file may mix."""


def reads(form: str, text: str) -> bool:
    """Whether this text is a date in this form."""
    if not _LIKELY.match(text):  # most texts are none, and to try them all takes long
        return False
    try:
        if form == ISO:
            datetime.fromisoformat(text)
        else:
            datetime.strptime(text, form)
    except ValueError:
        return False
    return True


def share(form: str, values: Sequence[str]) -> float:
    """Which part of the values this form reads: 0 to 1."""
    return sum(reads(form, value) for value in values) / len(values) if values else 0.0


def guess(values: Sequence[str]) -> tuple[str, ...]:
    """The forms that together read the most values, best first; never the day and the month first.

    A date such as 03/11/2026, which both orders read, has the day first.
    """
    left = list(values)
    found: list[str] = []
    while left and len(found) < _MOST:
        forms = [form for form in FORMS if not any(_contradict(form, other) for other in found)]
        best = max(forms, key=lambda form: share(form, left))
        rest = [value for value in left if not reads(best, value)]
        if len(rest) == len(left):
            break
        found.append(best)
        left = rest
    return tuple(found)


def other_order(forms: Sequence[str], values: Sequence[str]) -> str:
    """A form that reads all values as well, with day and month the other way round, or nothing."""
    for form in FORMS:
        if any(_contradict(form, other) for other in forms) and share(form, values) == 1.0:
            return form
    return ""


def mixed(forms: Sequence[str]) -> bool:
    """Whether some of the forms have the day first and some the month."""
    return any(_contradict(one, other) for one in forms for other in forms)


def _contradict(one: str, other: str) -> bool:
    return {_first(one), _first(other)} == {"d", "m"}


def _first(form: str) -> str:
    return form[1] if form[:2] in ("%d", "%m") and form[2] == "/" else ""
