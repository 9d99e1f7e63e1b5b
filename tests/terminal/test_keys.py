"""What is typed ahead waits for the command that it was meant to follow, and for no other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.binding import Binding
from textual.events import Key
from textual.timer import Timer

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


class Impatient(Nested):
    """Keeps what each of its timers calls, as a timer does that has rung when it is stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.rung: list[Callable[[], object]] = []

    def set_timer(self, *args: Any, **settings: Any) -> Timer:
        self.rung.append(args[1])
        return super().set_timer(*args, **settings)


async def test_a_wait_that_was_over_when_it_was_stopped_takes_no_key_of_the_next_one() -> None:
    app = Impatient()
    async with app.run_test() as pilot:
        app.hold_keys()
        app.post_message(Key("b", "b"))
        await pilot.pause(0.05)
        over = app.rung[-1]
        app.hold_keys(for_bar=True)
        over()
        app.release_keys()
        await pilot.pause(0.05)
        assert app.seen == [False]


async def test_what_let_the_keys_go_says_nothing_of_the_key_that_came_just_before_it() -> None:
    app = Nested()
    async with app.run_test() as pilot:
        app.hold_keys()
        app.post_message(Key("a", "a"))
        app.release_keys()
        app.post_message(Key("b", "b"))
        await pilot.pause(0.05)
        app.gate.set()
        await pilot.pause(0.05)
        assert app.seen == [True]
