"""A person is erased from wherever something was kept about them."""

from __future__ import annotations

import json

import pytest
from peewee import CharField, TextField

from helpdesk_tui.models.conversations import Fact
from helpdesk_tui.models.drafts import BASIS, Draft
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.models.people import Contact, DeskSetting, Invitation, Team, Technician
from helpdesk_tui.models.presence import Presence
from helpdesk_tui.models.reminders import Reminder
from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.models.tickets import Message, Ticket
from helpdesk_tui.models.worktime import Project
from helpdesk_tui.people import editing
from helpdesk_tui.privacy import erasing, finding
from helpdesk_tui.storage import places
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import actions, drafts, history
from tests.privacy.conftest import NAME, SECRETS, THEIRS, Desk, erase, everywhere, run
from tests.support import holding, opened, row


def test_erasing_leaves_nothing_of_the_person_but_numbers_and_times(desk: Desk) -> None:
    before = dict(Ticket.select().where(Ticket.id == desk.asked).dicts().get())
    erase(desk)

    left = everywhere()
    assert [secret for secret in SECRETS if secret.lower() in left.lower()] == []
    assert dict(Ticket.select().where(Ticket.id == desk.asked).dicts().get()) == before
    assert row(desk.asked).requester == erasing.nobody(desk.zaqira)
    assert holding("zaqira") == holding("xolotl") == set()
    assert holding(THEIRS) == {desk.asked}
    assert [fields for (fields,) in tuples(Draft.select(Draft.fields))] == [{"body": "Dear Joan"}]
    assert Contact.get_by_id(desk.joan).name == "Joan Puig"


def test_messages_go_when_that_is_asked_for_and_those_of_others_stay(desk: Desk) -> None:
    stamps = Message.select(Message.id, Message.at, Message.kind).order_by(Message.id)
    times = tuples(stamps)
    erase(desk, with_messages=True)

    assert THEIRS not in everywhere()
    assert holding(THEIRS) == set()
    assert tuples(stamps.clone()) == times
    assert "Joan's own words" in everywhere()
    assert "Mine is slow too" not in everywhere()


def test_drafts_go_for_whichever_of_their_tickets_and_whatever_they_were_begun_on(
    desk: Desk,
) -> None:
    both, name = f"ticket:{desk.called},{desk.asked}", "Íñigo Núñez"
    drafts.save(desk.ana, both, "edit", {"body": "for both"})
    drafts.save(desk.ana, f"ticket:{desk.called}1", "edit", {"body": "for another"})
    seen = json.dumps({"subject": "Call", "notes": f"back\n{name}"})
    drafts.save(desk.ana, "new", "card", {"name": "x", BASIS: seen})
    editing.edit(desk.ana, Entity.CONTACT, desk.zaqira, {"name": NAME}, {"name": name})
    Draft.delete().where(Draft.kind.in_(["note", "card"]), Draft.target != "new").execute()
    planned = erasing.plan(desk.zaqira)
    assert [Draft.get_by_id(draft).target for draft in planned.drafts] == ["new"]
    erase(desk, with_messages=True)
    left = {target for (target,) in tuples(Draft.select(Draft.target))}
    assert left == {f"ticket:{desk.called}", f"ticket:{desk.called}1"}


def test_the_fact_is_logged_with_who_and_when_and_without_what(desk: Desk) -> None:
    erase(desk)
    (event,) = Event.select().where(Event.field == "erased")
    assert (event.entity, event.entity_id) == (Entity.CONTACT, desk.zaqira)
    assert (event.technician_id, event.before, event.after) == (desk.ana, None, "card")
    assert Prose.select().where(Prose.text.contains("Zaq")).count() == 0


def test_what_was_done_before_cannot_bring_the_texts_back(desk: Desk) -> None:
    done = editing.edit(
        desk.ana, Entity.CONTACT, desk.zaqira, {"phone": "600 111 777"}, {"phone": "1"}
    )
    erase(desk)
    with pytest.raises(history.Refused):
        history.take_back(desk.ana, done)
    assert Contact.get_by_id(desk.zaqira).phone == ""


def test_an_open_ticket_stands_in_the_way_unless_it_is_said_that_it_does_not(desk: Desk) -> None:
    planned = erasing.plan(desk.zaqira)
    assert planned.open == (desk.called,)
    before = everywhere()
    with pytest.raises(erasing.Refused):
        erasing.erase(desk.ana, planned)
    assert everywhere() == before
    erasing.erase(desk.ana, planned, anyway=True)


def test_what_has_changed_since_it_was_shown_is_shown_again_first(desk: Desk) -> None:
    planned = erasing.plan(desk.zaqira)
    opened(desk.ana, "One more", requester=desk.zaqira)
    before = everywhere()
    with pytest.raises(erasing.Refused, match="meanwhile"):
        erasing.erase(desk.ana, planned, anyway=True)
    assert everywhere() == before


