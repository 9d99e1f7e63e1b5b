"""A person is told all that is kept about them, and erased from where it was kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.conversations import actions as talks
from helpdesk_tui.conversations import cases
from helpdesk_tui.conversations import talk as talk_lines
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.people import Contact
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.models.tickets import Attachment, Message, Ticket
from helpdesk_tui.people import editing
from helpdesk_tui.privacy import erasing, finding, kept, page
from helpdesk_tui.rendering import markup
from helpdesk_tui.storage import driver
from helpdesk_tui.storage.address import Place, Server, named
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets import actions, drafts, history
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import holding, opened, row, technician

NAME = "Zaqira Xolotl"
SECRETS = ("Zaqira", "Xolotl", "zaqira@", "600 111 777", "Qwyjibo", "Wyvernia")
"""What is hers alone, and stands nowhere else in the desk."""

THEIRS = "Kwanzaabot"
"""What was written in her tickets."""


@dataclass(frozen=True, slots=True)
class Desk:
    path: Place
    ana: int
    acme: int
    zaqira: int
    joan: int
    asked: int
    """Her ticket, done."""
    called: int
    """Joan's ticket about which she called."""
    talk: int


@pytest.fixture(params=DIALECTS)
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    (tmp_path / "config.toml").write_text('technician = "ana"\nzone = "Europe/Madrid"\n')
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    with opened_fresh(tmp_path, request.param) as opened_desk:
        yield _stocked(opened_desk.path)


def _stocked(path: Place) -> Desk:
    ana = technician("ana")
    acme = editing.add_client(ana, {"name": "ACME"}).things[0]
    card = {"name": "Zaq", "email": "zaqira@acme.example", "phone": "600 111 777"}
    zaqira = editing.add_contact(ana, acme, card, "Wyvernia").things[0]
    notes = {"name": NAME, "notes": "Likes Qwyjibo"}
    editing.edit(ana, Entity.CONTACT, zaqira, {"name": "Zaq", "notes": ""}, notes)
    joan = editing.add_contact(ana, acme, {"name": "Joan Puig"}).things[0]
    asked = opened(ana, f"{THEIRS} prints", requester=zaqira, body=f"My {THEIRS}", client=acme)
    actions.reply(ana, [row(asked)], f"Turn the {THEIRS} off")
    actions.add_note(ana, [row(asked)], f"{THEIRS} again, between us")
    actions.resolve(ana, [row(asked)], "Done")
    called = opened(ana, "Till is slow", requester=joan, body="Joan's own words")
    with change(ana) as hand:
        actions.called(hand, called, "Mine is slow too", zaqira, acme)
    talk = talks.begin(ana, acme, cases.find("equipment", None), ticket=asked).things[0]
    drafts.save(ana, f"{Entity.CONTACT}:{zaqira}", "card", {"notes": "moves to"})
    drafts.save(ana, f"ticket:{called}", "note", {"body": f"as {NAME.upper()} said"})
    drafts.save(ana, f"ticket:{called}", "reply", {"body": "Dear Joan"})
    return Desk(path, ana, acme, zaqira, joan, asked, called, talk)


def _erase(desk: Desk, *, with_messages: bool = False, anyway: bool = True) -> erasing.Plan:
    planned = erasing.plan(desk.zaqira, with_messages=with_messages)
    erasing.erase(desk.ana, planned, anyway=anyway)
    return planned


def _run(desk: Desk, *words: str) -> Result:
    return CliRunner().invoke(helpdesk, ["--db", named(desk.path), "privacy", *words])


def _everywhere() -> str:
    """Every value of every table."""
    return "\n".join(repr(line) for table in TABLES for line in tuples(table.select()))


def test_all_that_is_kept_is_told_and_nothing_that_is_others_own(desk: Desk) -> None:
    told = kept.everything(desk.zaqira)
    whole = json.dumps(told, ensure_ascii=False)

    assert told["contact"]["email"] == "zaqira@acme.example"
    assert [job["role"] for job in told["employments"]] == ["Wyvernia"]
    (ticket,) = told["tickets"]
    assert [said["body"] for said in ticket["messages"]] == [
        f"My {THEIRS}",
        f"Turn the {THEIRS} off",
        "Done",
    ]
    (call,) = told["calls"]
    assert (call["number"], [said["body"] for said in call["messages"]]) == (
        desk.called,
        ["Mine is slow too"],
    )
    assert [talk["number"] for talk in told["talks"]] == [desk.talk]
    assert "between us" not in whole
    assert "Joan" not in whole
    assert told["left_out"]["internal_notes"] == 1


