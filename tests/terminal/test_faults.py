"""An exception costs one line and a note in the log without local variables, not the desk."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input, Static

from helpdesk_tui.screens.terminal.faults import FaultProofApp
from tests.terminal.hand import desk


@pytest.mark.parametrize(("key", "fault"), [("x", "RuntimeError: handler 7"), ("w", "worker")])
def test_the_desk_goes_on_after_a_fault(tmp_path: Path, key: str, fault: str) -> None:
    with desk(tmp_path / "marker") as hand:
        hand.until("ready")
        hand.type(key)
        hand.until("the desk goes on")
        hand.until(fault)
        hand.type("c")
        hand.until("counted 1")
        hand.type("q")
        assert hand.code() == 0


def test_a_fault_at_the_start_ends_it_with_one_clean_sentence(tmp_path: Path) -> None:
    with desk(tmp_path / "marker", "broken") as hand:
        assert hand.code() == 1
    after = hand.seen.decode().split("\x1b[?1004l")[-1]
    assert "The desk could not start: ValueError: no tables ␛[2J here" in after
    assert "Traceback" not in after.split("The desk could not start")[1]


class Clumsy(Input):
    """A widget whose own message loop meets the fault."""

    def on_key(self, event: Key) -> None:
        if event.key == "f1":
            password = "hunter2"
            raise KeyError(len(password))


class Blank(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static("half")
        raise ZeroDivisionError("compose")


class Desk(FaultProofApp):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def compose(self) -> ComposeResult:
        yield Clumsy()

    def show_fault(self, text: str) -> None:
        self.shown.append(text)


async def test_a_widget_still_takes_keys_after_its_handler_raised(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = Desk()
    with caplog.at_level(logging.ERROR, logger="helpdesk"):
        async with app.run_test() as pilot:
            await pilot.press("f1", "f1", "a", "b")
            assert app.query_one(Clumsy).value == "ab"
            app._exception = None  # which run_test would raise again
    assert app.shown == [
        "Something went wrong and the desk goes on: KeyError: 7. The log has it all."
    ]
    (record,) = caplog.records
    logged = logging.Formatter().format(record)
    assert "raise KeyError(len(password))" in logged
    assert "hunter2" not in logged.replace('password = "hunter2"', "")


async def test_a_screen_that_cannot_be_built_leaves_the_desk_usable() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.push_screen(Blank())
        await pilot.pause()
        assert "ZeroDivisionError" in app.shown[0]
        app.pop_screen()
        await pilot.press("o", "k")
        assert app.query_one(Clumsy).value == "ok"
        app._exception = None


async def test_a_fault_is_raised_again_in_tests() -> None:
    with pytest.raises(KeyError):
        async with Desk().run_test() as pilot:
            await pilot.press("f1")
