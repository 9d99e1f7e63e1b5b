"""What the small desk and the demonstration promise in tests of screens."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from helpdesk_tui.sla.check import check
from helpdesk_tui.worktime import naming

TODAY = date(2026, 11, 22)

RULES = """\
[calendar.Madrid]
zone = "Europe/Madrid"
hours = ["mon-thu 8:00-18:00", "fri 8:00-15:00"]
seasons = [{ from = "06-15", to = "09-15", hours = ["mon-fri 8:00-15:00"] }]
[calendar.Madrid.holidays]
2026-11-09 = "La Almudena"
2026-12-24 = "Nochebuena"
[calendar.Madrid.shifts]
2026-12-24 = ["9:00-13:00"]
[calendar.Madrid.breaks]
2026-11-27 = ["12:00-15:00"]

[calendar.Nonstop]
zone = "UTC"
hours = ["mon-sun 0:00-24:00"]

[[policy]]
name = "ACME"
calendar = "Nonstop"
clients = ["ACME Ibérica"]
first_response = "30m"

[[policy]]
name = "Everyone"
calendar = "Madrid"
resolution = "40h"
"""


def document() -> dict[str, Any]:
    """The rules, for a desk that has ACME Ibérica among its clients."""
    found, problems = check(Path("rules.toml"), RULES, naming.client, TODAY)
    assert problems == []
    return found
