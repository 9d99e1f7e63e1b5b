"""A database on disk for each test that asks for one, and processes that use it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk_tui.storage.opening import Opened
from tests.storage.fresh import fresh_database, opened_fresh


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty database that nobody has opened."""
    return fresh_database(tmp_path)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    """An empty database that this process has opened."""
    with opened_fresh(tmp_path) as opened:
        yield opened


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account on this machine can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="helpdesk-open-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
