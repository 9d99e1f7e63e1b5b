"""The same again: seen while a ticket is typed and beside an open one, and `!` adds a caller."""

from __future__ import annotations

import pytest

from helpdesk_tui.models.changes import change
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.people import directory, editing
from helpdesk_tui.tickets import actions, callers, drafts, thread
from tests.screens.conftest import Seat, SitDown
from tests.support import found, opened, row

PRINTING = 1
TILL = 5


def names(ticket: int) -> list[str]:
    return [caller.name for caller in callers.others(ticket)]


def contact(name: str) -> int:
    return directory.contacts(name)[0].id


async def begin(seat: Seat, subject: str, key: str = "plus", title: str = "New ticket") -> None:
    """Types a subject into a new ticket."""
    await seat.press(key)
    await seat.sees(title)
    await seat.type(subject)


class TestWhileOneTypes:
    async def test_what_is_like_it_is_seen_once_the_hand_rests(self, seat: Seat) -> None:
        await begin(seat, "Nobody can print")

        await seat.sees("is like it · ctrl+g", f"{PRINTING} ACME Ibérica")
        await seat.press("ctrl+l")
        await seat.sees_no("ctrl+g")

    async def test_all_of_it_fits_the_smallest_screen(self, seat: Seat) -> None:
        await begin(seat, "Printer")

        await seat.sees("2 tickets are like it", "Printer jams", "What is it")
        await seat.press("tab")
        await seat.sees("2 tickets are like it", "Dra. Gil", "What is it")
        assert seat.top, "and the list above is not covered whole"
        assert seat.listed

    async def test_enter_there_adds_the_caller_and_what_they_said_instead(
        self, seat: Seat, ana: int
    ) -> None:
        await begin(seat, "Nobody can print\n")
        await seat.type("Dra. Gil\n")
        await seat.sees("is like it · ctrl+g")
        before = Ticket.select().count()

        await seat.press("ctrl+g")
        await seat.sees("enter one more of the same")
        await seat.press("enter")

        await seat.sees("1 has one more caller: Dra. Gil", "×2")
        assert names(PRINTING) == ["Dra. Gil"]
        last = thread.messages(PRINTING)[-1]
        assert (last.who, last.body) == ("Dra. Gil", "Nobody can print")
        assert Ticket.select().count() == before
        assert drafts.load(ana, "new", "ticket") is None

    async def test_without_a_caller_it_asks_for_one_and_keeps_what_is_typed(
        self, seat: Seat
    ) -> None:
        await begin(seat, "Nobody can print")
        await seat.sees("is like it")
        await seat.press("ctrl+g", "enter")
        await seat.sees("Who called? A name will do.", "Nobody can print")

        await seat.type("Pepe Pérez")
        await seat.sees("is like it")
        await seat.press("ctrl+g", "enter")

        await seat.sees("1 has one more caller: Pepe Pérez")
        assert directory.contacts("Pepe")[0].detail == "ACME Ibérica", "where the ticket is"

    async def test_esc_goes_back_to_typing_where_one_was(self, seat: Seat) -> None:
        await begin(seat, "Nobody can pr")
        await seat.sees("is like it")
        await seat.press("ctrl+g")
        await seat.sees("enter one more of the same")
        await seat.press("escape")
        await seat.type("int")

        await seat.sees("Nobody can print", "is like it")

    async def test_o_opens_one_and_the_draft_waits(self, seat: Seat, ana: int) -> None:
        await begin(seat, "Nobody can print")
        await seat.sees("is like it")
        await seat.press("ctrl+g", "o")

        await seat.sees("What shall we do about number 1?")
        kept = drafts.load(ana, "new", "ticket")
        assert kept
        assert kept.fields["about"] == "Nobody can print"
        await seat.press("escape")
        await seat.has_in_hand(PRINTING)
        await seat.press("plus")
        await seat.sees("Your draft of", "Nobody can print", "is like it")

    async def test_a_key_that_goes_nowhere_does_nothing(self, seat: Seat) -> None:
        await begin(seat, "Xyzzy")
        await seat.press("ctrl+g")
        await seat.type(" plugh")

        await seat.sees("Xyzzy plugh")

    async def test_a_phone_call_finds_them_by_what_is_said(self, seat: Seat) -> None:
        await begin(seat, "Dra. Gil\n", "C", "Phone call")
        await seat.press("tab", "tab")
        await seat.type("the till does not open")
        await seat.sees("is like it · ctrl+g")

        await seat.press("ctrl+g", "enter")

        await seat.sees("5 has one more caller: Dra. Gil")
        assert thread.messages(TILL)[-1].body == "the till does not open"

    async def test_what_was_typed_of_a_call_stays_the_callers_own_words(self, seat: Seat) -> None:
        await begin(seat, "Dra. Gil\n", "C", "Phone call")
        await seat.press("tab")
        await seat.type("Nobody can print")
        await seat.sees("is like it · ctrl+g")

        await seat.press("ctrl+g", "enter")

        await seat.sees("1 has one more caller: Dra. Gil")
        assert thread.messages(PRINTING)[-1].body == "Nobody can print"


