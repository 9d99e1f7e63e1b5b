"""`helpdesk timesheet` as a script calls it: what it writes, and with which code it ends."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui import clock, paths, rounding
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import Every, Rate, Terms
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.address import named
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.timesheets import giving, letter, sheet
from tests.timesheets.conftest import instant, wrote

MONDAY = date(2026, 11, 16)
SUNDAY = MONDAY + timedelta(days=6)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture(autouse=True)
def week(ana: int, acme: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """A client whose week is over and ready to be told."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    terms = {"rounding": "up 15", "to": "Marta Ruiz <marta@acme.example>"}
    Terms.create(client=acme, **terms, created_at=NOW)
    Rate.create(client=acme, cents=60_00, created_at=NOW)
    wrote(ana, "16 9:00", "16 10:05", client=acme, title=FORMULA, description="One\nTwo")
    wrote(ana, "17 22:50", "17 23:10:30", client=acme, title="Night")
    return acme


def run(desk: Opened, *words: str | Path, lang: str = "en", whose: str = "acme") -> Result:
    command = ["--lang", lang, "--db", named(desk.path), "timesheet", "--client", whose]
    return CliRunner().invoke(helpdesk, [*command, *map(str, words)])


def test_by_itself_it_writes_the_last_week_that_is_over_for_the_client(desk: Opened) -> None:
    ran = run(desk)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Horas, semana del 16 al 22 de noviembre de 2026\n=====")
    assert FORMULA in ran.stdout
    assert ran.stdout == run(desk, "--week", "2026-w47", lang="es").stdout
    assert ran.stdout == run(desk, "--from", "16/11", "--until", "22/11/2026").stdout
    Client.update(language="en").execute()
    assert run(desk, lang="es").stdout.startswith("Hours, week of 16 to 22 November 2026")
    Terms.update(every=Every.MONTH).execute()
    assert run(desk).stdout.startswith("Hours, 1 to 31 October 2026")


def test_the_table_has_no_formula_and_the_same_sums_as_the_document(desk: Opened) -> None:
    ran = run(desk, "--to", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.stdout, newline="")))
    assert [row["title"] for row in rows] == [f"'{FORMULA}", "Night", "Night"]
    assert [(row["day"], row["worked"], row["billed"]) for row in rows] == [
        ("2026-11-16", "3900", "4500"),
        ("2026-11-17", "600", "878"),
        ("2026-11-18", "630", "922"),
    ]
    assert {row["state"] for row in rows} == {"draft"}
    document = json.loads(run(desk, "--to", "json").stdout)
    assert document["total"] == {"worked": 5130, "billed": 6300, "amount": "105.00"}
    assert document["lines"][0]["title"] == FORMULA
    assert document["lines"][0]["description"] == "One\nTwo"
    assert list(document["by_day"]) == ["2026-11-16", "2026-11-17", "2026-11-18"]
    assert document["to"] == "Marta Ruiz <marta@acme.example>"
    assert (document["off"], document["missing"]) == (0, None)
    assert rounding.rule(document["rounding"]) == rounding.rule("up 15")
    assert sum(int(row["billed"]) for row in rows) == document["total"]["billed"]
    told = {"lines", "total", "by_day", "by_activity", "changes", "client"}
    fields = set(sheet.read(1, MONDAY, SUNDAY, NOW).__dataclass_fields__)
    assert fields - {"id", "rule", "because_of"} <= document.keys() | told


def test_a_mail_is_written_and_said_not_to_be_sent(desk: Opened, tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    events = Event.select().count()
    ran = run(desk, "--to", "eml", "-o", file)
    assert (ran.exit_code, ran.stderr) == (0, "NOT SENT. The mail was only written.\n")
    assert ran.stdout == f"Saved to {file}\n"
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert str(mail["Subject"]) == "Horas, semana del 16 al 22 de noviembre de 2026"
    assert str(mail["To"]) == "Marta Ruiz <marta@acme.example>"
    assert run(desk, "--to", "eml").stdout_bytes == file.read_bytes()
    assert (billing.Sheet.select().count(), Event.select().count()) == (0, events)
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == run(desk, "--to", "xlsx").stdout_bytes
    page = run(desk, "--to", "html").stdout
    assert '<html lang="es">' in page


def test_what_was_given_out_is_written_as_it_was_told(desk: Opened, ana: int, week: int) -> None:
    giving.tell(ana, week, MONDAY, SUNDAY, NOW, letter.write)
    giving.revise(ana, sheet.read(week, MONDAY, SUNDAY, NOW))
    wrote(ana, "18 9:00", "18 10:00", client=week, title="Forgotten")
    newest, first = (
        json.loads(run(desk, "--to", "json", *more).stdout) for more in ((), ("--revision", "1"))
    )
    assert (newest["revision"], newest["state"], newest["total"]["worked"]) == (2, "draft", 8730)
    assert (first["revision"], first["state"], first["total"]["worked"]) == (1, "given", 5130)
    assert [one["now"]["title"] for one in newest["changes"]] == ["Forgotten"]
    assert newest["answers"] == [first["message_id"]]
    assert (first["given_by"], first["changes"]) == ("ana", [])
    assert "Qué ha cambiado" in run(desk).stdout
    assert "Qué ha cambiado" not in run(desk, "--revision", "1").stdout
    ran = run(desk, "--revision", "3")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "no revision 3 of this sheet; the newest is 2" in ran.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--week", "2026-W54"), "“2026-W54” is no week. Write 2026-W47."),
        (("--week", "47"), "“47” is no week."),
        (("--week", "99999999999-W1"), "is no week."),
        (("--week", "2026-W47", "--from", "16/11"), "not both"),
        (("--from", "16/11"), "both --from and --until"),
        (("--from", "22/11", "--until", "16/11"), "The first day comes after the last one."),
        (("--from", "hoy", "--until", "31/2"), "is no day"),
        (("--client", "Nadie"), "There is no client “Nadie”."),
        (("--to", "pdf"), "pdf"),
        (("--revision", "2"), "no revision 2 of this sheet; the newest is 1"),
        (("-o", "{}/none/a.txt"), "cannot be written"),
        (("-o", "{}/there.txt"), "is there already, and was left as it is"),
    ],
)
def test_what_cannot_be_ends_with_2_and_what_is_wrong(
    desk: Opened, words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    there = tmp_path / "there.txt"
    there.write_text("mine")
    ran = run(desk, *(word.format(tmp_path) for word in words))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in " ".join(ran.stderr.split())
    assert there.read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".txt"} == {"there.txt"}


