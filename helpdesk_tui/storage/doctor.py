"""Looks a database over without changing it, and says what it finds and what to do."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from helpdesk_tui import clock
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.storage import driver, locks, places
from helpdesk_tui.storage.address import Place, Server
from helpdesk_tui.storage.backup import complaints, copies_of
from helpdesk_tui.storage.derived import derived_findings
from helpdesk_tui.storage.faults import Fault, StorageProblem, explain
from helpdesk_tui.storage.findings import (
    Finding,
    age_finding,
    schema_finding,
    search_finding,
    trouble,
)
from helpdesk_tui.storage.header import read_header

_ENOUGH_FREE = 100 * 1024 * 1024
_PLENTY_OF_DAMAGE = 3


def examine(place: Place, backups: str = "") -> list[Finding]:
    """Everything that can be said about the database there, its place and its library.

    `backups` is the folder of its copies, where the settings name one.
    """
    if isinstance(place, Server):
        return _on_server(place)
    path = place.expanduser().resolve()
    findings = [*_library(), *_place(path)]
    try:
        header = read_header(path)
        if header is None:
            places.refuse_leftovers(path)
            return [*findings, _no_database(path)]
        findings += [*_permissions(path), *_holders(path)]
        with closing(driver.connect(path)) as connection:
            for look in _INSIDE:
                findings += look(connection)
    except StorageProblem as problem:
        findings.append(trouble(problem))
    except (driver.Error, UnicodeDecodeError) as error:
        known = explain(error)
        findings.append(
            trouble(known)
            if known
            else Finding(
                "problem", _("The database cannot be read: {error}").format(error=error), stops=True
            )
        )
    return [*findings, *_backups(path, places.backups_folder(path, backups))]


def _on_server(server: Server) -> list[Finding]:
    try:
        from helpdesk_tui.storage.postgres.doctor import look_over

        return list(look_over(server))
    except StorageProblem as problem:
        return [trouble(problem)]


def _library() -> Iterator[Finding]:
    version = driver.version()
    try:
        driver.require_search()
    except StorageProblem as problem:
        yield trouble(problem)
        return
    if driver.best_journal() == "wal":
        yield Finding("ok", _("SQLite {version}").format(version=version))
    else:
        yield Finding(
            "note",
            _(
                "SQLite {version} can damage a WAL file that several processes share, "
                "so the slower TRUNCATE journal is used."
            ).format(version=version),
            _("Install the package pysqlite3, or a Python with SQLite 3.51.3 or newer."),
        )


def _place(path: Path) -> Iterator[Finding]:
    kind = places.file_system_of(path)
    try:
        places.refuse_network(path)
        if kind:
            yield Finding("ok", _("{path} is on {kind}").format(path=path, kind=kind))
    except StorageProblem as problem:
        yield trouble(problem)
    if not path.parent.is_dir():
        return
    space = os.statvfs(path.parent)
    free = space.f_bavail * space.f_frsize
    size = path.stat().st_size if os.path.isfile(path) else 0  # no, where we may not look
    said = _("{free} MB are free on the disk").format(free=free // 1_000_000)
    if free < max(_ENOUGH_FREE, 2 * size):
        yield Finding(
            "problem", said, _("Free some space: an update needs room for a copy of the database.")
        )
    else:
        yield Finding("ok", said)


def _no_database(path: Path) -> Finding:
    return Finding(
        "note",
        _("There is no database yet at {path}").format(path=path),
        _("It is made when the desk is first opened."),
        stops=True,
    )


def _permissions(path: Path) -> Iterator[Finding]:
    try:
        places.require_writable(path)
    except StorageProblem as problem:
        yield trouble(problem)
    wanted = places.file_mode(path.parent)
    files = [places.beside(path, end) for end in ("", "-wal", "-shm")]
    wrong = [
        file for file in files if file.exists() and stat.S_IMODE(file.stat().st_mode) != wanted
    ]
    for file in wrong:
        yield Finding(
            "problem",
            _("{path} has the permissions {found:o} instead of {wanted:o}").format(
                path=file, found=stat.S_IMODE(file.stat().st_mode), wanted=wanted
            ),
            f"chmod {wanted:o} '{file}'",
        )
    if not wrong:
        whom = _("its group") if places.is_shared(path.parent) else _("its owner alone")
        yield Finding("ok", _("The file is for {whom}").format(whom=whom))


def _holders(path: Path) -> Iterator[Finding]:
    processes = locks.holders(path)
    if processes:
        yield Finding("ok", _("Open in {who}").format(who=locks.describe(processes)))


def _journal(connection: driver.Connection) -> Iterator[Finding]:
    # Only WAL is kept in the file; without it a plain connection says "delete".
    is_wal = connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    can_wal = driver.best_journal() == "wal"
    if is_wal and not can_wal:
        yield Finding(
            "problem",
            _("The journal is a WAL, which this SQLite cannot share safely"),
            _("Install the package pysqlite3, and let nobody open the database without it."),
        )
    elif can_wal and not is_wal:
        yield Finding(
            "note",
            _("The journal is no WAL, because an older SQLite opened the database"),
            _("For more speed: `helpdesk backup`, then `helpdesk restore` of that copy."),
        )
    else:
        yield Finding("ok", _("The journal is the best that this SQLite has"))


def _schema(connection: driver.Connection) -> Iterator[Finding]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    yield schema_finding(version)


def _integrity(connection: driver.Connection) -> Iterator[Finding]:
    found = complaints(connection)
    if found:
        some = "; ".join(line.replace("\n", " ") for line in found[:_PLENTY_OF_DAMAGE])
        yield Finding(
            "problem",
            _("The database is damaged: {what}").format(what=some),
            _("Keep a copy of the file, then restore a backup with `helpdesk restore`."),
            stops=True,
        )
    else:
        yield Finding("ok", _("The full integrity check found nothing"))


def _references(connection: driver.Connection) -> Iterator[Finding]:
    lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    astray = len(lost)
    if astray:
        where = ", ".join(sorted({f"{table} → {gone}" for table, _row, gone, _key in lost}))
        yield Finding(
            "problem",
            ngettext(
                "{count} row points at something that is gone",
                "{count} rows point at something that is gone",
                astray,
            ).format(count=astray),
            _(
                "In {tables}. Nobody can know what was meant, so `--mend` leaves it. Restore a"
                " backup, or report this with the output of `helpdesk doctor --json`."
            ).format(tables=where),
        )
    else:
        yield Finding("ok", _("Every reference leads somewhere"))


def _search(connection: driver.Connection) -> Iterator[Finding]:
    missing = connection.execute(
        "SELECT count(*) FROM ticket LEFT JOIN ticket_search_docsize AS found USING (id)"
        " WHERE found.id IS NULL"
    ).fetchone()[0]
    tickets = connection.execute("SELECT count(*) FROM ticket").fetchone()[0]
    yield search_finding(missing, tickets)


def _derived(connection: driver.Connection) -> Iterator[Finding]:
    yield from derived_findings(lambda sql: int(connection.execute(sql).fetchone()[0]))


def _failed_copy(connection: driver.Connection) -> Iterator[Finding]:
    row = connection.execute("SELECT failed FROM lease WHERE job = 'backup'").fetchone()
    if row and row[0]:
        problem = StorageProblem(Fault[row[0]], _("the folder of the backups"))
        said = _("The last daily backup failed: {reason}").format(reason=problem.message)
        yield Finding("problem", said, problem.way_out)


_INSIDE: tuple[Callable[[driver.Connection], Iterator[Finding]], ...] = (
    _journal,
    _schema,
    _integrity,
    _references,
    _search,
    _derived,
    _failed_copy,
)


def _backups(path: Path, folder: Path) -> Iterator[Finding]:
    copies = copies_of(path, folder)
    if copies:
        at, newest = copies[-1]
        said = ngettext(
            "{count} backup, the newest is {path}",
            "{count} backups, the newest is {path}",
            len(copies),
        ).format(count=len(copies), path=newest)
        yield age_finding(said, clock.now() - at)
    else:
        yield Finding(
            "note",
            _("There is no backup in {folder}").format(folder=folder),
            _("Make one with `helpdesk backup`."),
        )
