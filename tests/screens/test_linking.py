"""L and B: links are shown in the head and walked, and a message becomes a ticket of its own."""

from __future__ import annotations

from helpdesk_tui.models.links import Side
from helpdesk_tui.models.tickets import Status, Wait
from helpdesk_tui.tickets import actions, linking, thread
from tests.screens.conftest import Seat
from tests.support import opened, row

PRINTING, VPN, TILL, PART = 1, 2, 5, 13


def seen(ticket: int) -> list[tuple[Side, int]]:
    return [(one.side, one.row.id) for one in linking.of(ticket)]


async def test_a_link_is_made_seen_walked_and_taken_away(seat: Seat) -> None:
    await seat.press("enter")
    await seat.sees("What shall we do about number 1?")
    await seat.press("L")
    await seat.sees("Link 1", "blocked by")
    await seat.press("w")
    await seat.sees("1 blocked by … · Nobody can print prescriptions")
    await seat.type("till\n")
    await seat.sees("1 blocked by 5 · z takes it back", "blocked by 5 open The till does not open")

    await seat.press("L")
    await seat.sees("Links of 1", "1 blocked by 5")
    await seat.press("1")
    await seat.sees("What shall we do about number 5?", "blocks 1 open")
    await seat.press("L", "d")
    await seat.sees("5 no longer blocks 1")
    assert seen(PRINTING) == []
    await seat.press("z")
    await seat.sees("Taken back", "blocks 1 open")


async def test_from_the_queue_another_is_linked_and_one_of_several_goes(
    seat: Seat, ana: int
) -> None:
    linking.link(ana, PRINTING, Side.RELATED, VPN)
    linking.link(ana, PRINTING, Side.DUPLICATE_OF, TILL)
    await seat.press("L")
    await seat.sees("Links of 1", "duplicate of 5", "related to 2")
    await seat.press("l", "p")
    await seat.sees("parent of")
    await seat.type("3\n")
    await seat.sees("1 parent of 3")

    await seat.press("L", "d")
    await seat.sees("Which link of 1 goes?")
    await seat.press("1")
    await seat.sees("1 no longer related to 2")
    assert seen(PRINTING) == [(Side.PARENT_OF, 3), (Side.DUPLICATE_OF, TILL)]


async def test_of_many_links_the_next_ones_are_shown_too(seat: Seat, ana: int) -> None:
    others = [opened(ana, f"Child {number}") for number in range(11)]
    for other in others:
        linking.link(ana, PRINTING, Side.PARENT_OF, other)
    await seat.press("L")
    await seat.sees("9 parent of 23", "n next, of 11")
    await seat.press("n")
    await seat.sees("2 parent of 25")
    await seat.sees_no("parent of 23")
    await seat.press("n")
    await seat.sees("9 parent of 23")
    await seat.press("d")
    await seat.sees("Which link of 1 goes?")
    await seat.press("n", "2")
    await seat.sees("1 no longer parent of 25")
    assert len(linking.of(PRINTING)) == 10


async def test_a_circle_is_said_and_the_bar_stays(seat: Seat, ana: int) -> None:
    linking.link(ana, PRINTING, Side.BLOCKS, VPN)
    await seat.press("L", "l", "w")
    await seat.sees("blocked by")
    await seat.type("2\n")
    await seat.sees("not in a circle")


async def test_the_assignee_is_told_that_what_it_waited_for_is_done(
    seat: Seat, ana: int, luis: int
) -> None:
    linking.link(luis, PART, Side.BLOCKED_BY, TILL)
    actions.wait(luis, [row(PART)], Wait.OTHER)
    actions.assign(luis, [row(PART)], ana)
    actions.resolve(luis, [row(TILL)], "It was the drawer")
    assert row(PART).status == Status.OPEN

    await seat.until(lambda: seat.app.timing._read, "the timer is taken up")
    seat.app.timer_minute()
    await seat.sees("13 Waiting for a part: what it waited for is done (5).")


async def test_own_solution_shows_at_once_what_goes_on(seat: Seat, ana: int) -> None:
    linking.link(ana, VPN, Side.BLOCKED_BY, PRINTING)
    actions.wait(ana, [row(VPN)], Wait.OTHER)
    await seat.press("R")
    await seat.has_in_hand(PRINTING)
    await seat.until(lambda: "2 P3 w" in seat.picture or " W " in seat.picture, "it waits")
    await seat.press("x")
    await seat.sees("Solution, for")
    await seat.press("ctrl+s")
    await seat.sees("1 resolved")

    await seat.until(lambda: row(VPN).status == Status.OPEN)
    await seat.until(lambda: " W " not in seat.picture, "and goes on in the list, too")


async def test_a_message_becomes_a_ticket(seat: Seat) -> None:
    await seat.press("B")
    await seat.sees(
        "A ticket of its own, out of 1", "Marta Ruiz: It began", "It began this morning."
    )
    await seat.press("tab", "ctrl+e", "ctrl+u")
    await seat.type("What about number one\n")

    await seat.sees("15 begins with a message of 1")
    assert row(15).subject == "What about number one"
    assert (row(15).requester, row(15).client) == ("Marta Ruiz", "ACME Ibérica")
    assert len(thread.messages(15)) == 1
    await seat.press("z")
    await seat.sees("Taken back")
    assert row(15).deleted


async def test_a_ticket_without_a_word_has_nothing_to_split(seat: Seat) -> None:
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.has_in_hand(9)
    await seat.press("B")
    await seat.sees("Nobody has written anything yet.")


async def test_a_long_message_begins_with_who_wrote_it_and_is_found_by_its_end(
    seat: Seat, ana: int
) -> None:
    actions.reply(ana, [row(1)], "We have looked at it. " * 20 + "Next is the spooler.")
    await seat.press("B")
    await seat.sees("A ticket of its own, out of 1")
    await seat.press("ctrl+u")
    await seat.type("spooler")
    await seat.press("tab")
    await seat.sees("ana: We have looked at it. ", "We have looked at it. We have")
