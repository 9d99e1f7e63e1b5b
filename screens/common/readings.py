"""How the times of a filter are understood, said back before anybody trusts them."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpdesk_tui import clock
from helpdesk_tui.filters import instants
from helpdesk_tui.filters.fields import BY_KEY, Field, Sort
from helpdesk_tui.filters.parse import Clause, Filter, Value
from helpdesk_tui.i18n import _, language

from . import when


def reading(wanted: Filter) -> str:
    """The times that are meant, in a line; empty where none is."""
    said = [
        f"{_not(item)}{field.name.word(language())} {_any(field, item)}"
        for item in wanted
        if isinstance(item, Clause) and (field := BY_KEY[item.field]).sort.is_instant
    ]
    return " · ".join(said)


def _not(item: Clause) -> str:
    return _("not") + " " if item.negated else ""


def _any(field: Field, item: Clause) -> str:
    return (" " + _("or") + " ").join(_one(field, value) for value in item.values)


def _one(field: Field, value: Value) -> str:
    if value.text in ("none", "overdue"):
        return next(name.word(language()) for name in field.values if name.key == value.text)
    coming = field.sort is Sort.COMING
    begin, end = instants.bounds(
        value.test, value.text, value.upto, clock.now(), when.zone(), coming=coming
    )
    if begin and end:
        return _("from {begin} until {end}").format(begin=_day(begin), end=_day(end, last=True))
    if begin:
        return _("from {begin} on").format(begin=_day(begin))
    assert end
    return _("before {end}").format(end=_day(end))


def _day(instant: datetime, *, last: bool = False) -> str:
    """An instant; one at midnight as its day, and as the end of something the day before."""
    there = when.local(instant)
    if (there.hour, there.minute) != (0, 0):
        return when.stamp(instant)
    return when.day((there - timedelta(days=1)).date() if last else there.date())
