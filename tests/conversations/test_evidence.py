"""Evidence is found by itself, noted with what it is taken from, and shown as it was."""

from __future__ import annotations

import os
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_tui.conversations import actions, evidence_page, gathering, proof, summary
from helpdesk_tui.conversations.evidence_page import Item, Page
from helpdesk_tui.conversations.gathering import Candidate
from helpdesk_tui.conversations.talk import Evidence, Option, Talk, Warned, read
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.models.conversations import Conversation
from helpdesk_tui.models.people import Asset
from helpdesk_tui.models.tickets import Attachment, Message, MessageKind, Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.rendering import markup
from helpdesk_tui.safe_text import clean
from helpdesk_tui.storage import attached
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.storage.whole import Unwritable
from helpdesk_tui.tickets import history
from tests.conversations.conftest import CASE, Room
from tests.plans import plans
from tests.support import SATURDAY, opened

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def texts(found: list[Candidate]) -> list[str]:
    return [one.text for one in found]


def said(ticket: int, body: str, at: datetime = SATURDAY, **known: object) -> int:
    known = {"kind": MessageKind.NOTE, **known}
    return int(Message.create(ticket=ticket, at=at, body=body, **known).id)


def earlier(room: Room, subject: str, days: int, minutes: int = 0) -> int:
    """An older ticket of the machine, on which somebody has worked."""
    at, ticket = NOW - timedelta(days=days), opened(room.me, subject, client=room.client)
    Ticket.update(asset=room.asset, created_at=at).where(Ticket.id == ticket).execute()
    if minutes:
        Entry.create(
            technician=room.me,
            begin=at,
            end=at + timedelta(minutes=minutes),
            zone="Europe/Madrid",
            title=subject,
            ticket=ticket,
            created_at=at,
        )
    return ticket


def in_english(room: Room) -> Talk:
    Conversation.update(language="en").execute()
    return room.now()


