"""Evidence at the screen: offered, pasted, copied from a file, and turned to the client."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from helpdesk_tui.conversations import actions, proof
from helpdesk_tui.conversations.talk import Evidence, Warned
from helpdesk_tui.models.people import Asset, Client
from helpdesk_tui.models.tickets import Attachment, Message, MessageKind
from helpdesk_tui.screens.talks.talk_form import kind_of
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from tests.conversations.conftest import CASE, Room
from tests.screens.conftest import Seat, SitDown
from tests.support import technician

FAILED = "Two of four disks failed."
DAY = datetime(2026, 11, 19, 12, tzinfo=UTC)
EVIDENCE = kind_of(Evidence)
"""The place of the list."""
OUTPUT = "$ check\r  1 OK\r  2 \x1b[31mFAILED\r```\r<script>"
"""Several lines as a terminal sends them when they are pasted."""


@pytest.fixture
def room(stocked: Opened) -> Room:
    """A conversation about the first ticket, in which something has been said."""
    me = technician("ana")
    client, asset = Client.get(name="ACME Ibérica").id, Asset.get(name="SRV-2").id
    Asset.update(bought=date(2017, 1, 1)).execute()
    Message.create(ticket=1, kind=MessageKind.NOTE, at=DAY, body=FAILED)
    offer = "We proposed a new server."
    Message.create(ticket=1, kind=MessageKind.REPLY, at=DAY, body=offer, technician=me)
    begun = actions.begin(me, client, CASE, ticket=1, asset=asset).things[0]
    return Room(me, client, 1, asset, 1, begun)


async def sit_at(sit_down: SitDown, room: Room, *, on: str) -> Seat:
    """Somebody at the talk, the cursor on these lines of it."""
    actions.keep_place(room.id, on)
    seat: Seat = await sit_down(size=(80, 30))
    await seat.has_in_hand(1)
    with seat.app._context():
        seat.app.action_open_talk(room.id)
    await seat.sees("What I will not promise")
    return seat


async def test_what_is_chosen_brings_its_day_and_what_it_is_taken_from(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room, on=EVIDENCE)
    await seat.press("plus")
    await seat.sees("SRV-2: compra: 2017", FAILED)
    await seat.type("disks")
    await seat.sees("Thu 19 Nov")
    await seat.press("down", "enter")
    await seat.sees("2026-11-19")
    await seat.press("ctrl+s")
    await seat.sees("A piece of evidence: kept")
    (found,) = room.now().evidence
    assert (found.text, found.day) == (FAILED, date(2026, 11, 19))
    assert Message.get_by_id(found.message).body == FAILED


async def test_ones_own_words_stay_and_another_choice_brings_another_day(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room, on=EVIDENCE)
    await seat.press("plus")
    await seat.type("disks")
    await seat.press("down", "enter")
    await seat.sees("2026-11-19")
    await seat.press("shift+tab", "ctrl+u")
    await seat.type("SRV-2 comp")
    await seat.sees("compra: 2017")
    await seat.press("down", "enter")
    await seat.sees_no("2026-11-19")
    await seat.press("shift+tab", "ctrl+u")
    await seat.type("disks")
    await seat.press("ctrl+s")
    await seat.sees("A piece of evidence: kept")
    (found,) = room.now().evidence
    assert (found.text, found.day, found.message) == ("disks", None, None)


async def test_pasted_output_keeps_its_lines_wherever_it_is_pasted(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room, on=EVIDENCE)
    await seat.press("plus")
    await seat.type("The check says so")
    await seat.paste(OUTPUT)
    await seat.sees("<script>")
    await seat.press("ctrl+s")
    await seat.sees("The check says so", ": kept")
    (found,) = room.now().evidence
    assert found.text == "The check says so\n$ check\n  1 OK\n  2 ␛[31mFAILED\n```\n<script>"
    await seat.press("down", "enter")
    await seat.sees("2 ␛[31mFAILED")
    await seat.press("escape")
    assert room.now().evidence == (found,)


async def test_a_file_is_copied_and_one_that_is_not_there_is_told(
    sit_down: SitDown, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.txt").write_text("2 FAILED")
    monkeypatch.chdir(tmp_path)
    seat = await sit_at(sit_down, room, on=EVIDENCE)
    await seat.press("plus", "tab", "tab", "tab")
    await seat.type("repo")
    await seat.sees("report.txt")
    await seat.press("ctrl+s")
    await seat.sees("There is no file")
    assert room.now().evidence == ()
    await seat.press("down", "down", "enter", "ctrl+s")
    await seat.sees("A piece of evidence: kept")
    (found,) = room.now().evidence
    assert found.text == "report.txt"
    kept = Attachment.get_by_id(found.attachment)
    assert (database.attachments() / kept.sha256).read_text() == "2 FAILED"


async def test_a_form_that_was_only_looked_at_leaves_no_line(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room, on=EVIDENCE)
    await seat.press("plus")
    await seat.sees("Shown by")
    await seat.press("ctrl+s")
    await seat.sees_no("Shown by")
    assert room.now().evidence == ()


async def test_former_warnings_are_offered_and_seen_only_when_asked_for(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room, on="")
    assert "Former warnings" not in seat.picture
    await seat.press("W", "G", "plus")
    await seat.sees("We proposed a new server.")
    await seat.press("down", "enter")
    await seat.sees("2026-11-19")
    await seat.press("ctrl+s")
    await seat.sees(": kept")
    (found,) = room.now().warnings
    assert (found.text, found.day) == ("We proposed a new server.", date(2026, 11, 19))
    await seat.press("W")
    await seat.sees_no("We proposed")


async def test_nothing_is_turned_to_the_client_before_it_is_marked(
    sit_down: SitDown, room: Room
) -> None:
    room.add(Evidence, text="They pay late.")
    seat = await sit_at(sit_down, room, on=EVIDENCE)
    await seat.press("e")
    await seat.sees("space on a line of evidence marks it")
    await seat.press("down", "space", "e")
    await seat.sees_no("Evidence")
    await seat.sees("They pay late.")


async def test_the_page_for_the_clients_eyes_holds_nothing_else(
    sit_down: SitDown, room: Room, tmp_path: Path
) -> None:
    text = "Dos discos fallan.\n  2 ␛[31mFAILED\n<b>"
    proof.add(room.me, room.now(), text, date(2026, 11, 19), True, None)
    room.add(Evidence, text="They pay late.")
    room.add(Warned, text="We told them in 2024.")
    room.write(headline="The server will not survive.")
    seat = await sit_at(sit_down, room, on=EVIDENCE)
    await seat.press("e")
    await seat.sees_no("What I will not promise")
    page = [line.strip() for line in seat.picture.splitlines() if line.strip()]
    assert page == [
        *("ACME Ibérica", "19 de noviembre de 2026", "Dos discos fallan."),
        *("│   2 ␛[31mFAILED", "│ <b>", page[-1]),
    ]
    assert page[-1].startswith("s save")
    await seat.press("1", "t", "z", "plus")
    seat.app.say("Somebody else has called")
    await seat.settle()
    assert "Dos discos fallan." in seat.picture
    assert "Somebody else" not in seat.picture
    out = tmp_path / "out"
    out.mkdir()
    await seat.press("s")
    await seat.sees("Folder")
    await seat.press("ctrl+u")
    await seat.type(f"{tmp_path}/none")
    await seat.press("enter")
    await seat.sees("There is no folder")
    await seat.press("ctrl+u")
    await seat.type(str(out))
    await seat.press("enter")
    await seat.sees("Saved to")
    assert {path.suffix for path in out.iterdir()} == {".md", ".html", ".txt"}
    for path in out.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "FAILED" in path.read_text()
        assert not any(word in path.read_text() for word in ("2024", "pay late", "survive"))
    await seat.press("escape")
    await seat.sees("What I will not promise")


async def test_the_headline_is_on_the_page_once_it_may_be(sit_down: SitDown, room: Room) -> None:
    proof.add(room.me, room.now(), "Dos discos fallan.", None, True, None)
    room.write(headline="The server will not survive.", step=4)
    actions.keep_place(room.id, "")
    seat: Seat = await sit_down(size=(40, 20))
    await seat.has_in_hand(1)
    with seat.app._context():
        seat.app.action_open_talk(room.id)
    await seat.sees("Pause")
    await seat.press("e")
    await seat.sees("Dos discos fallan.", "The server will not survive.")
