"""A desk without a ticket says what to do first."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.opening import Opened
from tests.screens.conftest import Seat, seated
from tests.support import opened, row, technician


@pytest.fixture
async def at_empty(empty: Opened) -> AsyncIterator[Seat]:
    async with seated(empty) as seat:
        await seat.sees("This desk is empty.", "sample data", "import a file", "a first ticket")
        yield seat


async def test_sample_data_fill_it(at_empty: Seat) -> None:
    await at_empty.press("s")

    await at_empty.sees("Sample data: 40 clients", seconds=20)
    await at_empty.until(lambda: len(at_empty.listed) > 15, "tickets")
    assert Ticket.select().count() > 250
    await at_empty.sees("●   0:38:", "t stop")  # the timer that they bring runs in the bar, too


async def test_a_first_ticket_is_written_and_listed(at_empty: Seat) -> None:
    await at_empty.press("plus")
    await at_empty.sees("New ticket")
    await at_empty.type("It begins")
    await at_empty.press("ctrl+s")

    await at_empty.has_in_hand(1)
    assert row(1).subject == "It begins"


async def test_a_file_is_imported(at_empty: Seat) -> None:
    from tests.conftest import ROOT

    await at_empty.press("i")
    await at_empty.sees("Import a table or mails")
    await at_empty.type("/no/such/file.csv")
    await at_empty.press("ctrl+s")
    await at_empty.sees("There is no file /no/such/file.csv.")
    await at_empty.press(*["backspace"] * len("/no/such/file.csv"))
    await at_empty.type(str(ROOT / "tests/intake/data/tickets.csv"))
    await at_empty.press("ctrl+s")
    await at_empty.sees("The mapping “plain” knows these columns.")
    await at_empty.press("i")

    await at_empty.until(lambda: at_empty.listed, "the rows are tickets", seconds=20)


async def test_esc_leaves_it_empty_and_plus_still_works(at_empty: Seat) -> None:
    await at_empty.press("escape")
    await at_empty.sees("No tickets yet.")
    await at_empty.press("plus")
    await at_empty.sees("New ticket")


async def test_what_others_bring_is_listed_at_once_and_ends_the_question(at_empty: Seat) -> None:
    here = at_empty.app.desk.me.id
    luis = technician("luis")

    ticket = opened(luis, "It begins elsewhere", assignee=here)

    await at_empty.lists(ticket)
    await at_empty.sees_no("This desk is empty.")
    assert "filter" in at_empty.foot


async def test_what_others_bring_elsewhere_ends_the_question_too(at_empty: Seat) -> None:
    opened(technician("luis"), "For somebody else")

    await at_empty.sees("Nothing here. Well done.")
    await at_empty.sees_no("This desk is empty.")