def test_the_first_sentence_that_says_something_is_offered_with_its_day(room: Room) -> None:
    body = "Hi Ana,\nTwo of four disks failed. The rest is noise.\n> An old quote of theirs here."
    number = said(room.ticket, body, datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    (found,) = gathering.evidence(room.now(), "disks")
    assert found == Candidate(
        "Two of four disks failed.", date(2026, 11, 21), message=number
    )  # the client is in Madrid


def test_the_newest_of_the_ticket_comes_first_and_withdrawn_messages_not_at_all(
    room: Room,
) -> None:
    said(room.ticket, "It was slow on the first day.", SATURDAY - timedelta(days=2))
    said(room.ticket, "It is dead on the third day.", SATURDAY)
    said(room.ticket, "It never was like that at all.", SATURDAY, withdrawn=True)
    found = [text for text in texts(gathering.evidence(room.now())) if text.startswith("It ")]
    assert found == ["It is dead on the third day.", "It was slow on the first day."]


def test_the_machine_comes_first_in_the_language_of_the_client(room: Room) -> None:
    Asset.update(
        kind="server", serial="X1", bought=date(2017, 5, 3), warranty_until=date(2020, 5, 3)
    ).where(Asset.id == room.asset).execute()
    assert texts(gathering.evidence(room.now()))[:2] == [
        "SRV-2: compra: 2017, fin de la garantía: 2020",
        "SRV-2: server, número de serie X1",
    ]
    first, second, *_rest = gathering.evidence(in_english(room))
    assert first == Candidate("SRV-2: bought 2017, warranty ended 2020", asset=room.asset)
    assert second.text == "SRV-2: server, serial number X1"


def test_a_warranty_that_runs_or_ended_lately_is_told_to_the_day(room: Room) -> None:
    Asset.update(warranty_until=date(2027, 1, 2)).execute()
    talk = in_english(room)
    assert "SRV-2: under warranty until 2 January 2027" in texts(gathering.evidence(talk))
    Asset.update(warranty_until=date(2026, 11, 1)).execute()
    assert "SRV-2: warranty ended 1 November 2026" in texts(gathering.evidence(talk))


def test_earlier_tickets_of_the_machine_are_counted_with_their_hours(room: Room) -> None:
    for days, minutes in ((10, 150), (100, 90), (300, 30), (400, 600)):
        earlier(room, f"It failed {days} days ago", days, minutes)
    found = gathering.evidence(in_english(room))
    history_ = Candidate(
        "SRV-2: 3 tickets in 12 months, 4:30 h", date(2026, 11, 22), asset=room.asset
    )
    assert history_ in found
    assert "It failed 100 days ago" in texts(found)
    assert "It failed 400 days ago" not in texts(found)


def test_all_words_must_be_held_and_accents_do_not_matter(room: Room) -> None:
    said(room.ticket, "El disco falló esta misma mañana.")
    assert texts(gathering.evidence(room.now(), "manana FALLO")) == [
        "El disco falló esta misma mañana."
    ]
    assert not gathering.evidence(room.now(), "disco tarde")


def test_what_was_noted_is_not_offered_again(room: Room) -> None:
    said(room.ticket, "Two of four disks failed.")
    proof.add(room.me, room.now(), "Two of four disks failed.", None, False, None)
    assert not gathering.evidence(room.now(), "disks")


def test_a_talk_without_ticket_and_machine_has_nothing_to_offer(room: Room) -> None:
    Conversation.update(ticket=None, asset=None).execute()
    assert gathering.evidence(room.now()) == gathering.warnings(room.now()) == []


def test_former_warnings_are_our_own_offers_and_advice_and_what_was_declined(room: Room) -> None:
    old = earlier(room, "The disk makes noise", 200)
    at = NOW - timedelta(days=200)
    said(old, "Hola Marta.\nLe propuse cambiar los discos. Dijo que no.", at, technician=room.me)
    said(old, "I recommend that you hurry, said the client.", at)
    said(room.ticket, "It is dead.", technician=room.me)
    other = actions.begin(room.me, room.client, CASE).things[0]
    actions.add(room.me, other, Option, text="A new server")
    elsewhere = read(other)
    assert elsewhere
    actions.refuse(room.me, elsewhere.options[0], "too dear")
    Conversation.update(ended_at=datetime(2025, 3, 2, 9, tzinfo=UTC)).where(
        Conversation.id == other
    ).execute()
    found = gathering.warnings(room.now())
    assert [(one.text, one.day) for one in found] == [
        ("A new server: ofrecido, no se quiso", date(2025, 3, 2)),
        ("Le propuse cambiar los discos.", date(2026, 5, 6)),
    ]


def test_what_is_offered_is_bounded_however_much_there_is(room: Room) -> None:
    Message.insert_many(
        [
            {"ticket": room.ticket, "kind": 3, "at": SATURDAY, "body": f"It beeped {n} times now."}
            for n in range(300)
        ]
    ).execute()
    assert len(gathering.evidence(room.now())) == gathering.OFFERED
    long = said(room.ticket, "x" * 100_000)
    first = next(one for one in gathering.evidence(room.now()) if one.message == long)
    assert len(first.text) <= 160


def test_more_tickets_than_anybody_counts_are_told_without_a_sum(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_TICKETS", 2)
    for days in (1, 2, 3):
        earlier(room, "Again", days, minutes=60)
    assert "SRV-2: more than 2 tickets in 12 months" in texts(gathering.evidence(in_english(room)))


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_every_look_up_is_a_walk_along_an_index(room: Room) -> None:
    earlier(room, "The disk makes noise", 20, minutes=5)
    talk = room.now()
    for table in ("message", "attachment", "ticket", "entry", "asset", "option"):
        for work in (gathering.evidence, gathering.warnings):
            for plan in plans(lambda work=work: work(talk), table):
                assert not any("SCAN" in line for line in plan), (table, plan)
    by_machine = ["SEARCH t1 USING INDEX ticket_asset_id (asset_id=?)"]
    assert by_machine in plans(lambda: gathering.evidence(talk), "ticket")


# Noting it


def test_what_was_offered_points_at_what_it_is_taken_from(room: Room) -> None:
    number = said(room.ticket, "Two of four disks failed. And more.")
    text = "Two of four disks failed.\nDISK 1 FAILED\nDISK 2 FAILED"
    done = proof.add(room.me, room.now(), text, date(2026, 11, 21), True, None)
    (found,) = room.now().evidence
    assert (found.text, found.message, found.attachment, found.shown) == (text, number, None, True)
    history.take_back(room.me, done)
    assert room.now().evidence == ()


def test_ones_own_words_point_at_nothing(room: Room) -> None:
    said(room.ticket, "Two of four disks failed. And more.")
    proof.add(room.me, room.now(), "Two of four disks", None, False, None)
    (found,) = room.now().evidence
    assert (found.text, found.message, found.asset) == ("Two of four disks", None, None)


def test_a_file_lies_under_its_hash_and_the_evidence_points_at_it(
    room: Room, tmp_path: Path
) -> None:
    path = tmp_path / "informe ñ.csv"
    path.write_bytes(b"disk;state\n1;FAILED\n")
    kept = proof.keep(path)
    assert proof.keep(path) == kept
    stored = database.attachments() / kept.sha256
    assert stored.read_bytes() == path.read_bytes()
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert {place.name for place in stored.parent.iterdir()} == {kept.sha256}
    done = proof.add(room.me, room.now(), kept.name, None, False, kept)
    (found,) = room.now().evidence
    row = Attachment.get_by_id(found.attachment)
    assert (row.name, row.media_type, row.size, row.ticket) == (
        *("informe ñ.csv", "text/csv", 20),
        None,
    )
    history.take_back(room.me, done)
    assert room.now().evidence == ()


def test_another_file_takes_the_place_of_the_first(room: Room, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    proof.add(room.me, room.now(), "a", None, False, proof.keep(tmp_path / "a"))
    (first,) = room.now().evidence
    proof.edit(room.me, first, "now b", None, True, proof.keep(tmp_path / "b"))
    (found,) = room.now().evidence
    assert (found.text, found.shown) == ("now b", True)
    assert Attachment.get_by_id(found.attachment).name == "b"
    proof.edit(room.me, found, "still b", None, True, None)
    assert room.now().evidence[0].attachment == found.attachment


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_a_file_that_cannot_be_kept_is_told_in_a_sentence(
    desk: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached, "LARGEST", 3_000_000)
    (tmp_path / "large").write_bytes(b"x" * 3_000_001)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    told = {
        "none": "There is no file",
        "nul\0": "There is no file",
        "": "is a folder",
        "pipe": "no ordinary file",
        "loop": "cannot be read (Too many levels of symbolic links)",
        "large": "too large: 3 MB is the most",
    }
    for name, sentence in told.items():
        with pytest.raises(Refused, match=sentence.replace("(", r"\(").replace(")", r"\)")):
            proof.keep(tmp_path / name)
    folder = database.attachments()
    assert not folder.exists()
    folder.write_text("a file in its place")
    (tmp_path / "good").write_text("good")
    with pytest.raises(Refused):
        proof.keep(tmp_path / "good")


# The page


def page_of(talk: Talk) -> str:
    return evidence_page.markdown(evidence_page.page(talk))


def test_a_text_file_is_read_out_and_of_another_one_there_is_the_name(
    room: Room, tmp_path: Path
) -> None:
    contents = {
        "report.log": "\ufeffDISK 1\tFAILED\r\nñ \x1b[31m".encode(),
        "photo.png": b"\x89PNG\x00",
        "nul.txt": b"a\0b",
        "long.txt": b"LONG " * 5_000,
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        proof.add(room.me, room.now(), name, None, True, proof.keep(tmp_path / name))
    items = evidence_page.page(room.now()).items
    assert [item.text for item in items] == list(contents)
    assert [item.output for item in items] == ["DISK 1\tFAILED\nñ ␛[31m", "", "", ""]
    for file in database.attachments().iterdir():
        file.unlink()
    assert not any(item.output for item in evidence_page.page(room.now()).items)


def marked(room: Room, text: str, day: date | None = None) -> None:
    proof.add(room.me, room.now(), text, day, True, None)


def test_a_paragraph_of_any_length_is_whole_on_the_page(room: Room, tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(2_000)]
    (tmp_path / "log.txt").write_text(" ".join(words))
    marked(room, "The log says:\n" + " ".join(words))
    proof.add(room.me, room.now(), "The file", None, True, proof.keep(tmp_path / "log.txt"))
    assert [item.output.split() for item in evidence_page.page(room.now()).items] == [words, words]


def test_the_page_holds_what_is_marked_and_nothing_else(room: Room, tmp_path: Path) -> None:
    marked(room, "Two disks failed.\n$ check\n  1 FAILED", date(2026, 11, 21))
    room.add(Evidence, text="They pay late.")
    room.add(Warned, text="We told them in 2024.")
    talk = room.write(headline="The server will not survive.", reaction="Joan wept.", step=3)
    paths = evidence_page.export(talk, evidence_page.page(talk), tmp_path)
    assert [path.name for path in paths] == [
        f"2026-11-22-acme-iberica-{talk.id}-datos{end}" for end in (".md", ".html", ".txt")
    ]
    for path in paths:
        page = path.read_text()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "21 de noviembre de 2026" in page
        assert "  1 FAILED" in page
        for hidden in ("pay late", "2024", "wept", "survive", "Marta", "SRV-2 does not start"):
            assert hidden not in page
    assert "The server will not survive." in page_of(room.write(step=4))


def test_a_page_that_cannot_be_written_leaves_nothing(room: Room, tmp_path: Path) -> None:
    marked(room, "Two disks failed.")
    in_the_way = tmp_path / "out" / f"{evidence_page.name(room.now())}.html"
    in_the_way.mkdir(parents=True)
    talk = room.now()
    with pytest.raises(Unwritable):
        evidence_page.export(talk, evidence_page.page(talk), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == [in_the_way]


def test_former_warnings_are_neither_on_the_page_nor_in_the_summary(room: Room) -> None:
    room.prepare()
    room.share()
    marked(room, "Two disks failed.")
    room.add(Warned, text="WARNED BEFORE", day=date(2024, 3, 2))
    talk = room.agree()
    assert "WARNED" not in page_of(talk)
    assert "WARNED" not in str(summary.build(talk, "EUR"))


HOSTILE = st.text(
    st.sampled_from("`~*_#<>[]()!&;|\\-=+1.) \n\tax\x1b\u202eñ€<script>"), min_size=1, max_size=60
)


@settings(max_examples=40)
@given(text=HOSTILE)
def test_hostile_text_stays_words(text: str) -> None:
    text = clean("start " + text).strip()
    first, _end, output = text.partition("\n")
    page = evidence_page.markdown(Page("x", "", (Item("", first, output),)))
    plain, html = markup.plain(page), markup.html(page, "x", "en")
    assert " ".join(first.split()) in " ".join(plain.split())
    for line in output.splitlines():
        assert line.strip() in plain
    assert "<script" not in html
    assert "\x1b" not in plain
