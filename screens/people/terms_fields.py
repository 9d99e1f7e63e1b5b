"""What stands in the fields of an agreement, and how it is understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from helpdesk_tui.i18n import N_, _, language
from helpdesk_tui.models.billing import Every
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.short_time import hours
from helpdesk_tui.timesheets import recipients, rule_words, typed_terms
from helpdesk_tui.timesheets.terms import Agreed, Price
from helpdesk_tui.typed_money import CURRENCIES

from ..common import when

GIVEN = {1: N_("once"), 2: N_("each month")}
"""How often hours bought are given, by the number that a form has for it."""


def begins_text(agreed: Agreed) -> str:
    """The day with which a sheet begins, as it is typed."""
    if agreed.begins and agreed.every is Every.MONTH:
        return str(agreed.begins.day)
    return day_text(agreed.begins)


def day_text(day: date | None) -> str:
    """A day as it is typed; nothing for none."""
    return day.isoformat() if day else ""


def length_text(seconds: int) -> str:
    """A length as it is typed; nothing for none."""
    return hours(seconds) if seconds else ""


def cents_text(price: Price | None) -> str:
    """A price as it is typed."""
    return f"{price.cents // 100}.{price.cents % 100:02}" if price else ""


def rule_told(text: str) -> str:
    """How a rule is understood."""
    return rule_words.rule_words(rule_words.read(text), language())


def minimum_told(text: str) -> str:
    """How a minimum is understood."""
    seconds = typed_terms.length(text)
    told = _("{hours} are billed at least for a ticket on a day.")
    return told.format(hours=hours(seconds)) if seconds else _("There is no minimum.")


def currency_told(text: str) -> str:
    """Whether it is a currency."""
    if text.upper() not in CURRENCIES:
        raise ValueError(_("A currency has three letters: EUR, USD, MXN."))
    return ""


def header_told(text: str) -> str:
    """The addresses as they will stand in the header."""
    return recipients.written(text)


def find_addresses(client: int, text: str) -> list[Named]:
    """What is typed of the last address, as those of the client's people that it may be."""
    whole, begun = recipients.last(text)
    there = {one.addr_spec.casefold() for one in whole}
    found = directory.addresses(begun, client)
    new = {one.id: recipients.named(one.name, one.detail) for one in found}
    return [
        Named(one.id, ", ".join([*map(str, whole), new[one.id]]), one.name if whole else "")
        for one in found
        if new[one.id] and one.detail.casefold() not in there
    ]


def since_told(today: date) -> Callable[[str], str]:
    """How a first day is understood."""

    def reading(text: str) -> str:
        day = typed_terms.day(text, today)
        return _("since {date}").format(date=when.day(day)) if day else ""

    return reading


def until_told(today: date) -> Callable[[str], str]:
    """How a last day is understood."""

    def reading(text: str) -> str:
        day = typed_terms.day(text, today)
        return (
            _("until {date}").format(date=when.day(day)) if day else _("for as long as they last")
        )

    return reading


def find_given(text: str) -> list[Named]:
    """How often hours are given."""
    both = {key: _(word) for key, word in GIVEN.items()}
    return [Named(key, word) for key, word in both.items() if word.startswith(text.casefold())]
