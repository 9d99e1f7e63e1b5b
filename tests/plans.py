"""How SQLite reads: the plans of what is asked of it, so that a lost index is noticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpdesk_tui.storage.orm import database


def plans(work: Callable[[], object], table: str = "ticket") -> list[list[str]]:
    """How SQLite does each SELECT of this work that reads a table before all others."""
    asked: list[tuple[str, Any]] = []
    bound = database.obj
    execute = bound.execute_sql

    def noted(sql: str, params: Any = None) -> Any:
        asked.append((sql, params))
        return execute(sql, params)

    bound.execute_sql = noted
    try:
        work()
    finally:
        del bound.execute_sql
    explained = [execute("EXPLAIN QUERY PLAN " + sql, params).fetchall() for sql, params in asked]
    return [
        [line for *_, line in rows]
        for (sql, _), rows in zip(asked, explained, strict=True)
        if f'FROM "{table}" AS "t1"' in sql or f"FROM {table}\n" in sql
    ]
