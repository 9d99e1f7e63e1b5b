"""`helpdesk import` as somebody types it: what it says, and with which code it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui import paths
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.orm import database
from tests.intake.letters import CONVERSATION, maildir
from tests.storage.fresh import fresh_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty database that nobody has opened."""
    return fresh_database(tmp_path)


def run(path: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(helpdesk, ["--db", str(path), "import", *map(str, arguments)])


def tickets(path: Path) -> int:
    from helpdesk_tui.storage.opening import open_database

    opened = open_database(path)
    try:
        return int(Ticket.select().count())
    finally:
        opened.close()


def test_a_good_file_is_reported_in_a_few_lines(path: Path, data: Path) -> None:
    result = run(path, data / "incidencias.csv")
    assert result.exit_code == 0
    assert result.stdout == (
        "incidencias.csv: cp1252, a guess, delimiter ;\n"
        "Mapping plain.toml, source plain, times in Europe/Madrid\n"
        "\n"
        "             tickets  rows\n"
        "new                3     3\n"
        "in the file              3\n"
        "Events of history: 6\n"
    )
    assert result.stderr == ""  # no progress bar where nobody watches
    assert tickets(path) == 3
    assert "here already        3     3\n" in run(path, data / "incidencias.csv").stdout


def test_bad_rows_end_with_2_and_with_keep_going_1(path: Path, data: Path, tmp_path: Path) -> None:
    messy = shutil.copy(data / "messy.csv", tmp_path / "messy.csv")
    result = run(path, messy)
    assert result.exit_code == 2
    assert "7 rows of 10 cannot be used, so nothing was imported." in result.stdout
    assert tickets(path) == 0
    assert run(path, messy, "--dry-run").exit_code == 2
    kept = run(path, messy, "--keep-going", "--refused", tmp_path / "bad.csv")
    assert kept.exit_code == 1
    assert f"The refused rows are in {tmp_path / 'bad.csv'}." in kept.stdout
    assert tickets(path) == 3
    assert run(path, tmp_path / "bad.csv", "--keep-going").exit_code == 2  # none of them new


def test_a_file_or_mapping_that_cannot_be_used_ends_with_2_and_one_sentence(
    path: Path, tmp_path: Path, data: Path
) -> None:
    (tmp_path / "odd.csv").write_text("\x1b[2Ja,b\n1,2\n")
    result = run(path, tmp_path / "odd.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No mapping knows these columns: ␛(2ja, b." in result.stderr
    (tmp_path / "bad.toml").write_text('source = "a"\n[columns]\nexternl = "number"\n')
    result = run(path, data / "tickets.csv", "--mapping", tmp_path / "bad.toml")
    assert result.exit_code == 2
    assert 'bad.toml:3: columns.externl: A ticket has no such field. Did you mean "external"?' in (
        result.stderr
    )


def test_a_saved_mapping_is_named_by_its_name(path: Path, data: Path) -> None:
    saved = paths.mappings_dir() / "old-desk.toml"
    saved.parent.mkdir(parents=True)
    columns = 'external = "number"\nsubject = "subject"\ncreated = "created"\n'
    saved.write_text(f'source = "old"\n[columns]\n{columns}')
    result = run(path, data / "tickets.csv", "--mapping", "old-desk", "--dry-run")
    assert "Mapping old-desk.toml, source old" in result.stdout
    result = run(path, data / "tickets.csv", "--mapping", "no-desk")
    assert (result.exit_code, "no-desk: The file cannot be read" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "wrong", [[], ["nowhere.csv"], ["--refused", "b.csv"], ["--delimiter", "!"]]
)
def test_a_wrong_call_ends_with_2(path: Path, data: Path, wrong: list[str]) -> None:
    file = [data / "tickets.csv"] if wrong and wrong[0].startswith("-") else []
    result = run(path, *file, *wrong)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_trial_makes_no_database(tmp_path: Path, data: Path) -> None:
    result = run(tmp_path / "new.db", data / "tickets.csv", "--dry-run")
    assert (result.exit_code, "nothing was written" in result.stdout) == (0, True)
    assert not (tmp_path / "new.db").exists()


def test_ctrl_c_takes_everything_back_and_says_so(path: Path, tmp_path: Path) -> None:
    """A large file, interrupted once its first tickets have reached the disk."""
    rows = "".join(f"{n},Subject {n},open,2026-11-16\n" for n in range(60_000))
    (tmp_path / "large.csv").write_text("number,subject,status,created\n" + rows)
    wal = path.with_name(path.name + "-wal")
    process = subprocess.Popen(
        [sys.executable, "-m", "helpdesk_tui", "--db", path, "import", tmp_path / "large.csv"],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
    )
    while process.poll() is None and not (wal.exists() and wal.stat().st_size > 1 << 20):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (
        130,
        "Stopped. Nothing was imported; the desk is as it was.\n",
    )
    assert tickets(path) == 0
    assert database.is_closed()


def test_a_folder_of_mails_is_reported_with_the_files_that_cannot_be_used(
    path: Path, tmp_path: Path
) -> None:
    box = maildir(tmp_path / "box", *CONVERSATION, b"nothing\n")
    stopped = run(path, box)
    assert stopped.exit_code == 2
    assert "cur/1795000003.M3.host:2,S: This is no mail: it has no headers." in stopped.stdout
    kept = run(path, box, "--keep-going", "--refused", tmp_path / "bad")
    assert kept.exit_code == 1
    assert kept.stdout.startswith("box: maildir, 4 mails\nMapping mail.toml, source mail")
    assert f"The refused rows are in {tmp_path / 'bad'}." in kept.stdout
    assert [file.read_bytes() for file in (tmp_path / "bad").rglob("*:2,S")] == [b"nothing\n"]
    assert tickets(path) == 1


def test_the_kind_of_input_can_be_said(path: Path, tmp_path: Path) -> None:
    odd = tmp_path / "export.dat"
    odd.write_text('\n {"number": 1, "subject": "A", "created": "2026-11-16"}\n')
    assert run(path, odd, "--format", "mbox").exit_code == 2
    assert run(path, odd, "--format", "jsonl").exit_code == 0
    assert tickets(path) == 1
