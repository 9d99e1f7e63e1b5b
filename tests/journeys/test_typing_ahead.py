"""Keys that come in one packet, as they do over a slow line, go where they would one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal, at_desk, kept_in
from tests.storage.fresh import opened_fresh
from tests.support import opened, row, technician


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with opened_fresh(tmp_path):
        ana = technician("ana")
        for n in range(3):
            opened(ana, f"Ticket of the morning {n}", assignee=ana)
        opened(ana, "Nobody has this one")
    return tmp_path


def leave(desk: Terminal) -> None:
    desk.type("\x1b")
    desk.look(0.3)
    desk.type("Q")
    desk.code()


def test_a_menu_and_its_choice_typed_at_once_are_one_action(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        desk.type("p1")
        desk.until("z takes it back", seconds=2)


def test_letters_typed_ahead_of_a_bar_are_its_text_and_no_commands(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        desk.type("cdXdX")
        desk.until("dXdX", seconds=2)
        leave(desk)
    with kept_in(folder):
        assert not any(row(ticket).deleted or row(ticket).closed_at for ticket in (1, 2, 3))


def test_enter_and_the_next_field_typed_at_once_fill_two_fields(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        desk.press("+", "New ticket")
        desk.type("The door squeaks\rMarta")
        desk.until("Marta  new", seconds=2)


def test_a_command_its_bar_and_two_fields_typed_at_once_are_one_ticket(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        desk.type("+The door squeaks\rMarta\rACME\r\x13")
        desk.did(5)
        leave(desk)
    with kept_in(folder):
        ticket = row(5)
        assert (ticket.subject, ticket.requester, ticket.client) == (
            *("The door squeaks", "Marta", "ACME"),
        )


def test_another_view_and_a_key_typed_at_once_act_on_a_ticket_of_that_view(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        desk.type("]]a")
        desk.did(4)


def test_a_filter_enter_and_a_key_typed_at_once_act_on_what_it_finds(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        desk.type("/morning 2\rX")
        desk.did(3)


def test_enter_and_a_key_typed_at_once_act_on_the_ticket_that_opens(folder: Path) -> None:
    with at_desk(folder) as desk:
        desk.has_in_hand(1)
        desk.type("j\rp1")
        desk.did(2)
