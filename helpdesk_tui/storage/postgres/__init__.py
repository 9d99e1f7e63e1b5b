"""The desk's database on a PostgreSQL server; loaded only for an address of one."""

from __future__ import annotations

from helpdesk_tui.storage.faults import Fault, StorageProblem

try:
    import psycopg  # noqa: F401
except ImportError as error:
    raise StorageProblem(Fault.DRIVER) from error
