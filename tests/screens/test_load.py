"""A ticket is offered to whoever can help its client best; the load of all is seen at a glance."""

from __future__ import annotations

from helpdesk_tui.models.people import Membership, Team
from helpdesk_tui.tickets import actions
from tests.screens.conftest import Seat
from tests.support import row


async def test_the_usual_one_is_offered_first_with_the_reason_and_enter_takes_it(
    seat: Seat, luis: int
) -> None:
    for ticket in (1, 3, 5):
        actions.reply(luis, [row(ticket)], "Done")
    await seat.press("A")
    await seat.sees("Assign to", "luis  usual here · 0 open", "ana  8 open")
    await seat.press("enter")
    await seat.until(lambda: row(1).assignee == "luis", "it is luis's")


async def test_names_and_teams_are_found_as_before(seat: Seat) -> None:
    await seat.press("A")
    await seat.sees("Assign to")
    await seat.type("supp")
    await seat.sees("Support  team")
    await seat.press("ctrl+u")
    await seat.type("nobody")
    await seat.press("enter")
    await seat.until(lambda: row(1).assignee_id is None, "it is nobody's")


async def test_the_load_of_all_is_seen_until_a_key_closes_it(
    seat: Seat, ana: int, luis: int
) -> None:
    team = Team.get(Team.name == "Support")
    for mate in (ana, luis):
        Membership.create(team=team, technician=mate)
    await seat.press("f5")
    await seat.sees("Load", "near due", "this week", "Hours are those of your teams")
    lines = [one.split() for one in seat.picture.splitlines()]
    assert ["ana", "8", "16", "0:00"] in lines
    assert ["luis", "0", "0", "0:00"] in lines
    await seat.press("x")
    await seat.sees_no("near due")
    assert row(1).status == 2
