"""Databases for tests: made once a session, then copied, which takes a millisecond."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from helpdesk_tui.storage import building
from helpdesk_tui.storage.opening import Opened, open_database

_folder = tempfile.TemporaryDirectory(prefix="helpdesk-template-")


@cache
def _template() -> Path:
    path = Path(_folder.name) / "helpdesk.db"
    building.create(path)
    return path


def fresh_database(folder: Path) -> Path:
    """An empty database of today's schema in `folder`, not opened yet."""
    path = folder / "helpdesk.db"
    shutil.copy(_template(), path)
    return path


@contextmanager
def opened_fresh(folder: Path) -> Iterator[Opened]:
    """A fresh database to which the models are bound until the end of the block."""
    opened = open_database(fresh_database(folder))
    try:
        yield opened
    finally:
        opened.close()