def test_texts_of_others_that_name_them_are_pointed_at_and_left(desk: Desk) -> None:
    mentioned = opened(desk.ana, "Call zaqira xolotl back")
    alike = opened(desk.ana, "Zaqira Xolotlan is somebody else")
    changed = opened(desk.ana, "Ask Zaqira Xolotl")
    actions.edit(desk.ana, row(changed), {"subject": "Ask her"})
    told = run(desk, "erase", NAME, "--yes", "--anyway").output
    assert f"Named in tickets: {mentioned}\n" in told
    assert f"Named in the history of tickets: {changed}\n" in told
    assert str(alike) not in told
    assert row(mentioned).subject == "Call zaqira xolotl back"


def test_they_are_found_in_every_text_of_others_in_any_spelling(desk: Desk) -> None:
    spelled = "with ZÁQIRA XÓLOTL"
    edit = editing.edit
    edit(desk.ana, Entity.CLIENT, desk.acme, {"notes": ""}, {"notes": spelled})
    edit(desk.ana, Entity.CONTACT, desk.joan, {"notes": ""}, {"notes": spelled})
    Fact.update(text=spelled).where(Fact.conversation == desk.talk).execute()
    Message.update(body=spelled, withdrawn=True).where(Message.ticket == desk.called).execute()
    project = Project.create(name=spelled, sort_key="", created_at=Message.get().at)
    assert finding.mentions([NAME], {"tickets": [desk.asked]}) == {
        "tickets": (desk.called,),
        "talks": (desk.talk,),
        "clients": (desk.acme,),
        "contacts": (desk.joan,),
        "projects": (project.id,),
    }


def test_no_column_of_text_is_forgotten() -> None:
    """A new one is looked through for names, or it is said here why not."""
    looked = {
        column for kind in finding._TEXTS.values() for _number, *some in kind for column in some
    }
    ours = {Technician, Team, Invitation, DeskSetting}
    ours |= {Lease, Reminder, Presence, SlaRules, Draft, Prose, Event}  # or walked apart
    words = {"sort_key", "language", "country", "zone", "address_form", "source", "external"}
    words |= {"kind", "case", "place", "saw", "sort", "boot", "breaks", "drops", "client_key"}
    words |= {"media_type", "sha256", "rounding", "currency", "message_id", "answers"}
    words |= {"technician"}  # on a line of a sheet: one of us
    theirs = {Contact.name, Contact.email, Contact.phone}
    forgotten = [
        field
        for table in set(TABLES) - ours
        for field in table._meta.sorted_fields
        if isinstance(field, CharField | TextField) and field.name not in words
        if field not in looked | theirs
    ]
    assert forgotten == []


def test_the_command_shows_first_and_does_it_when_told(desk: Desk) -> None:
    before = everywhere()
    shown = run(desk, "erase", NAME)
    assert shown.exit_code == 0, shown.output
    assert "Nothing was changed" in shown.output
    assert str(desk.called) in shown.output

    refused = run(desk, "erase", NAME, "--yes")
    assert refused.exit_code == 1
    assert everywhere() == before

    done = run(desk, "erase", NAME, "--yes", "--anyway", "--with-messages")
    assert done.exit_code == 0, done.output
    assert "Zaqira" not in everywhere()


def test_backups_are_named_as_still_holding_it(desk: Desk) -> None:
    if isinstance(desk.path, Server):
        assert "server still hold" in run(desk, "erase", NAME).output
        return
    config = desk.path.parent / "config.toml"
    config.write_text(config.read_text() + 'backups_folder = "elsewhere"\n')
    copy = "helpdesk-20261122-101112-daily.db"
    folder = places.backups_folder(desk.path, "elsewhere")
    there = [
        desk.path.parent / "backups" / "helpdesk-20261122-101112-replaced.db-wal",
        folder / copy,
        folder / f"{copy}.attachments",
    ]
    another = folder / "helpdesk-2-20261122-101112-daily.db"
    for file in (*there, another):
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(b"")
    told = run(desk, "erase", NAME).output.splitlines()
    assert [line.strip() for line in told if "20261122" in line] == sorted(map(str, there))


def test_no_byte_of_the_file_still_has_what_was_erased(desk: Desk) -> None:
    if isinstance(desk.path, Server):
        pytest.skip("what a server keeps in its files and logs is its own")
    path = desk.path
    for number in range(200):  # so that pages are freed, and used, and freed again
        drafts.save(desk.ana, "new", "ticket", {"said": f"Zaqira Xolotl {number} " * 40})
    erase(desk, with_messages=True)
    files = [path, *path.parent.glob(path.name + "-wal")]
    raw = b"".join(file.read_bytes() for file in files).lower()
    assert [s for s in (*SECRETS, THEIRS) if s.lower().encode() in raw] == []
