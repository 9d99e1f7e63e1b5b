"""A person who answers what is asked, programs that misbehave, and a server with a password."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from helpdesk_tui import paths
from helpdesk_tui.secrets import asking, memory, ring, sealed
from helpdesk_tui.secrets.asking import Answers, Question
from helpdesk_tui.secrets.secret import Secret
from helpdesk_tui.storage.address import Server
from tests.storage.fresh import running_server, server

KEY = "postgresql://ana@db:5432/desk"
PASSWORD = "c4n4ry-of-the-server"


class Person:
    """Types what was laid down, in this order, and remembers what was asked. None leaves."""

    def __init__(self) -> None:
        self.types: list[dict[str, str] | None] = []
        self.asked: list[Question] = []

    def __call__(self, question: Question) -> Answers | None:
        self.asked.append(question)
        typed = self.types.pop(0) if self.types else None
        return None if typed is None else {name: Secret(text) for name, text in typed.items()}


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    person = Person()
    monkeypatch.setattr(asking, "_asker", person)
    return person


@pytest.fixture(autouse=True)
def a_new_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known yet, no keyring was given up, and this machine's has no part in it."""
    monkeypatch.setattr(memory, "_known", {})
    monkeypatch.setattr(ring, "_given_up", None)
    monkeypatch.setattr(sealed, "COST", sealed.Cost(n=1 << 12, r=8, p=1))  # quick to open
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")


def prints(tmp_path: Path, program: str) -> list[str]:
    """The command of a program in Python."""
    file = tmp_path / "program.py"
    file.write_text(program)
    return [sys.executable, "-I", "-S", str(file)]


@pytest.fixture
def settings() -> Callable[[str], None]:
    """Writes the person's settings."""

    def write(text: str) -> None:
        paths.config_file().parent.mkdir(parents=True, exist_ok=True)
        paths.config_file().write_text(text)

    return write


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Server]:
    """A PostgreSQL that lets `ana` in with her password (SCRAM), and the address without it."""
    running_server()  # skips where none can run
    running = server()
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        connection.execute("SET password_encryption = 'scram-sha-256'")
        connection.execute(f"CREATE ROLE ana LOGIN PASSWORD '{PASSWORD}'")
        connection.execute("CREATE DATABASE desk OWNER ana ENCODING UTF8 TEMPLATE template0")
        (file,) = connection.execute("SHOW hba_file").fetchone() or ("",)
        rules = Path(file)
        owner = rules.stat()
        rules.write_text("local all postgres trust\nlocal all ana scram-sha-256\n")
        os.chown(rules, owner.st_uid, owner.st_gid)
        connection.execute("SELECT pg_reload_conf()")
    return running, Server(running.get_uri().replace("postgres:@/postgres", "ana@/desk"))
