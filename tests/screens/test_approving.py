"""P: somebody is asked to approve, and what they said is noted; rejected proposes to resolve."""

from __future__ import annotations

from helpdesk_tui.models.approvals import Answer, How
from helpdesk_tui.models.tickets import Status
from helpdesk_tui.people import directory
from helpdesk_tui.tickets import approving, thread
from tests.screens.conftest import Seat
from tests.support import row


async def asked(seat: Seat, what: str = "A printer for 240 euros") -> None:
    await seat.press("P")
    await seat.sees("Approval, NOT SENT", "Of whom")
    await seat.type("marta\n")
    await seat.type(what)
    await seat.press("ctrl+s")
    await seat.sees("1 waits for the approval of Marta Ruiz")


async def test_it_is_asked_seen_in_the_ticket_and_approved_by_phone(seat: Seat) -> None:
    await asked(seat)
    await seat.press("enter")
    await seat.sees("approval asked of Marta Ruiz", "A printer for 240 euros")
    await seat.press("P")
    await seat.sees("Marta Ruiz is asked: A printer for 240 euros")
    await seat.press("a")
    await seat.sees("approved: A printer", "by phone")
    await seat.type("Go ahead")
    await seat.press("ctrl+s")

    await seat.sees("1 approved", "approved by Marta Ruiz by phone", "Go ahead")
    (one,) = approving.of(1)
    assert (one.answer, one.how, one.said_by) == (Answer.APPROVED, How.PHONE, "Marta Ruiz")
    await seat.press("z")
    await seat.sees("Taken back", "approval asked of Marta Ruiz")


async def test_rejected_asks_why_and_proposes_to_resolve(seat: Seat) -> None:
    await asked(seat)
    await seat.press("P", "x")
    await seat.sees("rejected: A printer")
    await seat.press("ctrl+s")
    await seat.sees("Why was it rejected?")
    await seat.type("Next year")
    await seat.press("ctrl+s")

    await seat.sees("Solution, for Marta Ruiz", "Next year")
    await seat.press("ctrl+s")
    await seat.until(lambda: row(1).status == Status.RESOLVED, "it is resolved")
    assert thread.messages(1)[-1].body == "Next year"


async def test_somebody_else_is_asked_too_and_a_draft_is_kept(seat: Seat) -> None:
    await asked(seat)
    await seat.press("P", "o")
    await seat.sees("Approval, NOT SENT")
    await seat.type("gil\n")
    await seat.type("The same")
    await seat.press("escape")
    await seat.sees("draft is kept")
    await seat.press("P", "o")
    await seat.sees("The same", "Dra. Gil")
    await seat.press("ctrl+s")
    await seat.until(lambda: len(approving.of(1)) == 2, "both are asked")


async def test_those_that_wait_for_an_approval_are_listed(seat: Seat) -> None:
    await asked(seat)
    await seat.press("slash")
    await seat.type("approval:asked\n")
    await seat.lists(1)


async def test_of_two_who_are_asked_the_second_answers_and_the_first_is_let_off(
    seat: Seat, ana: int
) -> None:
    await asked(seat)
    gil = next(one.id for one in directory.contacts("gil"))
    approving.ask(ana, 1, gil, "The same for her")
    await seat.press("P")
    await seat.sees("1 Marta Ruiz is asked", "2 Dra. Gil is asked")
    await seat.press("2", "x")
    await seat.sees("rejected: The same for her")
    await seat.type("Not")
    await seat.press("escape")
    await seat.sees("draft is kept")
    await seat.press("P", "1", "x")
    await seat.sees("rejected: A printer")
    await seat.sees_no("Your draft of")
    await seat.press("escape")
    await seat.press("P", "2", "x")
    await seat.sees("rejected: The same for her", "Not")
    await seat.press("ctrl+s")
    await seat.sees("Solution, for Marta Ruiz")
    await seat.press("escape")
    await seat.press("P")
    await seat.sees("Marta Ruiz is asked", "w asked no longer")
    await seat.press("w")
    await seat.sees("1 asks Marta Ruiz no longer")
    assert row(1).status == Status.OPEN
    assert [one.answer for one in approving.of(1)] == [Answer.REJECTED]
