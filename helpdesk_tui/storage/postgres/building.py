"""Makes and updates the desk's tables on a server, whole or not at all.

Everything happens in one transaction. Whoever makes the table of the header first, or holds its
row, builds; another start waits for that transaction and then finds the work done.
"""

from __future__ import annotations

import time

from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.building import MIGRATIONS
from helpdesk_tui.storage.faults import (
    Fault,
    StorageProblem,
    explain,
    explained,
    gave_way,
    sqlstate,
)
from helpdesk_tui.storage.header import APPLICATION_ID, SCHEMA_VERSION
from helpdesk_tui.storage.postgres.dialect import Postgres

HEADER = "helpdesk_header"
"""One row that says whose tables these are, and of which version."""

PATIENCE = 60.0
"""Seconds to wait while another start makes or updates the tables."""

_PAUSE = 0.1
_TAKEN = ("42P07", "23505", "55P03")  # somebody else is making, or has just made, the same table


def opened(server: Server) -> Postgres:
    """The database on this server, its tables of today's version. The thread is connected.

    Raises StorageProblem, with the database as it was.
    """
    bound = Postgres(server)
    try:
        with explained():
            bound.connect()
            end = time.monotonic() + PATIENCE
            while version(bound) != SCHEMA_VERSION:
                _build(bound, time.monotonic() < end)
    except BaseException:
        bound.close()
        raise
    return bound


def version(bound: Postgres) -> int:
    """The schema's version, 0 where there is no desk yet. Raises StorageProblem for a newer one."""
    if not bound.table_exists(HEADER):
        return 0
    ((mark, found),) = bound.execute_sql(f"SELECT mark, version FROM {HEADER}").fetchall()
    if mark != APPLICATION_ID:
        raise StorageProblem(Fault.FOREIGN_TABLES, bound.server, HEADER)
    if found > SCHEMA_VERSION:
        raise StorageProblem(Fault.NEWER, bound.server)
    return int(found)


def _build(bound: Postgres, may_wait: bool) -> None:
    """Takes part in building: does it, or waits for somebody who is at it."""
    try:
        with bound.transaction(), bound.unhurried():
            if version(bound) == 0:
                _begin(bound)
            else:
                bound.execute_sql(f"SELECT version FROM {HEADER} FOR UPDATE")
            if version(bound) != SCHEMA_VERSION:
                _migrate(bound)
    except StorageProblem:
        raise
    except Exception as error:
        if may_wait and (gave_way(error) or sqlstate(error) in _TAKEN):
            time.sleep(_PAUSE)
        elif explain(error):
            raise
        else:
            raise StorageProblem(Fault.NOT_UPDATED, bound.server) from error


def _begin(bound: Postgres) -> None:
    """Claims an empty schema for the desk."""
    bound.execute_sql(
        f"CREATE TABLE {HEADER} (one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),"
        " mark INTEGER NOT NULL, version INTEGER NOT NULL)"
    )
    ((encoding,),) = bound.execute_sql("SHOW server_encoding").fetchall()
    if encoding != "UTF8":
        raise StorageProblem(Fault.ENCODING, bound.server, encoding)
    others = sorted(set(bound.get_tables()) - {HEADER})
    if others:
        raise StorageProblem(Fault.FOREIGN_TABLES, bound.server, ", ".join(others[:3]))
    bound.execute_sql(f"INSERT INTO {HEADER} (mark, version) VALUES (%s, 0)", (APPLICATION_ID,))


def _migrate(bound: Postgres) -> None:
    from playhouse.migrations import Runner

    Runner(bound, str(MIGRATIONS)).up()
    bound.execute_sql(f"UPDATE {HEADER} SET version = %s", (SCHEMA_VERSION,))
