"""Reads a filled database as it is stored, for tests that check it against itself."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from itertools import pairwise
from typing import Any

from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.storage.orm import database

COLUMNS = {
    "client": "client_id",
    "requester": "requester_id",
    "asset": "asset_id",
    "team": "team_id",
    "assignee": "assignee_id",
}
"""The columns of a ticket whose name is not that of their field in an event."""


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return list(database.execute_sql(sql, values).fetchall())


def value(sql: str, *values: Any) -> Any:
    return rows(sql, *values)[0][0]


def fingerprint() -> str:
    """A hash of every row of every table, and of what is found by a few searches."""
    found = sha256()
    for table in TABLES:
        for row in rows(f'SELECT * FROM "{table._meta.table_name}" ORDER BY 1, 2'):
            found.update(repr(row).encode())
    for word in ("impresora", "printer", "re"):
        search = "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid"
        found.update(repr(rows(search, f'"{word}"*')).encode())
    return found.hexdigest()


def disagreements(fields: Iterable[str]) -> list[str]:
    """Where the events of tickets, played in order, do not lead to the columns."""
    texts = dict(rows("SELECT id, text FROM prose"))

    def plain(stored: str | None) -> Any:
        found = None if stored is None else json.loads(stored)
        return texts[found["prose"]] if isinstance(found, dict) else found

    steps = defaultdict(list)
    for number, field, before, after in rows(
        "SELECT entity_id, field, before, after FROM event WHERE entity = 1 ORDER BY id"
    ):
        steps[number, field].append((plain(before), plain(after)))
    wrong = []
    for field in fields:
        column = COLUMNS.get(field, field)
        now = dict(rows(f"SELECT id, {column} FROM ticket"))
        for number, state in now.items():
            path = steps[number, field]
            joined = all(one[1] == other[0] for one, other in pairwise(path))
            if path and not (joined and path[-1][1] == state):
                wrong.append(f"{number} {field}: {path} does not lead to {state}")
    return wrong
