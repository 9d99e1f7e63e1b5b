"""What nobody who should has looked at yet: marked, found, and gone when read."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.models import unread
from helpdesk_tui.models.changes import Refused, change
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import Message
from helpdesk_tui.people import editing
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.tickets import actions, history, queue, splitting
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.views import Viewer
from tests.intake.letters import letter, maildir
from tests.plans import plans
from tests.support import found, opened, row


@pytest.fixture
def marta(ana: int) -> int:
    return editing.add_contact(ana, None, {"name": "Marta Ruiz"}).things[0]


def calls(by: int, ticket: int, contact: int) -> None:
    with change(by) as hand:
        actions.called(hand, ticket, "It has come back", contact)


def waits(ticket: int) -> bool:
    return row(ticket).unread_since is not None


def test_what_a_colleague_was_told_waits_for_the_assignee_alone(
    ana: int, luis: int, marta: int
) -> None:
    ticket = opened(ana, assignee=ana)
    calls(luis, ticket, marta)
    since = row(ticket).unread_since
    calls(luis, ticket, marta)
    assert row(ticket).unread_since == since
    assert not unread.seen(luis, ticket)
    assert waits(ticket)
    before = Event.select().count()
    assert unread.seen(ana, ticket)
    assert (waits(ticket), unread.seen(ana, ticket)) == (False, False)
    assert Event.select().count() == before


def test_whoever_typed_it_has_read_it(ana: int, luis: int, marta: int) -> None:
    mine, free = opened(ana, assignee=ana), opened(ana)
    for ticket in (mine, free):
        calls(ana, ticket, marta)
    assert not waits(mine)
    assert not waits(free)


def test_what_a_ticket_began_with_is_no_answer(ana: int, luis: int, marta: int) -> None:
    for whose in (None, ana):
        assert not waits(opened(ana, requester=marta, body="It began today", assignee=whose))


def test_a_ticket_that_is_opened_for_a_colleague_waits_for_them(ana: int, luis: int) -> None:
    ticket = opened(ana, assignee=luis)
    assert waits(ticket)
    assert unread.seen(luis, ticket)


def test_a_ticket_that_is_given_waits_for_whom_it_was_given_to(ana: int, luis: int) -> None:
    ticket = opened(ana, assignee=ana)
    assert not waits(ticket)
    actions.assign(ana, [row(ticket)], luis)
    assert (waits(ticket), unread.seen(ana, ticket)) == (True, False)
    assert unread.seen(luis, ticket)
    actions.assign(luis, [row(ticket)], None)
    assert not waits(ticket)


def test_whoever_takes_a_ticket_has_looked_at_it(ana: int, luis: int, marta: int) -> None:
    free, theirs, answered = opened(ana), opened(ana, assignee=ana), opened(ana)
    calls(ana, answered, marta)
    for ticket in (free, theirs, answered):
        actions.assign(luis, [row(ticket)], luis)
        assert not waits(ticket)


def test_what_is_split_off_a_colleagues_ticket_waits_for_them(
    ana: int, luis: int, marta: int
) -> None:
    ticket = opened(ana, assignee=luis, requester=marta, body="Two things")
    unread.seen(luis, ticket)
    message = Message.get(Message.ticket == ticket).id
    own, others = (splitting.split(by, message, "The other").things[0] for by in (luis, ana))
    assert (waits(own), waits(others)) == (False, True)


def test_what_is_taken_back_leaves_no_mark(ana: int, luis: int, marta: int) -> None:
    ticket = opened(ana, assignee=ana)
    given = actions.assign(ana, [row(ticket)], luis)
    back = history.take_back(ana, given)
    assert not waits(ticket)
    history.take_back(ana, back)
    assert waits(ticket)


def test_a_mark_stays_where_taking_back_is_refused(ana: int, luis: int) -> None:
    ticket = opened(ana, assignee=ana)
    seen = row(ticket)
    given = actions.assign(ana, [seen], luis)
    actions.assign(ana, [row(ticket)], None)
    with pytest.raises(Refused):
        history.take_back(ana, given)
    assert waits(ticket)


def test_a_ticket_that_returns_waits_anew_for_whose_it_was(ana: int, luis: int, marta: int) -> None:
    ticket = opened(ana, assignee=ana)
    taken = actions.assign(ana, [row(ticket)], luis)
    given = row(ticket).unread_since
    history.take_back(luis, taken)
    assert row(ticket).unread_since > given


def test_a_clients_answer_outlives_that_the_ticket_goes_round(
    ana: int, luis: int, marta: int
) -> None:
    ticket = opened(ana, assignee=ana)
    calls(luis, ticket, marta)
    since = row(ticket).unread_since
    history.take_back(ana, actions.assign(ana, [row(ticket)], luis))
    assert row(ticket).unread_since == since


def test_our_own_words_wait_for_nobody(ana: int, luis: int) -> None:
    ticket = opened(ana, assignee=ana)
    for write in (actions.reply, actions.add_note):
        write(luis, [row(ticket)], "Ours")
    assert not waits(ticket)


def test_an_answer_that_comes_by_mail_waits_and_a_history_that_is_brought_does_not(
    desk: object, tmp_path: Path
) -> None:
    ana = sign_in("ana").id
    Technician.update(email="ana@desk.example").where(Technician.id == ana).execute()
    first = letter("1@acme", "The till", "Does not open.")
    import_file(maildir(tmp_path / "mails", first), Options())
    (number,) = found(ana)
    assert not waits(number)
    answer = letter("2@acme", "Re: The till", "Still not.", minute=9, answers="1@acme")
    import_file(maildir(tmp_path / "more", first, answer), Options())
    assert waits(number)
    assert unread.seen(ana, number)  # nobody's: anybody may have been meant


def test_they_are_found_by_a_word_of_the_filter(ana: int, luis: int, marta: int) -> None:
    waiting, read = opened(ana, assignee=ana), opened(ana, assignee=ana)
    calls(luis, waiting, marta)
    for text in ("unread:yes", "sinleer:sí"):
        assert found(ana, text) == {waiting}
    assert found(ana, "-unread:yes") == found(ana, "unread:no") == {read}
    assert found(ana, "unread:yes,no") == {read, waiting}
    assert found(luis, "unread:yes assignee:me") == set()


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_they_are_read_from_an_index_of_the_few(ana: int) -> None:
    query = Query(Viewer(ana), "all", text="unread:yes")
    (plan,) = plans(lambda: queue.page(query))
    assert any("ticket_unread_since" in line for line in plan), plan
