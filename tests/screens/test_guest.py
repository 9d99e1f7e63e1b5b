"""A guest at the screen: reads everything, and is told kindly what they cannot do."""

from __future__ import annotations

from helpdesk_tui.models.events import Event
from helpdesk_tui.models.people import Technician
from helpdesk_tui.people import team
from helpdesk_tui.screens import commands
from helpdesk_tui.tickets import presence
from tests.screens.conftest import Seat, SitDown

WITHIN = 2.0

KIND = "You are a guest at this desk and read along"


async def guest(sit_down: SitDown, rows: int = 24) -> Seat:
    Technician.update(role=Technician.GUEST).where(Technician.login == "luis").execute()
    seat: Seat = await sit_down("luis", size=(80, rows))
    await seat.press(*["right_square_bracket"] * 6)
    await seat.has_in_hand(1)
    return seat


async def test_each_key_that_writes_says_why_it_does_not(sit_down: SitDown) -> None:
    seat = await guest(sit_down)
    before = Event.select().count()
    for key in ("r", "a", "plus", "t", "V"):
        await seat.press(key)
        await seat.sees(KIND, "helpdesk team role")
        seat.app.front.hush()
        await seat.sees_no(KIND)
    assert Event.select().count() == before


async def test_help_has_these_keys_and_says_that_they_are_not_for_guests(
    sit_down: SitDown,
) -> None:
    seat = await guest(sit_down, rows=60)
    assert "r reply" not in seat.foot
    assert "enter open" in seat.foot
    await seat.press("question_mark")
    await seat.sees("(not as a guest)", "Open the ticket ")
    assert "Open the ticket (not" not in seat.picture


async def test_the_palette_says_it_too(sit_down: SitDown) -> None:
    seat = await guest(sit_down)
    await seat.press("colon")
    await seat.sees("Commands")
    await seat.type("resolve")
    await seat.sees("Solved, and how")
    await seat.press("ctrl+s")
    await seat.sees(KIND)


async def test_others_see_a_guest_who_reads(sit_down: SitDown, ana: int) -> None:
    seat = await guest(sit_down)
    await seat.press("enter")
    await seat.until(lambda: [one.name for one in presence.others(ana).get(1, ())] == ["luis"])


async def test_who_becomes_a_guest_while_they_write_keeps_the_text(
    sit_down: SitDown, luis: int
) -> None:
    seat = await sit_down("luis")
    await seat.press(*["right_square_bracket"] * 6)
    await seat.has_in_hand(1)
    await seat.press("c")
    await seat.sees("technicians only")
    await seat.type("A long note")
    Technician.update(role=Technician.GUEST).where(Technician.id == luis).execute()
    await seat.press("ctrl+s")
    await seat.sees(KIND, "A long note")


async def test_a_role_reaches_a_desk_that_is_open(sit_down: SitDown, ana: int) -> None:
    seat = await sit_down("luis")
    await seat.press(*["right_square_bracket"] * 6)
    await seat.has_in_hand(1)
    await seat.press("enter")
    await seat.sees("r reply", "t start")

    team.set_role(ana, "luis", Technician.GUEST)
    await seat.sees("You are a guest at this desk from now on", seconds=WITHIN)
    seat.app.front.hush()
    await seat.sees_no("from now on")
    assert "r reply" not in seat.foot
    assert "t start" not in seat.picture
    for keys in (["r"], ["escape", "r"]):  # here, and on the screen below
        await seat.press(*keys)
        await seat.sees(KIND)
        seat.app.front.hush()

    team.set_role(ana, "luis", Technician.LEAD)
    await seat.sees("You lead this desk from now on.", "t start", seconds=WITHIN)
    await seat.press("r")
    await seat.sees("Reply to")


async def test_who_leaves_the_team_while_they_write_is_told_and_finds_the_text_again(
    sit_down: SitDown, ana: int, luis: int
) -> None:
    seat = await sit_down("luis")
    await seat.press(*["right_square_bracket"] * 6)
    await seat.has_in_hand(1)
    await seat.press("c")
    await seat.sees("technicians only")
    await seat.type("A long note")

    team.retire(ana, "luis")
    await seat.sees("taken off the team", "A lead (ana)", "is kept", "A long note", seconds=WITHIN)
    await seat.type(" and more")
    await seat.press("ctrl+s")
    await seat.sees("taken off the team", "A long note and more")
    await seat.press("escape", "a")
    await seat.sees("taken off the team")

    team.join(team.invite(ana, "luis"), "luis")
    await seat.sees("You are a technician at this desk from now on.", seconds=WITHIN)
    await seat.press("c")
    await seat.sees("A long note and more")
    await seat.press("ctrl+s")
    await seat.sees("1 noted")


async def test_a_colleagues_role_is_nothing_to_ones_own_desk(sit_down: SitDown, ana: int) -> None:
    seat = await sit_down("luis")
    team.invite(ana, "Eva")
    team.set_role(ana, "ana", Technician.LEAD)
    team.set_role(ana, "Eva", Technician.GUEST)
    await seat.pause(1)
    assert "from now on" not in seat.picture


def test_every_command_that_is_said_to_write_is_one() -> None:
    assert {command.id for command in commands.ALL} >= commands.WRITES
