"""Loading many rows at once: `executemany` is three times as fast as Peewee's `insert_many`.

Values are given as they are stored (instants through `clock.to_micros`, JSON as text), ids are
counted on by the caller from `next_id`, and all of it runs in a transaction of the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import Field, fn

from helpdesk_tui.storage.orm import Numbered, Record, database


def next_id(model: type[Numbered]) -> int:
    """The first number that no row of this table has."""
    return (model.select(fn.MAX(model.id)).scalar() or 0) + 1


def insert(model: type[Record], fields: Sequence[Field], rows: Iterable[Sequence[Any]]) -> None:
    """Adds the rows, whose values stand in the order of `fields`."""
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    marks = ", ".join("?" * len(fields))
    table = model._meta.table_name
    run(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)


def run(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Runs one statement for each row of values."""
    database.connection().executemany(sql, rows)
