"""A desk to sit down at: the real app on a real database, drawn into memory, worked by keys."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot

from helpdesk_tui.desk import Desk
from helpdesk_tui.models.people import Team
from helpdesk_tui.models.tickets import Ticket, Wait
from helpdesk_tui.people import editing
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.screens.app import DeskApp
from helpdesk_tui.screens.common import when
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.tickets import actions
from tests.storage.fresh import fresh_database, opened_fresh
from tests.support import SATURDAY, listed, opened, row, technician, until

MINE = (
    "Nobody can print prescriptions",
    "VPN drops every ten minutes",
    "Scanner sends empty pages",
    "Licences for the design department",
    "The till does not open",
    "Señal de wifi perdida en el almacén",
    "Backup has not run since Friday",
    "Outlook asks for the password",
)
"""The subjects of tickets 1 to 8, all ana's; 9 to 12 are nobody's, 13 waits, 14 is resolved."""

FREE = ("New screen for reception", "Phone rings once", "Printer jams", "Printer out of toner")


class Seat:
    """A technician at a screen: presses keys, and sees what a person would see."""

    def __init__(self, app: DeskApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def picture(self) -> str:
        """The screen as text, a line a row."""
        with self.app._context():
            strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def foot(self) -> str:
        """What the last line says."""
        return self.picture.splitlines()[-1].strip()

    @property
    def top(self) -> str:
        """What the first line says."""
        return self.picture.splitlines()[0].strip()

    @property
    def listed(self) -> list[int]:
        """The tickets in sight, from top to bottom."""
        return [number for number, _, _ in listed(self.picture)]

    @property
    def in_hand(self) -> int | None:
        """The ticket that the cursor is on."""
        return next((number for number, here, _ in listed(self.picture) if here), None)

    @property
    def marked(self) -> list[int]:
        """The marked tickets in sight."""
        return [number for number, _, marked in listed(self.picture) if marked]

    async def press(self, *keys: str) -> None:
        with self.app._context():
            await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Types a text into what has the focus; after enter it waits until the cursor is there."""
        driver = self.app._driver
        assert driver
        for n, line in enumerate(text.split("\n")):
            if n:
                await self.press("enter")
            for character in line:
                event = Key(_character_to_key(character), character)
                event.set_sender(self.app)
                driver.send_message(event)
            await self.settle()

    async def paste(self, text: str) -> None:
        """Pastes a text into what has the focus."""
        driver = self.app._driver
        assert driver
        event = Paste(text)
        event.set_sender(self.app)
        driver.send_message(event)
        await self.settle()

    async def until(self, holds: Callable[[], object], what: str = "", seconds: float = 8) -> None:
        """Waits until something holds; when it never does, the picture tells why."""
        await until(holds, lambda: f"{what}\n{self.picture}", seconds)
        await self.settle()

    async def settle(self) -> None:
        """Waits until all that was on its way has arrived."""
        await self.pause(None)

    async def pause(self, seconds: float | None) -> None:
        """Lets time pass on the screen."""
        with self.app._context():
            await self.pilot.pause(seconds)

    def drawn(self) -> str:
        """The screen as a drawing, colours and all."""
        with self.app._context():
            return self.app.export_screenshot(title="helpdesk")

    async def sees(self, *texts: str, seconds: float = 8) -> None:
        """Waits until all of these are on the screen."""
        for text in texts:
            await self.until(lambda text=text: text in self.picture, f"“{text}” is seen", seconds)

    async def sees_no(self, text: str) -> None:
        """Waits until this is not on the screen."""
        await self.until(lambda: text not in self.picture, f"“{text}” goes")

    async def has_in_hand(self, ticket: int) -> None:
        """Waits until the cursor is on this ticket."""
        await self.until(lambda: self.in_hand == ticket, f"{ticket} is in hand")

    async def lists(self, *tickets: int) -> None:
        """Waits until exactly these tickets are listed, in this order."""
        wanted = list(tickets)
        await self.until(lambda: self.listed == wanted, f"{wanted} are listed")


