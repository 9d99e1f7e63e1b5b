"""Clients, contacts and assets on screen: found, added, changed, moved, put away and back."""

from __future__ import annotations

from helpdesk_tui.models.people import Asset, Client, Contact
from helpdesk_tui.people import directory, editing
from helpdesk_tui.tickets import drafts
from tests.screens.conftest import Seat


async def at_clients(seat: Seat) -> None:
    await seat.press("0")
    await seat.sees("ACME Ibérica", "Clínica Sol", "Marta Ruiz", "SRV-2")


async def test_the_client_in_hand_is_shown_with_people_and_machines(seat: Seat) -> None:
    await at_clients(seat)
    await seat.sees("8 open tickets")
    await seat.press("j")
    await seat.sees("Dra. Gil", "4 open tickets")
    await seat.sees_no("Marta Ruiz")

    await seat.press("escape")
    await seat.has_in_hand(1)


async def test_a_client_is_found_as_its_name_is_typed(seat: Seat) -> None:
    await at_clients(seat)
    await seat.press("slash")
    await seat.type("clinica")
    await seat.sees_no("ACME")
    await seat.press("enter")
    await seat.sees("Dra. Gil")
    await seat.press("slash", "escape")
    await seat.sees("ACME Ibérica")


async def test_a_client_is_added_and_taken_back(seat: Seat) -> None:
    await at_clients(seat)
    await seat.press("plus")
    await seat.sees("New client")
    await seat.type("Notaría Gil")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "Notaría Gil")

    await seat.press("z")
    await seat.until(lambda: "Notaría" not in seat.picture.rsplit("\n", 2)[0], "it is gone")
    await seat.press("Z")
    await seat.until(lambda: "Notaría" in seat.picture.rsplit("\n", 2)[0], "it is back")
    assert [named.name for named in directory.clients("notaria")] == ["Notaría Gil"]


async def test_a_name_that_is_taken_is_told_and_the_form_stays(seat: Seat) -> None:
    await at_clients(seat)
    await seat.press("plus")
    await seat.sees("New client")
    await seat.type("ACME Ibérica")
    await seat.press("ctrl+s")

    await seat.sees("“ACME Ibérica”", "New client")
    assert Client.select().count() == 2


async def test_a_contact_and_a_machine_are_added_to_the_client_in_hand(seat: Seat) -> None:
    await at_clients(seat)
    await seat.press("c")
    await seat.sees("New contact of ACME")
    await seat.type("Joan Vidal\njoan@acme.example")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "Joan Vidal")
    await seat.press("m")
    await seat.sees("New machine of ACME")
    await seat.type("PRN-7\nprinter")
    await seat.press("ctrl+s")
    await seat.sees("PRN-7")

    card = directory.client_card(1)
    assert "joan@acme.example" in [contact.email for contact in card.contacts]
    assert ("PRN-7", "printer") in [(asset.name, asset.kind) for asset in card.assets]


async def test_what_is_lit_is_edited_and_the_edit_is_taken_back(seat: Seat) -> None:
    await at_clients(seat)
    await seat.press("tab", "j", "e")
    await seat.sees("Edit Marta Ruiz")
    await seat.type("marta@acme.example")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "marta@acme.e")

    await seat.press("z")

    def listed() -> str:
        return seat.picture[: seat.picture.rindex("\n")]  # the last line tells what z took back

    await seat.until(lambda: "marta@acme.e" not in listed(), "the address goes")
    assert Contact.get(Contact.name == "Marta Ruiz").email == ""


async def test_an_edit_that_another_forestalled_shows_theirs_and_keeps_mine(
    seat: Seat, luis: int
) -> None:
    await at_clients(seat)
    await seat.press("tab", "j", "e")
    await seat.sees("Edit Marta Ruiz")
    editing.edit(luis, 3, 1, {"email": ""}, {"email": "theirs@acme.example"})
    await seat.press("tab")
    await seat.type("mine@acme.example")
    await seat.press("ctrl+s")
    await seat.sees("luis has set", "theirs@acme.example", "mine@acme.example")

    await seat.press("ctrl+s")

    await seat.until(lambda: Contact.get_by_id(1).email == "mine@acme.example", "mine holds")


async def test_a_date_that_is_none_is_told_and_kept_as_typed(seat: Seat, ana: int) -> None:
    await at_clients(seat)
    await seat.press("m")
    await seat.sees("New machine of ACME")
    await seat.type("PRN-7\n\n\n\nyesterday")
    await seat.press("ctrl+s")
    await seat.sees("“yesterday” is not a date")

    await seat.press("escape")

    await seat.sees_no("New machine")
    assert len(drafts.waiting(ana)) == 1
    assert Asset.select().count() == 1


async def test_a_contact_moves_to_another_client(seat: Seat) -> None:
    await at_clients(seat)
    await seat.press("tab", "j", "M")
    await seat.sees("Marta Ruiz goes to work for")
    await seat.type("clinica\ndirector")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back")

    employer = directory.employer(1)
    assert employer is not None
    assert employer.name == "Clínica Sol"
    await seat.press("z")
    await seat.until(lambda: (directory.employer(1) or employer).name == "ACME Ibérica", "undone")


async def test_what_is_put_away_goes_and_comes_back(seat: Seat) -> None:
    await at_clients(seat)
    await seat.press("tab", "j", "d")
    await seat.until(lambda: directory.contacts("marta") == [], "put away")
    await seat.until(lambda: seat.picture.count("Marta Ruiz") <= 1, "not listed")

    await seat.press("z")

    await seat.until(lambda: directory.contacts("marta"), "brought back")
    await seat.sees("Marta Ruiz")


async def test_what_another_adds_is_seen_after_a_reload(seat: Seat, luis: int) -> None:
    await at_clients(seat)
    editing.add_asset(luis, 1, {"name": "PRN-9"})

    await seat.press("R")

    await seat.sees("PRN-9")


async def test_what_is_typed_ahead_acts_on_the_client_that_it_has_led_to(seat: Seat) -> None:
    await at_clients(seat)
    await seat.type("jd")
    await seat.sees("Clínica Sol was put away")
    await seat.type("jj")
    assert [named.name for named in directory.clients("")] == ["ACME Ibérica"]
