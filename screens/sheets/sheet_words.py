"""What sheets and the days they are of are called, on screen."""

from __future__ import annotations

from datetime import date, timedelta

from helpdesk_tui.i18n import _
from helpdesk_tui.short_time import hours

from ..common import when

_WEEK = timedelta(days=6)


def days(first: date, last: date) -> str:
    """The days of a sheet: "week 47 · 16-22 Nov 2026", and without the week where it is none."""
    year = "" if first.year == last.year else f" {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        begin = str(first.day)
    else:
        begin = f"{first.day} {_(when.MONTHS[first.month - 1])}{year} "
    end = f"{last.day} {_(when.MONTHS[last.month - 1])} {last.year}"
    said = f"{begin}-{end}" if begin.isdecimal() else f"{begin}- {end}"
    if first.isoweekday() == 1 and last - first == _WEEK:
        week = _("week {number}").format(number=first.isocalendar().week)
        return f"{week} · {said}"
    return said


def length(seconds: int) -> str:
    """A length as `H:MM`, rounded down; a minus in front of what was used beyond what there is."""
    return f"-{hours(-seconds)}" if seconds < 0 else hours(seconds)


def exact(seconds: int) -> str:
    """The same with its seconds, where it has any."""
    rest = abs(seconds) % 60
    return f"{length(seconds)}:{rest:02}" if rest else length(seconds)
