"""`helpdesk pivot` as somebody types it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.cli.pivot import AXES as NAMED
from helpdesk_tui.reports.pivot_axes import AXES
from helpdesk_tui.storage.address import Place, named
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import technician
from tests.timesheets.conftest import client, wrote


@pytest.fixture(params=DIALECTS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """New Year's night for a client of an evil name, and an hour of nobody's."""
    with opened_fresh(tmp_path, request.param) as desk:
        ana = technician("ana")
        evil = client(ana, "=cmd|' /C calc'!A0\x1b]2;x\x07")
        begin = datetime(2025, 12, 31, 22, tzinfo=UTC)
        wrote(ana, begin, begin.replace(year=2026, month=1, day=1, hour=1), client=evil)
        wrote(ana, "2 9:00", "2 10:00", billable=False)
    return desk.path


def run(path: Place, *arguments: str, lang: str = "en") -> Result:
    words = ["--lang", lang, "--db", named(path), "pivot", *arguments]
    return CliRunner().invoke(helpdesk, words)


def test_new_year_is_cut_by_years_and_not_by_weeks(path: Place) -> None:
    told = run(path, "--rows", "year", "--columns", "week", "--all", "--to", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    assert [(row["year"], row["2026-W01"], row["total"]) for row in rows] == [
        ("2025", "3600", "3600"),
        ("2026", "7200", "10800"),
        ("total", "10800", "14400"),
    ]
    assert rows[-1]["billable"] == "10800"
    text = run(path, "--rows", "year", "--columns", "week", "--all").stdout
    assert "Weeks are ISO weeks" in text
    assert "Weeks are ISO weeks" not in run(path, "--all").stdout


def test_nothing_that_acts_on_a_terminal_or_a_spreadsheet_is_written(path: Place) -> None:
    for form in ("text", "csv", "json"):
        for rows, columns in (("client", "year"), ("year", "client")):
            told = run(path, "--rows", rows, "--columns", columns, "--all", "--to", form)
            assert (told.exit_code, "\x1b" in told.stdout) == (0, False)
            if form == "csv":
                assert "'=cmd" in told.stdout
                assert not {"\n=", ",="} & {told.stdout[at : at + 2] for at in range(999)}


def test_json_has_every_cell_and_both_edges(path: Place) -> None:
    told = run(path, "--rows", "client", "--columns", "month", "--year", "2026", "--to", "json")
    found = json.loads(told.stdout)
    assert (found["from"], found["until"]) == ("2026-01-01", "2026-12-31")
    assert [one["seconds"] for one in found["cells"]] == [7200, 3600]
    assert found["seconds"] == sum(one["seconds"] for one in found["row_totals"]) == 10800
    assert sum(one["billable_seconds"] for one in found["column_totals"]) == 7200
    assert [one["name"] for one in found["row_totals"]][1] is None


@pytest.mark.parametrize("path", ["sqlite"], indirect=True)
def test_all_axes_are_named_and_what_means_nothing_ends_with_two(path: Place) -> None:
    assert tuple(AXES) == NAMED
    for words in (
        ("--rows", "day", "--columns", "day"),
        ("--rows", "moon"),
        ("--client", "nobody"),
        ("--year", "26-2026"),
    ):
        result = run(path, *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Error: " in result.stderr
