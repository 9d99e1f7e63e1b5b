"""The mail of a sheet: who gets it, what it answers, and that it is there whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from helpdesk_tui import clock, paths
from helpdesk_tui.models.billing import Terms
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.rendering import TemplateProblem
from helpdesk_tui.timesheets import book, giving, letter
from helpdesk_tui.timesheets import sheet as sheets
from helpdesk_tui.timesheets.rows import Sheet
from tests.timesheets.conftest import LATER, wrote
from tests.timesheets.told import ID, MONDAY, SUNDAY, sheet

WEEK = timedelta(days=7)
BOOK = b"PK\x03\x04 =_ \r\n.\r\n" * 100
MARTA = "Marta Ruiz <marta@acme.example>"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


def read_back(written: bytes | Path) -> EmailMessage:
    """As a mail program reads it."""
    data = written.read_bytes() if isinstance(written, Path) else written
    mail = message_from_bytes(data, policy=default)
    assert isinstance(mail, EmailMessage)
    assert mail.defects == []
    return mail


def mailed(told: Sheet) -> EmailMessage:
    return read_back(letter.message(told, None, BOOK).as_bytes())


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part
    return str(part.get_content())


def test_a_mail_program_reads_what_was_meant() -> None:
    subject = "Horas, semana del 16 al 22 de noviembre de 2026 · Peña & Muñoz 北京"
    people = '"Peña, María" <maria@acme.example>, Josep Lluís <jl@acme.example>'
    mail = mailed(sheet("es", subject=subject, to=people, cc="conta@españa.example"))
    assert str(mail["Subject"]) == subject
    assert [(one.display_name, one.addr_spec) for one in mail["To"].addresses] == [
        ("Peña, María", "maria@acme.example"),
        ("Josep Lluís", "jl@acme.example"),
    ]
    assert [one.addr_spec for one in mail["Cc"].addresses] == ["conta@xn--espaa-rta.example"]
    assert (mail["Message-ID"], mail["In-Reply-To"], mail["References"]) == (ID, None, None)
    assert mail["Date"].datetime == LATER
    assert mail["Date"].datetime.utcoffset() == timedelta(hours=1)
    assert (mail["X-Unsent"], mail["From"], mail["Bcc"]) == ("1", None, None)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert [part.get_content_type() for part in mail.walk()] == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", kind),
    ]
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == BOOK
    assert attached.get_filename() == "2026-11-16-2026-11-22-acme-iberica-7-1.xlsx"
    for kind in ("plain", "html"):
        assert "Buenos días:" in body(mail, kind)
        assert "Ana Núñez" in body(mail, kind)
    assert f"<title>{subject.replace('&', '&amp;')}</title>" in body(mail, "html")


def test_its_lines_are_as_long_as_a_mail_may_have_them() -> None:
    names = ", ".join(f"Ñandú {number} <n{number}@acme.example>" for number in range(50))
    told = sheet("es", to=names, paragraph="Así " * 900, subject="ñ" * 400)
    head, _empty, rest = letter.message(told, None, BOOK).as_bytes().partition(b"\r\n\r\n")
    assert max(map(len, head.split(b"\r\n"))) <= 998
    encoded = [line for line in rest.split(b"\r\n") if not line.startswith(b"Content-")]
    assert max(map(len, encoded)) <= 76
    assert b"\n" not in (head + rest).replace(b"\r\n", b"")
    mail = mailed(told)
    assert len(mail["To"].addresses) == 50
    assert str(mail["Subject"]) == "ñ" * 400


@pytest.mark.parametrize("length", [70, 900, 985, 986, 996, 997])
def test_ids_stay_as_they_are_however_long(length: int) -> None:
    ids = [f"<{number}{'x' * (length - 11)}@a.example>"[: length - 1] for number in range(3)]
    ids = [one if one.endswith(">") else one + ">" for one in ids]
    written = letter.message(sheet(answers=" ".join(ids)), None, BOOK).as_bytes()
    mail = read_back(written)
    assert [len(one) for one in ids] == [length] * 3
    assert str(mail["In-Reply-To"]).strip() == ids[-1]
    assert str(mail["References"]).split() == ids
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"=?" not in written


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Hours\r\nBcc: eve@x.example"},
        {"subject": "Hours\n"},
        {"subject": "Hours\u2028Bcc: eve@x.example"},
        {"subject": "Hours\x00"},
        {"to": "a@x.example\r\nBcc: eve@x.example"},
        {"to": "a@x.example\n"},
        {"cc": "a@x.example\n\nHello"},
        {"to": "Marta"},
        {"to": "ñ@x.example"},
        {"to": f"a@{'ñ' * 62}.example"},
        {"cc": "<@x.example>"},
        {"message_id": "<a@b>\r\nBcc: eve@x.example"},
        {"message_id": ""},
        {"answers": "<a@b> Bcc:"},
        {"answers": "<a b@c>"},
        {"answers": f"<{'x' * 997}@c>"},
    ],
)
def test_what_would_write_another_header_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        letter.message(sheet(**wrong), None, BOOK)


@pytest.fixture
def ready(ana: int, acme: int) -> Sheet:
    """A sheet that somebody could give out."""
    Terms.create(client=acme, to=MARTA, created_at=LATER)
    wrote(ana, "16 9:00", "16 10:00", client=acme)
    return giving.prepared(acme, MONDAY, SUNDAY, LATER)


def test_written_again_it_is_the_same_file(ready: Sheet, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    path = letter.write(ready, folder)
    assert path.name == f"2026-11-16-2026-11-22-acme-iberica-{ready.client.id}-1.eml"
    first = path.read_bytes()
    (attached,) = read_back(first).iter_attachments()
    assert attached.get_content() == book.workbook(ready)
    path.write_bytes(b"Half of")
    assert letter.write(ready, folder).read_bytes() == first
    assert list(folder.iterdir()) == [path]
    with pytest.raises(Refused):
        letter.write(replace(ready, subject="Hours\nBcc: eve@x.example"), folder)
    paths.templates_dir().mkdir(parents=True)
    (paths.templates_dir() / "timesheet.es.md").write_text("{{ nothing }}")
    with pytest.raises(TemplateProblem):
        letter.write(ready, folder)
    assert path.read_bytes() == first
    assert list(folder.iterdir()) == [path]


def test_each_sheet_has_a_file_of_its_own() -> None:
    told = sheet()
    others = [
        replace(told, revision=2),
        replace(told, first=SUNDAY),
        replace(told, last=MONDAY),
        replace(told, client=replace(told.client, id=8)),
        replace(told, client=replace(told.client, name="../../.. /\x00")),
    ]
    names = {letter.name(one) for one in [told, *others]}
    assert len(names) == 6
    assert not any(set("/\x00.") & set(name) for name in names)


@pytest.mark.parametrize("fixed", [False, True])
@pytest.mark.parametrize("language", ["en", "es"])
def test_it_answers_the_last_one_that_the_client_was_given(
    ana: int, acme: int, fixed: bool, language: str
) -> None:
    from helpdesk_tui.models.people import Client

    Client.update(language=language).where(Client.id == acme).execute()
    Terms.create(client=acme, to=MARTA, fixed_subject=fixed, created_at=LATER)
    for day in (2, 9, 16):
        wrote(ana, f"{day} 9:00", f"{day} 10:00", client=acme)

    def tell(first: date) -> EmailMessage:
        last = first + WEEK - timedelta(days=1)
        return read_back(giving.tell(ana, acme, first, last, LATER, letter.write)[1])

    weeks = [MONDAY - 2 * WEEK, MONDAY - WEEK]
    mails = [tell(first) for first in weeks]
    told = sheets.read(acme, weeks[1], weeks[1] + timedelta(days=6), LATER)
    giving.revise(ana, told)
    wrote(ana, "10 9:00", "10 9:30", client=acme, title="Forgotten")
    mails += [tell(weeks[1]), tell(MONDAY)]
    ids = [str(mail["Message-ID"]) for mail in mails]
    assert len(set(ids)) == 4
    assert [mail["In-Reply-To"] for mail in mails] == [None, *ids[:3]]
    assert [str(mail["References"] or "").split() for mail in mails] == [ids[:n] for n in range(4)]
    subjects = [str(mail["Subject"]) for mail in mails]
    lines = [body(mail, "plain").splitlines()[0] for mail in mails]
    days = {
        "en": ("2 to 8", "9 to 15", "9 to 15", "16 to 22"),
        "es": ("2 al 8", "9 al 15", "9 al 15", "16 al 22"),
    }[language]
    wanted = {
        "en": "Hours, week of {} November 2026",
        "es": "Horas, semana del {} de noviembre de 2026",
    }
    assert lines == [wanted[language].format(one) for one in days]
    same = {"en": "Hours of ACME Ibérica", "es": "Horas de ACME Ibérica"}[language]
    assert subjects == ([same] * 4 if fixed else lines)
    assert "Forgotten" in body(mails[2], "plain")
    assert {"en": "What has changed", "es": "Qué ha cambiado"}[language] in body(mails[2], "html")


def test_what_was_given_out_can_be_written_again_as_it_lies_there(
    ana: int, ready: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = LATER + timedelta(days=1, microseconds=5)
    path = giving.tell(ana, ready.client.id, MONDAY, SUNDAY, at, letter.write)[1]
    assert read_back(path)["Date"].datetime == at.replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: LATER + 30 * WEEK)
    told = giving.prepared(ready.client.id, MONDAY, SUNDAY, clock.now())
    assert letter.write(told, tmp_path).read_bytes() == path.read_bytes()
