"""A desk on a PostgreSQL server: made once, refused where it is not ours, no password shown."""

from __future__ import annotations

import subprocess
import sys
import traceback
from pathlib import Path

import psycopg
import pytest

from helpdesk_tui.models.events import Event
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.address import NoPlace, Server, named, place_of
from helpdesk_tui.storage.doctor import examine
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.header import SCHEMA_VERSION
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.storage.postgres import building
from tests.storage.freeze_baseline import BASELINE, frozen, model_statements
from tests.storage.fresh import empty_server_database, fresh_server_database, opened_fresh
from tests.storage.workers import Worker, opens
from tests.support import opened, technician

CANARY = "c4n4ry"

COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, collation_name
    FROM information_schema.columns WHERE table_schema = 'public'
    AND table_name NOT IN ('schema_migration', 'helpdesk_header') ORDER BY 1, 2
"""
INDEXES = """
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    AND tablename NOT IN ('schema_migration', 'helpdesk_header') ORDER BY 1
"""


def told(server: Server, *statements: str) -> list[tuple[object, ...]]:
    """What the last of these statements answers."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
        return cursor.fetchall() if cursor.description else []


# Addresses


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ana@db/desk", "postgresql://ana@db/desk"),
        (f"postgresql://ana:{CANARY}@db:5433/desk", "postgresql://ana@db:5433/desk"),
        (f"postgresql://db/desk?password={CANARY}&host=/run", "postgresql://db/desk?host=/run"),
        (f"postgres://:{CANARY}@a:1,b:2/desk", "postgresql://a:1,b:2/desk"),
        ("postgresql://?service=desk", "postgresql://?service=desk"),
        (f"postgresql://ana@[::1]:5432/desk?sslpassword={CANARY}", "postgresql://ana@[::1]:5432/desk"),
        (f"postgresql://ana:a/{CANARY}@db/desk", "postgresql://…"),
        (f"postgresql://ana:a?{CANARY}@db/desk", "postgresql://…"),
        (f"postgresql://ana:a#{CANARY}@db/desk", "postgresql://…"),
        (f"postgresql://ana:a@{CANARY}@db/desk", "postgresql://…"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    server = place_of(url)
    assert str(server) == shown
    assert CANARY not in repr(server)
    assert named(server) == url


def test_other_databases_are_none_of_ours() -> None:
    with pytest.raises(NoPlace):
        place_of("mysql://db/desk")


@pytest.mark.parametrize(
    "url",
    [f"postgresql://ana:{CANARY}@127.0.0.1:1/desk", f"postgresql://ana:{CANARY}@127.0.0.1:x/desk",
     f"postgresql://ana:a/{CANARY}@127.0.0.1/desk", f"postgresql://ana:{CANARY}#@127.0.0.1/desk",
     f"postgresql:///x?host=/nowhere&password={CANARY}", f"postgresql://a?nonsense={CANARY}"],
)  # fmt: skip
def test_what_cannot_be_reached_is_said_without_the_password(url: str) -> None:
    with pytest.raises(StorageProblem) as refusal:
        open_database(place_of(url))
    assert refusal.value.fault is Fault.UNREACHABLE
    assert CANARY not in "".join(traceback.format_exception(refusal.value))


def test_an_unknown_database_is_told_in_the_servers_words() -> None:
    url = empty_server_database().url
    with pytest.raises(StorageProblem, match=r'database "missing_\d+" does not exist'):
        open_database(Server(url.replace("/empty_", "/missing_")))


def test_without_the_driver_a_sentence_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['psycopg'] = None\nfrom helpdesk_tui.cli import main\nmain()"
    call = ["--db", f"postgresql://ana:{CANARY}@db/desk", "sample", "--tickets", "1"]
    ran = subprocess.run([sys.executable, "-c", program, *call], capture_output=True, text=True)
    assert ran.returncode == 2
    assert 'pip install "helpdesk-tui[postgres]"' in ran.stderr
    assert CANARY not in ran.stderr
    assert "Traceback" not in ran.stderr


# Making and updating


def test_the_frozen_schema_is_that_of_the_models_on_both_databases() -> None:
    assert BASELINE.read_text(encoding="utf-8") == frozen(), (
        "after a change of the models: python -m tests.storage.freeze_baseline"
    )


def test_a_migrated_server_has_the_tables_of_the_models() -> None:
    fresh, plain = fresh_server_database(), empty_server_database()
    told(plain, *model_statements("postgres"))
    for question in (COLUMNS, INDEXES):
        assert told(fresh, question) == told(plain, question)
    texts = [row for row in told(fresh, COLUMNS) if row[2] in ("text", "character varying")]
    assert {row[4] for row in texts} == {"C"}


def test_several_starts_at_once_make_one_desk() -> None:
    server = empty_server_database()
    starts = [Worker(opens, server) for _ in range(4)]
    for start in starts:
        assert start.ask() == "ready"
    for start in starts:
        start.go()
    assert [start.ask() for start in starts] == ["open"] * 4
    for start in starts:
        start.go()
        start.end()
    assert told(server, "SELECT version FROM helpdesk_header") == [(SCHEMA_VERSION,)]
    assert told(server, "SELECT count(*) FROM schema_migration") == [(SCHEMA_VERSION,)]


def test_several_starts_at_once_update_an_old_desk_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in building.MIGRATIONS.glob("0001*.py"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / "0002_slow.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('ALTER TABLE client ADD motto TEXT')\n"
        "    db.execute_sql('SELECT pg_sleep(0.3)')\n"
    )
    server = fresh_server_database()
    starts = [Worker(opens_newer, server, tmp_path) for _ in range(3)]
    assert [start.ask() for start in starts] == ["ready"] * 3
    for start in starts:
        start.go()
    assert [start.ask() for start in starts] == ["open"] * 3
    for start in starts:
        start.go()
        start.end()
    assert told(server, "SELECT version FROM helpdesk_header") == [(2,)]


def opens_newer(pipe: object, server: Server, migrations: Path) -> None:
    """Opens the desk as a program of version 2 does."""
    building.MIGRATIONS, building.SCHEMA_VERSION = migrations, 2
    opens(pipe, server)  # type: ignore[arg-type]


def test_an_update_that_fails_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in building.MIGRATIONS.glob("0001*.py"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / "0002_mistake.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('DROP TABLE draft')\n"
        "    raise RuntimeError('a mistake of ours')\n"
    )
    server = fresh_server_database()
    monkeypatch.setattr(building, "MIGRATIONS", tmp_path)
    monkeypatch.setattr(building, "SCHEMA_VERSION", 2)
    with pytest.raises(StorageProblem) as refusal:
        open_database(server)
    assert refusal.value.fault is Fault.NOT_UPDATED
    assert told(server, "SELECT version, (SELECT count(*) FROM draft) FROM helpdesk_header") == [
        (SCHEMA_VERSION, 0)
    ]


def test_a_desk_of_a_newer_version_is_refused() -> None:
    server = fresh_server_database()
    told(server, "UPDATE helpdesk_header SET version = 99")
    with pytest.raises(StorageProblem) as refusal:
        open_database(server)
    assert refusal.value.fault is Fault.NEWER


def test_tables_of_another_program_are_refused_and_left_alone() -> None:
    server = empty_server_database()
    told(server, "CREATE TABLE ticket (id INTEGER, price NUMERIC)", "CREATE TABLE client (x TEXT)")
    with pytest.raises(StorageProblem, match="client, ticket") as refusal:
        open_database(server)
    assert refusal.value.fault is Fault.FOREIGN_TABLES
    tables = told(server, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    assert tables == [("client",), ("ticket",)]


def test_a_database_in_another_encoding_is_refused() -> None:
    server = empty_server_database()
    told(server, "CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")
    with pytest.raises(StorageProblem, match="LATIN1") as refusal:
        open_database(Server(server.url.replace("/empty_", "/latin?x=").partition("?x=")[0] + "?"
                             + server.url.partition("?")[2]))  # fmt: skip
    assert refusal.value.fault is Fault.ENCODING


def test_an_account_without_rights_is_told_so() -> None:
    server = fresh_server_database()
    told(server, "CREATE ROLE guest_without LOGIN")
    with pytest.raises(StorageProblem) as refusal:
        open_database(Server(server.url.replace("postgres:@", "guest_without@")))
    assert refusal.value.fault is Fault.NO_RIGHTS


# Numbers


def test_numbers_given_by_hand_are_counted_on(tmp_path: Path) -> None:
    from helpdesk_tui.clock import now
    from helpdesk_tui.samples.load import fill_load

    with opened_fresh(tmp_path, "postgres"):
        ana = technician("ana")
        fill_load(50, 1, now(), me="ana")
        assert opened(ana) == 51
        fill_load(5, 2, now(), me="ana")
        assert opened(ana) == 57
        made = Client.create(name="x", sort_key="x", created_at=now())
        assert made.id == Client.select().count()
        assert Event.select().count() > Ticket.select().count()


def test_entering_a_transaction_inside_another_joins_it(tmp_path: Path) -> None:
    with opened_fresh(tmp_path, "postgres"):
        before = database.commits

        def both() -> None:
            with database.atomic():
                technician("ana")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            both()
        assert database.commits == before
        assert database.execute_sql("SELECT count(*) FROM technician").fetchall() == [(0,)]


# The doctor


def test_the_doctor_looks_over_a_server(tmp_path: Path) -> None:
    server = fresh_server_database()
    assert {finding.level for finding in examine(server)} == {"ok", "note"}
    assert any("PostgreSQL" in finding.message for finding in examine(server))
    empty = empty_server_database()
    assert "There is no desk yet" in examine(empty)[-1].message
    assert told(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    assert [finding.level for finding in examine(Server("postgresql:///x?host=/nowhere"))] == [
        "problem"
    ]
