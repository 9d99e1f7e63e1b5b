"""What the doctor sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpdesk_tui.clock import now
from helpdesk_tui.models import search
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage import driver, places
from helpdesk_tui.storage.backup import backup, timestamped
from helpdesk_tui.storage.doctor import Finding, examine
from helpdesk_tui.storage.opening import Opened


def problems(path: Path) -> list[Finding]:
    return [finding for finding in examine(path) if finding.level == "problem"]


def add_ticket(*, searchable: bool) -> None:
    ticket = Ticket.create(subject="La impresora", created_at=now(), changed_at=now())
    if searchable:
        search.index_tickets([ticket.id])


def test_a_sound_database_has_no_problem(desk: Opened) -> None:
    add_ticket(searchable=True)
    backup(desk.path, timestamped(desk.path, "backup"))
    findings = examine(desk.path)
    assert {finding.level for finding in findings} == {"ok"}, findings
    said = " ".join(finding.message for finding in findings)
    for part in ("SQLite", "MB are free", "1 ticket,", "1 backup", "Open in process"):
        assert part in said


def test_looking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    examine(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["helpdesk.db"]


def test_a_missing_database_is_only_a_note(tmp_path: Path) -> None:
    findings = examine(tmp_path / "helpdesk.db")
    assert problems(tmp_path / "helpdesk.db") == []
    assert findings[-1].level == "note"
    assert list(tmp_path.iterdir()) == []


def test_a_ticket_that_the_search_cannot_find_is_a_problem(desk: Opened) -> None:
    add_ticket(searchable=True)
    add_ticket(searchable=False)
    assert [finding.message for finding in problems(desk.path)] == [
        "1 ticket is not in the search index"
    ]


def test_a_reference_to_nothing_is_a_problem(path: Path) -> None:
    connection = driver.connect(path)
    connection.execute("INSERT INTO membership (team_id, technician_id) VALUES (8, 9)")
    connection.close()
    assert [finding.message for finding in problems(path)] == [
        "2 rows point at something that is gone"
    ]


def test_damage_is_a_problem_with_a_way_out(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 4096)
    found = problems(path)
    assert "damaged" in found[0].message
    assert "helpdesk restore" in found[0].way_out


@pytest.mark.parametrize("content", [b"", b"not a database" * 20, b"SQLite format 3\0" * 10])
def test_a_file_that_is_not_ours_is_one_problem(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert len(problems(path)) == 1


def test_wrong_permissions_are_shown_with_the_command_that_mends_them(path: Path) -> None:
    path.chmod(0o644)
    (found,) = problems(path)
    assert "644 instead of 600" in found.message
    assert found.way_out == f"chmod 600 '{path}'"


def test_a_wal_without_its_database_is_a_problem(path: Path) -> None:
    path.rename(path.with_name(path.name + "-wal"))
    assert "is left of a database that is gone" in problems(path)[0].message


def test_a_network_file_system_is_a_problem(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = path.with_name("mountinfo")
    table.write_text("1 1 0:1 / / rw - cifs //server/share rw\n")
    monkeypatch.setattr(places, "MOUNTS", table)
    assert [finding.message for finding in problems(path) if "cifs" in finding.message]


def test_a_library_that_cannot_share_a_wal_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver.sqlite3, "sqlite_version_info", (3, 45, 1))
    assert [finding.message for finding in problems(path)] == [
        "The journal is a WAL, which this SQLite cannot share safely"
    ]
