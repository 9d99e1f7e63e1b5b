"""The figures in writing: for a business review in the client's language, and for programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui import periods
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.conversations import review
from helpdesk_tui.conversations.review import Review
from helpdesk_tui.models.people import Client
from helpdesk_tui.people.editing import add_client
from helpdesk_tui.rendering import TemplateProblem, markup
from helpdesk_tui.storage.address import named
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import actions, kept, promises
from tests.sla.conftest import Watch
from tests.sla.lives import promise, rules
from tests.sla.promised import at
from tests.support import opened, row

NAME = "=ACME & *Sons*"


@pytest.fixture
def client(desk: Opened, ana: int, watch: Watch) -> int:
    """A client with four tickets: one was late, one in time, one is late now, and one waits."""
    fields = {"name": NAME, "language": "en", "country": "GB", "zone": "Europe/London"}
    made: int = add_client(ana, fields).things[0]
    gold = {**promise(first_response=1, resolution=8), "name": "Gold *", "priorities": [1, 2, 3]}
    promises.save(ana, rules(gold))
    watch.now = at(16, "10:00")
    late = opened(ana, "It | *smokes*", client=made)
    actions.add_note(ana, [row(late)], "They are a nuisance.")
    watch.now = at(16, "12:30")
    actions.resolve(ana, [row(late)], "It was the cable")
    actions.resolve(ana, [row(opened(ana, "It beeps", client=made))], "It was the mouse")
    opened(ana, "It burns", client=made)
    waits = opened(ana, "It sleeps", client=made)
    watch.now = at(16, "12:31")
    actions.reply(ana, [row(waits)], "Whose is it?")
    actions.wait(ana, [row(waits)], 1)
    watch.now = at(16, "16:00")
    return made


def of(client: int, months: int = 2) -> Review:
    whose = kept.whose(client)
    return review.read(whose, periods.months(months, date(2026, 11, 1), whose.zone))


def test_it_tells_the_client_what_was_promised_and_kept_and_what_was_not(client: int) -> None:
    text = markup.plain(review.text(of(client)))
    told = " ".join(text.split())
    assert "=ACME & *Sons*, 1 October 2026 to 16 November 2026" in told
    assert "Gold *, P1, P2, P3: first response within 1h, resolution within 8h" in told
    assert "Nov 2026 4 2/3, 66 % 2/2, 100 % 3" in told
    assert "#1 It | *smokes*. First response due Monday 16 November 10:00, answered" in told
    assert "11:30: 1h30 of open time late" in told
    assert "#3 It burns. First response due Monday 16 November 12:30: late" in told
    assert "#4 It sleeps. Resolution: its clock is paused" in told
    assert "1 of it is late by now" in told
    assert "nuisance" not in text


def test_it_speaks_the_language_of_the_client(client: int) -> None:
    Client.update(language="es").where(Client.id == client).execute()
    text = review.text(of(client))
    assert "Lo acordado y lo cumplido" in text
    assert "del 1 de octubre de 2026 al 16 de noviembre de 2026" in text
    assert "primera respuesta en 1h, resolución en 8h, en el horario de «Madrid»" in text
    assert "1 plazo ya ha vencido" in text
    Client.update(language="fr").where(Client.id == client).execute()
    assert "What was promised and kept" in review.text(of(client))


def test_a_time_without_promises_says_so_and_no_percentage(client: int) -> None:
    whose = kept.whose(client)
    text = review.text(review.read(whose, periods.months(12, date(2020, 1, 1), whose.zone)))
    assert "Nothing was promised by a policy for the 0 tickets of this time." in text
    assert "%" not in text


def test_of_very_many_the_latest_are_listed_and_the_others_counted(client: int) -> None:
    everything = of(client)
    text = review.text(replace(everything, owed=everything.owed[:1]))
    assert "#4 It sleeps" in text
    assert "It burns" not in text
    assert "These are the latest 1 of 3." in text


def test_its_files_are_named_by_the_day_and_the_client_and_written_as_a_whole(
    client: int, tmp_path: Path
) -> None:
    found = of(client)
    paths = review.export(found, review.text(found), tmp_path)
    assert [path.name for path in paths] == [
        f"2026-11-16-acme-sons-sla{suffix}" for suffix in (".md", ".html", ".txt")
    ]
    page = paths[1].read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "<title>=ACME &amp; *Sons*</title>" in page
    assert '<td style="text-align:right">2/3, 66\xa0%</td>' in page


def run(desk: Opened, *words: str | Path) -> Result:
    command = ["--db", named(desk.path), "sla", "kept", *map(str, words)]
    return CliRunner().invoke(helpdesk, command)


def test_the_command_writes_a_table_that_no_spreadsheet_runs(client: int, desk: Opened) -> None:
    ran = run(desk, "--client", "=acme", "--from", "2026-10", "--until", "2026-11", "--to", "csv")
    table = list(csv.DictReader(io.StringIO(ran.stdout, newline="")))
    assert (ran.exit_code, len(table)) == (0, 6)
    assert table[3] == {
        "client": f"'{NAME}",
        "month": "2026-11",
        "tickets": "4",
        "target": "first_response",
        "promised": "4",
        "kept": "2",
        "missed": "1",
        "open": "1",
        "late": "1",
        "percent": "66",
    }
    assert table[0]["percent"] == ""


def test_the_command_writes_what_a_program_reads_and_a_page(
    client: int, desk: Opened, tmp_path: Path
) -> None:
    document = json.loads(run(desk, "--client", "=acme", "--months", "1", "--to", "json").stdout)
    assert document == review.build(of(client, 1))
    page = tmp_path / "page.html"
    told = run(desk, "--client", "=acme", "--to", "html", "--output", page)
    assert (told.exit_code, told.stdout) == (0, f"Saved to {page}\n")
    assert "<h2>What was late</h2>" in page.read_text(encoding="utf-8")
    again = run(desk, "--to", "html", "--output", page)
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    everybody = run(desk, "--to", "html", "--output", page, "--replace")
    assert everybody.exit_code == 0
    assert "All clients, 1 December 2025 to" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--client", "acmee"], f"There is no client “acmee”. Did you mean “{NAME}”?"),
        (["--from", "2026-13"], "“2026-13” is no month. Write 2026-11."),
        (["--until", "0001-01"], "“0001-01” is no month."),
        (["--from", "2026-11", "--until", "2026-10"], "The first month comes after the last one."),
        (["--from", "2010-01"], "more than ten years"),
        (["--from", "2026-01", "--months", "3"], "Say --months or --from, not both."),
    ],
)
def test_the_command_says_what_is_wrong_with_a_call(
    client: int, desk: Opened, words: list[str], told: str
) -> None:
    ran = run(desk, *words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert told in ran.stderr


def test_a_mistake_in_ones_own_template_is_told_with_its_line(
    client: int, desk: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "review.en.md").write_text("{{ cleint }}")
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    with pytest.raises(TemplateProblem, match="client"):
        review.text(of(client))
    ran = run(desk, "--client", "=acme", "--output", tmp_path / "out.txt")
    assert (ran.exit_code, "“cleint”" in ran.stderr) == (2, True)
    assert not (tmp_path / "out.txt").exists()
