"""m: a ticket goes into another, from the queue and from its own screen, and z takes it apart."""

from __future__ import annotations

from helpdesk_tui.models import merges
from helpdesk_tui.tickets import actions, drafts, merging, thread
from tests.screens.conftest import Seat, SitDown
from tests.support import row

PRINTING, VPN, SCANNER, TILL = 1, 2, 3, 5


def merged(by: int, ticket: int, into: int) -> None:
    merging.merge(by, [row(ticket)], into)


async def test_by_number_and_undone(seat: Seat) -> None:
    await seat.press("m")
    await seat.sees("Merge 1 Nobody can print prescriptions")
    await seat.type("2\n")

    await seat.sees("1 is read in 2 now")
    assert merges.is_read_in(PRINTING) == VPN
    await seat.press("z")
    await seat.sees("Taken back")
    assert merges.is_read_in(PRINTING) == PRINTING
    await seat.until(lambda: 1 in seat.listed, "it is back in the list")


async def test_by_words(seat: Seat) -> None:
    await seat.press("m")
    await seat.type("scanner empty")
    await seat.sees("Scanner sends empty pages  ACME Ibérica · open")
    await seat.press("enter")

    await seat.sees("1 is read in 3 now")


async def test_what_cannot_be_is_said_and_the_bar_stays(seat: Seat) -> None:
    await seat.press("m", "enter")
    await seat.sees("Which ticket? Its number will do")
    await seat.type("4711\n")
    await seat.sees("“4711” is not in the list.")


async def test_all_marked_go_into_one_of_them(seat: Seat) -> None:
    await seat.press("space", "space", "space", "m")
    await seat.sees("Merge 3 tickets into one of them", "VPN drops every ten minutes  Clínica")
    await seat.type("2\n")

    await seat.sees("1, 3 are read in 2 now")
    assert merges.family(VPN) == [VPN, PRINTING, SCANNER]


async def test_into_one_that_is_done_says_so(seat: Seat) -> None:
    await seat.press("m")
    await seat.type("14\n")
    await seat.sees("1 is read in 14 now (", "resolved)")


async def test_into_another_clients_says_so(seat: Seat) -> None:
    await seat.press("m")
    await seat.type("2\n")
    await seat.sees("1 is read in 2 now (Clínica Sol)")


async def test_from_its_own_screen_the_other_is_shown(seat: Seat) -> None:
    await seat.press("enter")
    await seat.sees("What shall we do about number 1?")
    await seat.press("m")
    await seat.type("2\n")

    await seat.sees("1 is read in 2 now", "written to 1", "2 callers: Dra. Gil")
    await seat.press("h")
    await seat.sees("1 was merged into it")


async def test_a_number_that_was_merged_leads_to_where_it_is_read(seat: Seat, luis: int) -> None:
    merged(luis, PRINTING, VPN)
    await seat.press("slash")
    await seat.type("1\n")
    await seat.lists(2)
    await seat.press("escape", "right_square_bracket", "right_square_bracket", "slash")
    await seat.type("1\n")

    await seat.sees("1 was merged into 2: here it is.", "What shall we do about number 1?")


async def test_who_has_it_open_is_told_and_goes_along(seat: Seat, luis: int) -> None:
    await seat.press("enter")
    await seat.sees("What shall we do about number 1?")
    merged(luis, PRINTING, VPN)

    await seat.sees("1 was merged into 2: here it is.", "VPN drops every ten minutes")


async def test_an_answer_under_way_is_kept_and_goes_where_the_ticket_went(
    seat: Seat, ana: int, luis: int
) -> None:
    await seat.press("r")
    await seat.sees("Reply to Marta Ruiz")
    await seat.type("We are coming")
    merged(luis, PRINTING, VPN)
    await seat.press("ctrl+s")
    await seat.sees("luis has merged 1 into 2 meanwhile", "We are coming", "ctrl+s again")
    await seat.sees("Reply to Dra. Gil")
    await seat.press("ctrl+s")

    await seat.sees("2 replied to")
    assert thread.messages(VPN)[-1].ticket == VPN
    assert drafts.waiting(ana) == []


async def test_a_key_on_a_ticket_that_has_just_gone_asks(seat: Seat, luis: int) -> None:
    await seat.press("p")
    await seat.sees("P1 critical")
    merged(luis, PRINTING, VPN)
    await seat.press("1")
    await seat.sees("luis has merged 1 into 2 meanwhile", "You wanted: P1")
    await seat.press("o")

    await seat.until(lambda: row(VPN).priority == 1, "it is done where it is read")
    assert row(PRINTING).priority == 3


async def test_what_was_begun_on_it_is_finished_where_it_went(
    seat: Seat, ana: int, luis: int
) -> None:
    drafts.save(ana, f"ticket:{PRINTING}", "note", {"body": "half a thought"})
    merged(luis, PRINTING, VPN)
    await seat.press("R")
    await seat.has_in_hand(VPN)
    await seat.press("c")
    await seat.sees("half a thought")
    await seat.press("ctrl+s")

    await seat.sees("2 noted")
    assert thread.messages(VPN)[-1].body == "half a thought"
    assert drafts.waiting(ana) == []


async def test_among_what_was_put_away_it_says_where_it_went(sit_down: SitDown, luis: int) -> None:
    merged(luis, PRINTING, VPN)
    actions.put_away(luis, [row(TILL)])
    seat: Seat = await sit_down(size=(120, 40))
    await seat.press("left_square_bracket")
    await seat.has_in_hand(TILL)
    await seat.press("j")
    await seat.sees("Merged into 2, where it is read")
    await seat.press("m")
    await seat.sees("1 is read in 2", "t take it out again")
    await seat.press("t")
    await seat.sees("1 is a ticket of its own again")
    assert merges.is_read_in(PRINTING) == PRINTING
