"""A person who answers what is asked, programs that misbehave, and a server with a password."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from helpdesk_tui import paths
from helpdesk_tui.secrets import asking, memory, ring, sealed
from helpdesk_tui.secrets.asking import Answers, Question
from helpdesk_tui.secrets.secret import Secret
from helpdesk_tui.storage.address import Server
from tests.storage.fresh import running_server

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


@dataclass(frozen=True)
class Strict:
    """A server that wants a password: the address without it, and how its owner gets in."""

    server: Server
    owner: str


@pytest.fixture(scope="session")
def strict() -> Strict:
    """A database on PostgreSQL whose owner `ana` must prove her password (SCRAM)."""
    address = running_server()  # skips where none can run
    owner = address.format(name="postgres")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("SET password_encryption = 'scram-sha-256'")
        connection.execute(f"CREATE ROLE ana LOGIN PASSWORD '{PASSWORD}'")
        connection.execute("CREATE DATABASE anas_desk OWNER ana ENCODING UTF8 TEMPLATE template0")
        (file,) = connection.execute("SHOW hba_file").fetchone() or ("",)
        rules = Path(file)
        rules.write_text(f"local all ana scram-sha-256\n{rules.read_text()}")
        connection.execute("SELECT pg_reload_conf()")
    return Strict(Server(address.format(name="anas_desk").replace("postgres:@", "ana@")), owner)
