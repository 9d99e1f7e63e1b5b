"""Costs as they are shown to the technician, in the currency of the settings."""

from __future__ import annotations

from collections.abc import Iterable

from helpdesk_tui import typed_money
from helpdesk_tui.conversations.talk import NextStep, Option
from helpdesk_tui.i18n import _, language
from helpdesk_tui.models.conversations import Per

_currency = "EUR"


def use_currency(code: str) -> None:
    """Shows every cost in this currency, named by its ISO code."""
    global _currency
    _currency = code


def money(cost: int, per: Per) -> str:
    """A cost in hundredths: "3.200,00 €", "49,00 € al mes", "sin coste"."""
    return typed_money.shown(cost, per, _currency, language()) if cost else _("no cost")


def total(lines: Iterable[Option | NextStep]) -> str:
    """What all of it costs, what comes once apart from what comes again."""
    sums = dict.fromkeys(Per, 0)
    for line in lines:
        sums[line.per] += line.cost or 0
    return " + ".join(money(cost, per) for per, cost in sums.items() if cost) or _("no cost")
