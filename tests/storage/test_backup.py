"""Copies of a database in use, and the way back."""

from __future__ import annotations

import errno
import os
import random
import shutil
import stat
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from helpdesk_tui.clock import now
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.people import Client
from helpdesk_tui.storage import backup as copies
from helpdesk_tui.storage import driver
from helpdesk_tui.storage.backup import backup, complaints, restore, timestamped
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.tickets import presence
from tests.storage.fresh import fresh_database, opened_fresh
from tests.storage.workers import Worker, opens, record, writes, writes_until_killed
from tests.support import opened, technician


def events(path: Path) -> list[int]:
    connection = driver.connect(path)
    rows = connection.execute("SELECT entity_id FROM event ORDER BY id").fetchall()
    connection.close()
    return [number for (number,) in rows]


def fill(path: Path, *numbers: int) -> None:
    opened = open_database(path)
    for number in numbers:
        record(number)
    opened.close()


def overwrite_a_page(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    page = chance.randrange(1, path.stat().st_size // 4096)
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(chance.randbytes(4096))


def test_a_copy_is_one_private_file_with_all_that_was_committed(
    desk: Opened, tmp_path: Path
) -> None:
    record(1)
    record(2)  # both still in the WAL
    copy = tmp_path / "copies" / "copy.db"
    said: list[str] = []
    backup(desk.path, copy, progress=said.append)
    assert events(copy) == [1, 2]
    assert [file.name for file in copy.parent.iterdir()] == ["copy.db"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert said == ["Copying helpdesk.db", "Checking the copy"]
    record(3)
    with pytest.raises(StorageProblem) as refusal:
        backup(desk.path, copy)
    assert refusal.value.fault is Fault.EXISTS
    backup(desk.path, copy, replace=True)
    assert events(copy) == [1, 2, 3]


def test_a_copy_never_takes_the_place_of_a_database_in_use(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(StorageProblem):
        backup(path, path, replace=True)
    (tmp_path / "other").mkdir()
    with opened_fresh(tmp_path / "other") as other:
        record(1)
        with pytest.raises(StorageProblem):
            backup(path, other.path, replace=True)
    assert path.read_bytes() == before
    assert events(other.path) == [1]


def test_a_copy_under_load_holds_everything_up_to_one_instant(path: Path, tmp_path: Path) -> None:
    writer = Worker(writes_until_killed, path)
    for _ in range(20):
        acknowledged = writer.ask()
    backup(path, tmp_path / "copy.db")
    writer.process.kill()
    writer.process.join()
    kept = events(tmp_path / "copy.db")
    assert kept[::2] == kept[1::2] == list(range(len(kept) // 2))
    assert len(kept) // 2 > acknowledged


def test_there_and_back_with_the_present_database_kept(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    fill(path, 1, 2)
    backup(path, copy)
    fill(path, 3)
    before = copy.read_bytes()
    aside = restore(copy, path)
    assert aside is not None
    assert events(path) == [1, 2]
    assert events(aside) == [1, 2, 3]
    assert copy.read_bytes() == before
    opened = open_database(path)
    assert Event.select().count() == 2
    opened.close()
    assert driver.connect(path).execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_wal_that_a_killed_process_left_goes_with_the_old_database(
    path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    backup(path, copy)
    writer = Worker(writes_until_killed, path)
    assert writer.ask() == 0
    writer.process.kill()
    writer.process.join()
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    aside = restore(copy, path)
    assert aside is not None
    assert events(path) == []
    assert events(aside)[:2] == [0, 0]


def test_a_wal_whose_database_is_gone_is_moved_away_too(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(path, copy)
    writer = Worker(writes_until_killed, path)
    assert writer.ask() == 0
    writer.process.kill()
    writer.process.join()
    path.unlink()
    with pytest.raises(StorageProblem) as refusal:
        open_database(path)
    assert refusal.value.fault is Fault.LEFTOVER
    aside = restore(copy, path)
    assert aside is not None
    assert aside.name.endswith(".db-wal")
    assert events(path) == []


def test_a_restore_where_there_is_no_database_or_an_empty_file(path: Path, tmp_path: Path) -> None:
    fill(path, 7)
    new = tmp_path / "other" / "helpdesk.db"
    assert restore(path, new) is None
    assert events(new) == [7]
    new.write_bytes(b"")
    aside = restore(path, new)
    assert aside is not None
    assert aside.stat().st_size == 0
    assert events(new) == [7]


def test_a_damaged_database_can_be_replaced_and_is_kept(path: Path, tmp_path: Path) -> None:
    fill(path, 1)
    copy = tmp_path / "copy.db"
    backup(path, copy)
    with path.open("r+b") as file:
        file.seek(16)  # the page size
        file.write(b"\xff" * 8)
    damaged = path.read_bytes()
    aside = restore(copy, path)
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert events(path) == [1]


def test_nothing_is_restored_over_a_database_that_is_open(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "LOCK_PATIENCE", 0.1)
    other = Worker(opens, path)
    assert other.ask() == "ready"
    copy = tmp_path / "copy.db"
    backup(path, copy)
    before = path.read_bytes()
    other.go()
    assert other.ask() == "open"
    with pytest.raises(StorageProblem, match=str(other.process.pid)) as refusal:
        restore(copy, path)
    assert refusal.value.fault is Fault.IN_USE
    other.go()
    other.end()
    assert path.read_bytes() == before
    assert restore(copy, path)


def test_nothing_is_restored_under_a_foreign_program_that_reads_the_file(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "LOCK_PATIENCE", 0.1)
    backup(path, tmp_path / "copy.db")
    shell = driver.connect(path)
    shell.execute("SELECT * FROM event").fetchall()
    with pytest.raises(StorageProblem) as refusal:
        restore(tmp_path / "copy.db", path)
    assert refusal.value.fault is Fault.IN_USE
    shell.close()
    assert not (path.parent / "backups").exists()


def test_every_damaged_page_is_found_before_a_copy_is_believed(path: Path, tmp_path: Path) -> None:
    writer = Worker(writes, path, 200)
    assert writer.ask() == "ready"
    writer.go()
    writer.ask()
    writer.end()
    good = path.read_bytes()
    (tmp_path / "other").mkdir()
    present = fresh_database(tmp_path / "other")
    before = present.read_bytes()
    for seed in range(20):
        path.write_bytes(good)
        overwrite_a_page(path, seed)
        damaged = path.read_bytes()
        with pytest.raises(StorageProblem) as refusal:
            backup(path, tmp_path / "copy.db")
        assert refusal.value.fault is Fault.DAMAGED
        with pytest.raises(StorageProblem) as refusal:
            restore(path, present)
        assert refusal.value.fault is Fault.DAMAGED
        assert (path.read_bytes(), present.read_bytes()) == (damaged, before)
    assert not (tmp_path / "copy.db").exists()
    names = sorted(file.name for file in present.parent.iterdir())
    assert names == ["helpdesk.db", "helpdesk.db.lock"]


def test_an_index_that_disagrees_with_its_table_is_damage_too(path: Path, tmp_path: Path) -> None:
    opened = open_database(path)
    Client.create(name="Gestoria Unica", sort_key="x", created_at=now())
    opened.close()
    content = path.read_bytes()
    assert content.count(b"Gestoria Unica") == 2
    path.write_bytes(content.replace(b"Gestoria Unica", b"Gestoria Uniqa", 1))
    with pytest.raises(StorageProblem) as refusal:
        backup(path, tmp_path / "copy.db")
    assert refusal.value.fault is Fault.DAMAGED


def test_attachments_travel_with_a_copy_and_back(path: Path, tmp_path: Path) -> None:
    stored = path.parent / "attachments" / "ab" / "abcd"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"a photo")
    copy = tmp_path / "away" / "copy.db"
    backup(path, copy)
    assert (tmp_path / "away" / "copy.db.attachments" / "ab" / "abcd").read_bytes() == b"a photo"
    new = tmp_path / "new" / "helpdesk.db"
    restore(copy, new)
    assert (new.parent / "attachments" / "ab" / "abcd").read_bytes() == b"a photo"


def test_attachments_for_which_there_is_no_room_leave_no_copy_without_them(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_given: object) -> None:
        raise OSError(errno.EXDEV, "")

    def half(_source: Path, target: Path) -> None:
        target.write_bytes(b"a ph")
        raise OSError(errno.ENOSPC, "")

    stored = path.parent / "attachments" / "abcd"
    stored.parent.mkdir()
    stored.write_bytes(b"a photo")
    copy = tmp_path / "away" / "copy.db"
    backup(path, copy)
    before = copy.read_bytes()
    stored.with_name("new").write_bytes(b"another")
    fill(path, 1)
    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(shutil, "copyfile", half)
    for target in (copy, tmp_path / "away" / "other.db"):
        with pytest.raises(StorageProblem) as refusal:
            backup(path, target, replace=True)
        assert refusal.value.fault is Fault.FULL
    assert copy.read_bytes() == before
    assert [file.name for file in copies.places.attachments_copy(copy).iterdir()] == ["abcd"]
    assert len(list(copy.parent.iterdir())) == 2


def test_a_folder_on_a_full_disk_is_no_question_of_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(StorageProblem) as refusal:
        copies.places.prepare_folder(tmp_path / "new")
    assert refusal.value.fault is Fault.FULL


def test_attachments_that_are_erased_or_half_written_meanwhile_are_left_out(
    path: Path, tmp_path: Path
) -> None:
    stored = path.parent / "attachments"
    stored.mkdir()
    for name in ("ab", "cd", ".ef.4711.new"):
        (stored / name).write_bytes(b"a photo")
    copy = tmp_path / "away" / "copy.db"
    backup(path, copy, beat=lambda: (stored / "cd").unlink(missing_ok=True))
    names = [file.name for file in copies.places.attachments_copy(copy).iterdir()]
    assert names == ["ab"]


def test_without_a_wal_others_write_while_the_copy_is_checked(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, 1)
    monkeypatch.setattr(copies, "_INSTRUCTIONS_AT_ONCE", 100)
    other = driver.connect(path, timeout=0)
    other.execute("PRAGMA journal_mode=truncate")
    written = count(2)

    def beat() -> None:
        other.execute("UPDATE event SET entity_id = ?", (next(written),))

    backup(path, tmp_path / "copy.db", beat=beat)
    assert next(written) > 3
    assert events(tmp_path / "copy.db") == [1]
    other.close()


def test_what_ends_a_copy_is_said_as_it_was_raised_at_any_step(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Enough(Exception):
        pass

    def beat() -> None:
        if step in said:
            raise Enough

    monkeypatch.setattr(copies, "_INSTRUCTIONS_AT_ONCE", 100)
    for step in ("Copying helpdesk.db", "Checking the copy"):
        said: list[str] = []
        with pytest.raises(Enough):
            backup(path, tmp_path / "away" / "copy.db", progress=said.append, beat=beat)
        assert said[-1] == step
        assert list((tmp_path / "away").iterdir()) == []


def test_names_of_copies_never_meet(path: Path) -> None:
    first = timestamped(path, "backup")
    backup(path, first)
    second = timestamped(path, "backup")
    backup(path, second)
    assert first != second
    assert sorted((path.parent / "backups").iterdir()) == sorted([first, second])


def test_a_fresh_database_has_nothing_to_complain_about(path: Path) -> None:
    connection = driver.connect(path)
    assert complaints(connection) == []
    connection.close()


def test_a_copy_does_not_tell_who_was_on_which_ticket(desk: Opened, tmp_path: Path) -> None:
    ana = technician("ana")
    presence.tell("a run", ana, [opened(ana)], writing=True)
    copy = tmp_path / "copy.db"
    backup(desk.path, copy)
    with closing(driver.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM presence").fetchone() == (0,)
    assert presence.others(technician("luis"))
