"""Writes the first migration anew from the models: `python -m tests.storage.freeze_baseline`.

Only until the first release: from then on a released migration never changes.
"""

from __future__ import annotations

import re

from helpdesk_tui.models import TABLES, search
from helpdesk_tui.storage import driver
from helpdesk_tui.storage.building import MIGRATIONS
from helpdesk_tui.storage.orm import database

BASELINE = MIGRATIONS / "0001_baseline.py"

_FILE = '''\
"""The schema of the first release, frozen: later models do not change it."""

from __future__ import annotations

from typing import Any

STATEMENTS = """
{statements}
"""


def up(migrator: Any, db: Any) -> None:
    """Create every table and index."""
    for statement in STATEMENTS.split(";\\n"):
        db.execute_sql(statement)
'''


def model_statements() -> list[str]:
    """The SQL that makes the tables and indexes of the models, in their order."""
    memory = driver.SqliteDatabase(":memory:")
    before = database.obj
    database.initialize(memory)
    try:
        memory.create_tables(TABLES, safe=False)
        memory.execute_sql(search.CREATE)
        rows = memory.execute_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name NOT GLOB 'ticket_search_*' ORDER BY rowid"
        ).fetchall()
    finally:
        memory.close()
        database.initialize(before)
    return [sql.strip() for (sql,) in rows]


def frozen() -> str:
    """The text of the baseline migration for the present models."""
    lines = ";\n".join(_folded(sql) for sql in model_statements())
    return _FILE.format(statements=lines)


def _folded(sql: str) -> str:
    """A statement with a line for each column, as a person would write it."""
    if not sql.startswith("CREATE TABLE"):
        return sql.replace(" ON ", "\n    ON ", 1) if len(sql) > 98 else sql
    opening, _parenthesis, columns = sql.partition("(")
    lines = re.sub(r', (?="\w+" [A-Z]|PRIMARY|FOREIGN)', ",\n    ", columns[:-1])
    return f"{opening}(\n    {lines}\n)"


if __name__ == "__main__":
    BASELINE.write_text(frozen(), encoding="utf-8")
