"""Requests with approval: asked of whom and what, and what they said, with undo."""

from __future__ import annotations

import pytest

from helpdesk_tui.models.approvals import Answer, Approval, How
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.tickets import MessageKind, Status, Wait
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import actions, approving, history, merging, thread
from tests.support import found, opened, row, state


@pytest.fixture
def client(ana: int) -> int:
    return editing.add_client(ana, {"name": "ACME"}).things[0]


@pytest.fixture
def marta(ana: int, client: int) -> int:
    return editing.add_contact(ana, client, {"name": "Marta"}).things[0]


@pytest.fixture
def joan(ana: int, client: int) -> int:
    return editing.add_contact(ana, client, {"name": "Joan"}).things[0]


@pytest.fixture
def ticket(ana: int, client: int, marta: int) -> int:
    return opened(ana, "A second screen", client=client, requester=marta, assignee=ana)


def answered(
    by: int, ticket: int, answer: Answer, said_by: int, reason: str = "", how: How = How.PHONE
) -> Done:
    one = next(one for one in approving.of(ticket) if one.answer == Answer.ASKED)
    return approving.note_answer(by, one, answer, said_by=said_by, how=how, reason=reason)


def test_whoever_is_asked_stands_in_the_ticket_which_waits_for_the_client(
    ana: int, joan: int, ticket: int
) -> None:
    approving.ask(ana, ticket, joan, "A screen for 240 euros")

    (asked,) = approving.of(ticket)
    assert (asked.contact, asked.what, asked.answer) == (
        *("Joan", "A screen for 240 euros"),
        Answer.ASKED,
    )
    assert (row(ticket).status, row(ticket).wait_reason) == (Status.WAITING, Wait.CLIENT)
    (said,) = thread.messages(ticket)
    assert (said.kind, said.body) == (MessageKind.REPLY, "A screen for 240 euros")
    assert found(ana, "approval:asked") == found(ana, "aprobación:pedida") == {ticket}
    assert found(ana, "approval:approved,rejected") == set()


def test_what_was_said_is_kept_with_who_how_and_when_and_the_ticket_goes_on(
    ana: int, luis: int, marta: int, joan: int, ticket: int
) -> None:
    approving.ask(ana, ticket, joan, "A screen for 240 euros")
    answered(luis, ticket, Answer.APPROVED, marta, "Yes, but black", How.IN_PERSON)

    (asked,) = approving.of(ticket)
    assert (asked.answer, asked.said_by, asked.how, asked.noted_by) == (
        *(Answer.APPROVED, "Marta", How.IN_PERSON),
        "luis",
    )
    assert asked.answered_at
    assert row(ticket).status == Status.OPEN
    last = thread.messages(ticket)[-1]
    assert (last.who, last.body) == ("Marta", "Yes, but black")
    assert found(ana, "approval:approved") == {ticket}


def test_it_waits_until_everybody_has_answered(
    ana: int, marta: int, joan: int, ticket: int
) -> None:
    approving.ask(ana, ticket, joan, "A screen")
    approving.ask(ana, ticket, marta, "A screen")
    answered(ana, ticket, Answer.APPROVED, joan)
    assert row(ticket).status == Status.WAITING
    answered(ana, ticket, Answer.APPROVED, marta)
    assert row(ticket).status == Status.OPEN
    assert len(thread.messages(ticket)) == 2, "a mere yes is no message"


def test_a_rejection_says_why(ana: int, joan: int, ticket: int) -> None:
    approving.ask(ana, ticket, joan, "A screen")
    with pytest.raises(Refused, match="Why was it rejected"):
        answered(ana, ticket, Answer.REJECTED, joan, " ")
    answered(ana, ticket, Answer.REJECTED, joan, "Next year")
    assert (row(ticket).status, approving.of(ticket)[0].reason) == (Status.OPEN, "Next year")
    assert found(ana, "approval:rejected") == {ticket}


