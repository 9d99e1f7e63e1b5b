"""Costs as a person writes them, in either language: pure.

`3200`, `3.200,50 €`, `3,200.50`, `49/mes`, `49 a month`, `sin coste`. They come out in hundredths.
"""

from __future__ import annotations

import re
from enum import IntEnum

from helpdesk_tui.i18n import _
from helpdesk_tui.unreadable import Unreadable


class Per(IntEnum):
    """How often a cost comes."""

    ONCE, MONTH, YEAR = range(3)


_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES
VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""The codes of ISO 4217 for what can be paid with."""

MOST = 10**12
"""Hundredths that a cost has at most."""

_NO_COST = {"no cost", "free", "nothing", "sin coste", "sin costo", "gratis", "nada"}
_EACH = {"/", "a", "al", "por", "per", "cada", "each", "every"}
_PER = {
    "": Per.ONCE,
    **dict.fromkeys(("once", "una vez", "único", "one-off"), Per.ONCE),
    **dict.fromkeys(("m", "mo", "mes", "month", "monthly", "mensual", "mensuales"), Per.MONTH),
    **dict.fromkeys(("y", "yr", "año", "ano", "year", "yearly", "anual", "anuales"), Per.YEAR),
}
_MEANS = {"€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "pound": "GBP", "pounds": "GBP"}
_SHARED = {"$", "dollar", "dollars", "dólar", "dólares", "peso", "pesos"}
"""What several currencies are called."""

_COST = re.compile(r"\s*(?P<before>[^\d\s]*)\s*(?P<number>[0-9](?:[0-9.,'’\s]*[0-9])?)(?P<rest>.*)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\S")
_NUMBER = re.compile(
    r"""(?P<whole>[1-9][0-9]{0,2}(?:(?P<group>[.,'’\s])[0-9]{3})(?:(?P=group)[0-9]{3})* | [0-9]+)
        (?:(?!(?P=group))[.,](?P<part>[0-9]{1,2}))?""",
    re.VERBOSE,
)
_EITHER = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
"""A thousand and more in one country, one and a bit in another."""


def read(text: str, currency: str = "EUR") -> tuple[int, Per]:
    """The cost in hundredths of the currency, and how often it comes.

    Raises:
        Unreadable: it has no meaning, or may mean two things, or is in another currency.
    """
    if " ".join(text.casefold().split()) in _NO_COST:
        return 0, Per.ONCE
    found = _COST.fullmatch(text.rstrip())
    if found is None:
        raise Unreadable(_("Write a cost, such as 3200, 49/month, or no cost."), 0, len(text))
    before, rest = found["before"].casefold(), _WORD.findall(found["rest"].casefold())
    if before and not _names(before, currency, found.span("before")):
        raise _not_understood(found, "before")
    if rest and _names(rest[0], currency, found.span("rest")):
        rest = rest[1:]
    while rest and rest[0] in _EACH:
        rest = rest[1:]
    per = _PER.get(" ".join(rest))
    if per is None:
        raise _not_understood(found, "rest")
    return _hundredths(found), per


def _hundredths(found: re.Match[str]) -> int:
    number, place = found["number"], found.span("number")
    if either := _EITHER.fullmatch(number):
        whole, part = either.groups()
        words = _("“{number}” may be {whole} or {part}: write one of them.")
        both = {"whole": whole + part, "part": f"{whole}.{part[:2]}"}
        raise Unreadable(words.format(number=number, **both), *place)
    read = _NUMBER.fullmatch(number)
    if read is None:
        raise _not_understood(found, "number")
    units = int(re.sub(r"\D", "", read["whole"]))
    hundredths = units * 100 + int((read["part"] or "0").ljust(2, "0"))
    if hundredths > MOST:
        raise Unreadable(_("That is more than can be kept here."), *place)
    return hundredths


def _names(word: str, currency: str, place: tuple[int, int]) -> bool:
    """Whether a word names the currency; to name another one is an error."""
    if word in _SHARED and currency not in _MEANS.values():
        return True
    meant = _MEANS.get(word, word.upper())
    if meant not in CURRENCIES and word not in _SHARED:
        return False
    if meant != currency:
        raise Unreadable(_("Costs are in {currency} here.").format(currency=currency), *place)
    return True


def _not_understood(found: re.Match[str], part: str) -> Unreadable:
    words = _("“{word}” is not understood: write a cost such as 3200, 49/month, or no cost.")
    return Unreadable(words.format(word=found[part].strip()), *found.span(part))
