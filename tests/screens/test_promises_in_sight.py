"""What is promised for a ticket, as the list, the lines below it and its screen tell it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from helpdesk_tui import clock
from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.tickets import actions, promises
from tests.screens.conftest import Seat
from tests.support import row

RULES: dict[str, Any] = {
    "calendars": {"Always": {"zone": "UTC", "hours": ["mon-sun 0:00-24:00"]}},
    "policies": [
        {"name": "Gold", "calendar": "Always", "first_response": 3600, "resolution": 8 * 3600}
    ],
}


@pytest.fixture
async def promised(seat: Seat, ana: int) -> Seat:
    """Ana before her tickets, each of which was promised something."""
    promises.save(ana, RULES)
    promises.bring_up_to_date()
    await seat.press("R")
    return seat


def line_of(seat: Seat, number: int) -> str:
    """The ticket's line in the list."""
    return next(line for line in seat.picture.splitlines() if f" {number} P" in line)


async def test_the_key_that_gives_what_is_owed_stands_before_the_time_left(
    promised: Seat, ana: int
) -> None:
    await promised.until(lambda: " r " in line_of(promised, 1), "an answer is owed")
    actions.reply(ana, [row(1)], "We are on it")
    await promised.press("R")
    await promised.until(lambda: " x " in line_of(promised, 1), "the resolution is owed")


async def test_a_wait_says_in_the_list_when_it_ends(promised: Seat, ana: int) -> None:
    actions.reply(ana, [row(1)], "We are on it")
    actions.wait(ana, [row(1)], Wait.CLIENT, clock.now() + timedelta(hours=2, minutes=30))
    await promised.press("R")
    await promised.until(lambda: "→2h" in line_of(promised, 1), "it opens in two hours")


async def test_a_ticket_names_its_policy_and_how_each_target_stands(
    promised: Seat, ana: int
) -> None:
    await promised.press("enter")
    await promised.sees("Gold · 1st response ", " · Resolution ")
    actions.reply(ana, [row(1)], "We are on it")
    actions.wait(ana, [row(1)], Wait.CLIENT)
    await promised.press("R")
    await promised.sees("Resolution on hold")
    actions.resolve(ana, [row(1)], "A new one")
    await promised.press("R")
    await promised.sees("Resolution in time")


async def test_the_clocks_of_a_ticket_follow_the_minute(
    promised: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await promised.press("enter")
    await promised.sees("Gold · 1st response ")
    then = clock.now()
    monkeypatch.setattr(clock, "now", lambda: then + timedelta(days=3))
    promised.app._minute()
    await promised.until(lambda: "!" in promised.picture.splitlines()[3], "it is late")


async def test_the_name_of_a_policy_gives_way_to_how_its_targets_stand(
    promised: Seat, ana: int
) -> None:
    gold = RULES["policies"][0] | {"name": "Gold with all that was ever said about it " * 3}
    promises.save(ana, RULES | {"policies": [gold]})
    await promised.press("enter")
    await promised.sees("Gold with", "… · 1st response ", " · Resolution ")
