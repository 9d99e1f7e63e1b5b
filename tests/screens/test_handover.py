"""A note to the next shift: seen first by everybody it is for, until they have read it."""

from __future__ import annotations

import pytest

from helpdesk_tui.models.handovers import Handover
from helpdesk_tui.models.people import Membership, Team
from helpdesk_tui.tickets import drafts, handover
from tests.screens.conftest import SitDown

TOLD = "The till of ACME is on a spare, see #5 and #9. Not before 22:00, 2 of 4 disks."


async def test_it_is_seen_first_read_whole_and_gone(sit_down: SitDown, luis: int, ana: int) -> None:
    handover.write(luis, TOLD + "\nSecond line")
    seat = await sit_down()
    await seat.sees("f6 reads what luis has left for you", "The till of ACME")

    await seat.press("f6")
    await seat.sees("Second line", "5  The till does not open", "9  New screen for reception")
    await seat.sees_no("f6 reads")
    assert handover.unread(ana, ()) == []
    await seat.press("enter")
    await seat.sees("Which ticket?")
    await seat.press("2")
    await seat.sees("9 New screen for reception", "esc back")
    await seat.press("escape")
    await seat.sees("Second line")
    await seat.press("escape")
    await seat.has_in_hand(1)


async def test_it_is_kept_while_typed_and_comes_to_a_desk_that_is_open(
    sit_down: SitDown, ana: int
) -> None:
    ana_, luis = await sit_down(), await sit_down("luis")
    await ana_.press("f7")
    await ana_.sees("To the next shift")
    await ana_.type("The backup")
    await ana_.until(lambda: drafts.load(ana, "handover", "handover"), "it is a draft")
    await ana_.type(" runs late")
    await ana_.press("ctrl+s")
    await ana_.sees("z takes it back")
    await luis.sees("f6 reads what ana has left for you", "The backup runs late", seconds=2)
    assert not drafts.load(ana, "handover", "handover")
    assert "f6 reads" not in ana_.picture

    await ana_.press("z")
    await ana_.sees("Taken back")
    await luis.sees_no("f6 reads")
    await ana_.press("Z")
    await luis.sees("f6 reads what ana")


async def test_a_note_to_a_team_is_for_the_team(sit_down: SitDown, ana: int, luis: int) -> None:
    team = Team.get().id
    Membership.create(team=team, technician=ana)
    handover.write(luis, "For the team", team)
    assert [note.team for note in handover.unread(ana, (team,))] == ["Support"]
    assert handover.unread(ana, ()) == []
    assert [note.unread for note in handover.latest(luis, ())] == [False]


async def test_several_are_counted_and_who_comes_later_has_none_of_them(
    sit_down: SitDown, luis: int
) -> None:
    handover.write(luis, "First")
    handover.write(luis, "Last")
    seat = await sit_down()
    await seat.sees("f6 reads 2 notes for you, the last of luis", "Last")
    newcomer = await sit_down("eva")
    await newcomer.press("f6")
    await newcomer.sees("To the next shift", "First")
    assert "▸" not in newcomer.picture


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("10427, #7 and (10431)!", [10427, 7, 10431]),
        ("at 22:00 on 2026-11-30, 2 disks, 10.0.0.5, 1.500,50 €, v1.234", []),
        ("10427 10427", [10427]),
    ],
)
def test_numbers_of_tickets_are_told_from_others(body: str, named: list[int]) -> None:
    assert handover._numbers(body) == named


async def test_an_empty_note_is_none(sit_down: SitDown) -> None:
    seat = await sit_down()
    await seat.press("f7")
    await seat.sees("To the next shift")
    await seat.press("ctrl+s")
    await seat.sees("There is nothing written yet.")
    assert not Handover.select().exists()
