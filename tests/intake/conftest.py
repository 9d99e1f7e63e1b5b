"""An empty desk to import into, and a way to compare its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.models import TABLES
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import tuples
from tests.storage.fresh import opened_fresh


@pytest.fixture
def data() -> Path:
    """The samples that the project ships."""
    return Path(__file__).parent / "data"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    """An empty database that this process has opened."""
    folder = tmp_path / "desk"
    folder.mkdir()
    with opened_fresh(folder) as opened:
        yield opened


@pytest.fixture
def content(desk: Opened) -> Callable[[], dict[str, Any]]:
    """Every row of every table, as it is at the moment of the call."""
    return lambda: {table.__name__: tuples(table.select()) for table in TABLES}
