"""A client with hours, and a quick way to write entries down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models import days
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.storage.orm import database

MADRID = "Europe/Madrid"
LATER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def acme(ana: int) -> int:
    return client(ana, "ACME Ibérica")


def client(by: int, name: str, zone: str = MADRID) -> int:
    """A client who is told by the clock of a zone."""
    return editing.add_client(by, {"name": name, "zone": zone}).things[0]


def instant(words: str) -> datetime:
    """`16 9:00`: a day of November 2026 and a time of it, in UTC."""
    day, clock = words.split()
    hours, minutes, *seconds = map(int, clock.split(":"))
    return datetime(2026, 11, int(day), hours, minutes, sum(seconds), tzinfo=UTC)


def wrote(by: int, begin: str | datetime, end: str | datetime | None, **columns: Any) -> int:
    """An entry, past every rule about where it may lie."""
    ends = [instant(one) if isinstance(one, str) else one for one in (begin, end)]
    known = {"title": "Work", "zone": MADRID, "created_at": ends[0]} | columns
    with database.atomic():
        entry = Entry.create(technician=by, begin=ends[0], end=ends[1], **known)
        days.settle([(by, *(one and to_micros(one) for one in ends))])
    return int(entry.id)
