"""What something costs, in the words of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from helpdesk_tui.conversations.talk import NextStep, Option
from helpdesk_tui.models.conversations import Per
from helpdesk_tui.rendering import phrases

_WORDS = {
    "en": {Per.MONTH: " a month", Per.YEAR: " a year"},
    "es": {Per.MONTH: " al mes", Per.YEAR: " al año"},
}


def shown(cents: int, per: Per, currency: str, language: str, country: str = "") -> str:
    """A cost in hundredths: `3.200,50 €`, `€49.00 a month`, `no cost`.

    A language is `en` or `es`; a country is its two letters, and decides how a number is written.
    """
    if not cents:
        if language == "en":
            return "no cost"
        return "sin coste" if country in ("", "ES") else "sin costo"
    amount = phrases.money(f"{cents // 100}.{cents % 100:02}", language, country, currency)
    return amount + _WORDS[language].get(per, "")


def total(lines: Iterable[Option | NextStep]) -> dict[Per, int]:
    """What all of it costs once, a month and a year, where it is more than nothing; hundredths.

    A cost that has not been said yet counts for nothing.
    """
    sums = dict.fromkeys(Per, 0)
    for line in lines:
        sums[line.per] += line.cost or 0
    return {per: cents for per, cents in sums.items() if cents}


def shown_total(sums: Mapping[Per, int], currency: str, language: str, country: str = "") -> str:
    """A total as one says it: `€3,200.00 and €49.00 a month`."""
    told = [shown(cents, per, currency, language, country) for per, cents in sums.items()]
    return phrases.joined(told or [shown(0, Per.ONCE, currency, language, country)], language)
