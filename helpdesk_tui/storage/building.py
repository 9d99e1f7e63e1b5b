"""Makes a new database and brings an old one up to date, both whole or not at all.

The caller holds the lock alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from helpdesk_tui.storage import driver, places, sqlite
from helpdesk_tui.storage.faults import Fault, StorageProblem, explained
from helpdesk_tui.storage.header import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from helpdesk_tui.storage.sqlite import Sqlite

MIGRATIONS = Path(__file__).parent / "migrations"


def create(path: Path) -> None:
    """Make an empty database with today's schema. It gets its name only when it is complete."""
    draft = places.unfinished(path)
    with explained():
        try:
            os.close(places.create_file(draft))
            fresh = sqlite.bind(draft)
            with fresh.connection_context():
                fresh.pragma("application_id", APPLICATION_ID)
                _migrate(fresh)
                fresh.pragma("journal_mode", driver.best_journal())
            places.sync(draft)
            draft.rename(path)
            places.sync(path.parent)
        finally:
            draft.unlink(missing_ok=True)


def update(path: Path) -> Path:
    """Bring an old database up to date in one transaction; the copy made before is returned."""
    from helpdesk_tui.storage.backup import copy_checked, timestamped

    copy = timestamped(path, "before-update")
    copy_checked(path, copy)
    old = sqlite.bind(path)
    try:
        with old.connection_context():
            _migrate(old)
    except Exception as error:
        raise StorageProblem(Fault.MIGRATION, path, str(copy)) from error
    return copy


def _migrate(bound: Sqlite) -> None:
    from playhouse.migrations import MigrationError, Runner

    # SQLite heeds this only outside a transaction. Tables are rebuilt by dropping the old one,
    # which must not cascade; what points nowhere afterwards is found by the check.
    bound.pragma("foreign_keys", 0)
    with bound.atomic():
        Runner(bound, str(MIGRATIONS)).up()
        astray = bound.pragma("foreign_key_check")
        if astray:
            raise MigrationError(f"rows of {astray} point nowhere")
        bound.pragma("user_version", SCHEMA_VERSION)
