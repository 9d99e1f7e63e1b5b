"""Whoever answers second is told who was first and what they wrote, before anything is written."""

from __future__ import annotations

from collections import Counter

from helpdesk_tui.models.tickets import MessageKind
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, answering, history, merging, thread
from helpdesk_tui.tickets.answering import Answered
from tests.storage.hands import answers, together
from tests.support import opened, row


def answered_since(by: int, ticket: int, heard: int) -> str:
    """Whose answer somebody hears of who would answer now; empty for nobody's."""
    try:
        with database.atomic():
            answering.only_one(by, ticket, heard)
    except Answered as other:
        return f"{other.who}: {other.body}"
    return ""


def test_what_another_has_answered_since_is_told(ana: int, luis: int) -> None:
    ticket = opened(ana)
    heard = answering.last_message()
    assert not answered_since(ana, ticket, heard)
    for write in (actions.reply, actions.resolve):
        write(luis, [row(ticket)], f"By {write.__name__}")
        assert answered_since(ana, ticket, heard) == f"luis: By {write.__name__}"
    assert not answered_since(ana, ticket, answering.last_message())


def test_ones_own_answer_a_note_and_another_ticket_are_nothing_to_be_told(
    ana: int, luis: int
) -> None:
    ticket, other = opened(ana), opened(ana)
    actions.reply(ana, [row(ticket)], "Mine, from another terminal")
    actions.add_note(luis, [row(ticket)], "Only for us")
    actions.reply(luis, [row(other)], "About something else")
    assert not answered_since(ana, ticket, 0)


def test_an_answer_that_was_taken_back_is_none(ana: int, luis: int) -> None:
    ticket = opened(ana)
    history.take_back(luis, actions.reply(luis, [row(ticket)], "Oh"))
    assert not answered_since(ana, ticket, 0)


def test_an_answer_to_what_has_gone_into_the_ticket_counts(ana: int, luis: int) -> None:
    ticket, gone = opened(ana), opened(ana)
    actions.reply(luis, [row(gone)], "To the other")
    merging.merge(ana, [row(gone)], ticket)
    assert answered_since(ana, ticket, 0) == "luis: To the other"


def test_of_two_who_answer_at_once_exactly_one_is_first(desk: Opened, ana: int, luis: int) -> None:
    tickets = [opened(ana) for _ in range(20)]
    came_of = sum(together(answers, desk.path, *((by, tickets) for by in (ana, luis))), Counter())
    assert came_of == {"first": 20, "told": 20}
    for ticket in tickets:
        said = thread.messages(ticket)
        assert [one.kind for one in said].count(MessageKind.REPLY) == 1
