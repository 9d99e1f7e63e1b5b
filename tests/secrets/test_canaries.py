"""Canaries: one for every kind of secret, looked for wherever a secret must not be."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

import psycopg
import pytest

from helpdesk_tui.screens.terminal.faults import FaultProofApp
from helpdesk_tui.secrets import memory
from helpdesk_tui.secrets.environment import variable
from helpdesk_tui.secrets.secret import Secret
from helpdesk_tui.storage.address import Server
from tests.journeys.terminal import COMMAND, at_desk, environment
from tests.secrets.conftest import KEY, PASSWORD, Strict, prints
from tests.support import linux_only

WORDS = "c4n4ry of the passphrase"
NOISE = "c4n4ry-that-the-command-printed"


@contextmanager
def arguments_of_all_processes() -> Iterator[list[bytes]]:
    """What others can see of every process on this machine, until the block ends."""
    seen: dict[bytes, None] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            for file in glob("/proc/[0-9]*/cmdline"):
                try:
                    seen[Path(file).read_bytes()] = None
                except OSError:
                    continue

    watching = threading.Thread(target=watch)
    watching.start()
    found: list[bytes] = []
    try:
        yield found
    finally:
        over.set()
        watching.join()
        found += seen


def files(*folders: Path) -> dict[Path, bytes]:
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert found
    return {path: path.read_bytes() for path in found}


def rows(strict: Strict) -> str:
    """All that the desk keeps on its server."""
    with psycopg.connect(strict.owner.replace("/postgres?", "/anas_desk?")) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return "".join(
            str(connection.execute(f'SELECT * FROM "{table}"').fetchall())  # type: ignore[arg-type]
            for (table,) in tables.fetchall()
        )


@linux_only
def test_a_day_at_a_desk_with_a_password_leaves_it_nowhere(strict: Strict, tmp_path: Path) -> None:
    """Typed, kept behind a passphrase with its sheet, used by an import, asked for again."""
    server = strict.server
    (tmp_path / "in.csv").write_text(
        "number,subject,created\nM-1,The printer burns,2026-11-16 08:30\n"
    )
    sheet = tmp_path / "sheet.txt"
    with arguments_of_all_processes() as arguments:
        with at_desk(tmp_path, database=server.url) as person:
            person.until("The password for")
            person.press(f"{PASSWORD}\r", "Keep the password")
            person.press(f"{WORDS}\r{WORDS}\r", "Where shall the recovery sheet go?")
            person.press(f"{sheet}\r", "The recovery sheet is in")
            person.press("\r", "This desk is empty")
            person.press("i", "Import a table or mails")
            person.press(f"{tmp_path / 'in.csv'}\x13", "knows these columns")
            person.press("i", "New tickets: 1")  # by a child, which asks for nothing
            person.press("\x1b+", "New ticket")
            person.type("half a draft")
            person.look(1.0)
            person.signal(15)
            assert person.code() == 128 + 15
        drawn = person.seen
        with at_desk(tmp_path, database=server.url) as person:
            person.until("The passphrase for")
            person.press(f"{WORDS}\r", "no timer")
            person.type("Q")
            assert person.code() == 0
        drawn += person.seen
    recovery = "".join(
        line.strip() for line in sheet.read_text().splitlines() if line.startswith("    ")
    )
    assert "half a draft" in rows(strict)
    assert any(b"--brief" in line for line in arguments)  # the child was seen
    left = files(tmp_path, Path(os.environ["HOME"]))
    assert left.pop(sheet)
    for canary in (PASSWORD, WORDS, recovery, recovery.replace("-", "")):
        assert canary not in rows(strict)
        assert canary.encode() not in drawn
        assert [path for path, content in left.items() if canary.encode() in content] == []
        assert [line for line in arguments if canary.encode() in line] == []


def said(folder: Path, *words: str, server: Server, **more: str) -> str:
    """All that a command says, and how it ended."""
    env = environment(folder, "ana", server.url) | more
    done = subprocess.run(
        [*COMMAND, *words], env=env, capture_output=True, text=True, timeout=60, input=""
    )
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


def test_no_command_and_no_export_says_it(strict: Strict, tmp_path: Path) -> None:
    program = f"import sys; print({NOISE!r}); sys.exit('no key')"
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text(f"password_command = {prints(tmp_path, program)}\n")
    server, own = strict.server, {"HELPDESK_CONFIG_DIR": str(config)}
    there = own | {variable(server.key): PASSWORD, "PGPASSWORD": f"{PASSWORD}-2"}
    told = [
        said(tmp_path, *words, server=server, **there)
        for words in (
            ["sample", "--add", "--tickets", "3"],
            ["export", "--output", str(tmp_path / "out.csv")],
            ["export", "--view", "all", "--format", "json"],
            ["doctor", "--json"],
            ["doctor"],
            ["config", "show"],
            ["secret", "where"],
            ["secret", "list"],
        )
    ]
    assert [one[0] for one in told][:3] == ["0", "0", "0"]
    assert "set (HELPDESK_SECRET" in told[3]
    assert "no key" in told[3]
    # And where none is right: the refusal names the place.
    told.append(said(tmp_path, "export", server=server, PGPASSWORD="c4n4ry-wrong", **own))
    told.append(said(tmp_path, "export", server=server, **own))
    assert "refuses the password from the environment" in told[-2]
    assert "wants a password. The password_command ended with 1: no key." in told[-1]
    places = files(tmp_path, Path(os.environ["HOME"]))
    del places[tmp_path / "program.py"]
    for text in (*told, *(content.decode("utf-8", "replace") for content in places.values())):
        assert "c4n4ry" not in text.replace(str(tmp_path), "")


def test_a_worker_that_raises_with_it_in_hand_leaves_none_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "helpdesk.log"
    handler = logging.FileHandler(log)
    logger = logging.getLogger("helpdesk")
    logger.addHandler(handler)

    class Clumsy(FaultProofApp):
        def show_fault(self, text: str) -> None:
            log.write_text(log.read_text() + text)

    async def work() -> None:
        secret = Secret(PASSWORD)
        revealed = secret.reveal()
        raise RuntimeError(f"with {secret!r} of {len(revealed)}", secret)

    async def session() -> None:
        app = Clumsy()
        async with app.run_test() as pilot:
            app.run_worker(work())
            await pilot.pause()
            app._exception = None

    try:
        asyncio.run(session())
    finally:
        logger.removeHandler(handler)
    assert "RuntimeError" in log.read_text()
    assert PASSWORD not in log.read_text()


def test_whoever_knows_one_leaves_no_core_behind() -> None:
    program = (
        "import os, resource; from helpdesk_tui.secrets import memory;"
        " from helpdesk_tui.secrets.secret import Secret;"
        " memory.keep('a', Secret('x')); print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    run = subprocess.run([COMMAND[0], "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "0\n"


def test_a_child_is_told_by_its_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    memory.keep(KEY, Secret(PASSWORD))
    assert memory.for_a_child() == {variable(KEY): PASSWORD}
    assert variable(KEY) not in os.environ
