"""One more of the same: who has called about a ticket, once each, told, found and taken back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from helpdesk_tui.models.changes import Done, change
from helpdesk_tui.models.tickets import Status
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import actions, callers, history, thread
from helpdesk_tui.tickets.callers import Caller
from tests.support import found, opened, row, state


@dataclass(frozen=True)
class Acme:
    """A client with two people, the first of whom has asked for help."""

    id: int
    marta: int
    joan: int
    ticket: int


@pytest.fixture
def acme(ana: int) -> Acme:
    client = editing.add_client(ana, {"name": "ACME"}).things[0]
    marta = editing.add_contact(ana, client, {"name": "Marta Ruiz"}).things[0]
    joan = editing.add_contact(ana, client, {"name": "Joan Vidal"}).things[0]
    return Acme(client, marta, joan, opened(ana, "It burns", client=client, requester=marta))


def call(by: int, ticket: int, contact: int, said: str = "", client: int | None = None) -> Done:
    with change(by) as hand:
        actions.called(hand, ticket, said, contact, client)
    return hand.done(ticket)


def names(ticket: int) -> list[str]:
    return [caller.name for caller in callers.others(ticket)]


def test_a_caller_is_kept_with_where_they_work_and_what_they_said(ana: int, acme: Acme) -> None:
    call(ana, acme.ticket, acme.joan, "Here, too", acme.id)

    (caller,) = callers.others(acme.ticket)
    assert caller == Caller(acme.joan, "Joan Vidal", "ACME", caller.at)
    assert row(acme.ticket).callers == 2
    last = thread.messages(acme.ticket)[-1]
    assert (last.who, last.body, last.ours) == ("Joan Vidal", "Here, too", False)


def test_whoever_calls_twice_is_one_caller_who_said_more(ana: int, luis: int, acme: Acme) -> None:
    call(ana, acme.ticket, acme.joan, "Here, too")
    call(luis, acme.ticket, acme.joan, "It still burns")

    assert names(acme.ticket) == ["Joan Vidal"]
    assert [said.body for said in thread.messages(acme.ticket)] == ["Here, too", "It still burns"]


def test_what_was_resolved_is_open_again_with_what_the_client_says(ana: int, acme: Acme) -> None:
    actions.resolve(ana, [row(acme.ticket)], "Put out.")
    call(ana, acme.ticket, acme.joan)
    assert row(acme.ticket).status == Status.RESOLVED

    done = call(ana, acme.ticket, acme.marta, "It burns again")
    assert (row(acme.ticket).status, row(acme.ticket).resolved_at) == (Status.OPEN, None)
    history.take_back(ana, done)
    assert row(acme.ticket).status == Status.RESOLVED


def test_the_requester_who_calls_again_is_no_further_caller(ana: int, acme: Acme) -> None:
    done = call(ana, acme.ticket, acme.marta, "It still burns")

    assert done.changed
    assert names(acme.ticket) == []
    assert row(acme.ticket).callers == 1


def test_a_caller_who_becomes_the_requester_is_counted_once(ana: int, acme: Acme) -> None:
    call(ana, acme.ticket, acme.joan)

    actions.edit(ana, row(acme.ticket), {"requester": acme.joan})

    assert names(acme.ticket) == []
    assert row(acme.ticket).callers == 1


def test_undo_takes_the_caller_and_their_words_back_and_redo_brings_both(
    ana: int, acme: Acme
) -> None:
    before = state(acme.ticket)
    done = call(ana, acme.ticket, acme.joan, "Here, too")

    undone = history.take_back(ana, done)
    assert (names(acme.ticket), thread.messages(acme.ticket)) == ([], ())
    assert state(acme.ticket) == before

    history.take_back(ana, undone)
    assert names(acme.ticket) == ["Joan Vidal"]
    assert thread.messages(acme.ticket)[-1].body == "Here, too"


def test_a_caller_who_was_taken_back_may_call_anew(ana: int, luis: int, acme: Acme) -> None:
    history.take_back(ana, call(ana, acme.ticket, acme.joan))

    assert call(luis, acme.ticket, acme.joan, client=acme.id).changed

    assert [caller.client for caller in callers.others(acme.ticket)] == ["ACME"]


def test_two_technicians_who_hear_of_it_from_the_same_caller_add_them_once(
    ana: int, luis: int, acme: Acme
) -> None:
    first = call(ana, acme.ticket, acme.joan)
    second = call(luis, acme.ticket, acme.joan)

    assert (first.changed, second.changed) == (True, False)
    assert names(acme.ticket) == ["Joan Vidal"]


def test_search_finds_a_ticket_by_its_callers(ana: int, acme: Acme) -> None:
    assert found(ana, "vidal") == set()

    done = call(ana, acme.ticket, acme.joan)
    assert found(ana, "vidal burns") == {acme.ticket}

    history.take_back(ana, done)
    assert found(ana, "vidal") == set()


def test_history_names_the_caller(ana: int, acme: Acme) -> None:
    history.take_back(ana, call(ana, acme.ticket, acme.joan))

    told = [(h.field, h.before, h.after, h.undoes) for h in history.happenings(acme.ticket)][-2:]

    assert told == [("caller", None, "Joan Vidal", False), ("caller", "Joan Vidal", None, True)]
