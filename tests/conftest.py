"""Cuts every test off from this machine: its home, its settings, its language, its network.

And a desk for those who ask for one.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from helpdesk_tui import i18n
from helpdesk_tui.storage.opening import Opened
from tests.storage import fresh
from tests.support import technician

ROOT = Path(__file__).parent.parent
FROM_OUTSIDE = (
    *("LC_ALL", "LC_MESSAGES", "SSH_CONNECTION", "NO_COLOR", "COLUMNS", "LINES"),
    *("EDITOR", "VISUAL", "HELPDESK_DB"),
)

LONG = "HELPDESK_SOAK"
"""Set while tests take their long form; `--soak` sets it."""

HOURS = 24 * 3600

settings.register_profile("helpdesk", deadline=None)  # how quick a machine is, no test says
settings.load_profile("helpdesk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="tests that have a long form take it")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: has a long form; every test that asks `soak` has one")
    if config.getoption("soak"):
        os.environ[LONG] = "1"
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell has the signal ignored in what it begins in the background, and that is inherited.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):  # once, not in each worker of pytest-xdist
        from hatch_build import compile_catalogues

        compile_catalogues(ROOT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "soak" in getattr(item, "fixturenames", ()):
            item.add_marker("soak")
        if LONG in os.environ and item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.timeout(HOURS), append=False)


@pytest.fixture
def soak() -> Callable[[int, int], int]:
    """Picks a size: the first in every run of the tests, the second with `--soak`."""
    return lambda short, long: long if LONG in os.environ else short


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, English, and nothing of the desk that this machine has set."""
    home = tmp_path_factory.mktemp("home")
    for name in FROM_OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")  # the command line sets it; this takes it back afterwards
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.delenv(f"HELPDESK_{kind}_DIR", raising=False)
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    i18n.install("en")


@pytest.fixture(params=fresh.DIALECTS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """An empty desk that this process has opened, on SQLite and then on PostgreSQL."""
    with fresh.opened_fresh(tmp_path, request.param) as opened:
        yield opened


@pytest.fixture
def ana(desk: Opened) -> int:
    """A technician of that desk."""
    return technician("ana")


@pytest.fixture
def luis(desk: Opened) -> int:
    """Another one."""
    return technician("luis")


@pytest.fixture(autouse=True)
def no_desk_outlives_its_test() -> Iterator[None]:
    """On a server: files are pytest's to remove."""
    yield
    fresh.drop_left()


@pytest.fixture(autouse=True, scope="session")
def nothing_outlives_the_tests() -> Iterator[None]:
    """Neither the PostgreSQL servers that they have started nor their template of a database."""
    yield
    fresh.end_servers()
    fresh.end_templates()


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Connections leave this machine by mistake only: they fail, and say to where."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(("127.", "::1")):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
