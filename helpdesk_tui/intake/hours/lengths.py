"""How long something took, as programs write it into a cell."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(\d{1,5}):([0-5]?\d)(?::([0-5]?\d)(?:\.\d+)?)?")
_HOURS = re.compile(r"\d{1,5}(?:[.,]\d{1,6})?")
_UNITS = re.compile(r"(?:pt)?(?:(\d{1,5})\s*h)?\s*(?:(\d{1,6})\s*m(?:in)?)?\s*(?:(\d{1,8})\s*s)?")


def seconds(text: str) -> int | None:
    """Seconds of `1:30` (hours and minutes), `1:30:15`, `1.5` or `1,5` (hours), `1h 30m`, `PT5M`.

    None for what is nothing of that kind. Hours with decimals are rounded to the second.
    """
    word = text.strip().casefold()
    if clock := _CLOCK.fullmatch(word):
        return _sum(clock)
    if _HOURS.fullmatch(word):
        return round(float(word.replace(",", ".")) * 3600)
    units = _UNITS.fullmatch(word)
    return _sum(units) if units and any(units.groups()) else None


def of_minutes(text: str) -> int | None:
    """The same where a bare number, `90` or `7,5`, is minutes and not hours."""
    word = text.strip()
    if _HOURS.fullmatch(word):
        return round(float(word.replace(",", ".")) * 60)
    return seconds(word)


def _sum(found: re.Match[str]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds
