"""`helpdesk time export`: what was recorded, as other programs and another desk read it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.exports import hours
from helpdesk_tui.exports.calendar_file import escaped, folded
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.storage.address import Place, named
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.worktime import entries
from helpdesk_tui.worktime.timer import What
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import technician

MADRID = "Europe/Madrid"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture(params=DIALECTS)
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A desk with three entries of two technicians; ana sits in Madrid."""
    (tmp_path / "config.toml").write_text('technician = "ana"\nzone = "Europe/Madrid"\n')
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    with opened_fresh(tmp_path, request.param) as desk:
        ana, luis = technician("ana"), technician("luis")
        acme = editing.add_client(ana, {"name": "Acme"}).things[0]
        pause = [(at(16, 10), at(16, 10, 15))]
        what = What("=1+1; x,\\", "Ñandú, first\nsecond", client=acme)
        entries.add(ana, what, at(16, 8), at(16, 11), pause, MADRID)
        entries.add(ana, What("Night"), at(22, 22, 30), at(22, 23, 30), [], MADRID)
        entries.add(luis, What("Luis's"), at(16, 8), at(16, 9), [], "Asia/Kolkata")
    return desk.path


def run(path: Place, *words: str | Path, lang: str = "en") -> Result:
    arguments = ["--lang", lang, "--db", named(path), "time", "export", *map(str, words)]
    return CliRunner().invoke(helpdesk, arguments)


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


def test_a_row_says_all_of_an_entry_and_no_cell_is_a_formula(path: Place) -> None:
    first = rows(run(path, "--client", "acme"))[0]
    assert first["title"] == "'=1+1; x,\\"
    assert (first["begin"], first["end"]) == (
        "2026-11-16T09:00:00+01:00",
        "2026-11-16T12:00:00+01:00",
    )
    assert first["breaks"] == "2026-11-16T11:00:00+01:00/2026-11-16T11:15:00+01:00"
    assert (first["seconds"], first["client"], first["zone"]) == ("9900", "Acme", MADRID)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ((), ["=1+1; x,\\", "Luis's", "Night"]),
        (("--technician", "luis"), ["Luis's"]),
        (("--client", "ac"), ["=1+1; x,\\"]),
        (("--from", "2026-11-23"), ["Night"]),  # it ends on Monday in Madrid
        (("--to", "2026-11-16"), ["=1+1; x,\\", "Luis's"]),
        (("--week", "2026-11-22"), ["=1+1; x,\\", "Luis's", "Night"]),
        (("--week", "2026-11-23"), ["Night"]),
        (("--from", "2026-11-24"), []),
    ],
)
def test_days_client_and_technician_choose_entries(
    path: Place, words: tuple[str, ...], titles: list[str]
) -> None:
    result = run(path, *words, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    assert sorted(json.loads(line)["title"] for line in result.stdout.splitlines()) == titles


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--technician", "eva"), "There is no technician eva."),
        (("--week", "--from", "today"), "Say --week, or --from and --to."),
        (("--from", "today", "--to", "2020-01-01"), "The first day comes after the last one."),
        (("--client", "nobody"), "no client"),
    ],
)
def test_what_is_not_there_is_said(path: Place, words: tuple[str, ...], sentence: str) -> None:
    result = run(path, *words)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(
    path: Place, tmp_path: Path
) -> None:
    target = tmp_path / "hours.json"
    assert "3 entries written to" in run(path, "-o", target).stdout
    assert [one["entry"] for one in json.loads(target.read_text())] == [1, 3, 2]
    assert run(path, "-o", target, "--client", "acme").exit_code == 2
    assert run(path, "-o", target, "--client", "acme", "--replace", lang="es").exit_code == 0
    assert len(json.loads(target.read_text())) == 1


def test_another_desk_reads_the_same_hours_from_it(path: Place, tmp_path: Path) -> None:
    files = [tmp_path / f"hours.{suffix}" for suffix in ("csv", "jsonl", "json")]
    for file in files:
        run(path, "-o", file)
    opened = open_database(path)
    mine = facts()
    opened.close()
    for number, file in enumerate(files):
        folder = tmp_path / str(number)
        folder.mkdir()
        with opened_fresh(folder, "sqlite"):
            report = import_file(file, Options())
            assert (report.rows_new, report.spotless) == (3, True)
            assert facts() == mine
            assert import_file(file, Options()).rows_here == 3


def facts() -> list[hours.Record]:
    """All that is recorded, without the numbers of the desk."""
    found = hours.records(hours.chosen(None, None))
    return sorted((one._replace(entry=0, ticket=None) for one in found), key=str)


def test_a_calendar_has_an_event_for_each_stretch_in_utc_and_no_text_ends_a_line(
    path: Place,
) -> None:
    result = run(path, "--format", "ics", "--client", "acme")
    assert result.exit_code == 0, result.output
    lines = result.stdout_bytes.decode().replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert [line for line in lines if line.startswith(("DTSTART", "DTEND"))] == [
        *("DTSTART:20261116T080000Z", "DTEND:20261116T100000Z"),
        *("DTSTART:20261116T101500Z", "DTEND:20261116T110000Z"),
    ]
    assert lines.count("SUMMARY:=1+1\\; x\\,\\\\ · Acme") == 2
    assert any(line.endswith("Ñandú\\, first\\nsecond") for line in lines)
    assert all(len(line) <= 75 for line in result.stdout_bytes.split(b"\r\n"))


def test_what_runs_has_no_end_and_no_event(path: Place) -> None:
    opened = open_database(path)
    Entry.update(end=None).where(Entry.title == "Night").execute()
    opened.close()
    night = rows(run(path, "--from", "2026-11-22"))[0]
    assert (night["title"], night["end"], night["seconds"]) == ("Night", "", "")
    assert "VEVENT" not in run(path, "--from", "2026-11-22", "--format", "ics").stdout


@given(st.text(max_size=400))
def test_any_text_is_one_property_of_lines_of_75_octets(text: str) -> None:
    whole = folded(f"SUMMARY:{escaped(text)}")
    assert whole.endswith("\r\n")
    lines = whole.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    joined = lines[0] + "".join(line[1:] for line in lines[1:])
    value = joined.removeprefix("SUMMARY:").replace("\\\\", "\0")
    for mark in ("\\n", "\\;", "\\,"):
        value = value.replace(mark, "")
    assert not set(value) & set(";,\\")


def test_memory_holds_pages_whatever_there_is(path: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hours, "PAGE", 1)
    opened = open_database(path)
    found = list(hours.records(hours.chosen(None, None)))
    opened.close()
    assert [one.title for one in found] == ["=1+1; x,\\", "Luis's", "Night"]
    lengths = [timedelta(seconds=one.seconds or 0) / timedelta(hours=1) for one in found]
    assert lengths == [2.75, 1, 1]
