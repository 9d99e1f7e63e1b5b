"""Calendars and policies as the fields of a form have them: the words of their TOML, without signs.

What has several parts stands on several lines, names are parted by `;`. A text that has no meaning
is handed on as it is, for the reader that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from helpdesk_tui.i18n import _
from helpdesk_tui.sla.document import CALENDAR, POLICY, TARGETS

from .rule_changes import Tables

SEASON = "06-15 - 09-15 = mon-fri 8:00-15:00"
HOLIDAY = "2026-11-09 = La Almudena"
DATED = "2026-12-24 = 9:00-13:00"

_SEASON = re.compile(r"(\S+)\s+(?:-|to|a)\s+(\S+)")
"""Its first and its last day."""


class Unclear(ValueError):
    """A field is not written as it must be: its name, and a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def of_calendar(calendar: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a calendar's table; of what it leaves out the usual."""
    one = {**CALENDAR, "zone": "", "hours": [], **calendar}
    seasons = [
        f"{season['from']} - {season['to']} = {'; '.join(season['hours'])}"
        for season in one["seasons"]
    ]
    return {
        **{name: one[name] for name in ("zone", "country", "region")},
        "hours": "\n".join(one["hours"]),
        "seasons": "\n".join(seasons),
        "holidays": "\n".join(f"{day} = {name}" for day, name in one["holidays"].items()),
        **{name: _dated(one[name]) for name in ("shifts", "breaks")},
    }


def calendar(texts: Mapping[str, str]) -> Tables:
    """The table of a calendar from its texts. Raises Unclear."""
    table: Tables = {name: texts[name].strip() for name in ("zone", "country", "region")}
    table["hours"] = _lines(texts["hours"])
    table["seasons"] = [
        {**_season(days), "hours": _parts(hours)}
        for days, hours in _pairs("seasons", texts["seasons"], SEASON)
    ]
    table["holidays"] = _by_day("holidays", _pairs("holidays", texts["holidays"], HOLIDAY))
    for name in ("shifts", "breaks"):
        dated = _by_day(name, _pairs(name, texts[name], DATED))
        table[name] = {day: _parts(hours) for day, hours in dated.items()}
    return {name: value for name, value in table.items() if value or name in ("zone", "hours")}


def of_policy(policy: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a policy's table; of what it leaves out the usual."""
    one = {**POLICY, "name": "", "calendar": "", **policy}
    return {
        **{name: one[name] for name in ("name", "calendar")},
        **{name: "; ".join(one[name]) for name in ("clients", "categories")},
        "priorities": " ".join(map(str, one["priorities"])),
        **{name: one.get(name, "") for name in TARGETS},
        "warn_at": str(one["warn_at"]),
    }


def policy(texts: Mapping[str, str], *, waiting_stops: bool) -> Tables:
    """The table of a policy from its texts."""
    table: Tables = {name: texts[name].strip() for name in ("name", "calendar", *TARGETS)}
    table |= {name: _parts(texts[name]) for name in ("clients", "categories")}
    table["priorities"] = priorities(texts["priorities"])
    kept = {name: value for name, value in table.items() if value or name in ("name", "calendar")}
    share = number(texts["warn_at"].strip().removesuffix("%").strip())
    return {**kept, "waiting_stops_first_response": waiting_stops, "warn_at": share}


def number(text: str) -> int | str:
    """The number that is written, or the text where it is none."""
    return int(text) if text.isdecimal() else text


def priorities(text: str) -> list[int | str]:
    """The priorities that are written: "1 2", "1, 2", "P1 P2"."""
    return [number(word.upper().removeprefix("P")) for word in text.replace(",", " ").split()]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _dated(dates: Mapping[str, list[str]]) -> str:
    return "\n".join(f"{day} = {'; '.join(hours)}" for day, hours in dates.items())


def _pairs(field: str, text: str, example: str) -> list[tuple[str, str]]:
    """What stands before and after the `=` of each line."""
    pairs = []
    for line in _lines(text):
        before, _equals, after = line.partition("=")
        if not before.strip() or not after.strip():
            raise _unclear(field, line, example)
        pairs.append((before.strip(), after.strip()))
    return pairs


def _by_day(field: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    days: dict[str, str] = {}
    for day, value in pairs:
        if day in days:
            raise Unclear(field, _("{day} is there twice; keep one of the two.").format(day=day))
        days[day] = value
    return days


def _season(days: str) -> dict[str, str]:
    """The first and the last day of a season."""
    if found := _SEASON.fullmatch(days):
        return {"from": found[1], "to": found[2]}
    raise _unclear("seasons", days, SEASON)


def _unclear(field: str, line: str, example: str) -> Unclear:
    sentence = _("“{line}” is not written as in “{example}”.")
    return Unclear(field, sentence.format(line=line, example=example))
