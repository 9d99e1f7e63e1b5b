"""An empty desk to import into, and a way to compare its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.models import fts5
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from tests.storage.fresh import DIALECTS, opened_fresh

TABLE_NAMES = [table._meta.table_name for table in TABLES]


@pytest.fixture
def data() -> Path:
    """The samples that the project ships."""
    return Path(__file__).parent / "data"


@pytest.fixture(params=DIALECTS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """An empty database that this process has opened, on SQLite and then on PostgreSQL."""
    folder = tmp_path / "desk"
    folder.mkdir()
    with opened_fresh(folder, request.param) as opened:
        yield opened


@pytest.fixture
def content(desk: Opened) -> Callable[[], dict[str, Any]]:
    """Every row of every table, as it is stored at the moment of the call."""

    def read(table: str) -> list[Any]:
        return list(database.execute_sql(f'SELECT * FROM "{table}"').fetchall())

    return lambda: {name: read(name) for name in (*TABLE_NAMES, fts5.TABLE)}
