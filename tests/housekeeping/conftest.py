"""A desk whose clocks a test sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from helpdesk_tui import clock
from helpdesk_tui.conversations import actions, cases
from helpdesk_tui.housekeeping.thinning import Keep
from helpdesk_tui.housekeeping.tick import Orders
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.people import editing
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import stopwatch
from tests.storage.fresh import fresh_database, opened_fresh
from tests.worktime.conftest import Clocks

KEEP = Keep(7, 4, 12)


@pytest.fixture
def file_desk(tmp_path: Path) -> Iterator[Opened]:
    """An empty desk in a file."""
    with opened_fresh(tmp_path) as opened:
        yield opened


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    """Every clock of this machine, and the server's, in the hand of the test."""
    clocks = Clocks()
    monkeypatch.setattr(clock, "now", lambda: clocks.wall)
    monkeypatch.setattr(stopwatch, "read", clocks.read)
    if database.obj is not None:
        monkeypatch.setattr(database.obj, "present", lambda: clocks.wall)
    return clocks


def orders_for(path: Path) -> Orders:
    """What the settings want when they say nothing."""
    return Orders(path, path.parent / "backups", KEEP)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty database that nobody has opened."""
    return fresh_database(tmp_path)


def owed(by: int, client: str, due: datetime) -> int:
    """The number of a talk whose summary this technician owes."""
    firm = editing.add_client(by, {"name": client}).things[0]
    talk = actions.begin(by, firm, cases.find("equipment", None)).things[0]
    columns = {"state": State.ENDED, "summary_due": due}
    Conversation.update(columns).where(Conversation.id == talk).execute()
    return talk
