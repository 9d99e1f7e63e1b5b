"""Looks a desk on a server over without changing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from helpdesk_tui import clock
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.derived import derived_findings
from helpdesk_tui.storage.faults import StorageProblem, explained
from helpdesk_tui.storage.findings import (
    Finding,
    age_finding,
    schema_finding,
    search_finding,
    trouble,
)
from helpdesk_tui.storage.postgres.building import version
from helpdesk_tui.storage.postgres.dialect import Postgres

_DESKS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'helpdesk'
    AND pid <> pg_backend_pid()
"""
_RIGHTS = """
    SELECT relname FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
    AND NOT has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE') ORDER BY relname
"""


def look_over(server: Server) -> Iterator[Finding]:
    """What can be said of the server, our rights there, and the desk in it."""
    bound = Postgres(server)
    try:
        with explained(), closing(bound):
            bound.connect()
            yield from _server(bound)
            found = version(bound)
            if found:
                yield schema_finding(found)
                yield from _rights(bound)
                yield from _search(bound)
                yield from derived_findings(lambda sql: int(_one(bound, sql)[0]))
                yield _backup(bound)
            else:
                yield Finding(
                    "note",
                    _("There is no desk yet in {path}").format(path=server),
                    _("It is made when the desk is first opened."),
                    stops=True,
                )
    except StorageProblem as problem:
        yield trouble(problem)


def _server(bound: Postgres) -> Iterator[Finding]:
    release, encoding = _one(bound, "SELECT version(), current_setting('server_encoding')")
    said = _("{path} answers: {version}").format(
        path=bound.server, version=" ".join(release.split()[:2])
    )
    yield Finding("ok" if encoding == "UTF8" else "problem", f"{said}, {encoding}")
    (others,) = _one(bound, _DESKS)
    if others:
        yield Finding(
            "ok",
            ngettext(
                "Open here, with {count} connection", "Open here, with {count} connections", others
            ).format(count=others),
        )


def _backup(bound: Postgres) -> Finding:
    row = bound.execute_sql("SELECT done_at FROM lease WHERE job = 'backup'").fetchone()
    if row is None or row[0] is None:
        return Finding(
            "note",
            _("No backup is known: on a server that is pg_dump's work."),
            _("Have pg_dump make one every day, and say so with `helpdesk backup --made`."),
        )
    said = _("The last backup that somebody told of")
    return age_finding(said, bound.present() - clock.from_micros(row[0]))


def _rights(bound: Postgres) -> Iterator[Finding]:
    tables = [name for (name,) in bound.execute_sql(_RIGHTS).fetchall()]
    if tables:
        yield Finding(
            "problem",
            _("You lack rights on: {tables}").format(tables=", ".join(tables)),
            _("Ask its owner for rights on the schema of the desk."),
        )
    else:
        yield Finding("ok", _("You may read and write all its tables"))


def _search(bound: Postgres) -> Iterator[Finding]:
    missing, tickets = _one(
        bound,
        "SELECT count(*) FILTER (WHERE found.id IS NULL), count(*)"
        " FROM ticket LEFT JOIN ticket_search AS found USING (id)",
    )
    yield search_finding(missing, tickets)


def _one(bound: Postgres, sql: str) -> tuple[Any, ...]:
    (row,) = bound.execute_sql(sql).fetchall()
    return tuple(row)
