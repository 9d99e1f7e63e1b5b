"""Clients, contacts, assets and technicians: found by a few letters, changed with undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from helpdesk_tui import clock
from helpdesk_tui.models.changes import Conflict, Refused
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Asset, Client, Contact, Employment, Technician
from helpdesk_tui.people import directory, editing
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.tickets import history, thread
from tests.support import opened


@pytest.fixture
def acme(ana: int) -> int:
    return editing.add_client(ana, {"name": "ACME Ibérica"}).things[0]


@pytest.fixture
def marta(ana: int, acme: int) -> int:
    return editing.add_contact(ana, acme, {"name": "Marta Núñez"}, "accounts").things[0]


def _names(found: list[directory.Named]) -> list[str]:
    return [named.name for named in found]


def test_the_first_technician_leads_the_later_ones_do_not(ana: int) -> None:
    assert sign_in("ana").role == Technician.LEAD
    assert sign_in("luis").role == Technician.TECHNICIAN
    assert sign_in("luis").id == sign_in("luis").id


@pytest.mark.parametrize("typed", ["acme", "iberica", "IBÉ ac", "", "me ib"])
def test_a_client_is_found_by_pieces_of_its_name_without_case_or_accents(
    ana: int, acme: int, typed: str
) -> None:
    assert _names(directory.clients(typed)) == ["ACME Ibérica"]
    assert directory.clients(typed + " zz") == []


def test_names_are_sorted_with_enye_after_n(ana: int) -> None:
    for name in ("Ñandú", "Oslo", "Nuria", "Nadal"):
        editing.add_client(ana, {"name": name})

    assert _names(directory.clients()) == ["Nadal", "Nuria", "Ñandú", "Oslo"]


def test_the_contacts_of_a_client_come_with_where_they_work(acme: int, marta: int) -> None:
    (named,) = directory.contacts("nunez")

    assert (named.name, named.detail) == ("Marta Núñez", "ACME Ibérica")
    assert directory.contacts("nunez", client=acme) == [named]
    assert directory.contacts("nunez", client=acme + 1) == []


def test_a_contact_who_moves_keeps_their_history_at_the_old_client(
    ana: int, acme: int, marta: int
) -> None:
    sol = editing.add_client(ana, {"name": "Clínica Sol"}).things[0]
    Employment.update(since=date(2020, 1, 1)).execute()
    ticket = opened(ana, client=acme, requester=marta)

    done = editing.move_contact(ana, marta, sol, "director")

    old, new = directory.client_card(acme), directory.client_card(sol)
    assert ([c.name for c in old.contacts], [c.name for c in old.former]) == ([], ["Marta Núñez"])
    assert [(c.name, c.role) for c in new.contacts] == [("Marta Núñez", "director")]
    assert old.former[0].until == clock.now().date() - timedelta(days=1)
    employer = directory.employer(marta)
    assert employer is not None
    assert employer.name == "Clínica Sol"
    whole = thread.read(ticket)
    assert whole is not None
    assert (whole.row.client, whole.row.requester) == ("ACME Ibérica", "Marta Núñez")

    history.take_back(ana, done)
    back = directory.client_card(acme)
    assert [(c.name, c.until) for c in back.contacts] == [("Marta Núñez", None)]
    assert directory.client_card(sol).contacts == ()


def test_adding_is_undone_and_done_again(ana: int, acme: int) -> None:
    contact = editing.add_contact(ana, acme, {"name": "Marta"})
    asset = editing.add_asset(ana, acme, {"name": "SRV-2", "warranty_until": "2020-05-01"})
    card = directory.client_card(acme)
    assert [a.warranty_until for a in card.assets] == [date(2020, 5, 1)]

    undone = [history.take_back(ana, done) for done in (contact, asset)]
    gone = directory.client_card(acme)
    assert (gone.contacts, gone.assets) == ((), ())
    assert directory.contacts("marta") == []

    for done in undone:
        history.take_back(ana, done)
    assert directory.client_card(acme) == card


@pytest.mark.parametrize("entity", [Entity.CLIENT, Entity.CONTACT, Entity.ASSET])
def test_what_is_put_away_leaves_the_lists_and_comes_back(
    ana: int, acme: int, marta: int, entity: int
) -> None:
    machine = editing.add_asset(ana, acme, {"name": "SRV-2"}).things[0]
    ids = {Entity.CLIENT: acme, Entity.CONTACT: marta, Entity.ASSET: machine}
    lists = {
        Entity.CLIENT: directory.clients,
        Entity.CONTACT: directory.contacts,
        Entity.ASSET: directory.assets,
    }

    done = editing.retire(ana, entity, ids[entity])
    assert lists[entity]() == []
    history.take_back(ana, done)
    assert [named.id for named in lists[entity]()] == [ids[entity]]


def test_an_edit_changes_only_what_is_different_and_undo_restores_it(ana: int, acme: int) -> None:
    before = Client.select().where(Client.id == acme).dicts().get()
    seen = {"name": "ACME Ibérica", "zone": "Europe/Madrid"}

    done = editing.edit(
        ana, Entity.CLIENT, acme, seen, {"name": "Ñandú SL", "zone": "Europe/Madrid"}
    )

    assert directory.clients("acme") == []
    assert _names(directory.clients("ñandu")) == _names(directory.clients("NANDÚ")) == ["Ñandú SL"]
    assert history.take_back(ana, done).changed
    assert Client.select().where(Client.id == acme).dicts().get() == before


def test_an_edit_of_what_another_has_changed_is_a_conflict_with_both_sides(
    ana: int, luis: int, acme: int
) -> None:
    seen = {"zone": "Europe/Madrid", "country": "ES"}
    editing.edit(luis, Entity.CLIENT, acme, seen, {"zone": "America/Mexico_City"})

    with pytest.raises(Conflict) as conflict:
        editing.edit(ana, Entity.CLIENT, acme, seen, {"zone": "Atlantic/Canary"})
    assert (conflict.value.who, conflict.value.found) == ("luis", "America/Mexico_City")
    assert Client.get_by_id(acme).zone == "America/Mexico_City"

    editing.edit(ana, Entity.CLIENT, acme, seen, {"country": "MX"})
    assert Client.get_by_id(acme).country == "MX"


def test_a_name_is_needed_and_is_given_once(ana: int, acme: int) -> None:
    with pytest.raises(Refused, match="name is needed"):
        editing.add_client(ana, {"name": "  "})
    with pytest.raises(Refused, match="ACME Ibérica"):
        editing.add_client(ana, {"name": "ACME Ibérica"})
    assert Client.select().count() == 1


def test_a_date_that_is_none_is_refused_with_how_to_write_it(ana: int, acme: int) -> None:
    with pytest.raises(Refused, match="2026-11-21"):
        editing.add_asset(ana, acme, {"name": "SRV-2", "bought": "yesterday"})
    assert Asset.select().count() == 0


def test_what_is_typed_of_people_is_cleaned(ana: int, acme: int) -> None:
    editing.add_contact(ana, acme, {"name": "Mar\x1b[2Jta\nRuiz", "notes": "two\nlines\x07"})

    contact = Contact.get()
    assert "\x1b" not in contact.name
    assert "\n" not in contact.name
    assert contact.notes.startswith("two\nlines")
    assert "\x07" not in contact.notes