SitDown = Callable[..., Any]

TO_LEAVE = 20.0
"""Seconds after which a desk that does not end fails its test, and does not hold up all others."""


@pytest.fixture(scope="session")
def stocked_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small desk on disk: ana and luis, a team, two clients, the tickets of `MINE` and more."""
    folder = tmp_path_factory.mktemp("stocked")
    with opened_fresh(folder) as desk:
        ana, luis = technician("ana"), technician("luis")
        Team.create(name="Support", sort_key="support", created_at=SATURDAY)
        acme = editing.add_client(luis, {"name": "ACME Ibérica"}).things[0]
        sol = editing.add_client(luis, {"name": "Clínica Sol"}).things[0]
        marta = editing.add_contact(luis, acme, {"name": "Marta Ruiz"}, "accounts").things[0]
        gil = editing.add_contact(luis, sol, {"name": "Dra. Gil"}).things[0]
        editing.add_asset(luis, acme, {"name": "SRV-2", "kind": "server"})
        for n, subject in enumerate(MINE):
            who = (
                {"client": sol, "requester": gil} if n % 2 else {"client": acme, "requester": marta}
            )
            body = f"It began this morning.\nWhat shall we do about number {n + 1}?"
            opened(luis, subject, body=body, assignee=ana, **who)
        for subject in FREE:
            opened(luis, subject, client=acme, requester=marta)
        opened(luis, "Waiting for a part", assignee=ana)
        actions.wait(luis, [row(13)], Wait.SUPPLIER)
        Ticket.update(assignee=luis).where(Ticket.id == 13).execute()
        opened(luis, "Solved already", assignee=luis)
        actions.resolve(luis, [row(14)], "It was the cable")
    return desk.path


@pytest.fixture
def stocked(tmp_path: Path, stocked_template: Path) -> Iterator[Opened]:
    """The small desk, opened by this process."""
    path = tmp_path / "helpdesk.db"
    shutil.copy(stocked_template, path)
    path.chmod(0o600)
    desk = open_database(path)
    yield desk
    desk.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Opened]:
    """A desk without a ticket, opened by this process."""
    desk = open_database(fresh_database(tmp_path))
    yield desk
    desk.close()


@asynccontextmanager
async def seated(
    desk: Opened,
    login: str = "ana",
    *,
    size: tuple[int, int] = (80, 24),
    settings: Settings | None = None,
    remembered: Remembered | None = None,
) -> AsyncIterator[Seat]:
    """The desk's screen with somebody in front of it."""
    when.use_zone("Europe/Madrid")
    app = DeskApp(
        Desk(sign_in(login)), desk.path, settings or Settings(), remembered or Remembered()
    )
    pilots: asyncio.Queue[Pilot[Any]] = asyncio.Queue()
    left = asyncio.Event()

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilots.put(pilot)
            await left.wait()

    # A task of its own: fixtures begin and end in different contexts, and the app leans on one.
    running = asyncio.create_task(run())
    arriving = asyncio.create_task(pilots.get())
    await asyncio.wait((running, arriving), return_when=asyncio.FIRST_COMPLETED)
    try:
        if running.done():
            running.result()
        yield Seat(app, await arriving)
    finally:
        left.set()
        try:
            await asyncio.wait_for(running, TO_LEAVE)
        finally:
            app.finish()


@pytest.fixture
async def sit_down(stocked: Opened) -> AsyncIterator[SitDown]:
    """Sits technicians down at the small desk, as many as the test likes."""
    async with AsyncExitStack() as stack:

        async def sit(login: str = "ana", **how: Any) -> Seat:
            return await stack.enter_async_context(seated(stocked, login, **how))

        yield sit


@pytest.fixture
async def seat(sit_down: SitDown) -> Seat:
    """Ana at the small desk, with her tickets before her."""
    seat: Seat = await sit_down()
    await seat.has_in_hand(1)
    return seat


@pytest.fixture
def ana(stocked: Opened) -> int:
    return technician("ana")


@pytest.fixture
def luis(stocked: Opened) -> int:
    return technician("luis")