def test_undo_and_redo_of_both(ana: int, joan: int, ticket: int) -> None:
    before = state(ticket)
    asking = approving.ask(ana, ticket, joan, "A screen")
    waits = (state(ticket), approving.of(ticket), thread.messages(ticket))
    noting = answered(ana, ticket, Answer.REJECTED, joan, "Next year")
    over = (state(ticket), approving.of(ticket), thread.messages(ticket))

    undone = history.take_back(ana, noting)
    assert (state(ticket), approving.of(ticket), thread.messages(ticket)) == waits
    history.take_back(ana, history.take_back(ana, undone))
    assert (state(ticket), approving.of(ticket), thread.messages(ticket)) == waits
    history.take_back(ana, asking)
    assert (state(ticket), approving.of(ticket), thread.messages(ticket)) == (before, (), ())
    assert over[1][0].answer == Answer.REJECTED
    assert found(ana, "approval:asked") == set()


def test_who_notes_it_second_is_told(ana: int, luis: int, joan: int, ticket: int) -> None:
    approving.ask(ana, ticket, joan, "A screen")
    (asked,) = approving.of(ticket)
    how = {"said_by": joan, "how": How.PHONE, "reason": "So be it"}
    approving.note_answer(luis, asked, Answer.APPROVED, **how)
    with pytest.raises(Refused, match="luis has noted an answer meanwhile"):
        approving.note_answer(ana, asked, Answer.REJECTED, **how)
    assert len(thread.messages(ticket)) == 2


def test_nothing_is_asked_on_a_ticket_that_is_done(ana: int, joan: int, ticket: int) -> None:
    actions.resolve(ana, [row(ticket)], "")
    with pytest.raises(Refused, match="Reopen it first"):
        approving.ask(ana, ticket, joan, "A screen")
    with pytest.raises(Refused, match="What is to be approved"):
        approving.ask(ana, ticket, joan, " ")
    assert Approval.select().count() == 0


def test_of_a_merged_ticket_it_is_seen_answered_and_found_where_that_is_read(
    ana: int, joan: int, ticket: int
) -> None:
    other = opened(ana, "Screens for all")
    approving.ask(ana, ticket, joan, "A screen")
    merging.merge(ana, [row(ticket)], other)

    assert found(ana, "approval:asked") == {other}
    answered(ana, other, Answer.APPROVED, joan, "Yes")
    assert [one.answer for one in approving.of(other)] == [Answer.APPROVED]
    assert thread.messages(other)[-1].ticket == other
    assert found(ana, "approval:approved") == {other}


def test_of_several_any_is_answered_and_another_is_asked_no_longer(
    ana: int, luis: int, marta: int, joan: int, ticket: int
) -> None:
    approving.ask(ana, ticket, joan, "A screen")
    approving.ask(ana, ticket, marta, "A screen")
    first, second = approving.of(ticket)
    approving.note_answer(ana, second, Answer.APPROVED, said_by=marta, how=How.PHONE, reason="")
    assert row(ticket).status == Status.WAITING
    before = (state(ticket), approving.of(ticket))

    gone = approving.withdraw(luis, first)

    assert [one.contact for one in approving.of(ticket)] == ["Marta"]
    assert (row(ticket).status, found(ana, "approval:asked")) == (Status.OPEN, set())
    assert len(thread.messages(ticket)) == 2, "what was asked stays in the thread"
    undone = history.take_back(luis, gone)
    assert (state(ticket), approving.of(ticket)) == before
    history.take_back(luis, undone)
    assert len(approving.of(ticket)) == 1


def test_what_is_asked_no_longer_is_not_answered_and_what_is_answered_stays(
    ana: int, luis: int, joan: int, ticket: int
) -> None:
    asking = approving.ask(ana, ticket, joan, "A screen")
    (seen,) = approving.of(ticket)
    gone = approving.withdraw(luis, seen)
    with pytest.raises(Refused, match="luis asks it no longer"):
        approving.note_answer(ana, seen, Answer.APPROVED, said_by=joan, how=How.PHONE, reason="Yes")
    history.take_back(luis, gone)
    answered(luis, ticket, Answer.APPROVED, joan, "Yes")
    before = (state(ticket), approving.of(ticket), thread.messages(ticket))
    with pytest.raises(Refused, match="luis has noted an answer meanwhile"):
        approving.withdraw(ana, seen)
    with pytest.raises(Refused, match="answered already"):
        history.take_back(ana, asking)
    assert (state(ticket), approving.of(ticket), thread.messages(ticket)) == before
