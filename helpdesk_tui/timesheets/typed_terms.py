"""What is agreed with a client, as a technician types it, in either language: pure.

Whoever asks shows the reading before it is kept. What cannot be read raises Unreadable.
"""

from __future__ import annotations

import re
from datetime import date

from helpdesk_tui import typed_days, typed_money
from helpdesk_tui.i18n import _
from helpdesk_tui.models.billing import Every
from helpdesk_tui.typed_money import Per
from helpdesk_tui.typed_words import Words
from helpdesk_tui.unreadable import Unreadable

_HOUR = 3600
_AN_HOUR = re.compile(
    r"\s*(?:/|\b(?:an?|per|la|por|cada)\b)?\s*(?<![^\W\d_])(?:hora|hour|hr|h)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,6}")


def begins(text: str, every: Every, today: date) -> date | None:
    """The day with which a sheet begins: `wed`, `18/11`, and for months `15`; None for nothing."""
    if every is Every.MONTH and _NUMBER.fullmatch(text.strip()):
        number = int(text)
        if not 1 <= number <= 31:
            raise _wrong(_("A month begins on a day from 1 to 31."), text)
        return date(today.year, 1, number)
    return day(text, today)


def day(text: str, today: date) -> date | None:
    """A day: `2026-11-16`, `16/11`, `mon`, `today`; None for nothing."""
    word = text.strip().casefold()
    if not word:
        return None
    try:
        found = typed_days.day(word, today, coming=False)
    except ValueError:
        raise _wrong(_("There is no such day."), text) from None
    if found is None:
        raise _wrong(_("Write a day as 2026-11-16, 16/11 or mon."), text)
    return found


def length(text: str) -> int:
    """A length of minutes, in seconds: `15`, `0:15`, `1h`; nothing is none."""
    if not text.strip(" 0:"):
        return 0
    words = Words(text)
    found = words.length()
    if words.peek():
        raise words.unknown()
    return found


def hours(text: str) -> int:
    """A length of hours, in seconds: `10`, `7:30`, `7,5h`."""
    word = text.strip()
    return int(word) * _HOUR if _NUMBER.fullmatch(word) else length(word)


def price(text: str, currency: str) -> int:
    """What an hour costs, in hundredths of the currency: `60`, `60,50 €`, `60/h`, `free`."""
    cents, per = typed_money.read(_AN_HOUR.sub(" ", text), currency)
    if per is not Per.ONCE:
        raise _wrong(_("Write what an hour costs, such as 60 or 60/h."), text)
    return cents


def _wrong(sentence: str, text: str) -> Unreadable:
    return Unreadable(sentence, 0, len(text))
