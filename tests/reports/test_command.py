"""`helpdesk stats` as somebody types it: what it writes, and with which code it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui import clock
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.models.billing import Rate
from helpdesk_tui.people import editing
from helpdesk_tui.reports import written
from helpdesk_tui.reports.written import FIGURES, ROUTINES
from helpdesk_tui.storage.address import Place, named
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import actions
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import opened, row, technician
from tests.timesheets.conftest import wrote


@pytest.fixture(params=DIALECTS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A desk with three tickets of one client, one of them resolved, and one of nobody."""
    with opened_fresh(tmp_path, request.param) as desk:
        ana = technician("ana")
        evil = editing.add_client(ana, {"name": "=cmd|' /C calc'!A0\x1b]2;x\x07"}).things[0]
        for number in range(3):
            opened(ana, f"Printer {number} jams", client=evil, category="printing")
        opened(ana, "Something else")
        actions.resolve(ana, [row(1)], "A new roller")
    return desk.path


def run(path: Place, *arguments: str | Path, lang: str = "en") -> Result:
    words = ["--lang", lang, "--db", named(path), "stats", *map(str, arguments)]
    return CliRunner().invoke(helpdesk, words)


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_figures_are_a_table_with_bars_and_exact_numbers(path: Place) -> None:
    result = run(path)
    assert (result.exit_code, result.stderr) == (0, "")
    head, printing, other, total = (line.split() for line in result.stdout.splitlines()[1:5])
    assert head[:3] == ["Category", "came", "open"]
    assert printing[:3] == ["printing", "3", "2"]
    assert set(printing[-1]) == {"█"}
    assert other[:4] == ["no", "category", "1", "1"]
    assert total[:3] == ["all", "4", "3"]


def test_nothing_that_acts_on_a_terminal_or_a_spreadsheet_is_written(path: Place) -> None:
    for form in ("text", "csv", "json"):
        assert "\x1b" not in run(path, "client", "--to", form).stdout
    evil, nobody, total = rows(run(path, "client", "--to", "csv").stdout)
    assert evil["name"].startswith("'=cmd")
    assert (nobody["name"], nobody["came"]) == ("", "1")
    assert (total["by"], total["came"], total["open"], total["done"]) == ("total", "4", "3", "1")
    assert tuple(total) == FIGURES
    assert "'=" not in run(path, "subjects", "--to", "csv").stdout


@pytest.mark.parametrize("lang", ["en", "es"])
def test_routines_are_told_in_every_form_and_nothing_in_them_acts(path: Place, lang: str) -> None:
    assert "Nothing recurs" in run(path, "routines").stdout
    with closing(open_database(path)):
        Rate.create(cents=5000, created_at=clock.now())
        for week in range(3):
            end = clock.now().replace(microsecond=0) - timedelta(days=1 + 7 * week)
            title = f"=Copies of week {week}\x1b]2;x\x07"
            wrote(1, end - timedelta(hours=1), end, title=title, client=1)
    text = run(path, "routines", lang=lang).stdout
    assert "=Copies of week 0" in text
    assert ("150,00\N{NO-BREAK SPACE}€" if lang == "es" else "€150.00") in text
    (row,) = rows(run(path, "routines", "--to", "csv", lang=lang).stdout)
    assert tuple(row) == ROUTINES
    assert row["title"].startswith("'=Copies")
    assert (row["times"], row["seconds"], row["cost"], row["currency"]) == (
        *("3", "10800", "150.00", "EUR"),
    )
    told = run(path, "routines", "--to", "json", lang=lang).stdout
    assert "\x1b" not in text + told
    report = written.routines_of(told)
    assert json.loads(json.dumps(written.document(report))) == json.loads(told)
    assert [sum(row.weeks) for row in report.rows] == [10800]


def test_json_is_read_back_as_what_it_was(path: Place) -> None:
    told = run(path, "client", "--to", "json", "--all").stdout
    table = written.figures_of(told)
    assert [(one.came, one.open) for one in table.rows] == [(3, 2), (1, 1)]
    assert json.loads(json.dumps(written.document(table))) == json.loads(told)


