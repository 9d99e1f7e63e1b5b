"""Two technicians on one database, each at their own screen, see each other within a second."""

from __future__ import annotations

from helpdesk_tui.models.changes import change
from helpdesk_tui.models.tickets import Status
from helpdesk_tui.tickets import actions, drafts, promises, thread
from tests.screens.conftest import SitDown
from tests.screens.promised import document
from tests.support import row


async def test_what_one_takes_the_other_sees_within_a_second(sit_down: SitDown) -> None:
    ana, luis = await sit_down("ana"), await sit_down("luis")
    for seat in (ana, luis):
        await seat.press("right_square_bracket", "right_square_bracket")
        await seat.has_in_hand(9)
    await luis.press("j")

    await ana.press("a")

    await ana.lists(10, 11, 12)
    await luis.until(lambda: luis.listed == [10, 11, 12], "9 goes", seconds=1)
    await luis.has_in_hand(10)
    await luis.sees("Unassigned 3")


async def test_both_take_the_same_ticket_one_gets_it_and_the_other_is_told_who(
    sit_down: SitDown,
) -> None:
    ana, luis = await sit_down("ana"), await sit_down("luis")
    for seat in (ana, luis):
        await seat.press("right_square_bracket", "right_square_bracket")
        await seat.has_in_hand(9)
        assert seat.app._feed
        seat.app._feed.stop()

    await ana.press("a")
    await ana.sees("z takes it back")
    await luis.press("a")

    await luis.sees("9 has just gone to ana. A and your name make it yours all the same.")
    await luis.lists(10, 11, 12)
    assert (row(9).assignee, row(9).status) == ("ana", Status.OPEN)
    await luis.press("z")
    await luis.sees("There is nothing to undo.")


async def test_who_answers_second_sees_what_the_first_has_written_and_decides(
    sit_down: SitDown, ana: int
) -> None:
    ana_, luis = await sit_down("ana"), await sit_down("luis")
    await luis.press(*["right_square_bracket"] * 6)
    for seat, text in ((ana_, "On my way"), (luis, "At three")):
        await seat.has_in_hand(1)
        await seat.press("r")
        await seat.sees("ctrl+s")
        await seat.type(text)
    await luis.press("ctrl+s")
    await luis.sees("1 replied to")

    told = "luis has answered meanwhile: “At three” ctrl+s again answers, too."
    await ana_.press("ctrl+s")
    await ana_.sees(told, "On my way")
    await ana_.press("escape")
    await ana_.sees("Your draft is kept")
    await ana_.press("r")
    await ana_.sees("On my way")
    await ana_.press("ctrl+s")
    await ana_.sees("1 replied to")
    assert [one.body for one in thread.messages(1)[-2:]] == ["At three", "On my way"]
    assert not drafts.waiting(ana)


async def test_different_fields_of_one_ticket_merge_and_both_see_both(sit_down: SitDown) -> None:
    ana, luis = await sit_down("ana"), await sit_down("luis")
    await luis.press(*["right_square_bracket"] * 6)
    await luis.has_in_hand(1)

    await ana.press("p", "1")
    await luis.press("l")
    await luis.sees("Labels")
    await luis.type("vip")
    await luis.press("ctrl+s")

    await ana.sees("z takes it back")
    await luis.sees("z takes it back")
    await luis.until(lambda: "1 P1" in luis.picture, "luis sees the priority", seconds=2)
    assert (row(1).priority, row(1).tags) == (1, ("vip",))


async def test_each_takes_back_only_what_they_did_themselves(sit_down: SitDown) -> None:
    ana, luis = await sit_down("ana"), await sit_down("luis")
    await luis.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
    await luis.has_in_hand(1)
    await ana.press("p", "1")
    await ana.sees("z takes it back")

    await luis.press("z")

    await luis.sees("There is nothing to undo.")
    assert row(1).priority == 1


async def test_a_kept_draft_of_an_edit_asks_before_it_undoes_what_another_has_changed(
    sit_down: SitDown, luis: int
) -> None:
    seat = await sit_down()
    await seat.has_in_hand(1)
    await seat.press("E")
    await seat.sees("Edit 1")
    await seat.type(" Q")
    await seat.press("escape")
    actions.edit(luis, row(1), {"subject": "Theirs", "category": "printing"})
    await seat.lists(1, 2, 3, 4, 5, 6, 7, 8)

    await seat.press("E")
    await seat.sees("Your draft of")
    await seat.press("ctrl+s")
    await seat.sees("luis has set subject to “Theirs”")
    assert row(1).subject == "Theirs"
    await seat.press("ctrl+s")

    await seat.until(lambda: row(1).subject.endswith(" Q"), "mine holds")
    assert row(1).category == "printing"


async def test_when_the_tickets_follow_new_rules_every_desk_shows_the_new_clocks(
    sit_down: SitDown, ana: int
) -> None:
    seat = await sit_down("luis")
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.has_in_hand(9)
    await seat.press("j")
    assert " 0:" not in seat.picture.partition("no timer")[0]

    promises.save(ana, document())
    promises.bring_up_to_date()

    await seat.until(lambda: seat.picture.count(" 0:2") == 4, "four clocks run")
    await seat.has_in_hand(10)


async def test_the_ledger_of_an_open_ticket_is_that_of_the_rules_that_hold_now(
    sit_down: SitDown, ana: int
) -> None:
    seat = await sit_down("luis")
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.has_in_hand(9)
    await seat.press("enter")
    await seat.sees("New screen for reception")
    await seat.press("H")
    await seat.sees("Nothing is promised")

    promises.save(ana, document())

    await seat.sees("First response, policy “ACME”")


async def test_an_answer_is_marked_until_whoever_it_waits_for_has_opened_the_ticket(
    sit_down: SitDown, luis: int
) -> None:
    ana, luis_ = await sit_down("ana"), await sit_down("luis")
    await luis_.press(*["right_square_bracket"] * 6)
    await luis_.has_in_hand(1)
    with change(luis) as hand:
        actions.called(hand, 2, "It has come back", row(2).requester_id)
    for seat in (ana, luis_):
        await seat.sees("» VPN drops every ten minutes")
    await luis_.press("j", "enter")
    await luis_.sees("esc back")
    await luis_.press("escape")
    await luis_.sees("» VPN drops")

    await ana.press("j", "enter")
    await ana.sees("It has come back")
    await luis_.sees_no("» VPN")
    await ana.press("escape")
    await ana.sees_no("» VPN")
