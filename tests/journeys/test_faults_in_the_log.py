"""What the real desk writes into its log when it meets mistakes of ours, in whatever thread."""

from __future__ import annotations

import os
from pathlib import Path

from tests.journeys.terminal import at_desk
from tests.journeys.test_killed import desk_of
from tests.journeys.test_strange_terminals import faults
from tests.terminal.hand import ROOT

SECRET = "hunter2"

MISTAKES = """
from helpdesk_tui.storage.feed import ChangeFeed
from helpdesk_tui.tickets import actions

def acts(*given, **named):
    password = "".join(("hunter", "2"))
    raise RuntimeError(f"something {len(password)}")

def hears(*given, **named):
    password = "".join(("hunter", "2"))
    raise ValueError(f"nothing of {len(password)}")

actions.set_priority = acts
ChangeFeed._tell_news = hears
"""


def test_it_has_the_way_to_each_fault_and_no_value_of_a_variable(tmp_path: Path) -> None:
    desk_of(tmp_path, 1)
    (tmp_path / "sitecustomize.py").write_text(MISTAKES)
    environ = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    with at_desk(tmp_path, columns=120, environ=environ) as desk:
        desk.has_in_hand(1)
        desk.until("Something went wrong and the desk goes on: ValueError: nothing of 7")
        desk.press("p", "critical")
        desk.press("1", "Something went wrong and the desk goes on: RuntimeError: something 7")
        desk.type("\x11")
        assert desk.code() == 0
    written = faults(tmp_path)
    for told in ("in acts", "in hears", "RuntimeError: something 7", "ValueError: nothing of 7"):
        assert written.count(told) == (2 if "Error" in told else 1), written
    assert SECRET not in written
    assert b"Traceback" not in desk.seen
