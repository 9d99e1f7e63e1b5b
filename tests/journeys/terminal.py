"""The whole program in a real terminal: `helpdesk` behind a pty, with a person in front of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unicodedata import combining

import pyte
from wcwidth import wcwidth

from helpdesk_tui.storage.opening import open_database
from tests.support import listed
from tests.terminal.hand import ROOT, Hand, sitting

COMMAND = (sys.executable, "-m", "helpdesk_tui")
PASSED_ON = ("PATH", "HOME", "LANG")


class _Screen(pyte.Screen):
    """pyte's, which takes a question about keys (CSI ? 4 m) for colours and fails on it.

    It also fails to show a line in which the first half of a wide character was written over, and
    leaves out what follows a sign of no width (a variation selector, say).
    """

    @property
    def display(self) -> list[str]:
        cells = range(self.columns)
        return ["".join(self.buffer[y][x].data for x in cells) for y in range(self.lines)]

    def draw(self, data: str) -> None:
        if not data.isascii():
            data = "".join(sign for sign in data if wcwidth(sign) or combining(sign))
        super().draw(data)

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attributes)


class Terminal(Hand):
    """A terminal with the desk in it."""

    def __init__(
        self, process: subprocess.Popen[bytes], terminal: int, columns: int, rows: int
    ) -> None:
        super().__init__(process, terminal, columns, rows)
        self.screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)

    @property
    def listed(self) -> list[int]:
        """The tickets in sight, from top to bottom."""
        return [number for number, _, _ in listed(self.picture)]

    @property
    def in_hand(self) -> int | None:
        """The ticket that the cursor is on."""
        return next((number for number, here, _ in listed(self.picture) if here), None)

    def press(self, keys: str, wanted: str, seconds: float = 15.0) -> None:
        """Types and waits until the screen has what follows from it."""
        self.type(keys)
        self.until(wanted, seconds)

    def until_either(self, *texts: str, seconds: float = 15.0) -> None:
        """Looks until the screen has one of these."""
        self._until(lambda: any(text in self.picture for text in texts), f"{texts} in\n", seconds)

    def holds(self, holds: Callable[[], object], what: str, seconds: float = 15.0) -> None:
        """Looks until something is so."""
        self._until(holds, f"{what} in\n", seconds)

    def loses(self, text: str, seconds: float = 15.0) -> None:
        """Looks until this is not on the screen any more."""
        self._until(lambda: text not in self.picture, f"end of {text!r} in\n", seconds)

    def lists(self, tickets: list[int], seconds: float = 15.0) -> None:
        """Looks until exactly these tickets are in sight."""
        self._until(lambda: self.listed == tickets, f"{tickets} in\n", seconds)

    def has_in_hand(self, ticket: int, seconds: float = 15.0) -> None:
        """Looks until the cursor is on this ticket."""
        self._until(lambda: self.in_hand == ticket, f"{ticket} in hand\n", seconds)

    def has_another_in_hand(self, ticket: int, seconds: float = 15.0) -> None:
        """Looks until the cursor is on any ticket but this one."""
        self._until(lambda: self.in_hand not in (None, ticket), f"not {ticket} in hand\n", seconds)

    def did(self, ticket: int, seconds: float = 15.0) -> None:
        """Looks until the last line tells that something was done to this ticket."""
        self._until(
            lambda: (
                self.screen.display[-1].startswith(f" {ticket} ")
                and "takes it back" in self.screen.display[-1]
            ),
            f"word of {ticket} in\n",
            seconds,
        )


def environment(folder: Path, login: str, database: str = "") -> dict[str, str]:
    """What somebody's shell has set: a home and settings of their own, and a desk in common."""
    home = folder / login
    config = home / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text(f'technician = "{login}"\nzone = "Europe/Madrid"\n')
    known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return known | {
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
        "HELPDESK_CONFIG_DIR": str(config),
        "HELPDESK_STATE_DIR": str(home / "state"),
        "HELPDESK_DB": database or str(folder / "helpdesk.db"),
    }


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """What the desk in this folder has kept, for a look at it."""
    reopened = open_database(folder / "helpdesk.db")
    try:
        yield
    finally:
        reopened.close()


def run(folder: Path, *arguments: str, login: str = "ana") -> str:
    """What a `helpdesk` command says; it must go well."""
    command = [*COMMAND, *arguments]
    env = environment(folder, login)
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def at_desk(
    folder: Path,
    login: str = "ana",
    *arguments: str,
    columns: int = 80,
    rows: int = 24,
    database: str = "",
    before: str = "",
    environ: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """The desk in a terminal of its own, killed at the end if it still runs.

    With arguments it is the `helpdesk` command that they name. `before` is Python that runs in the
    child before that, `environ` what its shell has set besides.
    """
    env = environment(folder, login, database) | dict(environ or {})
    command = [*COMMAND, *arguments]
    with sitting(Terminal, command, env, columns, rows, before) as person:
        yield person
