"""The queue on screen: a cursor that holds its ticket, views, orders, words, marks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpdesk_tui import clock
from helpdesk_tui.models.search import index_tickets
from helpdesk_tui.models.tickets import Status, Ticket
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions
from helpdesk_tui.tickets.views import SORTS
from tests.screens.conftest import Seat, SitDown
from tests.support import opened, row


def crowd(count: int, assignee: int) -> None:
    """Many tickets in one transaction, due one after the other, P1 to P4 in turn."""
    now = clock.now()
    with database.atomic():
        for n in range(count):
            Ticket.create(
                subject=f"Crowd {n}",
                status=Status.OPEN,
                assignee=assignee,
                priority=n % 4 + 1,
                created_at=now,
                changed_at=now,
            )
        index_tickets(range(15, 15 + count))


async def test_it_opens_on_my_tickets_with_the_cursor_on_the_first(seat: Seat) -> None:
    await seat.lists(1, 2, 3, 4, 5, 6, 7, 8)
    await seat.sees("Mine 8", "by clock", "unassigned 4")


async def test_j_and_k_move_g_and_shift_g_go_to_the_ends(seat: Seat) -> None:
    await seat.press("j", "j")
    await seat.has_in_hand(3)
    await seat.press("k")
    await seat.has_in_hand(2)
    await seat.press("G")
    await seat.has_in_hand(8)
    await seat.press("j")
    await seat.has_in_hand(8)
    await seat.press("g", "k")
    await seat.has_in_hand(1)


async def test_the_list_scrolls_by_half_a_page_when_the_cursor_leaves_it(
    sit_down: SitDown, ana: int
) -> None:
    crowd(60, ana)
    seat = await sit_down()
    await seat.has_in_hand(1)
    height = len(seat.listed)

    for _ in range(height - 1):
        await seat.press("j")
    assert seat.listed[0] == 1
    last = seat.listed[-1]
    await seat.has_in_hand(last)
    await seat.press("j")

    await seat.until(lambda: seat.in_hand not in (None, last), "one further")
    assert abs(seat.listed.index(seat.in_hand or 0) - height // 2) <= 1
    top = seat.listed[0]
    await seat.press("j", "k")
    assert seat.listed[0] == top, "nothing scrolls inside the window"


async def test_ctrl_d_and_ctrl_u_move_half_a_page(sit_down: SitDown, ana: int) -> None:
    crowd(60, ana)
    seat = await sit_down()
    await seat.has_in_hand(1)

    half = len(seat.listed) // 2
    order = seat.listed
    await seat.press("ctrl+d")
    await seat.has_in_hand(order[half])
    await seat.press("ctrl+u")
    await seat.has_in_hand(1)


async def test_the_next_page_is_there_before_the_cursor(sit_down: SitDown, ana: int) -> None:
    crowd(350, ana)
    seat = await sit_down(settings=Settings())
    await seat.press("S", "n")
    await seat.has_in_hand(364)

    seen: list[int] = []
    for _ in range(40):
        seen += [number for number in seat.listed if number not in seen]
        if seen[-1] == 1:
            break
        before = seat.in_hand
        await seat.press("ctrl+d")
        await seat.until(lambda before=before: seat.in_hand != before, "the cursor moves")

    assert seen == [*range(364, 14, -1), *range(8, 0, -1)]


@pytest.mark.parametrize("key", ["G", "g"])
async def test_the_whole_of_a_long_list_is_walked_from_either_end(
    sit_down: SitDown, ana: int, key: str
) -> None:
    crowd(250, ana)
    seat = await sit_down()
    await seat.press("S", "n")
    await seat.has_in_hand(264)
    await seat.press("G")
    await seat.has_in_hand(1)
    if key == "G":
        for _ in range(40):
            await seat.press("ctrl+u")
        await seat.has_in_hand(264)
    else:
        await seat.press("g")
        await seat.has_in_hand(264)


async def test_a_row_that_another_moves_elsewhere_neither_hides_nor_doubles_the_rest(
    sit_down: SitDown, ana: int, luis: int
) -> None:
    crowd(250, ana)
    seat = await sit_down(remembered=Remembered(view="mine", sort="priority"))
    await seat.until(lambda: seat.listed, "rows")
    end = SORTS["priority"].columns
    first_page = Ticket.select(Ticket.id).where(Ticket.assignee == ana).order_by(*end).limit(100)
    held = [number for (number,) in first_page.tuples()]
    last, early = held[-1], held[5]
    actions.set_priority(luis, [row(last), row(early)], 4)
    await seat.sees(f"{early} P4")

    seen: list[int] = []
    for _ in range(40):
        seen += [number for number in seat.listed if number not in seen]
        before = seat.in_hand
        await seat.press("ctrl+d")
        await seat.settle()
        if seat.in_hand == before:
            break

    assert set(seen) == {*range(1, 9), *range(15, 265)}
    lines = []
    for _ in range(40):
        lines.append(seat.listed)
        before = seat.in_hand
        await seat.press("ctrl+u")
        await seat.settle()
        if seat.in_hand == before:
            break
    assert all(len(line) == len(set(line)) for line in lines)
    assert [line for line in lines if early in line] == [line for line in lines if held[4] in line]


async def test_when_all_that_was_read_is_done_the_rest_comes_after_it(
    sit_down: SitDown, ana: int
) -> None:
    crowd(150, ana)
    seat = await sit_down()
    await seat.has_in_hand(1)

    await seat.press("asterisk", "d")
    await seat.sees("put away")

    rest = set(range(100, 165))
    await seat.until(
        lambda: len(seat.listed) > 10 and set(seat.listed) <= rest, "those that had not been read"
    )
    await seat.has_in_hand(seat.listed[0])


async def test_the_cursor_holds_its_ticket_when_others_change_the_list(
    seat: Seat, luis: int
) -> None:
    await seat.press("j", "j", "j")
    await seat.has_in_hand(4)

    actions.assign(luis, [row(2)], luis)
    await seat.lists(1, 3, 4, 5, 6, 7, 8)
    await seat.has_in_hand(4)


async def test_the_ticket_in_hand_stays_though_another_took_it_until_the_hand_has_moved_on(
    seat: Seat, luis: int
) -> None:
    await seat.press("j")
    actions.assign(luis, [row(2)], luis)
    actions.set_priority(luis, [row(1)], 1)

    await seat.sees("P1")
    assert seat.in_hand == 2
    await seat.press("j", "R")
    await seat.lists(1, 3, 4, 5, 6, 7, 8)
    await seat.has_in_hand(3)


async def test_arrivals_are_announced_and_shown_when_asked_for(seat: Seat, luis: int) -> None:
    await seat.press("j")
    ticket = opened(luis, "Nobody can print at all", assignee=technician_of(seat))

    await seat.sees("1 new, R shows it")
    assert ticket not in seat.listed
    await seat.press("R")
    await seat.until(lambda: ticket in seat.listed, "the new one is listed")
    await seat.has_in_hand(2)
    await seat.sees_no("1 new")


def technician_of(seat: Seat) -> int:
    return seat.app.desk.me.id


async def test_an_arrival_that_leaves_again_is_announced_no_more(seat: Seat, luis: int) -> None:
    ticket = opened(luis, "False alarm", assignee=technician_of(seat))
    await seat.sees("1 new, R shows it")

    actions.assign(luis, [row(ticket)], luis)

    await seat.sees_no("1 new")


async def test_words_narrow_the_list_down_while_they_are_typed(seat: Seat) -> None:
    await seat.press("slash")
    await seat.type("print")
    await seat.lists(1)
    await seat.press("backspace")
    await seat.type("zz")
    await seat.sees("No ticket here holds")
    for _ in range(6):
        await seat.press("backspace")
    await seat.type("senal wif")
    await seat.lists(6)
    await seat.press("enter")

    await seat.press("j")
    await seat.sees("/ senal wif")
    await seat.has_in_hand(6)
    await seat.press("escape")
    await seat.lists(1, 2, 3, 4, 5, 6, 7, 8)
    await seat.has_in_hand(6)


async def test_esc_while_filtering_restores_what_was_there(seat: Seat) -> None:
    await seat.press("slash")
    await seat.type("VPN")
    await seat.press("enter")
    await seat.lists(2)

    await seat.press("slash")
    await seat.type("zz")
    await seat.sees("No ticket here holds")
    await seat.press("escape")

    await seat.lists(2)
    await seat.sees("/ VPN")


async def test_a_number_finds_its_ticket(seat: Seat) -> None:
    await seat.press("slash")
    await seat.type("#7")
    await seat.until(lambda: 7 in seat.listed and len(seat.listed) < 8, "7 is found")


async def test_views_follow_each_other_with_their_counts(seat: Seat) -> None:
    for count, tickets in (
        ("My teams 0", []),
        ("Unassigned 4", [9, 10, 11, 12]),
        ("Overdue 0", []),
        ("Due soon 0", []),
        ("Waiting 1", [13]),
        ("All open 13", list(range(1, 14))),
        ("Done 1", [14]),
        ("Put away 0", []),
        ("Mine 8", list(range(1, 9))),
    ):
        await seat.press("right_square_bracket")
        await seat.sees(count)
        await seat.lists(*tickets)
    await seat.press("left_square_bracket", "left_square_bracket")
    await seat.lists(14)


async def test_an_empty_view_says_so(seat: Seat) -> None:
    await seat.press("right_square_bracket")
    await seat.sees("Nothing here. Well done.")


async def test_orders_are_chosen_by_one_key_and_the_cursor_keeps_its_ticket(
    seat: Seat, luis: int
) -> None:
    actions.set_priority(luis, [row(5)], 1)
    await seat.sees("P1")
    await seat.press("j")

    for key, words, first in (
        ("p", "by priority", 5),
        ("n", "by number", 8),
        ("t", "by client", 1),
        ("a", "by age", 1),
        ("l", "by last change", 5),
        ("c", "by clock", 1),
    ):
        await seat.press("S")
        await seat.sees("turn round")
        await seat.press(key)
        await seat.sees(words)
        await seat.until(lambda first=first: seat.listed[0] == first, f"{words}: {first} first")
        assert seat.in_hand == 2
    await seat.press("S", "r")
    await seat.until(lambda: seat.listed == [8, 7, 6, 5, 4, 3, 2, 1], "turned round")


async def test_marks_gather_tickets_and_a_key_acts_on_all_of_them(seat: Seat) -> None:
    await seat.press("space", "space", "j", "space")
    await seat.until(lambda: seat.marked == [1, 2, 4], "marked")
    await seat.sees("3 marked")

    await seat.press("p", "1")
    await seat.sees("3 tickets P1")
    assert {ticket for ticket in range(1, 9) if row(ticket).priority == 1} == {1, 2, 4}

    await seat.press("z")
    await seat.sees("Taken back")
    assert {row(ticket).priority for ticket in range(1, 9)} == {3}
    await seat.press("U")
    await seat.until(lambda: seat.marked == [], "no marks")


async def test_all_that_is_shown_is_marked_and_unmarked(seat: Seat) -> None:
    await seat.press("asterisk")
    await seat.sees("8 marked")
    await seat.press("escape")
    await seat.until(lambda: seat.marked == [], "no marks")


async def test_the_preview_follows_when_the_hand_rests(sit_down: SitDown) -> None:
    seat = await sit_down(size=(100, 40))
    await seat.sees("What shall we do about number 1?")

    await seat.press("j", "j")

    await seat.sees("What shall we do about number 3?")
    await seat.press("v")
    await seat.sees_no("What shall we do")


async def test_the_view_and_the_order_are_remembered(sit_down: SitDown) -> None:
    seat = await sit_down(remembered=Remembered(view="all", sort="number"))
    await seat.lists(*range(13, 0, -1))

    await seat.press("left_square_bracket")
    await seat.lists(13)
    assert seat.app.remembered.view == "waiting"


async def test_a_number_opens_its_ticket_wherever_it_lies(seat: Seat, luis: int) -> None:
    actions.set_status(luis, [row(8)], Status.CLOSED)
    await seat.lists(1, 2, 3, 4, 5, 6, 7)
    await seat.press("slash")
    await seat.sees("ctrl+s as a view")
    await seat.type("8")
    await seat.press("enter")

    await seat.sees("8 Outlook asks for the password", "about number 8?")
    await seat.press("q")
    await seat.lists(1, 2, 3, 4, 5, 6, 7)


async def test_the_filter_stays_while_one_looks_through_the_views(seat: Seat) -> None:
    await seat.press("slash")
    await seat.sees("ctrl+s as a view")
    await seat.type("zzz")
    await seat.sees("No ticket here holds “zzz”. ] looks in the next view")
    await seat.press("enter", "right_square_bracket")
    await seat.sees("My teams", "/ zzz")


async def test_what_is_put_away_has_a_view_of_its_own_and_comes_back(seat: Seat) -> None:
    await seat.press("d")
    await seat.lists(2, 3, 4, 5, 6, 7, 8)
    await seat.press("left_square_bracket")
    await seat.sees("Put away 1")
    await seat.press("d")

    await seat.sees("1 is back")
    assert not row(1).deleted


async def test_the_preview_grows_and_shrinks_and_that_is_remembered(sit_down: SitDown) -> None:
    seat = await sit_down(size=(120, 40))
    screen = seat.app.screen
    page = screen.query_one("#preview #page")
    before = page.size.height
    await seat.press("greater_than_sign")

    await seat.until(lambda: page.size.height == before + 2, "larger")
    assert seat.app.remembered.sizes == {"preview": before + 2}
    await seat.press("less_than_sign", "less_than_sign")
    await seat.until(lambda: page.size.height == before - 2, "smaller")


async def test_the_desk_opens_on_the_screen_that_was_left(sit_down: SitDown) -> None:
    seat = await sit_down(remembered=Remembered(screen="clients"))
    await seat.sees("Contacts", "Assets")
    await seat.press("escape")
    await seat.lists(1, 2, 3, 4, 5, 6, 7, 8)
    assert seat.app.remembered.screen == "queue"


async def test_percent_goes_to_the_middle_or_as_far_down_as_one_says(
    sit_down: SitDown, ana: int
) -> None:
    crowd(300, ana)
    seat = await sit_down()
    await seat.has_in_hand(1)

    await seat.press("%")
    await seat.sees("How far down the list?", "To the middle.")
    await seat.press("enter")
    await seat.sees("Ticket 155 of 308 in this list.")
    at = seat.listed.index(seat.in_hand or 0)
    assert abs(at - len(seat.listed) // 2) <= 1, "there are tickets above and below it"

    await seat.press("k")
    assert seat.listed.index(seat.in_hand or 0) == at - 1
    await seat.press("%")
    await seat.type("90\n")
    await seat.sees("Ticket 278 of 308 in this list.")
    await seat.press("g")
    await seat.has_in_hand(1)


async def test_percent_asks_again_for_what_is_no_part_of_a_list(seat: Seat) -> None:
    await seat.press("%")
    await seat.type("half\n")
    await seat.sees("A number from 0 to 100")
    await seat.press("escape")
    await seat.has_in_hand(1)


@pytest.mark.parametrize("long", ["👩\u200d" * 3000, "漢" * 3000, "x" * 3000, "word " * 600])
async def test_what_is_told_keeps_its_end_however_long_it_is(seat: Seat, long: str) -> None:
    with seat.app._context():
        seat.app.say(f"“{long}” is moved · z takes it back")
    await seat.until(lambda: "z takes it back" in " ".join(seat.picture.split()), "its end is seen")
    assert "…" in seat.picture.splitlines()[-3]


async def test_a_minute_brings_into_overdue_what_is_late_by_then(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = clock.now()
    Ticket.update(due_at=then + timedelta(minutes=1), warn_at=then).where(Ticket.id == 3).execute()
    queue_screen = seat.app.screen
    for _view in range(3):
        await seat.press("right_square_bracket")
    await seat.sees("Overdue")
    late = seat.listed
    assert 3 not in late
    monkeypatch.setattr(clock, "now", lambda: then + timedelta(minutes=2))
    queue_screen.tick()
    await seat.until(lambda: seat.listed == [*late, 3], "3 is late")
    await seat.sees(f"Overdue {len(late) + 1}")


async def test_the_minute_goes_on_behind_another_screen(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = clock.now()
    Ticket.update(due_at=then + timedelta(hours=2, seconds=30)).where(Ticket.id == 1).execute()
    await seat.press("R")
    await seat.sees("2:00")
    await seat.press("enter")
    await seat.until(lambda: len(seat.app.frames) == 2, "the ticket is open")
    monkeypatch.setattr(clock, "now", lambda: then + timedelta(minutes=1))
    seat.app._minute()
    await seat.press("q")
    await seat.sees("1:59")
