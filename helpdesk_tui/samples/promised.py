"""What the demonstration desk promises to whom: its calendars and policies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.samples.cast import Desk
from helpdesk_tui.samples.texts import Phrases
from helpdesk_tui.sla.public import public

GOLD = ("ACME Ibérica", "Clínica Sol", "Talleres Núñez")
"""Somebody is on call for them day and night when it is urgent."""
_NONE = ("Estudio Pampa",)
"""They pay by the hour, and nothing is promised."""
_ABROAD = ("Hudson & Pike LLP", "Brightwater Clinic")

_MINUTE, _HOUR = 60, 3600


def save(desk: Desk, labels: Phrases, language: str, start: datetime, now: datetime) -> None:
    """The rules of the desk, which have held since `start`; names are in `language`."""
    document = _document(desk, labels["promises"], language, now)
    SlaRules.create(at=start, technician=desk.helpers[0].id, document=document)


def _document(desk: Desk, say: Mapping[str, str], language: str, now: datetime) -> dict[str, Any]:
    def ids(names: tuple[str, ...]) -> list[int]:
        return [desk.firm(name).id for name in names]

    gold = {"clients": ids(GOLD), "waiting_stops_first_response": True}
    on_call = {**gold, "calendar": say["on_call"]}
    madrid: dict[str, Any] = {
        "zone": "Europe/Madrid",
        "hours": ["mon-thu 8:00-18:00", "fri 8:00-15:00"],
        "seasons": [{"from": "07-01", "to": "08-31", "hours": ["mon-fri 8:00-15:00"]}],
        "shifts": {f"{now.year}-12-24": ["8:00-13:00"]},
        "holidays": {f"{year}-11-09": say["local"] for year in (now.year - 1, now.year)},
        "country": "ES",
        "region": "MD",
        "public": public("ES", "MD", now.year, language),
    }
    new_york = {"zone": "America/New_York", "hours": ["mon-fri 9:00-17:00"]}
    always = {"zone": "Europe/Madrid", "hours": ["mon-sun 0:00-24:00"]}
    return {
        "calendars": {"Madrid": madrid, say["new_york"]: new_york, say["on_call"]: always},
        "policies": [
            {"name": say["none"], "calendar": "Madrid", "clients": ids(_NONE)},
            {
                **on_call,
                "name": say["gold"].format(priority="P1"),
                "priorities": [1],
                "first_response": 30 * _MINUTE,
                "next_response": 15 * _MINUTE,
                "resolution": 4 * _HOUR,
            },
            {
                **on_call,
                "name": say["gold"].format(priority="P2"),
                "priorities": [2],
                "first_response": _HOUR,
                "next_response": _HOUR,
                "resolution": 8 * _HOUR,
            },
            {
                **gold,
                "name": say["gold"].format(priority="P3-P4"),
                "calendar": "Madrid",
                "next_response": 8 * _HOUR,
                "resolution": 24 * _HOUR,
            },
            {
                "name": say["standard"].format(priority=say["new_york"]),
                "calendar": say["new_york"],
                "clients": ids(_ABROAD),
                "resolution": 40 * _HOUR,
            },
            {
                "name": say["standard"].format(priority="P1-P2"),
                "calendar": "Madrid",
                "priorities": [1, 2],
                "resolution": 47 * _HOUR,
            },
            {
                "name": say["standard"].format(priority="P3-P4"),
                "calendar": "Madrid",
                "resolution": 72 * _HOUR,
            },
        ],
    }
