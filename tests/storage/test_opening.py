"""Making and opening: one file, whole or not at all, private or the group's."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from helpdesk_tui.clock import now
from helpdesk_tui.models.tables import TABLES, Client
from helpdesk_tui.storage import driver, places, sqlite
from helpdesk_tui.storage.header import APPLICATION_ID, SCHEMA_VERSION, read_header
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.storage.orm import database, peewee
from tests.storage.workers import Worker, opens, record


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_database_is_made_with_its_folder_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "share" / "helpdesk" / "helpdesk.db"
    opened = open_database(path)
    record(1)
    companions = [path.with_name(path.name + end) for end in ("", "-wal", "-shm", ".lock")]
    assert [oct(mode_of(file)) for file in companions] == ["0o600"] * 4
    assert mode_of(path.parent) == mode_of(path.parent.parent) == 0o700
    assert all(table.select().count() >= 0 for table in TABLES)
    opened.close()
    header = read_header(path)
    assert header is not None
    assert header.version == SCHEMA_VERSION
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "helpdesk.db",
        "helpdesk.db.lock",
    ]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_in_a_folder_of_a_group_all_files_are_the_groups_whatever_the_umask(
    tmp_path: Path, umask: int
) -> None:
    tmp_path.chmod(0o2770)
    before = os.umask(umask)
    try:
        opened = open_database(tmp_path / "helpdesk.db")
        record(1)
        modes = {file.name: oct(mode_of(file)) for file in tmp_path.iterdir()}
        opened.close()
        places.prepare_folder(tmp_path / "backups")
    finally:
        os.umask(before)
    assert set(modes) == {f"helpdesk.db{end}" for end in ("", "-wal", "-shm", ".lock")}
    assert set(modes.values()) == {"0o660"}
    assert mode_of(tmp_path / "backups") == 0o2770


def test_a_connection_keeps_what_it_acknowledges_and_takes_the_write_lock_at_once(
    desk: Opened,
) -> None:
    bound = database.obj
    assert bound.pragma("journal_mode") == "wal"
    assert bound.pragma("synchronous") == 2
    assert bound.pragma("foreign_keys") == 1
    assert bound.pragma("application_id") == APPLICATION_ID
    assert bound.pragma("busy_timeout") == 30_000
    rival = driver.connect(desk.path, timeout=0)
    with database.atomic(), pytest.raises(driver.OperationalError, match="locked"):
        rival.execute("BEGIN IMMEDIATE")
    rival.close()


def test_a_write_that_waits_looks_often_whether_it_is_its_turn(
    desk: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    rival = driver.connect(desk.path)
    rival.execute("BEGIN IMMEDIATE")
    looked: list[float] = []

    def sleep(seconds: float) -> None:
        looked.append(seconds)
        if len(looked) == 20:
            rival.execute("ROLLBACK")

    monkeypatch.setattr(sqlite, "sleep", sleep)
    with database.atomic():
        assert len(looked) == 20
        assert max(looked) < 0.01
        assert database.obj.pragma("busy_timeout") == 30_000
    rival.close()


def test_a_write_waits_no_longer_than_its_time(
    desk: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.obj, "_timeout", 0.05)
    rival = driver.connect(desk.path)
    rival.execute("BEGIN IMMEDIATE")
    with pytest.raises(peewee.OperationalError, match="locked"), database.atomic():
        pass
    assert database.obj.pragma("busy_timeout") == 50
    rival.close()


def test_what_was_written_is_there_when_it_is_opened_again(path: Path) -> None:
    opened = open_database(path)
    Client.create(name="Añil, S. L.", sort_key="anil", created_at=now())
    opened.close()
    opened = open_database(path)
    assert [client.name for client in Client.select()] == ["Añil, S. L."]
    opened.close()


def test_a_link_leads_to_the_one_database_and_its_one_lock(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    opened = open_database(link)
    record(1)
    opened.close()
    assert opened.path == path
    assert [file.name for file in link.parent.iterdir()] == ["link.db"]


def test_several_starts_at_once_make_one_database(tmp_path: Path) -> None:
    path = tmp_path / "new" / "helpdesk.db"
    starts = [Worker(opens, path) for _ in range(6)]
    for start in starts:
        assert start.ask() == "ready"
    for start in starts:
        start.go()
    assert [start.ask() for start in starts] == ["open"] * 6
    for start in starts:
        start.go()
        start.end()
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "helpdesk.db",
        "helpdesk.db.lock",
    ]


def test_a_start_does_not_load_what_only_a_new_database_needs(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from helpdesk_tui.storage.opening import open_database;"
        f"open_database(Path({str(path)!r})).close();"
        "print(*[name for name in ('playhouse', 'textual', 'psycopg', 'psycopg2', 'ctypes',"
        " 'helpdesk_tui.storage.building') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.stdout.strip(), ran.stderr) == ("", "")


@pytest.mark.parametrize(
    ("library", "safe"),
    [
        ((3, 53, 4), True), ((3, 51, 3), True), ((3, 51, 2), False), ((3, 50, 7), True),
        ((3, 50, 6), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 40, 1), False),
    ],
)  # fmt: skip
def test_wal_is_used_only_with_a_library_that_can_share_it(
    library: tuple[int, ...], safe: bool
) -> None:
    assert driver.wal_is_safe(library) is safe


def test_with_an_older_library_the_journal_is_truncate(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver.sqlite3, "sqlite_version_info", (3, 45, 1))
    for name in (path, tmp_path / "new.db"):
        opened = open_database(name)
        assert database.obj.pragma("journal_mode") == "truncate"
        assert database.obj.pragma("synchronous") == 2
        opened.close()
