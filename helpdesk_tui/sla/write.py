"""Writes rules as the TOML that `check` reads back to the very same document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tomli_w

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.sla.document import CALENDAR, POLICY, TARGETS
from helpdesk_tui.typed_words import HOUR, MINUTE

SAMPLE = N_("""\
# When the desk is open, and what is promised to clients.
#
# A calendar says when time counts:
#
#   [calendar."Madrid 8-18"]
#   zone = "Europe/Madrid"
#   hours = ["mon-thu 8:00-14:00 15:00-18:00", "fri 8:00-15:00"]
#   country = "ES"                       # closes its public holidays,
#   region = "MD"                        # and those of a region
#
#   [[calendar."Madrid 8-18".seasons]]   # every year; both days belong to it
#   from = "06-15"
#   to = "09-15"
#   hours = ["mon-fri 8:00-15:00"]
#
#   [calendar."Madrid 8-18".holidays]    # your own
#   2026-11-09 = "La Almudena"
#
#   [calendar."Madrid 8-18".shifts]      # the hours of one date, on a holiday too
#   2026-12-24 = ["9:00-13:00"]
#
#   [calendar."Madrid 8-18".breaks]      # taken out of one date
#   2026-11-27 = ["12:00-15:00"]
#
# A policy says what is promised, and for which tickets. The first that fits a ticket holds. What is
# left out of its conditions fits every ticket; what is left out of its promises is not promised.
#
#   [[policy]]
#   name = "Gold, urgent"
#   calendar = "Madrid 8-18"
#   clients = ["ACME Ibérica"]           # conditions
#   categories = ["printing"]
#   priorities = [1, 2]
#   first_response = "30m"               # promises, in open time: "30m", "8h", "1h30"
#   next_response = "2h"                 # from the client's oldest message without an answer
#   resolution = "8h"
#   waiting_stops_first_response = true  # waiting always stops the resolution
#   warn_at = 75                         # percent of the open time, then the clock warns
""")

_CALENDAR = ("zone", "hours", "country", "region")
_SEASON = ("from", "to", "hours")
_POLICY = (
    *("name", "calendar", "clients", "categories", "priorities"),
    *(*TARGETS, "waiting_stops_first_response", "warn_at"),
)
_WIDTH = 80
"""Signs of a list that stands on one line."""


def write(document: Mapping[str, Any], client_names: Mapping[int, str]) -> str:
    """The TOML of a document, with an explanation at its head. Every client in it has a name."""
    blocks = [[_(SAMPLE).rstrip()]]
    for name, calendar in document.get("calendars", {}).items():
        blocks += _calendar(f"calendar.{_key(name)}", {**CALENDAR, **calendar})
    blocks += [
        _policy({**POLICY, **policy}, client_names) for policy in document.get("policies", [])
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def open_time(seconds: int) -> str:
    """Open time as it is typed: `30m`, `8h`, `1h30`."""
    hours, minutes = divmod(seconds // MINUTE, HOUR // MINUTE)
    if not hours:
        return f"{minutes}m"
    return f"{hours}h{minutes:02}" if minutes else f"{hours}h"


def _calendar(place: str, one: Mapping[str, Any]) -> Iterator[list[str]]:
    """Its own table, and those of its dates."""
    seasons = [", ".join(_lines(season, _SEASON)) for season in one["seasons"]]
    listed = ["seasons = [", *(f"    {{ {season} }}," for season in seasons), "]"]
    yield [f"[{place}]", *_lines(one, _CALENDAR, CALENDAR), *(listed if seasons else [])]
    for key in ("holidays", "shifts", "breaks"):
        if one[key]:
            yield [f"[{place}.{key}]", *_lines(one[key], one[key])]


def _policy(one: Mapping[str, Any], client_names: Mapping[int, str]) -> list[str]:
    typed = {
        **one,
        "clients": [client_names[client] for client in one["clients"]],
        **{target: open_time(one[target]) for target in TARGETS if target in one},
    }
    return ["[[policy]]", *_lines(typed, _POLICY, POLICY)]


def _lines(
    table: Mapping[str, Any], keys: Iterable[str], usual: Mapping[str, Any] = {}
) -> Iterator[str]:
    """Keys of a table with their values; what is as usual is left out."""
    for key in keys:
        if key in table and table[key] != usual.get(key):
            yield f"{_key(key)} = {_value(table[key])}"


def _key(name: str) -> str:
    return tomli_w.dumps({name: 0}).removesuffix(" = 0\n")


def _value(value: Any) -> str:
    if not isinstance(value, list):
        return tomli_w.dumps({"": value}).removeprefix('"" = ').removesuffix("\n")
    parts = [_value(part) for part in value]
    if len(line := ", ".join(parts)) <= _WIDTH:
        return f"[{line}]"
    return "\n".join(["[", *(f"    {part}," for part in parts), "]"])
