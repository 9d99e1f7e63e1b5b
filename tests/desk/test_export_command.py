"""`helpdesk export` as somebody types it: what it writes, and with which code it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.samples.load import fill_load
from helpdesk_tui.storage.address import Place, named
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import actions, saved
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import SATURDAY, opened, row, technician


@pytest.fixture(params=DIALECTS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A desk with three open tickets, the first of them ana's, and one that is solved."""
    with opened_fresh(tmp_path, request.param) as desk:
        ana, luis = technician("ana"), technician("luis")
        opened(luis, "=cmd|' /C calc'!A0", body="One\nTwo", assignee=ana, tags=("vip", "net"))
        opened(luis, "Clínica Sol: no imprime")
        opened(luis, "Printer jams")
        opened(luis, "Solved already")
        actions.resolve(luis, [row(4)], "It was the cable")
    return desk.path


def run(path: Place, *arguments: str | Path, lang: str = "en") -> Result:
    words = ["--lang", lang, "--db", named(path), "export", *map(str, arguments)]
    return CliRunner().invoke(helpdesk, words)


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_a_view_goes_to_the_standard_output_as_csv(path: Place) -> None:
    result = run(path, "--view", "all", "--sort", "number", "--reverse")
    assert (result.exit_code, result.stderr) == (0, "")
    found = rows(result.stdout)
    assert [row["number"] for row in found] == ["1", "2", "3"]
    assert found[0]["subject"] == "'=cmd|' /C calc'!A0"
    assert (found[0]["status"], found[0]["tags"]) == ("open", "net, vip")
    assert [row["number"] for row in rows(run(path, "--view", "done").stdout)] == ["4"]
    found = rows(run(path, "--view", "mine", "--technician", "ana").stdout)
    assert [row["number"] for row in found] == ["1"]
    assert [row["number"] for row in rows(run(path, "--words", "printer").stdout)] == ["3"]


def test_a_saved_view_is_named_and_the_filter_is_that_of_the_queue(path: Place) -> None:
    desk = open_database(path)
    saved.save(technician("ana"), "Everything, backwards", "all", "", "number", True)
    desk.close()
    as_ana = ("--technician", "ana")
    found = rows(run(path, "--view", "everything, backwards", *as_ana).stdout)
    assert [row["number"] for row in found] == ["1", "2", "3"]
    found = rows(run(path, "--view", "Everything, backwards", "--reverse", *as_ana).stdout)
    assert [row["number"] for row in found] == ["3", "2", "1"]
    found = rows(run(path, "--words", "tag:vip").stdout)
    assert [row["number"] for row in found] == ["1"]


def test_numbers_are_written_in_their_order_wherever_the_tickets_lie(path: Place) -> None:
    result = run(path, "4", "1", "4", "--format", "jsonl")
    assert [json.loads(line)["number"] for line in result.stdout.splitlines()] == [4, 1]


def test_a_spreadsheet_gets_its_mark_and_the_delimiter_of_its_language(path: Place) -> None:
    for lang, delimiter in (("en", ","), ("es", ";")):
        text = run(path, "--spreadsheet", lang=lang).stdout
        assert text.startswith("\ufeffnumber" + delimiter)
        assert {row["subject"] for row in rows(text, delimiter)} > {"Clínica Sol: no imprime"}


def test_the_suffix_chooses_the_form_and_a_file_is_replaced_only_when_told(
    path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "open.json"
    target.parent.mkdir()
    result = run(path, "-o", target)
    assert (result.exit_code, result.stdout) == (0, f"3 tickets written to {target}\n")
    assert [ticket["priority"] for ticket in json.loads(target.read_text())] == [3, 3, 3]
    target.write_text("precious")
    result = run(path, "-o", target)
    assert (result.exit_code, result.stderr) == (
        2,
        f"{target} is there already, and was left as it is.\n",
    )
    assert target.read_text() == "precious"
    assert run(path, "-o", target, "--replace", "--view", "done").exit_code == 0
    assert len(json.loads(target.read_text())) == 1
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--view", "theirs"], 'There is no view "theirs". There are: mine,'),
        (["--sort", "colour"], 'There is no order "colour".'),
        (["--words", "prio:green"], "green"),
        (["1", "--view", "all"], "Say numbers or a view, not both."),
        (["1", "77", "78"], "There are no tickets 77, 78."),
        (["-o", "/nowhere/x.csv"], "/nowhere/x.csv cannot be written"),
        (["--format", "xlsx"], "xlsx"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_is_wrong(
    path: Place, wrong: list[str], told: str
) -> None:
    result = run(path, *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_desk_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert run(tmp_path / "none.db").exit_code == 2
    assert not (tmp_path / "none.db").exists()


def test_ctrl_c_leaves_nothing_half(tmp_path: Path) -> None:
    """A large desk, interrupted once its first tickets are in the file."""
    with opened_fresh(tmp_path) as desk:
        fill_load(20_000, 1, SATURDAY, lambda done: None, me="ana")
    folder = tmp_path / "out"
    folder.mkdir()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "helpdesk_tui",
            "--db",
            desk.path,
            "export",
            "--view",
            "done",
            "-o",
            folder / "a.csv",
        ],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
    )
    while process.poll() is None and not list(folder.iterdir()):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "Stopped. No file was written.\n")
    assert list(folder.iterdir()) == []


def test_a_technician_who_is_not_there_is_no_empty_file(path: Path) -> None:
    result = run(path, "--view", "mine", "--technician", "anna")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no technician anna." in result.stderr
