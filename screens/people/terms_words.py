"""What is agreed with a client, in words and numbers for the technician."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from helpdesk_tui.i18n import N_, _, language
from helpdesk_tui.models.billing import Every
from helpdesk_tui.rendering import phrases
from helpdesk_tui.short_time import hours
from helpdesk_tui.timesheets.granted import Grant, Left, Warn
from helpdesk_tui.timesheets.overview import Overview
from helpdesk_tui.timesheets.rule_words import rule_words
from helpdesk_tui.timesheets.terms import Agreed, Days, Price, cut_short, period

from ..common import when

EVERY = {
    Every.WEEK: N_("each week"),
    Every.FORTNIGHT: N_("every two weeks"),
    Every.MONTH: N_("each month"),
}


def agreed(overview: Overview) -> str:
    """What is agreed, in one line."""
    terms = overview.agreed
    said = [sheet(terms)]
    if overview.price is not None:
        amount = money(overview.price, terms.currency, overview.country)
        said.append(_("{amount} an hour").format(amount=amount))
    said.append(rule_words(terms.rule, language()))
    return " · ".join(said)


def sheet(agreed: Agreed) -> str:
    """How often there is a sheet, and with which day it begins."""
    every, begins = _(EVERY[agreed.every]), agreed.begins
    if begins is None:
        return every
    if agreed.every is Every.MONTH:
        return _("{every} from day {number}").format(every=every, number=begins.day)
    return _("{every} from {weekday}").format(
        every=every, weekday=_(when.WEEKDAYS[begins.weekday()])
    )


def days(agreed: Agreed, given: Sequence[Days], day: date) -> str:
    """The days of the sheet on which a day is."""
    return _between(_("the present one from {first} to {last}"), period(agreed, given, day))


def cut(agreed: Agreed, given: Sequence[Days]) -> str:
    """A sentence on the next sheet where those that were given out cut it; else nothing."""
    days = cut_short(agreed, given)
    words = _("The next one is cut by what was given out: {first} to {last}.")
    return _between(words, days) if days else ""


def _between(words: str, days: Days) -> str:
    return words.format(first=when.day(days[0]), last=when.day(days[1]))


def left(left: Left) -> tuple[str, Warn]:
    """What is left of hours bought, in one line, and whether it is a warning."""
    known = {"left": hours(left.left), "bought": hours(left.bought), "over": hours(left.over)}
    match left.warn:
        case Warn.NOTHING:
            told = _("{left} left of {bought} hours bought")
        case Warn.SOON:
            told = _("! only {left} left of {bought} hours bought")
        case Warn.USED_UP if left.over:
            told = _("! the {bought} hours bought are used up, and {over} more this month")
        case Warn.USED_UP:
            told = _("! the {bought} hours bought are used up")
    return told.format(**known), left.warn


def money(cents: int, currency: str, country: str) -> str:
    """An amount of hundredths as the client reads it, in the technician's language."""
    return phrases.money(f"{cents // 100}.{cents % 100:02}", language(), country, currency)


def whose(price: Price) -> str:
    """What a price is for."""
    what = price.name or _("any activity")
    return what if price.client is not None else _("{activity}, every client").format(activity=what)


def grant(one: Grant, today: date) -> list[str]:
    """What is to be said of hours bought, in the order in which it gives way."""
    size = _("{hours} each month") if one.monthly else _("{hours} once")
    said = [size.format(hours=hours(one.seconds))]
    if one.holds(today):
        said.append(_("{hours} left").format(hours=hours(one.left)))
    said.append(_("since {date}").format(date=one.since.isoformat()))
    if one.until:
        said.append(_("until {date}").format(date=one.until.isoformat()))
    return [*said, *([one.note] if one.note else [])]