def test_a_file_is_replaced_when_that_is_said_and_else_stays(desk: Opened, tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_text("mine")
    assert run(desk, "--to", "eml", "-o", file).exit_code == 2
    paths.templates_dir().mkdir(parents=True)
    own = paths.templates_dir() / "timesheet.es.md"
    own.write_text("{{ nothing }}")
    ran = run(desk, "--to", "eml", "-o", file, "--replace")
    assert (ran.exit_code, "timesheet.es.md:1:" in ran.stderr) == (2, True)
    assert file.read_text() == "mine"
    own.unlink()
    Terms.update(to="a@b.example\r\nBcc: eve@x.example").execute()
    assert run(desk, "--to", "eml", "-o", file, "--replace").exit_code == 2
    assert file.read_text() == "mine"
    Terms.update(to="a@b.example").execute()
    assert run(desk, "--to", "eml", "-o", file, "--replace").exit_code == 0
    assert b"Bcc:" not in file.read_bytes()


def test_a_week_without_hours_is_an_empty_sheet_and_no_mail(desk: Opened, tmp_path: Path) -> None:
    words = ("--week", "2026-W40")
    said = "There is nothing to tell: no hours in these days.\n"
    text, table, document = (run(desk, *words, "--to", to) for to in ("text", "csv", "json"))
    for ran in (text, table, document):
        assert (ran.exit_code, ran.stderr) == (0, said)
    assert "En estos días no hubo horas." in text.stdout
    assert len(table.stdout.splitlines()) == 1
    assert json.loads(document.stdout)["total"] == {"worked": 0, "billed": 0, "amount": None}
    file = tmp_path / "a.eml"
    ran = run(desk, *words, "--to", "eml", "-o", file)
    assert (ran.exit_code, ran.stdout, ran.stderr, file.exists()) == (1, "", said, False)
    Terms.update(wants_nothing_too=True).execute()
    assert run(desk, *words, "--to", "eml", "-o", file).exit_code == 0
    assert "no hubo horas" in file.read_text()


def test_what_is_not_ready_is_no_mail(desk: Opened, ana: int, week: int) -> None:
    Terms.update(to="").execute()
    assert run(desk).stderr == ""
    ran = run(desk, "--to", "eml")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (2, "", "Nobody gets it yet: say who.\n")
    Entry.update(end=None, begin=instant("22 9:00")).where(Entry.title == "Night").execute()
    said = "The timer of ana runs on it: stop that first.\n"
    assert (run(desk).exit_code, run(desk).stderr) == (0, said)
    assert (run(desk, "--to", "eml").exit_code, run(desk, "--to", "eml").stderr) == (2, said)


def test_after_a_change_of_terms_it_goes_on_where_the_last_sheet_ended(
    desk: Opened, ana: int, week: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    giving.tell(ana, week, MONDAY, SUNDAY, NOW, letter.write)
    wrote(ana, "24 9:00", "24 10:00", client=week, title="After")
    Client.update(language="en").execute()
    Terms.update(every=Every.MONTH).execute()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert run(desk).stdout.startswith("Hours, 23 to 30 November 2026")
    whole = ("--from", "2026-11-01", "--until", "2026-11-30")
    ran = run(desk, *whole, "--to", "json")
    assert (ran.exit_code, json.loads(ran.stdout)["missing"]) == (0, "told")
    assert "Some of these days are on a sheet that was given out: 2026-11-16" in ran.stderr
    ran = run(desk, *whole, "--to", "eml", "-o", tmp_path / "a.eml")
    assert (ran.exit_code, (tmp_path / "a.eml").exists()) == (2, False)
