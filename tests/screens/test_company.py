"""Who else is on a ticket: seen within two seconds, told kindly, and in nobody's way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui import clock
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.presence import Presence
from helpdesk_tui.screens.common import company
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import presence
from tests.screens.conftest import Seat, seated
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import opened, technician

WITHIN = 2.0
"""Seconds within which one sees another."""


class Room:
    """Two at one desk, both with tickets 1 and 2 before them, which are ana's."""

    def __init__(self, ana: Seat, luis: Seat) -> None:
        self.ana, self.luis = ana, luis


on_both = pytest.mark.parametrize("room", DIALECTS, indirect=True)


@pytest.fixture
async def room(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Room]:
    with opened_fresh(tmp_path, getattr(request, "param", "sqlite")) as desk:
        ana, luis = technician("ana"), technician("luis")
        for subject in ("SRV-2 does not start", "Printer jams"):
            opened(luis, subject, assignee=ana, body="It began this morning.")
        async with AsyncExitStack() as stack:
            seats = [
                await stack.enter_async_context(seated(desk, login, size=(100, 40)))
                for login in ("ana", "luis")
            ]
            await seats[1].press(*["right_square_bracket"] * 6)
            for seat in seats:
                await seat.has_in_hand(1)
            yield Room(*seats)


def there() -> list[tuple[Any, ...]]:
    """What the others can read: on which tickets somebody is, and whether they write."""
    found = Presence.select(Presence.ticket, Presence.writing).order_by(Presence.ticket)
    return tuples(found)


@on_both
async def test_one_sees_within_two_seconds_who_reads_and_who_writes(room: Room) -> None:
    ana, luis = room.ana, room.luis

    await luis.press("enter")
    await luis.sees("esc back")
    await ana.sees("luis is reading", "‹r›", seconds=WITHIN)

    await luis.press("r")
    await ana.sees("luis is writing", "‹w›", seconds=WITHIN)
    await luis.press("escape")
    await ana.sees("luis is reading", seconds=WITHIN)
    await luis.press("n")
    await ana.until(
        lambda: ana.picture.count("‹r›") == 1 and "luis is" not in ana.picture, seconds=WITHIN
    )
    await luis.press("escape")
    await ana.until(lambda: "‹" not in ana.picture, seconds=WITHIN)
    assert there() == []


async def test_the_ticket_itself_tells_who_else_is_on_it(room: Room) -> None:
    for seat in (room.ana, room.luis):
        await seat.press("enter")
    await room.ana.sees("luis is reading", seconds=WITHIN)
    await room.luis.sees("ana is reading", seconds=WITHIN)


@on_both
async def test_two_who_write_on_one_ticket_are_told_and_both_go_on(room: Room) -> None:
    await room.luis.press("c")
    await room.luis.sees("technicians only")
    await room.luis.type("from luis")
    await room.ana.sees("luis is writing", seconds=WITHIN)
    await room.ana.press("c")
    for seat, other in ((room.ana, "luis"), (room.luis, "ana")):
        await seat.sees(f"{other} is writing on 1, too.", seconds=WITHIN)
    await room.ana.type("from ana")
    for seat in (room.ana, room.luis):
        await seat.press("ctrl+s")
        await seat.sees("1 noted")
    await room.ana.until(lambda: there() == [], "nobody is there")


async def test_moving_the_cursor_writes_nothing(room: Room) -> None:
    for key in "jkjkjk":
        await room.luis.press(key)
    await room.luis.pause(2 * company.REST)
    assert there() == []


async def test_running_through_tickets_tells_only_where_one_rests(room: Room) -> None:
    before = Event.select().count()
    await room.luis.press("enter", "n", "N", "n")
    await room.luis.until(lambda: there() == [(2, False)], "luis is on 2")
    assert Event.select().count() == before


async def test_text_on_marked_tickets_is_told_on_each(room: Room) -> None:
    await room.luis.press("space", "space", "c")
    await room.luis.until(lambda: there() == [(1, True), (2, True)], "both")
    await room.ana.until(lambda: room.ana.picture.count("‹w›") == 2, seconds=WITHIN)


@on_both
async def test_a_desk_that_was_killed_fades_and_is_forgotten(room: Room) -> None:
    await room.luis.press("enter")
    await room.ana.sees("luis is reading", seconds=WITHIN)
    Presence.update(at=Presence.at - presence.LASTS // timedelta(microseconds=1)).execute()
    room.ana.app.company.beat()
    await room.ana.sees_no("luis is reading")
    presence.tidy()
    assert there() == []


async def test_a_desk_that_stays_says_so_again_before_it_fades(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.luis.press("enter")
    await room.luis.until(there, "luis is there")
    Presence.update(at=clock.now() - presence.LASTS).execute()
    room.luis.app.company.beat()
    await room.luis.pause(0.2)
    assert not presence.others(technician("ana"))
    monkeypatch.setattr(company, "AGAIN", 0.0)
    room.luis.app.company.beat()
    await room.luis.until(lambda: presence.others(technician("ana")), "luis is there again")


async def test_ones_own_other_desk_is_nobody_else(room: Room) -> None:
    presence.tell("another run", technician("ana"), [1], writing=True)
    presence.tell("a third", technician("luis"), [2], writing=False)
    await room.ana.sees("‹r›", seconds=WITHIN)
    assert "‹w›" not in room.ana.picture


async def test_whoever_leaves_the_desk_is_gone_at_once(room: Room) -> None:
    await room.luis.press("enter")
    await room.luis.until(there, "luis is there")
    room.luis.app.company.leave()
    assert there() == []
