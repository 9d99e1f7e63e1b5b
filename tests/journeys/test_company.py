"""Two technicians at two real terminals: each sees what the other is on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk_tui.models.presence import Presence
from tests.journeys.terminal import at_desk
from tests.storage.fresh import opened_fresh
from tests.support import opened, technician

WITHIN = 2.0
"""Seconds within which one sees another."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A desk with a ticket of ana's, looked into while it is used."""
    with opened_fresh(tmp_path):
        ana = technician("ana")
        technician("luis")
        opened(ana, "SRV-2 does not start", assignee=ana)
        yield tmp_path


def test_one_sees_another_come_write_leave_and_be_cut_off(folder: Path) -> None:
    with at_desk(folder, "ana") as ana:
        ana.has_in_hand(1)
        with at_desk(folder, "luis") as luis:
            luis.press("]" * 6, "SRV-2")
            luis.press("\r", "esc back")
            ana.until("‹r›", WITHIN)
            ana.press("\r", "luis is reading")
            luis.until("ana is reading", WITHIN)
            luis.press("c", "technicians only")
            ana.until("luis is writing", WITHIN)
            os.kill(luis.pid, signal.SIGHUP)
            ana.loses("luis is", 5)
            luis.code(5)
    assert not Presence.select().where(Presence.technician == technician("luis")).exists()
