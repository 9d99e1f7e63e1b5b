"""What the client gets in writing, in their language and form of address, and as files."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from helpdesk_tui.conversations import actions, summary, summary_files
from helpdesk_tui.conversations.talk import Person, Statement, Talk, Warned
from helpdesk_tui.models.conversations import Certainty, Conversation, Meeting
from helpdesk_tui.models.people import Client
from helpdesk_tui.storage.whole import Unwritable
from tests.conversations.conftest import Room

ENDED = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def hold(room: Room) -> Talk:
    """A conversation that has been held, with things in it that are nobody else's."""
    room.prepare()
    room.share()
    room.agree(text="Order it | at once")
    room.agree(text="Sign", who="Joan Vidal", technician=None, cost=0, day=date(2026, 11, 25))
    room.add(Person, name="Eva Gil", must_not_hear=True)
    room.add(Warned, text="We told them in March.")
    room.add(Statement, text="It was their fault.", certainty=Certainty.LIKELY)
    actions.edit(room.me, room.now().statements[1], left_out=True)
    room.add(Statement, text="When it fails next.", certainty=Certainty.UNKNOWN)
    actions.edit(room.me, room.now().statements[2], told=True, clear=True)
    actions.edit(room.me, room.now().options[0], ready="Friday")
    actions.refuse(room.me, room.now().options[1], "too dear")
    return room.write(
        meeting=Meeting.IN_PERSON,
        reaction="Joan wept.",
        if_nothing="It may stop any day.",
        protection="A copy every hour.",
        speak_again=datetime(2026, 11, 27, 9, 30, tzinfo=UTC),
        tell="Everybody at ACME",
        ended_at=ENDED,
    )


@pytest.mark.parametrize(
    ("language", "form", "words"),
    [
        ("es", "usted", ["Gracias por su tiempo", "recuerda algo", "llámenos", "seguro"]),
        ("es", "tú", ["Gracias por tu tiempo", "recuerdas algo", "llámanos"]),
        ("es", "vos", ["recordás algo", "decínoslo", "llamanos"]),
        ("en", "", ["Thank you for your time", "not known yet"]),
        ("fr", "usted", ["Thank you for your time"]),
    ],
)
def test_it_is_in_the_clients_language_and_form_of_address(
    room: Room, language: str, form: str, words: list[str]
) -> None:
    hold(room)
    Conversation.update(language=language, address_form=form).execute()
    text = summary.text(room.now(), "EUR")
    for word in words:
        assert word in text


def test_it_tells_what_was_said_and_agreed(room: Room) -> None:
    text = summary.text(hold(room), "EUR")
    for part in (
        "# Resumen de nuestra conversación sobre SRV-2",
        "ACME Ibérica, martes 24 de noviembre de 2026, en persona",
        "- Marta Ruiz, office manager\n- ana, por nuestra parte",
        "The server will not survive; replace it this week.",
        "1. Two disks have failed. (seguro)\n2. When it fails next. (aún no se sabe)",
        "- A new server: 3.200,00\N{NO-BREAK SPACE}€, plazo: Friday (sin decidir)",
        "- A rented one: 49,00\N{NO-BREAK SPACE}€ (de momento, no)",
        r"| Order it \| at once | ana | viernes 27 de noviembre | 3.200,00",
        "| Sign | Joan Vidal | miércoles 25 de noviembre | sin coste | Joan Vidal |",
        "Total: **3.200,00\N{NO-BREAK SPACE}€**",
        "It may stop any day.",
        "A copy every hour.",
        "El viernes 27 de noviembre a las 10:30.",
        "Everybody at ACME",
    ):
        assert part in text


def test_it_tells_nothing_that_is_private_or_was_left_out(room: Room) -> None:
    talk = hold(room)
    text = summary.text(talk, "EUR") + repr(summary.build(talk, "EUR"))
    for word in ("wept", "silence", "March", "fault", "Eva Gil", "too dear"):
        assert word not in text


def test_what_was_not_said_has_no_heading(room: Room) -> None:
    room.write(headline="The server will not survive.", ended_at=ENDED)
    room.agree()
    text = summary.text(room.now(), "EUR")
    for heading in ("Lo que sabemos", "opciones", "no se hace nada", "Volvemos", "se le cuenta"):
        assert heading not in text
    assert "\n\n\n" not in text


def test_times_and_amounts_are_those_of_the_client(room: Room) -> None:
    Client.update(zone="America/Mexico_City", country="MX").execute()
    text = summary.text(hold(room), "MXN")
    assert "El viernes 27 de noviembre a las 3:30." in text
    assert "$3,200.00" in text
    assert "sin costo" in text


def test_its_data_are_plain(room: Room) -> None:
    def check(value: object) -> None:
        match value:
            case dict():
                for inner in value.values():
                    check(inner)
            case list():
                for inner in value:
                    check(inner)
            case _:
                assert value is None or type(value) in (str, int, bool)

    check(summary.build(hold(room), "EUR"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one."""
    folder = tmp_path / "summaries"
    folder.mkdir()
    return folder


def given(room: Room) -> Talk:
    return room.write(summary="# Summary\n\nThe <b>server</b>.", ended_at=ENDED)


def test_it_is_written_as_three_files_for_its_owner_alone(room: Room, folder: Path) -> None:
    paths = summary_files.export(given(room), folder)
    assert [path.name for path in paths] == [
        f"2026-11-24-acme-iberica-{room.id}{suffix}" for suffix in (".md", ".html", ".txt")
    ]
    markdown, page, plain = (path.read_text(encoding="utf-8") for path in paths)
    assert markdown == "# Summary\n\nThe <b>server</b>.\n"
    assert "<h1>Summary</h1>" in page
    assert "<b>" not in page
    assert "Summary" in plain
    assert "#" not in plain
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert sorted(folder.iterdir()) == sorted(paths)


def test_it_is_written_again_over_its_own_files(room: Room, folder: Path) -> None:
    summary_files.export(given(room), folder)
    paths = summary_files.export(room.write(summary="# Another"), folder)
    assert paths[0].read_text() == "# Another\n"
    assert sorted(folder.iterdir()) == sorted(paths)


def test_it_is_written_whole_or_not_at_all(room: Room, folder: Path) -> None:
    talk = given(room)
    (folder / f"{summary_files.name(talk)}.txt").mkdir()
    before = sorted(folder.iterdir())
    with pytest.raises(Unwritable):
        summary_files.export(talk, folder)
    assert sorted(folder.iterdir()) == before
    with pytest.raises(Unwritable):
        summary_files.export(talk, folder / "nowhere")


@pytest.mark.parametrize("name", ["../../etc/passwd", "¡¿", "Ñandú & Hijos, S.L.", "x" * 300])
def test_no_name_of_a_client_leads_out_of_the_folder(room: Room, folder: Path, name: str) -> None:
    Client.update(name=name).execute()
    for path in summary_files.export(given(room), folder):
        assert path.parent == folder
        assert len(path.name) < 80
        assert path.name.isascii()
