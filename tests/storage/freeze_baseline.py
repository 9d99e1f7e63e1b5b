"""Writes the first migration anew from the models: `python -m tests.storage.freeze_baseline`.

Only until the first release: from then on a released migration never changes.
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import Any

from helpdesk_tui.models import search
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.storage import sqlite
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.building import MIGRATIONS
from helpdesk_tui.storage.dialect import Dialect
from helpdesk_tui.storage.orm import database
from helpdesk_tui.storage.postgres.dialect import Postgres
from helpdesk_tui.storage.postgres.feed import TELLS

BASELINE = MIGRATIONS / "0001_baseline.py"

_FILE = '''\
"""The schema of the first release, frozen: later models do not change it."""

from __future__ import annotations

from typing import Any

STATEMENTS = {{}}

{dialects}

def up(migrator: Any, db: Any) -> None:
    """Create every table and index."""
    for statement in STATEMENTS[db.dialect].split(";\\n"):
        db.execute_sql(statement)
'''

_DIALECT = '''\
STATEMENTS["{name}"] = """
{statements}
"""
'''


class _NotedSqlite(sqlite.Sqlite):
    """Notes what it is told instead of doing it."""

    def execute_sql(self, sql: str, params: Any = None) -> None:
        assert not params
        _noted.append(sql)


class _NotedPostgres(Postgres):
    """Notes what it is told instead of doing it."""

    def execute_sql(self, sql: str, params: Any = None) -> None:
        assert not params
        # As on SQLite a text may be of any length and is compared byte by byte.
        _noted.append(re.sub(r'(" )(?:VARCHAR\(\d+\)|TEXT)', r'\1TEXT COLLATE "C"', sql))


_noted: list[str] = []


def _short(line: str) -> list[str]:
    """The line, broken at its columns where it is too long to be read."""
    return [line] if len(line) < 99 else wrap(line, 98, subsequent_indent=" " * 8)


def model_statements(dialect: str) -> list[str]:
    """The SQL that makes the tables and indexes of the models, in their order."""
    bound: Dialect = (
        _NotedSqlite(":memory:")
        if dialect == "sqlite"
        else _NotedPostgres(Server("postgresql://nowhere"))
    )
    before = database.obj
    database.initialize(bound)
    _noted.clear()
    try:
        bound.create_tables(TABLES, safe=False)
    finally:
        database.initialize(before)
    last = TELLS if dialect == "postgres" else ()
    return [sql.strip() for sql in (*_noted, *search.INDEXES[dialect].CREATE, *last)]


def frozen() -> str:
    """The text of the baseline migration for the present models."""
    texts = {
        name: ";\n".join(_folded(sql) for sql in model_statements(name)) for name in search.INDEXES
    }
    dialects = "\n".join(
        _DIALECT.format(name=name, statements=text) for name, text in texts.items()
    )
    return _FILE.format(dialects=dialects)


def _folded(sql: str) -> str:
    """A statement with a line for each column, as a person would write it."""
    if not sql.startswith("CREATE TABLE"):
        if len(sql) > 98:
            sql = sql.replace(" ON ", "\n    ON ", 1)
            sql = "\n".join(part for line in sql.split("\n") for part in _short(line))
        if len(sql.splitlines()[-1]) > 98:
            sql = re.sub(r" (\(COALESCE|WHERE)", r"\n    \1", sql)
        return sql
    opening, _parenthesis, columns = sql.partition("(")
    lines = re.sub(r', (?="\w+" [A-Z]|PRIMARY|FOREIGN)', ",\n    ", columns[:-1])
    return f"{opening}(\n    {lines}\n)"


if __name__ == "__main__":
    BASELINE.write_text(frozen(), encoding="utf-8")
