"""One ticket whole: read, scrolled, with its history, and on to its neighbours."""

from __future__ import annotations

import re

import pytest

from helpdesk_tui.models.changes import as_stored, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import Attachment, Status
from helpdesk_tui.tickets import actions
from tests.screens.conftest import Seat
from tests.support import SATURDAY, row


async def at_ticket(seat: Seat, number: int) -> None:
    """Opens one of the first tickets."""
    await seat.press(*["j"] * (number - 1))
    await seat.has_in_hand(number)
    await seat.press("enter")
    await seat.sees(f"What shall we do about number {number}?")


def page(seat: Seat) -> list[str]:
    """The lines between the top and the foot, whatever minute it is."""
    return [re.sub(r"\d+m ago", "… ago", line) for line in seat.picture.splitlines()[1:-1]]


async def test_enter_opens_the_ticket_and_esc_goes_back_to_it_in_the_list(seat: Seat) -> None:
    await at_ticket(seat, 3)
    await seat.sees("Scanner sends empty pages", "Marta Ruiz", "ACME Ibérica", "Also open there")

    await seat.press("escape")

    await seat.has_in_hand(3)


async def test_notes_are_told_apart_from_replies_and_replies_say_that_they_are_not_sent(
    seat: Seat, luis: int
) -> None:
    actions.reply(luis, [row(1)], "We come at three")
    actions.add_note(luis, [row(1)], "Bring the long cable")
    actions.set_status(luis, [row(1)], Status.OPEN)

    await at_ticket(seat, 1)

    await seat.sees("We come at three", "NOT SENT", "│ Bring the long cable")
    lines = seat.picture.splitlines()
    said = [n for n, line in enumerate(lines) if "We come" in line or "Bring the" in line]
    assert said == sorted(said), "in the order in which they were said"
    assert "NOT SENT" in lines[said[0] - 1]
    assert "NOT SENT" not in lines[said[1] - 1]


async def test_attachments_are_listed(seat: Seat) -> None:
    known = {"size": 48_000, "sha256": "0" * 64, "created_at": SATURDAY}
    Attachment.create(ticket=1, name="photo of the screen.png", **known)

    await at_ticket(seat, 1)

    await seat.sees("photo of the screen.png", "48 kB")


async def test_history_comes_on_a_key_and_goes_with_it(seat: Seat, luis: int) -> None:
    actions.set_priority(luis, [row(1)], 1)
    actions.edit(luis, row(1), {"subject": "Nobody can print anything"})
    await at_ticket(seat, 1)

    await seat.press("h", "G")

    await seat.sees("History", "P3 → P1", "Nobody can print prescriptions →")
    await seat.press("h")
    await seat.sees_no("P3 → P1")


async def test_a_long_thread_is_scrolled_by_lines_pages_and_to_its_ends(
    seat: Seat, luis: int
) -> None:
    actions.add_note(luis, [row(1)], "\n".join(f"line {n} of many" for n in range(100)))
    await at_ticket(seat, 1)
    first = page(seat)

    await seat.press("G")
    await seat.sees("line 99 of many")
    await seat.press("g")
    await seat.until(lambda: page(seat) == first, "the beginning")
    await seat.press("j", "j", "k")
    await seat.until(lambda: page(seat)[0] == first[1], "a line on")
    await seat.press("ctrl+d")
    await seat.sees("line 10 of many")
    await seat.press("ctrl+u", "k")
    await seat.until(lambda: page(seat) == first, "the beginning again")


async def test_n_and_shift_n_walk_the_view_behind(seat: Seat) -> None:
    await at_ticket(seat, 1)
    await seat.press("n")
    await seat.sees("about number 2?")
    await seat.press("N")
    await seat.sees("about number 1?")
    await seat.press("N")
    await seat.until(lambda: "about number 1?" in seat.picture, "it stays at the first")


async def test_after_a_ticket_has_left_the_view_n_goes_to_the_one_that_followed_it(
    seat: Seat,
) -> None:
    await at_ticket(seat, 2)
    await seat.press("X")
    await seat.sees("z takes it back")

    await seat.press("n")

    await seat.sees("about number 3?")


async def test_triage_keys_work_on_the_open_ticket_and_the_screen_follows(seat: Seat) -> None:
    await at_ticket(seat, 2)
    await seat.press("p", "1")
    await seat.sees("P1 open")
    await seat.press("r")
    await seat.sees("NOT SENT")
    await seat.type("We are on it")
    await seat.press("ctrl+s")
    await seat.sees("We are on it")

    await seat.press("z")
    await seat.sees_no("We are on it")
    await seat.press("z")
    await seat.sees("P3 open")
    assert row(2).priority == 3


async def test_what_another_changes_is_told_for_a_while_and_the_keys_come_back(
    seat: Seat, luis: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk_tui.screens.frame.frame.TOLD", 1.0)
    await at_ticket(seat, 1)

    actions.set_priority(luis, [row(1)], 1)

    await seat.sees("Somebody else has just changed this ticket")
    await seat.sees_no("Somebody else")
    await seat.sees("? help")


async def test_what_another_writes_comes_without_moving_the_page(seat: Seat, luis: int) -> None:
    await at_ticket(seat, 1)

    actions.add_note(luis, [row(1)], "I have the key to the cellar")

    await seat.sees("I have the key to the cellar", seconds=2)


async def test_the_clocks_say_that_a_ticket_is_due_as_it_was_agreed(seat: Seat, ana: int) -> None:
    with change(ana) as hand:
        agreed = {"agreed_at": (None, as_stored(SATURDAY))}
        hand.swap(Entity.TICKET, 1, agreed)
    await at_ticket(seat, 1)
    await seat.press("H")
    await seat.sees("Agreed on this ticket: due")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (40, 10), (20, 5)])
async def test_a_ticket_fits_every_width(seat: Seat, size: tuple[int, int]) -> None:
    await at_ticket(seat, 1)

    with seat.app._context():
        await seat.pilot.resize_terminal(*size)

    await seat.until(
        lambda: {len(line) for line in seat.picture.splitlines()} <= {size[0], size[0] - 1},
        f"{size[0]} cells",
    )
    assert len(seat.picture.splitlines()) == size[1]
