"""An open desk does by itself what is due, and nobody at it waits for that."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from helpdesk_tui.housekeeping import copies, lease
from helpdesk_tui.models.tickets import Status, Wait
from helpdesk_tui.screens.housekeeping import keep_house
from helpdesk_tui.storage import places
from helpdesk_tui.tickets import actions, promises
from tests.screens.conftest import Seat
from tests.screens.promised import document
from tests.support import row

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def test_a_minute_wakes_what_waited_and_the_list_shows_it(seat: Seat, ana: int) -> None:
    actions.wait(ana, [row(1)], Wait.SUPPLIER, LONG_AGO)
    await seat.sees("paused")
    seat.app._minute()
    await seat.until(lambda: row(1).status == Status.OPEN, "it is open again")
    await seat.sees_no("paused")


async def test_a_copy_that_fails_is_told_in_one_line_and_once(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = seat.app.database
    folder = places.backups_folder(path)
    folder.write_text("not a folder")
    told: set[str] = set()

    def is_told() -> bool:
        return "the desk needs a folder there" in " ".join(seat.picture.split())

    def say(words: str, *, bad: bool = False) -> None:
        said.append(words)
        show(words, bad=bad)

    said: list[str] = []
    show = seat.app.say
    monkeypatch.setattr(seat.app, "say", say)
    with seat.app._context():
        await keep_house(seat.app, told)
    await seat.until(is_told, "it is told")
    assert len(told) == 1
    monkeypatch.setattr(copies, "AGAIN", timedelta(0))  # it is tried again, and fails again
    with seat.app._context():
        await keep_house(seat.app, told)
    assert len(said) == 1


async def test_keys_are_answered_and_no_tick_is_queued_while_the_desk_copies_itself(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held_up(held: lease.Held) -> bool:
        begun.set()
        in_time.append(seen.wait(20))
        return renew(held)

    begun, seen, in_time = Event(), Event(), list[bool]()
    renew = lease.renew
    monkeypatch.setattr(lease, "renew", held_up)
    copying = seat.app.run_worker(keep_house(seat.app, set()))
    await seat.until(begun.is_set, "a copy is made")
    await seat.press("j")
    await seat.has_in_hand(2)
    async with asyncio.timeout(10):
        assert await seat.app.desk.keep_house(seat.app.database, seat.app.settings) == []
    seen.set()
    await copying.wait()
    assert all(in_time), "the copy has waited for the key"
    (copy,) = places.backups_folder(seat.app.database).iterdir()
    assert "daily" in copy.name


async def test_a_desk_goes_on_where_another_was_broken_off_letting_the_tickets_follow(
    seat: Seat, ana: int
) -> None:
    promises.save(ana, document())
    seat.app._minute()
    await seat.until(lambda: not promises.is_behind(), "every ticket follows", 20)
    await seat.until(lambda: seat.picture.count(" 0:2") == 4, "their clocks are seen")
