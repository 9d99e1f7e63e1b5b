"""Reading for long while others write."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from helpdesk_tui.storage import driver
from helpdesk_tui.storage.orm import database


def snapshot() -> AbstractContextManager[Any]:
    """All that is read inside is of one moment, and writers go on.

    Without a WAL a reader would hold them up: there each question sees the moment of its own.
    """
    if driver.best_journal() != "wal":
        return nullcontext()
    moment: AbstractContextManager[Any] = database.atomic("DEFERRED")
    return moment
