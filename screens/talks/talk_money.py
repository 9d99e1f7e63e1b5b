"""Costs as they are shown to the technician, in the currency of the settings."""

from __future__ import annotations

from collections.abc import Iterable

from helpdesk_tui.conversations import money as costs
from helpdesk_tui.conversations.talk import NextStep, Option
from helpdesk_tui.i18n import language
from helpdesk_tui.typed_money import Per

_currency = "EUR"


def use_currency(code: str) -> None:
    """Shows every cost in this currency, named by its ISO code."""
    global _currency
    _currency = code


def currency() -> str:
    """The currency of the settings."""
    return _currency


def money(cost: int, per: Per) -> str:
    """A cost in hundredths: "3.200 €", "49 € al mes", "sin coste"."""
    return costs.shown(cost, per, _currency, language())


def total(lines: Iterable[Option | NextStep]) -> str:
    """What all of it costs, what comes once apart from what comes again."""
    return costs.shown_total(costs.total(lines), _currency, language())
