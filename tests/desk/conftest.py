"""A database of its own for each test of the desk that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk_tui.storage.opening import Opened
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import technician


@pytest.fixture(params=DIALECTS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """An empty desk that this process has opened, on SQLite and then on PostgreSQL."""
    with opened_fresh(tmp_path, request.param) as opened:
        yield opened


@pytest.fixture
def ana(desk: Opened) -> int:
    return technician("ana")


@pytest.fixture
def luis(desk: Opened) -> int:
    return technician("luis")
