"""What is typed ahead waits for the command that it was meant to follow, and for no other."""

from __future__ import annotations

import asyncio

from textual.binding import Binding
from textual.events import Key

from helpdesk_tui.screens.terminal.keys import OrderlyApp, asking


class Nested(OrderlyApp):
    """`a` sets off a command that sets off another one, which takes its time."""

    BINDINGS = [Binding("a", "outer"), Binding("b", "look")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.is_there = False
        self.seen: list[bool] = []

    @asking
    async def action_outer(self) -> None:
        self.action_inner()

    @asking
    async def action_inner(self) -> None:
        await self.gate.wait()
        self.is_there = True

    def action_look(self) -> None:
        self.seen.append(self.is_there)


async def test_the_end_of_a_command_lets_no_key_go_that_waits_for_a_later_one() -> None:
    app = Nested()
    async with app.run_test() as pilot:
        app.post_message(Key("a", "a"))
        app.post_message(Key("b", "b"))
        await pilot.pause(0.05)
        app.gate.set()
        await pilot.pause(0.05)
        assert app.seen == [True]
