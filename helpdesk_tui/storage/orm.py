"""Peewee as the desk uses it: one late-bound database and the column types that Peewee lacks.

`import peewee` pulls in every PostgreSQL driver that happens to be installed (90 ms, 17 MB). On a
local file none is needed, so they are hidden while Peewee loads. Import Peewee's names after this.
"""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from helpdesk_tui.clock import from_micros, to_micros

_DRIVERS = ("psycopg", "psycopg2", "psycopg2cffi", "pymysql", "MySQLdb")
if "peewee" not in sys.modules:
    _hidden = [name for name in _DRIVERS if name not in sys.modules]
    for _name in _hidden:
        sys.modules[_name] = None  # type: ignore[assignment]
    import peewee as peewee

    for _name in _hidden:
        del sys.modules[_name]
else:
    import peewee as peewee


class _Database(peewee.DatabaseProxy):  # type: ignore[misc,unused-ignore]
    """Stands for the database that is opened later; transactions join, as in `Dialect`."""

    def savepoint(self) -> Any:
        return nullcontext()


database = _Database()
"""The database of this run, a `dialect.Dialect`; `opening.open_database` says which."""


class InstantField(peewee.BigIntegerField):  # type: ignore[misc,unused-ignore]
    """An aware instant, kept as microseconds since 1970 in UTC: exact, small and quick to sort."""

    def db_value(self, value: Any) -> Any:
        return to_micros(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> Any:
        return None if value is None else from_micros(value)


class JSONField(peewee.TextField):  # type: ignore[misc,unused-ignore]
    """A JSON document in a text column, the same on every database."""

    def db_value(self, value: Any) -> Any:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def python_value(self, value: Any) -> Any:
        return None if value is None else json.loads(value)


class Record(peewee.Model):
    """The base of every table."""

    class Meta:
        database = database
        legacy_table_names = False


class Numbered(Record):
    """The base of every table whose rows have a number of their own."""

    id = peewee.AutoField()


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a query, read to the end: an open SELECT would let the WAL grow."""
    return list(query.tuples())
