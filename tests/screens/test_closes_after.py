"""A client's card says after how many working days in resolved a ticket is closed by itself."""

from __future__ import annotations

from helpdesk_tui.models.people import Client
from tests.screens.conftest import Seat


async def test_it_is_typed_read_back_and_shown(seat: Seat) -> None:
    await seat.press("0")
    await seat.sees("ACME Ibérica", "open tickets")
    await seat.press("e")
    await seat.sees("Closes after")
    await seat.press(*["tab"] * 5)
    await seat.sees("never closed by themselves")
    await seat.type("zero")
    await seat.sees("Working days from 1 to 250")
    await seat.press("ctrl+u")
    await seat.type("5")
    await seat.sees("closed after 5 working days in resolved")
    await seat.press("ctrl+s")

    await seat.sees("ACME Ibérica saved", "after 5 working days")
    assert Client.get(Client.name == "ACME Ibérica").close_after == 5
    await seat.press("z")
    await seat.sees("Taken back")
    assert Client.get(Client.name == "ACME Ibérica").close_after is None
