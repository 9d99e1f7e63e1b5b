"""`helpdesk backup`, `restore` and `doctor` as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.storage.opening import open_database
from tests.storage.workers import record


def run(*words: object) -> Result:
    return CliRunner().invoke(helpdesk, [str(word) for word in words])


def test_a_backup_goes_among_the_backups_unless_a_file_is_named(path: Path, tmp_path: Path) -> None:
    ran = run("--db", path, "backup")
    (copy,) = (path.parent / "backups").iterdir()
    assert (ran.exit_code, ran.stdout) == (0, f"Saved to {copy}\n")
    ran = run("--db", path, "backup", tmp_path / "mine.db")
    assert (ran.exit_code, ran.stdout) == (0, f"Saved to {tmp_path / 'mine.db'}\n")


def test_a_backup_does_not_write_over_a_file_unless_told_to(path: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("precious")
    ran = run("--db", path, "backup", tmp_path / "mine.db")
    assert ran.exit_code == 2
    assert (tmp_path / "mine.db").read_text() == "precious"
    assert "--replace" in ran.stderr
    assert run("--db", path, "backup", "--replace", tmp_path / "mine.db").exit_code == 0


def test_restore_says_what_is_in_place_and_what_was_kept(path: Path, tmp_path: Path) -> None:
    assert run("--db", path, "backup", tmp_path / "mine.db").exit_code == 0
    ran = run("--db", path, "restore", tmp_path / "mine.db")
    (kept,) = (path.parent / "backups").iterdir()
    assert (ran.exit_code, ran.stdout) == (
        0,
        f"{path} is in place.\nWhat was there before is kept in {kept}\n",
    )


def test_an_open_database_is_not_replaced(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk_tui.storage.backup.LOCK_PATIENCE", 0.0)
    assert run("--db", path, "backup", tmp_path / "mine.db").exit_code == 0
    opened = open_database(path)
    record(1)
    ran = run("--db", path, "restore", tmp_path / "mine.db")
    opened.close()
    assert ran.exit_code == 1
    assert "open elsewhere" in ran.stderr


@pytest.mark.parametrize(
    "words", [["restore"], ["restore", "no-such-file"], ["backup", "a", "b"], ["doctor", "x"]]
)
def test_a_wrong_call_ends_with_2_and_says_why(path: Path, words: list[str]) -> None:
    ran = run("--db", path, *words)
    assert ran.exit_code == 2
    assert ran.stderr


def test_the_doctor_ends_with_1_only_when_there_is_a_problem(path: Path) -> None:
    ran = run("--db", path, "doctor", "--json")
    assert ran.exit_code == 0
    assert {"level", "message", "way_out", "mend"} == set(json.loads(ran.stdout)[0])
    path.chmod(0o666)
    ran = run("--db", path, "doctor")
    assert ran.exit_code == 1
    assert "x " in ran.stdout
    assert "chmod 600" in ran.stdout
