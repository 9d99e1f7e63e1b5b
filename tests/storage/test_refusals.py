"""What the desk will not open: one sentence, one way out, and not a byte changed."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from helpdesk_tui.storage import driver, places
from helpdesk_tui.storage.faults import Fault, StorageProblem, explain
from helpdesk_tui.storage.header import SCHEMA_VERSION
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.storage.orm import database
from tests.storage.fresh import fresh_database
from tests.storage.workers import Worker, holds_a_write, opens_as_nobody, record


def empty(path: Path) -> None:
    path.write_bytes(b"")


def a_text(path: Path) -> None:
    path.write_text("My thesis. " * 100)


def a_short_text(path: Path) -> None:
    path.write_text("SQLite format 3")


def of_another_program(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmark (url)")
    other.commit()
    other.close()


def newer(path: Path) -> None:
    connection = driver.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def with_a_broken_first_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(random.Random(1).randbytes(3000))


def with_a_broken_schema(path: Path) -> None:
    """What SQLite says of it is no text, because it quotes what it has found."""
    path.write_bytes(path.read_bytes().replace(b"NOT NULL", b"NOT NUL\xdd"))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT = [
    (empty, Fault.EMPTY),
    (a_text, Fault.FOREIGN),
    (a_short_text, Fault.FOREIGN),
    (of_another_program, Fault.FOREIGN),
    (newer, Fault.NEWER),
    (cut_short, Fault.DAMAGED),
    (with_a_broken_first_page, Fault.DAMAGED),
    (with_a_broken_schema, Fault.DAMAGED),
    (a_folder, Fault.NOT_A_FILE),
]


@pytest.mark.parametrize(("spoil", "fault"), SPOILT)
def test_a_file_that_is_not_the_desks_or_not_sound_is_refused_and_left_alone(
    path: Path, spoil: Callable[[Path], None], fault: Fault
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StorageProblem) as refusal:
        open_database(path)
    assert refusal.value.fault is fault
    assert before == (path.read_bytes() if path.is_file() else None)
    assert {file.name for file in path.parent.iterdir()} <= {"helpdesk.db", "helpdesk.db.lock"}


def test_a_foreign_file_gets_no_lock_file_beside_it(path: Path) -> None:
    of_another_program(path)
    with pytest.raises(StorageProblem):
        open_database(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_newer_version_that_is_still_in_the_wal_is_refused(path: Path) -> None:
    other = driver.connect(path)
    other.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(StorageProblem) as refusal:
        open_database(path)
    assert refusal.value.fault is Fault.NEWER
    other.close()


def table_of_mounts(share: Path, kind: str) -> Path:
    """A kernel's table by which such a file system is mounted there; it lies beside."""
    table = share.with_name("mountinfo")
    mounted = str(share).replace(" ", "\\040")
    table.write_text(
        "25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        f"31 25 0:50 / {mounted} rw master:2 - {kind} server:/x rw\n"
    )
    return table


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "fuse.sshfs"])
def test_a_network_file_system_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    share = tmp_path / "our share"
    share.mkdir()
    monkeypatch.setattr(places, "MOUNTS", table_of_mounts(share, kind))
    with pytest.raises(StorageProblem, match=kind) as refusal:
        open_database(share / "desk" / "helpdesk.db")
    assert refusal.value.fault is Fault.NETWORK
    assert "PostgreSQL" in refusal.value.way_out
    assert list(share.iterdir()) == []
    assert places.file_system_of(tmp_path / "our shared things") == "ext4"


def test_of_two_mounts_on_one_place_the_later_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mountinfo"
    table.write_text("1 1 0:1 / / rw - nfs a rw\n2 1 0:2 / / rw - xfs b rw\n")
    monkeypatch.setattr(places, "MOUNTS", table)
    assert places.file_system_of(tmp_path) == "xfs"


def test_without_a_table_of_mounts_every_place_is_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOUNTS", tmp_path / "none")
    assert places.file_system_of(tmp_path) == ""


def test_an_old_library_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver.sqlite3, "sqlite_version_info", (3, 42, 0))
    with pytest.raises(StorageProblem) as refusal:
        open_database(path)
    assert refusal.value.fault is Fault.LIBRARY


def read_only_file(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o777)


def read_only_folder(path: Path) -> None:
    path.chmod(0o666)
    path.parent.chmod(0o555)


def private_file(path: Path) -> None:
    path.chmod(0o000)
    path.parent.chmod(0o777)


def of_another_group(path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root may give a file to another group")
    for place, mode in ((path, 0o660), (path.parent, 0o2770)):
        os.chown(place, 4712, 4711)
        place.chmod(mode)


def no_file_in_a_read_only_folder(path: Path) -> None:
    path.unlink()
    path.parent.chmod(0o555)


CLOSED_OFF = [
    (read_only_file, Fault.READ_ONLY),
    (read_only_folder, Fault.READ_ONLY),
    (private_file, Fault.NO_ENTRY),
    (of_another_group, Fault.NO_ENTRY),
    (no_file_in_a_read_only_folder, Fault.READ_ONLY),
]


@pytest.mark.parametrize(("close_off", "fault"), CLOSED_OFF)
def test_what_may_not_be_written_is_refused_and_left_alone(
    open_folder: Path, close_off: Callable[[Path], None], fault: Fault
) -> None:
    theirs = fresh_database(open_folder)
    before = theirs.read_bytes()
    close_off(theirs)
    nobody = Worker(opens_as_nobody, theirs)
    assert nobody.ask()[0] is fault
    nobody.end()
    open_folder.chmod(0o755)
    assert {file.name for file in open_folder.iterdir()} <= {"helpdesk.db"}
    if theirs.exists():
        theirs.chmod(0o644)
        assert theirs.read_bytes() == before


def test_every_fault_has_a_sentence_and_a_way_out() -> None:
    for fault in Fault:
        problem = StorageProblem(fault, "/x/helpdesk.db", "It is nfs.")
        for sentence in (problem.message, problem.way_out):
            assert sentence.endswith(".")
            assert "{" not in sentence


def test_a_write_that_waits_too_long_is_explained_and_changes_nothing(desk: Opened) -> None:
    writer = Worker(holds_a_write, desk.path)
    assert writer.ask() == "writing"
    database.obj.timeout = 0.05
    with pytest.raises(Exception, match="locked") as failure:
        record(1)
    problem = explain(failure.value)
    assert problem is not None
    assert problem.fault is Fault.LOCKED
    writer.go()
    writer.end()


def test_the_truth_behind_cannot_rollback_is_found_in_what_came_before() -> None:
    full = driver.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    try:
        try:
            raise full
        except driver.OperationalError:
            raise driver.OperationalError("cannot rollback - no transaction is active")  # noqa: B904
    except driver.OperationalError as error:
        problem = explain(error)
    assert problem is not None
    assert problem.fault is Fault.FULL


def test_an_error_of_another_kind_is_not_explained_away() -> None:
    assert explain(ValueError("x")) is None
