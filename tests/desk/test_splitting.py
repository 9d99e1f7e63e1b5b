"""A message becomes a ticket of its own: who wrote it asks, and each points at the other."""

from __future__ import annotations

import pytest

from helpdesk_tui import clock
from helpdesk_tui.models.changes import Refused, change
from helpdesk_tui.models.links import Side
from helpdesk_tui.models.tickets import Attachment, Message, MessageKind
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import actions, history, linking, merging, splitting, thread
from tests.support import found, opened, row, state


@pytest.fixture
def client(ana: int) -> int:
    return editing.add_client(ana, {"name": "ACME"}).things[0]


@pytest.fixture
def joan(ana: int, client: int) -> int:
    return editing.add_contact(ana, client, {"name": "Joan"}).things[0]


@pytest.fixture
def ticket(ana: int, client: int, joan: int) -> int:
    """Marta's ticket, in which Joan has asked for something else."""
    marta = editing.add_contact(ana, client, {"name": "Marta"}).things[0]
    number = opened(ana, "No power", body="All is dark", client=client, requester=marta)
    with change(ana) as hand:
        actions.called(hand, number, "Hello.\nCould I have a second screen, please?", joan, client)
    return number


def split(by: int, ticket: int, subject: str = "A second screen") -> int:
    return splitting.split(by, thread.messages(ticket)[-1].id, subject).things[0]


def test_it_begins_with_the_message_and_whoever_wrote_it_asks(
    ana: int, client: int, joan: int, ticket: int
) -> None:
    new = split(ana, ticket)

    asked, said = row(new), thread.messages(new)
    assert (asked.subject, asked.client_id, asked.requester_id) == ("A second screen", client, joan)
    source = thread.messages(ticket)[-1]
    assert [(one.who, one.at, one.body, one.kind) for one in said] == [
        ("Joan", source.at, source.body, MessageKind.REQUEST)
    ]
    assert found(ana, "second screen please") == {ticket, new}


def test_each_points_at_the_other_and_the_thread_stays_whole(ana: int, ticket: int) -> None:
    before = thread.messages(ticket)
    new = split(ana, ticket)

    assert thread.messages(ticket) == before
    for one, other in ((new, ticket), (ticket, new)):
        assert [(link.side, link.row.id) for link in linking.of(one)] == [(Side.RELATED, other)]


def test_files_of_the_message_are_there_too(ana: int, ticket: int) -> None:
    message = thread.messages(ticket)[-1].id
    kept = {"name": "screen.png", "size": 7, "sha256": "0" * 64, "created_at": clock.now()}
    Attachment.create(ticket=ticket, message=message, **kept)
    Attachment.create(ticket=ticket, **kept | {"name": "other.png"})

    whole = thread.read(split(ana, ticket))
    assert whole
    assert [file.name for file in whole.files] == ["screen.png"]


def test_undo_puts_it_away_and_redo_brings_it_back(ana: int, ticket: int) -> None:
    before = state(ticket)
    done = splitting.split(ana, thread.messages(ticket)[-1].id, "A second screen")
    new = done.things[0]

    back = history.take_back(ana, done)
    assert row(new).deleted
    assert thread.messages(new) == linking.of(ticket) == ()
    assert state(ticket) == before
    history.take_back(ana, back)
    assert not row(new).deleted
    assert len(thread.messages(new)) == len(linking.of(ticket)) == 1


def test_what_one_of_us_said_is_a_note_there_and_the_requester_asks(ana: int, ticket: int) -> None:
    actions.reply(ana, [row(ticket)], "We shall look at the screens, too")
    new = split(ana, ticket)

    (said,) = thread.messages(new)
    assert (said.kind, said.who, row(new).requester) == (MessageKind.NOTE, "ana", "Marta")


def test_out_of_a_merged_ticket_it_is_linked_with_where_that_is_read(ana: int, ticket: int) -> None:
    message, other = thread.messages(ticket)[-1].id, opened(ana, "The other")
    merging.merge(ana, [row(ticket)], other)
    new = splitting.split(ana, message, "A second screen").things[0]
    assert [link.row.id for link in linking.of(new)] == [other]


def test_what_was_taken_back_meanwhile_is_refused(ana: int, ticket: int) -> None:
    message = thread.messages(ticket)[-1].id
    Message.update(withdrawn=True).where(Message.id == message).execute()
    with pytest.raises(Refused, match="taken back"):
        splitting.split(ana, message, "A second screen")


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("Hello,\n\nCould I have a second screen?\nThanks", "Could I have a second screen?"),
        ("> quoted words that are not theirs\nHelp!", "Help!"),
        ("", ""),
        ("word " * 40, "word " * 13 + "word…"),
    ],
)
def test_the_subject_that_is_proposed_says_what_it_is_about(body: str, subject: str) -> None:
    assert splitting.proposal(body) == subject


def test_a_caller_of_another_client_has_it_for_that_one(ana: int, client: int, ticket: int) -> None:
    sol = editing.add_client(ana, {"name": "Sol"}).things[0]
    gil = editing.add_contact(ana, sol, {"name": "Dra. Gil"}).things[0]
    hers = opened(ana, "Dark here as well", body="No light", client=sol, requester=gil)
    merging.merge(ana, [row(hers)], ticket)

    new = splitting.split(ana, thread.messages(hers)[0].id, "Dark").things[0]

    assert (row(new).client_id, row(new).requester_id) == (sol, gil)
    assert row(ticket).client_id == client
