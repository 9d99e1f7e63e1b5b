"""Opens the desk's database, after making it or bringing it up to date where that is due."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from helpdesk_tui.storage import driver, locks, places, sqlite
from helpdesk_tui.storage.address import Place, Server
from helpdesk_tui.storage.dialect import Dialect
from helpdesk_tui.storage.faults import Fault, StorageProblem, explained
from helpdesk_tui.storage.header import SCHEMA_VERSION, read_header
from helpdesk_tui.storage.orm import database

PATIENCE = 10.0
"""Seconds to wait while another process makes, updates or restores the database."""

_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Opened:
    """The database of this run. `backup` is the copy made if it had to be brought up to date."""

    path: Place
    backup: Path | None
    _release: Callable[[], None]

    def close(self) -> None:
        """Close this thread's connection and let others rebuild a file.

        Other threads close their own connections before.
        """
        database.close()
        self._release()


def open_database(place: Place, *, patience: float = PATIENCE) -> Opened:
    """Open a database of the desk, or make it, and bind the models to it.

    The calling thread is connected afterwards; every other thread connects when it first asks.
    Raises StorageProblem, with the database as it was, when that cannot be.
    """
    if isinstance(place, Server):
        return _open_server(place)
    return _open_file(place.expanduser().resolve(), patience)


def _open_server(server: Server) -> Opened:
    from helpdesk_tui.storage.postgres import building

    _use(building.opened(server))
    return Opened(server, None, lambda: None)


def _open_file(path: Path, patience: float) -> Opened:
    driver.require_search()
    places.refuse_network(path)
    read_header(path)
    places.prepare_folder(path.parent)
    places.require_writable(path)
    backup = None
    end = time.monotonic() + patience
    while True:
        held = locks.lock(path, alone=False, patience=patience)
        header = read_header(path)
        if header is not None and header.current:
            break
        held.release()
        alone = locks.try_lock(path, alone=True)
        if alone:
            with alone:
                backup = _build(path)
        elif time.monotonic() >= end:
            raise StorageProblem(Fault.IN_USE, path, locks.describe(locks.holders(path)))
        else:
            time.sleep(_PAUSE)
    try:
        _bind(path)
    except BaseException:
        held.release()
        raise
    return Opened(path, backup, held.release)


def _build(path: Path) -> Path | None:
    """Make the file, or update it and return the copy made before."""
    # Late: only a new or an old file needs the tools to build one (20 ms).
    from helpdesk_tui.storage import building

    header = read_header(path)
    if header is None:
        places.refuse_leftovers(path)
        building.create(path)
    elif not header.current:
        return building.update(path)
    return None


def _bind(path: Path) -> None:
    bound = sqlite.bind(path)
    try:
        with explained():
            bound.connect()
            # The header can lag behind the WAL.
            if bound.pragma("user_version") > SCHEMA_VERSION:
                raise StorageProblem(Fault.NEWER, path)
    except BaseException:
        bound.close()
        raise
    _use(bound)


def _use(bound: Dialect) -> None:
    """Give the models their database."""
    if database.obj is not None and not database.is_closed():
        database.close()
    database.initialize(bound)
