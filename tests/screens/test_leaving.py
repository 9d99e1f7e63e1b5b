"""The desk, or a screen of it, is left in the very moment in which something begins there."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key

from helpdesk_tui.screens.frame.frame import Frame
from helpdesk_tui.screens.parts.bars import Choice, Menu
from helpdesk_tui.screens.parts.fields import Answers, Field
from helpdesk_tui.screens.parts.forms import Form
from tests.screens.conftest import Seat


def _front(seat: Seat) -> Frame:
    front = seat.app.front
    assert front
    return front


async def _open_and_wait(front: Frame, turns: int) -> None:
    """A form begins to open, and the loop turns so often."""

    async def submit(_answers: Answers) -> None:
        return None

    front.run_worker(front.ask(Form("What?", [Field("what", "What")], submit)))
    for _ in range(turns):
        await asyncio.sleep(0)


async def test_nothing_is_asked_any_more_once_the_desk_is_being_left(seat: Seat) -> None:
    with seat.app._context():
        seat.app.exit()
        assert await _front(seat).ask(Menu("Shall it?", [Choice("y", "yes", True)])) is None


@pytest.mark.parametrize("turns", range(1, 12, 2))
async def test_a_bar_that_is_just_opening_goes_with_the_desk(seat: Seat, turns: int) -> None:
    with seat.app._context():
        await _open_and_wait(_front(seat), turns)
        seat.app.exit()


@pytest.mark.parametrize("turns", range(1, 12, 2))
async def test_a_bar_that_is_just_opening_goes_with_the_screens(seat: Seat, turns: int) -> None:
    with seat.app._context():
        await _open_and_wait(_front(seat), turns)
        await seat.app._shutdown()


async def test_a_key_that_comes_when_the_screens_are_gone_is_nobodys(seat: Seat) -> None:
    with seat.app._context():
        await seat.app._shutdown()
        await seat.app.on_event(Key("j", "j"))
