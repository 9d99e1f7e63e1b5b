"""A server that stops, freezes or comes back while the desk is open: the desk stays."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from helpdesk_tui import paths
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.storage.postgres import driver, feed
from helpdesk_tui.tickets import actions
from helpdesk_tui.worktime import stopwatch
from tests.screens.conftest import Seat, seated
from tests.storage.fresh import running_server, server
from tests.support import opened, row, technician
from tests.worktime.conftest import Clocks

CANARY = "c4n4ry"

IN_STEP = 10.0
"""Seconds from a server's return until a desk that nobody touches shows what others do."""


class Machine:
    """A server of one's own, to be stopped, frozen and brought back."""

    def __init__(self, running: Any) -> None:
        self._running = running

    def stop(self) -> None:
        self._running.stop()

    def start(self) -> None:
        self._running.ensure_postgres_running()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Its processes stand still; the kernel still takes what is sent to them."""
        import psutil

        first = psutil.Process(self._running.get_pid())
        processes = [first, *first.children(recursive=True)]
        for process in processes:
            os.kill(process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process.pid, signal.SIGCONT)


@pytest.fixture(scope="module")
def away() -> tuple[Machine, Server]:
    running_server()  # skips where none can run
    running = server()
    # It asks for no password, and whoever gives it one must not see it again.
    address = running.get_uri().replace("postgres:@", f"postgres:{CANARY}@")
    return Machine(running), Server(address)


@pytest.fixture
def machine(away: tuple[Machine, Server]) -> Machine:
    return away[0]


@pytest.fixture
def desk(away: tuple[Machine, Server]) -> Iterator[Opened]:
    desk = open_database(away[1])
    yield desk
    database.wake()
    desk.close()


@pytest.fixture
async def seat(desk: Opened) -> AsyncIterator[Seat]:
    ana = technician("ana")
    ticket = opened(technician("luis"), "The printer is on fire", assignee=ana)
    async with seated(desk) as seat:
        await seat.until(lambda: ticket in seat.listed, "her ticket is listed")
        yield seat


def put_aside() -> list[Path]:
    folder = paths.state_dir()
    return list(folder.glob("unsaved-*")) if folder.is_dir() else []


async def test_a_stopped_server_is_told_the_text_is_put_aside_and_all_goes_on_afterwards(
    seat: Seat, machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    (ticket,) = seat.listed[:1]
    await seat.press("r")
    await seat.type("Pull the ")
    machine.stop()
    try:
        await seat.type("plug")
        await seat.press("escape")
        await seat.until(put_aside, "the text is in a file")
        assert "Pull the plug" in put_aside()[0].read_text()
        await seat.press("p", "1")
        await seat.sees("No connection to the database")
        assert CANARY not in seat.picture
        assert CANARY not in caplog.text
        assert "No connection to the database" in caplog.text
        assert ticket in seat.listed, "what was read is still there"
    finally:
        machine.start()
    await is_in_step(seat, ticket, time.monotonic())


async def is_in_step(seat: Seat, ticket: int, back: float) -> None:
    """What another does is seen ten seconds after the server is back, before any key is pressed."""
    database.wake()
    actions.set_priority(technician("luis"), [row(ticket)], 4)
    await seat.until(
        lambda: f"{ticket} P4" in seat.picture, "it is seen", back + IN_STEP - time.monotonic()
    )
    await seat.press("escape", "escape", "p", "1")
    await seat.until(lambda: priority(ticket) == 1, "the next action is done")


def counted_calls(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[float]:
    """When a function was called from now on, which goes on doing what it does."""
    calls: list[float] = []
    function = getattr(module, name)

    def counted(*given: Any) -> Any:
        calls.append(time.monotonic())
        return function(*given)

    monkeypatch.setattr(module, name, counted)
    return calls


def priority(ticket: int) -> int:
    database.wake()
    return row(ticket).priority


async def test_a_frozen_server_is_given_up_and_all_goes_on_when_it_thaws(
    seat: Seat,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    soak: Callable[[int, int], int],
) -> None:
    (ticket,) = seat.listed[:1]
    if soak(True, False):
        monkeypatch.setattr(driver, "ANSWER_WITHIN", 0.5)
        monkeypatch.setattr(driver, "CONNECT_WITHIN", 2)
        monkeypatch.setattr(feed, "LOOK", 0.5)
    patience = feed.LOOK + driver.ANSWER_WITHIN + 5
    connected = counted_calls(monkeypatch, feed, "connect")
    await seat.press("p", "2")
    await seat.until(lambda: priority(ticket) == 2, "the writer has its connection")
    with machine.frozen():
        await seat.press("p", "1")
        await seat.sees("The database server does not answer", seconds=patience)
        await seat.until(lambda: connected, "the feed has given up as well", patience)
    await is_in_step(seat, ticket, time.monotonic())


async def test_who_leaves_while_the_server_is_frozen_keeps_the_text(
    seat: Seat, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "CONNECT_WITHIN", 2)
    await seat.press("r")
    with machine.frozen():
        await seat.type("Pull the plug")
        begun = time.monotonic()
        seat.app.typed.save()
        assert time.monotonic() - begun < 2
        assert "Pull the plug" in put_aside()[0].read_text()


@pytest.mark.parametrize(("key", "seen"), [("2", "week "), ("3", "begins one.")])
async def test_a_screen_that_cannot_be_read_says_so_until_it_can(
    seat: Seat, machine: Machine, key: str, seen: str
) -> None:
    machine.stop()
    try:
        await seat.press(key)
        await seat.sees("R tries again.", seconds=30)
    finally:
        machine.start()
    await seat.press("R")
    await seat.sees(seen, seconds=30)


@pytest.fixture
async def clocks(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> Clocks:
    """Clocks held by the test, with a timer that begins at nine."""
    clocks = Clocks()
    monkeypatch.setattr(stopwatch, "read", clocks.read)
    monkeypatch.setattr("helpdesk_tui.clock.now", lambda: clocks.wall)
    await seat.sees("○ no timer")
    await seat.press("t")
    await seat.sees("●   0:00:00")
    return clocks


async def test_a_sleep_that_ends_before_the_server_is_there_is_asked_about_when_it_is(
    seat: Seat, machine: Machine, clocks: Clocks
) -> None:
    machine.stop()
    try:
        clocks.sleep(minutes=4)
        await seat.sees("No connection to the database")
    finally:
        machine.start()
    clocks.go_on(seconds=31)
    await seat.sees("nobody was here since 09:00", "all of it counts")
    await seat.press("2")
    await seat.sees("○ no timer")


async def test_a_key_that_comes_back_before_the_server_does_is_asked_about_by_the_next(
    seat: Seat, machine: Machine, clocks: Clocks
) -> None:
    for _ in range(4):
        clocks.go_on(minutes=9)
        await seat.pause(1.1)  # the desk ticks, so that it did not stand still
    machine.stop()
    try:
        await seat.press("j")
        await seat.sees("No connection to the database")
    finally:
        machine.start()
    await seat.press("t")
    await seat.sees("nobody was here since 09:00", "all of it counts")
    await seat.press("2")
    await seat.sees("○ no timer")


async def test_a_minute_that_passes_while_the_server_is_away_is_told_to_nobody(
    seat: Seat, machine: Machine
) -> None:
    await seat.sees("no timer")
    machine.stop()
    try:
        await seat.app.timing.minute()
        await seat.settle()
        assert "No connection" not in seat.picture
    finally:
        machine.start()
