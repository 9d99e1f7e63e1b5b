"""Bringing a database up to date: whole or not at all, with a copy made before."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from helpdesk_tui.clock import now
from helpdesk_tui.models.people import Asset, Client
from helpdesk_tui.storage import building, driver, header, opening
from helpdesk_tui.storage.building import MIGRATIONS
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.opening import open_database
from tests.storage.freeze_baseline import model_statements
from tests.storage.workers import Worker, opens

ADDS_A_COLUMN = """
from peewee import CharField

def up(migrator, db):
    migrator.migrate(migrator.add_column("client", "motto", CharField(default="")))
"""

REBUILDS_A_TABLE_THAT_OTHERS_POINT_AT = """
def up(migrator, db):
    migrator.migrate(migrator.drop_not_null("client", "notes", legacy=True))
"""

FAILS = """
def up(migrator, db):
    db.execute_sql("DELETE FROM client")
    raise RuntimeError("a mistake of ours")
"""

LEAVES_ROWS_ASTRAY = """
def up(migrator, db):
    db.execute_sql("INSERT INTO membership (team_id, technician_id) VALUES (98, 99)")
"""


def schema(path: Path) -> set[str]:
    connection = driver.connect(path)
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'ticket_search_*'"
        " AND tbl_name != 'schema_migration'"
    ).fetchall()
    connection.close()
    return {squeezed(sql) for (sql,) in rows}


def squeezed(sql: str) -> str:
    return "".join(sql.split())


@pytest.fixture
def two_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations with the baseline and what a test adds, up to version 3."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in MIGRATIONS.glob("0001*.py"):
        (folder / file.name).write_text(file.read_text())
    (folder / "0002_motto.py").write_text(ADDS_A_COLUMN)
    monkeypatch.setattr(building, "MIGRATIONS", folder)
    for module in (header, building, opening):
        monkeypatch.setattr(module, "SCHEMA_VERSION", 3)
    return folder


@pytest.fixture
def old(path: Path) -> Path:
    """A database of version 1 with a client, and an asset that points at it."""
    opened = open_database(path)
    client = Client.create(name="Gestoría Añil", sort_key="gestoria anil", created_at=now())
    Asset.create(client=client, name="srv-1", sort_key="srv-1", created_at=now())
    opened.close()
    return path


def names_of_clients(path: Path) -> list[str]:
    connection = driver.connect(path)
    rows = connection.execute("SELECT name FROM client").fetchall()
    connection.close()
    return [name for (name,) in rows]


def test_a_migrated_database_has_the_tables_of_the_models(path: Path) -> None:
    assert schema(path) == {squeezed(sql) for sql in model_statements("sqlite")}, (
        "after a change of the models: python -m tests.storage.freeze_baseline"
    )


def test_the_schema_version_is_the_number_of_the_newest_migration() -> None:
    numbers = [int(file.name[:4]) for file in MIGRATIONS.glob("[0-9]*.py")]
    assert sorted(numbers) == list(range(1, header.SCHEMA_VERSION + 1))


def test_migrations_know_nothing_of_the_models() -> None:
    for file in MIGRATIONS.glob("[0-9]*.py"):
        spec = importlib.util.spec_from_file_location(file.stem, file)
        assert spec is not None
        assert "helpdesk_tui" not in file.read_text()


def test_an_old_database_is_brought_up_to_date_with_a_copy_made_before(
    old: Path, two_more: Path
) -> None:
    (two_more / "0003_rebuild.py").write_text(REBUILDS_A_TABLE_THAT_OTHERS_POINT_AT)
    opened = open_database(old)
    opened.close()
    assert opened.backup is not None
    assert opened.backup.parent == old.parent / "backups"
    found = header.read_header(old), header.read_header(opened.backup)
    assert [each and each.version for each in found] == [3, 1]
    assert any("motto" in statement for statement in schema(old))
    assert names_of_clients(old) == names_of_clients(opened.backup) == ["Gestoría Añil"]
    again = open_database(old)
    again.close()
    assert again.backup is None


@pytest.mark.parametrize("mistake", [FAILS, LEAVES_ROWS_ASTRAY])
def test_a_migration_that_fails_leaves_all_as_it_was_and_names_the_copy(
    old: Path, two_more: Path, mistake: str
) -> None:
    (two_more / "0003_mistake.py").write_text(mistake)
    before = schema(old)
    with pytest.raises(StorageProblem) as refusal:
        open_database(old)
    assert refusal.value.fault is Fault.MIGRATION
    assert schema(old) == before
    found = header.read_header(old)
    assert found is not None
    assert found.version == 1
    assert names_of_clients(old) == ["Gestoría Añil"]
    (copy,) = (old.parent / "backups").iterdir()
    assert str(copy) in refusal.value.way_out
    assert names_of_clients(copy) == ["Gestoría Añil"]


def test_a_database_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, two_more: Path
) -> None:
    (two_more / "0003_mistake.py").write_text(FAILS)
    with pytest.raises(RuntimeError):
        open_database(tmp_path / "new" / "helpdesk.db")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["helpdesk.db.lock"]


def test_a_database_that_others_have_open_is_not_rebuilt_under_them(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Worker(opens, old)
    assert other.ask() == "ready"
    other.go()
    assert other.ask() == "open"
    for module in (header, building, opening):
        monkeypatch.setattr(module, "SCHEMA_VERSION", 2)
    with pytest.raises(StorageProblem, match=str(other.process.pid)) as refusal:
        open_database(old, patience=0.1)
    assert refusal.value.fault is Fault.IN_USE
    other.go()
    other.end()
    assert not (tmp_path / "backups").exists()
