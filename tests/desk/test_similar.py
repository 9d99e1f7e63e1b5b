"""Tickets that are like a text: found by its telling words, the same client's first."""

from __future__ import annotations

import pytest

from helpdesk_tui.models.changes import change
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import actions, similar
from helpdesk_tui.tickets.similar import Similar
from tests.support import SATURDAY, opened, row

OTHERS = (
    "The scanner sends empty pages",
    "Outlook asks for the password all the time",
    "The VPN drops every ten minutes",
    "The till does not open in the morning",
    "A new screen for the reception",
    "The backup has not run since Friday",
    "Excel closes by itself",
    "The phone rings once and stops",
    "The server makes a loud noise",
    "Recover a folder that was deleted",
)


@pytest.fixture(autouse=True)
def others(ana: int) -> None:
    """What else happens at a desk."""
    for subject in OTHERS:
        opened(ana, subject)


def numbers(found: list[Similar]) -> list[int]:
    return [one.number for one in found]


def test_the_same_trouble_in_other_words_is_found(ana: int) -> None:
    ticket = opened(ana, "Printer in the reception prints blank sheets")

    assert numbers(similar.similar("Reception: printer printing blank sheets")) == [ticket]


def test_accents_and_case_do_not_matter_nor_does_an_ending(ana: int) -> None:
    ticket = opened(ana, "No funcionan las impresoras de recepción")

    assert numbers(similar.similar("NO FUNCIONA LA IMPRESORA DE RECEPCION")) == [ticket]


def test_a_word_that_everybody_uses_finds_nothing_alone() -> None:
    assert similar.similar("The") == []


@pytest.mark.parametrize("subject", ["", "   ", "?!", "xyzzy", '"; -- *'])
def test_what_has_no_word_that_is_known_finds_nothing(subject: str) -> None:
    assert similar.similar(subject) == []


def test_a_word_of_the_body_finds_what_the_subject_does_not_say(ana: int) -> None:
    ticket = opened(ana, "Error when signing", body="AutoFirma says SAF_11 when signing")

    found = similar.similar("Error", "Signing with AutoFirma gives SAF_11")

    assert numbers(found) == [ticket]
    assert "autofirma" in found[0].shared


def test_those_of_the_same_client_come_first(ana: int) -> None:
    sol = editing.add_client(ana, {"name": "Clínica Sol"}).things[0]
    theirs = opened(ana, "Printer prints blank sheets again", client=sol)
    exact = opened(ana, "Printer prints blank sheets")

    assert numbers(similar.similar("Printer prints blank sheets")) == [exact, theirs]
    found = similar.similar("Printer prints blank sheets", client=sol)
    assert [(one.number, one.same_client) for one in found] == [(theirs, True), (exact, False)]


def test_the_same_machine_an_open_ticket_and_a_recent_one_come_nearer(ana: int) -> None:
    sol = editing.add_client(ana, {"name": "Clínica Sol"}).things[0]
    kyocera = editing.add_asset(ana, sol, {"name": "Kyocera"}).things[0]
    subject = "Printer prints blank sheets"
    old, done, open_, theirs = (opened(ana, subject) for _ in range(4))
    Ticket.update(created_at=SATURDAY.replace(year=2020)).where(Ticket.id.in_([old])).execute()
    Ticket.update(asset=kyocera).where(Ticket.id == theirs).execute()
    for ticket in (old, done):
        actions.resolve(ana, [row(ticket)], "")

    found = similar.similar(subject, machine=kyocera)

    assert numbers(found) == [theirs, open_, done, old]
    assert [one.same_machine for one in found] == [True, False, False, False]


def test_a_ticket_is_not_like_itself_nor_like_what_was_put_away(ana: int) -> None:
    one, other, away = (opened(ana, "Printer prints blank sheets") for _ in range(3))
    actions.put_away(ana, [row(away)])

    assert numbers(similar.like(one)) == [other]
    assert numbers(similar.similar("Printer blank sheets", without=other)) == [one]


def test_there_are_never_more_than_are_asked_for(ana: int) -> None:
    for _ in range(9):
        opened(ana, "Printer prints blank sheets")

    assert len(similar.similar("Printer prints blank sheets")) == 6
    assert len(similar.similar("Printer prints blank sheets", limit=3)) == 3


def test_it_says_how_many_have_called(ana: int) -> None:
    ticket = opened(ana, "Printer prints blank sheets")
    caller = editing.add_contact(ana, None, {"name": "Joan"}).things[0]
    with change(ana) as hand:
        actions.called(hand, ticket, "", caller)

    assert [one.callers for one in similar.similar("Printer blank sheets")] == [2]