def test_a_talk_they_were_to_hear_nothing_of_is_counted_but_not_told(desk: Desk) -> None:
    other = talks.begin(desk.ana, desk.acme, cases.find("breach", None)).things[0]
    talks.add(
        desk.ana, other, talk_lines.Person, name=NAME, contact=desk.zaqira, must_not_hear=True
    )
    told = kept.everything(desk.zaqira)
    assert [talk["number"] for talk in told["talks"]] == [desk.talk]
    assert told["left_out"]["talks_to_hear_nothing_of"] == 1


def test_a_summary_is_told_once_the_client_has_it_and_their_reaction_never(desk: Desk) -> None:
    Conversation.update(summary="We agreed.", reaction="furious").execute()
    assert kept.everything(desk.zaqira)["talks"][0]["summary"] is None
    Conversation.update(state=State.GIVEN).execute()
    told = kept.everything(desk.zaqira)
    assert told["talks"][0]["summary"] == "We agreed."
    assert "furious" not in json.dumps(told)


def test_the_page_has_what_the_document_has_and_no_markup_of_theirs(desk: Desk) -> None:
    Message.update(body="<script>x</script> [a](https://b) \x1b]0;t").execute()
    html = markup.html(page.markdown(kept.everything(desk.zaqira)), NAME, "en")
    assert "Likes Qwyjibo" in html
    assert "&lt;script&gt;x&lt;/script&gt; [a](https://b) ␛]0;t" in html
    assert "<script" not in html
    assert "href" not in html.partition("<body>")[2]


def test_erasing_leaves_nothing_of_the_person_but_numbers_and_times(desk: Desk) -> None:
    before = dict(Ticket.select().where(Ticket.id == desk.asked).dicts().get())
    _erase(desk)

    left = _everywhere()
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
    _erase(desk, with_messages=True)

    assert THEIRS not in _everywhere()
    assert holding(THEIRS) == set()
    assert tuples(stamps.clone()) == times
    assert "Joan's own words" in _everywhere()
    assert "Mine is slow too" not in _everywhere()


def test_a_file_goes_with_its_message_unless_another_has_it_too(desk: Desk) -> None:
    folder = database.attachments()
    folder.mkdir(parents=True, exist_ok=True)
    hers, shared = "a" * 64, "b" * 64
    (mine,) = tuples(Message.select(Message.id).where(Message.ticket == desk.asked).limit(1))
    (joans,) = tuples(Message.select(Message.id).where(Message.ticket == desk.called).limit(1))
    at = Message.get().at
    for message, digest in ((mine[0], hers), (mine[0], shared), (joans[0], shared)):
        (folder / digest).write_text("bytes")
        Attachment.create(
            ticket=None, message=message, name="x.txt", size=5, sha256=digest, created_at=at
        )
    _erase(desk, with_messages=True)
    assert not (folder / hers).exists()
    assert (folder / shared).exists()
    (folder / shared).unlink()


def test_the_fact_is_logged_with_who_and_when_and_without_what(desk: Desk) -> None:
    _erase(desk)
    (event,) = Event.select().where(Event.field == "erased")
    assert (event.entity, event.entity_id) == (Entity.CONTACT, desk.zaqira)
    assert (event.technician_id, event.before, event.after) == (desk.ana, None, "card")
    assert Prose.select().where(Prose.text.contains("Zaq")).count() == 0


def test_what_was_done_before_cannot_bring_the_texts_back(desk: Desk) -> None:
    done = editing.edit(
        desk.ana, Entity.CONTACT, desk.zaqira, {"phone": "600 111 777"}, {"phone": "1"}
    )
    _erase(desk)
    with pytest.raises(history.Refused):
        history.take_back(desk.ana, done)
    assert Contact.get_by_id(desk.zaqira).phone == ""


def test_an_open_ticket_stands_in_the_way_unless_it_is_said_that_it_does_not(desk: Desk) -> None:
    planned = erasing.plan(desk.zaqira)
    assert planned.open == (desk.called,)
    before = _everywhere()
    with pytest.raises(erasing.Refused):
        erasing.erase(desk.ana, planned)
    assert _everywhere() == before
    erasing.erase(desk.ana, planned, anyway=True)