class TestBesideATicket:
    @pytest.fixture
    def twin(self, ana: int) -> int:
        marta = contact("Marta")
        (acme,) = directory.clients("ACME")
        return opened(ana, "Nobody can print labels", client=acme.id, requester=marta)

    async def test_it_names_what_is_like_it(self, seat: Seat, twin: int) -> None:
        await seat.press("enter")

        line = f"Like this one: {twin} Nobody can print labels"
        await seat.sees(line, "(1 this week at the same client)")

    async def test_one_that_is_like_nothing_says_nothing(self, seat: Seat) -> None:
        await seat.press("j", "enter")
        await seat.sees("What shall we do about number 2?")
        await seat.pause(0.4)

        assert "Like this one" not in seat.picture

    async def test_a_key_lists_them_and_opens_one(self, seat: Seat, twin: int) -> None:
        await seat.press("equals_sign")
        await seat.sees("Like 1 Nobody can print", f"{twin} Nobody can print labels", "ctrl+s open")
        await seat.type("labels\n")

        await seat.until(lambda: seat.in_hand is None, "the ticket")
        await seat.sees(f" {twin} Nobody can print labels", "Like this one: 1")

    async def test_that_there_are_none_is_told(self, seat: Seat) -> None:
        await seat.press("j", "equals_sign")

        await seat.sees("No other ticket is like 2.")


class TestOneMore:
    async def test_a_known_contact_becomes_a_caller_and_undo_takes_it_back(
        self, seat: Seat
    ) -> None:
        await seat.press("exclamation_mark")
        await seat.sees("One more of the same: 1 Nobody can print")
        await seat.type("gil\n")
        await seat.sees("Clínica Sol")
        await seat.press("ctrl+s")
        await seat.sees("1 has one more caller: Dra. Gil", "×2")
        assert [(c.name, c.client) for c in callers.others(1)] == [("Dra. Gil", "Clínica Sol")]

        await seat.press("z")

        await seat.sees("Taken back: 1 has one more caller")
        await seat.sees_no("×2")
        assert names(1) == []

    async def test_those_who_work_there_are_offered_first(self, sit_down: SitDown) -> None:
        seat = await sit_down()
        await seat.has_in_hand(1)
        await seat.press("j", "exclamation_mark")
        await seat.sees("One more of the same: 2")

        await seat.sees("Dra. Gil", "Marta Ruiz")

        assert seat.picture.index("Dra. Gil") < seat.picture.index("Marta Ruiz")

    async def test_somebody_new_is_written_down_at_the_tickets_client(
        self, seat: Seat, ana: int
    ) -> None:
        await seat.press("exclamation_mark")
        await seat.sees("One more of the same")
        await seat.type("Joan Vidal")
        await seat.press("ctrl+s")

        await seat.sees("has one more caller: Joan Vidal")
        (joan,) = directory.contacts("Joan")
        assert joan.detail == "ACME Ibérica"
        assert found(ana, "vidal") == {1}

    async def test_whoever_has_called_already_only_says_more(self, seat: Seat) -> None:
        await seat.press("exclamation_mark")
        await seat.sees("One more of the same")
        await seat.type("Marta\n")
        await seat.sees("Marta Ruiz", "ACME Ibérica")
        await seat.press("ctrl+s")
        await seat.sees("Marta Ruiz is among its callers already")

        await seat.press("tab")
        await seat.type("Still nothing")
        await seat.press("ctrl+s")

        await seat.sees("1 had a call from Marta Ruiz already")
        assert names(1) == []
        assert thread.messages(1)[-1].body == "Still nothing"

    async def test_marked_tickets_are_left_alone(self, seat: Seat) -> None:
        await seat.press("space", "space", "exclamation_mark")
        await seat.sees("One more of the same: 3")
        await seat.type("gil\n")
        await seat.press("ctrl+s")

        await seat.sees("3 has one more caller: Dra. Gil")
        assert [names(ticket) for ticket in (1, 2, 3)] == [[], [], ["Dra. Gil"]]

    async def test_what_is_typed_is_kept_as_it_is_typed(self, seat: Seat, ana: int) -> None:
        await seat.press("exclamation_mark")
        await seat.sees("One more of the same")
        await seat.type("Joan V")
        await seat.until(lambda: drafts.load(ana, "ticket:1", "caller"), "the draft", 1.5)
        await seat.press("escape")
        await seat.press("exclamation_mark")

        await seat.sees("Your draft of", "Joan V")

    async def test_the_ticket_names_its_callers_and_its_history_tells_of_them(
        self, seat: Seat, luis: int
    ) -> None:
        await seat.press("enter")
        await seat.sees("What shall we do about number 1?")
        await seat.press("exclamation_mark")
        await seat.sees("One more of the same")
        await seat.type("gil\n")
        await seat.press("ctrl+s")

        await seat.sees("2 callers: Marta Ruiz (ACME Ibérica), Dra. Gil (Clínica Sol)")
        await seat.press("h")
        await seat.sees("Dra. Gil has called, too")

    async def test_a_ticket_without_a_requester_can_have_callers(
        self, seat: Seat, ana: int
    ) -> None:
        actions.edit(ana, row(1), {"requester": None})
        await seat.press("enter", "exclamation_mark")
        await seat.sees("One more of the same")
        await seat.type("gil\n")
        await seat.press("ctrl+s")

        await seat.sees("1 caller: Dra. Gil (Clínica Sol)")


async def test_others_callers_come_into_sight(seat: Seat, luis: int) -> None:
    caller = editing.add_contact(luis, None, {"name": "Joan"}).things[0]
    with change(luis) as hand:
        actions.called(hand, 1, "", caller)

    await seat.sees("×2")
