"""A whole desk moves from a file to a server: all of it, the same, or nothing."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.clock import now
from helpdesk_tui.models import moving
from helpdesk_tui.models.tables import TABLES, Ticket
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, drafts
from tests.storage.fresh import fresh_server_database, opened_fresh
from tests.support import holding, opened, row, technician


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk on disk with something in every corner."""
    with opened_fresh(tmp_path_factory.mktemp("full")) as desk:
        fill_demo(now(), "ana")
        ana = technician("ana")
        ticket = opened(ana, "Señal perdida %s \\ \t'x'", body="línea\nlínea", tags=("ñu",))
        actions.label(ana, [row(ticket)], on=["año"])
        Ticket.update(merged_into=ticket).where(Ticket.id == ticket - 1).execute()
        drafts.save(ana, f"ticket:{ticket}", "reply", {"body": "sin acabar"})
    return desk.path


@pytest.fixture
def server() -> Server:
    return fresh_server_database()


def copied(source: Path, server: Server) -> Result:
    root: click.Command = helpdesk
    return CliRunner().invoke(root, ["copy", str(source), server.url])


def content() -> dict[str, list[dict[str, object]]]:
    return {table._meta.table_name: sorted(table.select().dicts(), key=repr) for table in TABLES}


@pytest.fixture
def content_of_file(full: Path) -> dict[str, list[dict[str, object]]]:
    desk = open_database(full)
    try:
        return content()
    finally:
        desk.close()


def test_everything_is_there_afterwards_and_the_file_is_as_it_was(
    full: Path, server: Server, content_of_file: dict[str, list[dict[str, object]]]
) -> None:
    before = full.read_bytes()
    result = copied(full, server)
    assert result.exit_code == 0, result.output
    assert "the same as" in result.output
    assert "≠" not in result.output
    assert full.read_bytes() == before
    desk = open_database(server)
    try:
        assert content() == content_of_file
        ticket = max(one.id for one in Ticket.select(Ticket.id))
        assert ticket in holding("senal perd linea ano")
        assert opened(technician("ana")) == ticket + 1, "numbers go on"
        names = {one["sha256"] for one in content_of_file["attachment"]}
        assert {file.name for file in database.attachments().iterdir()} == names
    finally:
        desk.close()


def test_a_desk_that_is_not_empty_is_left_alone(full: Path, server: Server) -> None:
    desk = open_database(server)
    opened(technician("luis"))
    desk.close()
    result = copied(full, server)
    assert result.exit_code == 2
    assert "Nothing was copied" in result.output
    desk = open_database(server)
    assert Ticket.select().count() == 1
    desk.close()


@pytest.fixture
def spoiling(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on which a trigger spoils what it is given."""

    def spoiled(server: Server, patience: float = 10) -> object:
        desk = open_database(server)
        database.execute_sql(
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.body := upper(NEW.body); RETURN NEW; END $$"
        )
        database.execute_sql(
            "CREATE TRIGGER spoil BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION spoil()"
        )
        return desk

    monkeypatch.setattr("helpdesk_tui.storage.opening.open_database", spoiled)


@pytest.mark.usefixtures("spoiling")
def test_a_side_that_differs_is_rolled_back_and_told(full: Path, server: Server) -> None:
    result = copied(full, server)
    assert result.exit_code == 2
    assert [line.split()[0] for line in result.output.splitlines() if "≠" in line] == ["message"]
    desk = open_database(server)
    assert [table for table in TABLES if table.select().exists()] == []
    desk.close()


def test_a_file_of_another_kind_or_target_is_refused(full: Path, tmp_path: Path) -> None:
    call = CliRunner().invoke(helpdesk, ["copy", str(full), str(tmp_path / "other.db")])
    assert call.exit_code == 2
    foreign = tmp_path / "notes.txt"
    foreign.write_text("not a database" * 20)
    assert copied(foreign, Server("postgresql://nowhere/x")).exit_code == 2


def test_progress_counts_every_row(full: Path, server: Server) -> None:
    done: dict[str, int] = {}
    desk = open_database(server)
    try:
        moving.move(full, lambda table, rows: done.update({table: done.get(table, 0) + rows}))
    finally:
        desk.close()
    tickets = done.pop("ticket_search")
    assert tickets == done["ticket"]
    assert sum(done.values()) == moving.row_count(full)