def test_what_has_changed_since_it_was_shown_is_shown_again_first(desk: Desk) -> None:
    planned = erasing.plan(desk.zaqira)
    opened(desk.ana, "One more", requester=desk.zaqira)
    before = _everywhere()
    with pytest.raises(erasing.Refused, match="meanwhile"):
        erasing.erase(desk.ana, planned, anyway=True)
    assert _everywhere() == before


def test_texts_of_others_that_name_them_are_pointed_at_and_left(desk: Desk) -> None:
    mentioned = opened(desk.ana, "Call zaqira xolotl back")
    alike = opened(desk.ana, "Zaqira Xolotlan is somebody else")
    planned = _erase(desk)
    assert planned.named.tickets == (mentioned,)
    assert alike not in planned.named.tickets
    assert row(mentioned).subject == "Call zaqira xolotl back"


@pytest.mark.parametrize("words", ["zaqira xolotl", "ZAQIRA@acme.example", "xolo", "{id}"])
def test_a_contact_is_found_by_number_mail_or_name_also_when_put_away(
    desk: Desk, words: str
) -> None:
    editing.retire(desk.ana, Entity.CONTACT, desk.zaqira)
    assert finding.contact(words.format(id=desk.zaqira)) == desk.zaqira


@pytest.mark.parametrize("words", ["nobody", "", "  ", "a", "99999"])
def test_nobody_and_several_are_refused(desk: Desk, words: str) -> None:
    with pytest.raises(finding.Unknown):
        finding.contact(words)


def test_the_command_shows_first_and_does_it_when_told(desk: Desk) -> None:
    before = _everywhere()
    shown = _run(desk, "erase", NAME)
    assert shown.exit_code == 0, shown.output
    assert "Nothing was changed" in shown.output
    assert str(desk.called) in shown.output

    refused = _run(desk, "erase", NAME, "--yes")
    assert refused.exit_code == 1
    assert _everywhere() == before

    done = _run(desk, "erase", NAME, "--yes", "--anyway", "--with-messages")
    assert done.exit_code == 0, done.output
    assert "Zaqira" not in _everywhere()


def test_the_command_writes_two_files_and_never_over_others(desk: Desk, tmp_path: Path) -> None:
    written = _run(desk, "export", NAME, "-o", str(tmp_path))
    assert written.exit_code == 0, written.output
    stem = tmp_path / f"contact-{desk.zaqira}"
    document = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    assert document["contact"]["name"] == NAME
    assert "Wyvernia" in stem.with_suffix(".html").read_text(encoding="utf-8")
    assert stem.with_suffix(".json").stat().st_mode & 0o077 == 0
    assert _run(desk, "export", NAME, "-o", str(tmp_path)).exit_code == 2
    assert _run(desk, "export", NAME, "-o", str(tmp_path), "--replace").exit_code == 0


def test_backups_are_named_as_still_holding_it(desk: Desk) -> None:
    if isinstance(desk.path, Server):
        assert "server still hold" in _run(desk, "erase", NAME).output
        return
    copy = desk.path.parent / "backups" / "helpdesk-1.db"
    copy.parent.mkdir()
    copy.write_bytes(b"")
    assert str(copy) in _run(desk, "erase", NAME).output


def test_no_byte_of_the_file_still_has_what_was_erased(desk: Desk) -> None:
    if isinstance(desk.path, Server):
        pytest.skip("what a server keeps in its files and logs is its own")
    path = desk.path
    for number in range(200):  # so that pages are freed, and used, and freed again
        drafts.save(desk.ana, "new", "ticket", {"said": f"Zaqira Xolotl {number} " * 40})
    _erase(desk, with_messages=True)
    files = [path, *path.parent.glob(path.name + "-wal")]
    raw = b"".join(file.read_bytes() for file in files).lower()
    assert [s for s in (*SECRETS, THEIRS) if s.lower().encode() in raw] == []


def test_a_desk_that_reads_just_then_keeps_old_pages_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if driver.best_journal() != "wal":
        pytest.skip("without a WAL nobody reads while another writes")
    monkeypatch.setattr(driver, "TIMEOUT", 0.2)
    with opened_fresh(tmp_path) as opened_desk:
        desk = _stocked(opened_desk.path)
        planned = erasing.plan(desk.zaqira)
        with closing(driver.connect(tmp_path / "helpdesk.db")) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM contact").fetchone()
            assert not erasing.erase(desk.ana, planned, anyway=True)
