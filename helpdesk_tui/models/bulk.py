"""Loading many rows at once, three times as fast as Peewee's `insert_many` and faster.

Values are given as they are stored (instants through `clock.to_micros`, JSON as text), ids are
counted on by the caller from `next_id`, and all of it runs in a transaction of the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import Field, fn

from helpdesk_tui.storage.orm import Numbered, Record, database


def next_id(model: type[Numbered]) -> int:
    """The first number that no row of this table has; nobody else takes it in the meantime."""
    database.take_numbers(model._meta.table_name)
    return (model.select(fn.MAX(model.id)).scalar() or 0) + 1


def insert(model: type[Record], fields: Sequence[Field], rows: Iterable[Sequence[Any]]) -> None:
    """Adds the rows, whose values stand in the order of `fields`."""
    columns = [field.column_name for field in fields]
    database.load(model._meta.table_name, columns, rows)
    if "id" in columns:
        numbered(model)


def numbered(model: type[Record]) -> None:
    """Lets a table count on from its highest number, after rows whose numbers were given."""
    database.numbered(model._meta.table_name)