@pytest.mark.parametrize(
    ("options", "came"),
    [
        (("--weeks", "1"), 4),
        (("--from", "today"), 4),
        (("--until", "yesterday", "--from", "2020-01-01"), 0),
        (("--until", "2020-01-01"), 0),
        (("--period", "1999"), 0),
        (("--all",), 4),
        (("--words", "printer category:printing"), 3),
    ],
)
@pytest.mark.parametrize("path", ["sqlite"], indirect=True)
def test_a_period_and_a_filter_say_which_tickets_count(
    path: Place, options: tuple[str, ...], came: int
) -> None:
    for dimension in ("priority", "week", "month"):
        found = json.loads(run(path, dimension, "--to", "json", *options).stdout)
        assert found["total"]["came"] == sum(one["came"] for one in found["rows"]) == came


@pytest.mark.parametrize(
    "options",
    [
        ("--weeks", "1", "--all"),
        ("--from", "today", "--until", "yesterday"),
        ("--from", "31/2"),
        ("--period", "13-2026"),
        ("--until", "9999-12-31"),
        ("--words", "prio:x nothing:y"),
        ("nonsense",),
    ],
)
@pytest.mark.parametrize("path", ["sqlite"], indirect=True)
def test_what_means_nothing_ends_with_two_and_a_sentence(
    path: Place, options: tuple[str, ...]
) -> None:
    result = run(path, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


@pytest.mark.parametrize("path", ["sqlite"], indirect=True)
def test_a_file_is_written_in_the_form_that_its_name_says_and_never_written_over(
    path: Place, tmp_path: Path
) -> None:
    file = tmp_path / "figures.csv"
    assert run(path, "team", "--output", file, "--spreadsheet", lang="es").exit_code == 0
    assert [row["by"] for row in rows(file.read_text("utf-8-sig"), ";")] == ["team", "total"]
    again = run(path, "team", "--output", file)
    assert (again.exit_code, again.stdout) == (2, "")
    assert run(path, "forecast", "--output", file, "--replace").exit_code == 0
    (found,) = rows(file.read_text())
    assert (found["open"], found["came"], found["done"], found["days"]) == ("3", "4", "1", "84")
    assert run(path, "forecast").stdout.startswith(
        "3 open, 0 of them waiting. In 4 weeks: 4 came, 1 done"
    )


@pytest.mark.parametrize("path", ["sqlite"], indirect=True)
def test_subjects_recur_and_no_desk_is_made(path: Place, tmp_path: Path) -> None:
    (found,) = rows(run(path, "subjects", "--to", "csv").stdout)
    assert list(found.values()) == ["Printer 2 jams", "3", "2", "1", "3"]
    assert "Printer 2 jams" in run(path, "subjects").stdout
    nowhere = tmp_path / "nowhere.db"
    result = run(nowhere)
    assert (result.exit_code, nowhere.exists()) == (2, False)


@pytest.mark.parametrize("path", ["sqlite"], indirect=True)
def test_no_textual_is_loaded_and_completion_knows_what_there_is(path: Place) -> None:
    program = (
        "import sys; from helpdesk_tui.cli import helpdesk;"
        "helpdesk(sys.argv[1:], standalone_mode=False);"
        "assert not {one for one in sys.modules if one.startswith('textual')}"
    )
    done = subprocess.run([sys.executable, "-c", program, "--db", named(path), "stats"])
    assert done.returncode == 0
    asked = os.environ | {"_HELPDESK_COMPLETE": "bash_complete", "COMP_WORDS": "helpdesk stats t"}
    told = subprocess.run(
        [sys.executable, "-m", "helpdesk_tui"],
        env=asked | {"COMP_CWORD": "2"},
        capture_output=True,
        text=True,
    )
    assert "plain,team" in told.stdout
