"""What can be wrong with a database, each in one sentence and with a way out."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from helpdesk_tui.i18n import N_, _


class Fault(Enum):
    """A kind of trouble: the sentence that says it, and the one that says what to do."""

    NETWORK = (
        N_("{path} lies on a network file system ({detail}), where SQLite can lose data."),
        N_("Put it on a local disk, or use PostgreSQL for a desk shared between machines."),
    )
    LIBRARY = (
        N_("The SQLite library of this Python is {detail}, too old for the search index."),
        N_("Install the package pysqlite3, or a Python with SQLite 3.43 or newer."),
    )
    NEWER = (
        N_("{path} was written by a newer version of the desk."),
        N_("Update this program; the database was not changed."),
    )
    FOREIGN = (
        N_("{path} is not a database of the desk."),
        N_("Choose another file with --db; this one was not changed."),
    )
    EMPTY = (
        N_("{path} is an empty file."),
        N_("Restore a backup with `helpdesk restore`, or remove the file to begin a new desk."),
    )
    LEFTOVER = (
        N_("{path} is left of a database that is gone, and may hold its last changes."),
        N_("Bring that database back beside it, or move the file away."),
    )
    DAMAGED = (
        N_("The database is damaged."),
        N_("Restore a backup with `helpdesk restore`; `helpdesk doctor` says more."),
    )
    READ_ONLY = (
        N_("{path} can only be read, and the desk has to write there."),
        N_("Ask its owner for permission to write, or choose another file with --db."),
    )
    READ_ONLY_NOW = (
        N_("The database has become read-only, so nothing was saved."),
        N_("Check the disk and the permissions of the file; `helpdesk doctor` says more."),
    )
    NO_ENTRY = (
        N_("{path} may not be opened by you."),
        N_("Ask its owner for permission, or choose another file with --db."),
    )
    NOT_A_FILE = (
        N_("{path} is not a file."),
        N_("Choose a file with --db."),
    )
    NOT_A_FOLDER = (
        N_("{path} is a file, and the desk needs a folder there."),
        N_("Choose another place with --db."),
    )
    MISSING = (
        N_("There is no file {path}."),
        N_("Check the name."),
    )
    EXISTS = (
        N_("There is already a file {path}, and it was kept."),
        N_("Choose another name, or say --replace."),
    )
    CANNOT_OPEN = (
        N_("The database could not be opened."),
        N_("Check that its folder exists and that you may write there."),
    )
    LOCKED = (
        N_("Another program kept the database locked, so nothing was saved."),
        N_("Try again in a moment; `helpdesk doctor` says who has it open."),
    )
    IN_USE = (
        N_("{path} is open elsewhere: {detail}."),
        N_("Close it there and try again; nothing was changed."),
    )
    FULL = (
        N_("The disk is full, so nothing was saved."),
        N_("Free some space and try again."),
    )
    DISK = (
        N_("The disk did not take the data (full, over quota, or failing): nothing was saved."),
        N_("Check its space and its health, then try again."),
    )
    MIGRATION = (
        N_("{path} could not be brought up to date and was left as it was."),
        N_("A copy is in {detail}. Go on with the former version, and report this."),
    )


class StorageProblem(Exception):
    """The database cannot be used as asked. Nothing was changed.

    `message` says what happened and `way_out` what to do, in the technician's language.
    """

    def __init__(self, fault: Fault, path: Path | str = "", detail: str = "") -> None:
        said, way_out = fault.value
        self.fault = fault
        self.message = _(said).format(path=path, detail=detail)
        self.way_out = _(way_out).format(path=path, detail=detail)
        super().__init__(f"{self.message} {self.way_out}")


_BY_SQLITE_NAME = {
    "SQLITE_FULL": Fault.FULL,
    "SQLITE_IOERR": Fault.DISK,
    "SQLITE_READONLY": Fault.READ_ONLY_NOW,
    "SQLITE_CANTOPEN": Fault.CANNOT_OPEN,
    "SQLITE_PERM": Fault.CANNOT_OPEN,
    "SQLITE_NOTADB": Fault.DAMAGED,
    "SQLITE_CORRUPT": Fault.DAMAGED,
    "SQLITE_BUSY": Fault.LOCKED,
    "SQLITE_LOCKED": Fault.LOCKED,
}

_BY_ERRNO = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.DISK,
    errno.EIO: Fault.DISK,
    errno.EROFS: Fault.READ_ONLY_NOW,
    errno.EACCES: Fault.CANNOT_OPEN,
    errno.EPERM: Fault.CANNOT_OPEN,
}


def explain(error: BaseException) -> StorageProblem | None:
    """The trouble behind an error of the driver or the system; None when it is something else.

    A full disk first shows as "cannot rollback", so the errors that came before are asked too.
    """
    step: BaseException | None = error
    seen: set[int] = set()
    while step is not None and id(step) not in seen:
        if isinstance(step, StorageProblem):
            return step
        fault = _fault_of(step)
        if fault:
            return StorageProblem(fault)
        seen.add(id(step))
        step = step.__cause__ or step.__context__
    return None


@contextmanager
def explained() -> Iterator[None]:
    """Errors of the driver or the system in here leave as the StorageProblem behind them."""
    try:
        yield
    except Exception as error:
        problem = explain(error)
        if problem is None or problem is error:
            raise
        raise problem from error


def _fault_of(error: BaseException) -> Fault | None:
    name: str = getattr(error, "sqlite_errorname", "")
    if name:
        # Extended names are longer: SQLITE_IOERR_WRITE, SQLITE_READONLY_DBMOVED.
        return _BY_SQLITE_NAME.get("_".join(name.split("_")[:2]))
    if isinstance(error, OSError) and error.errno is not None:
        return _BY_ERRNO.get(error.errno)
    return None
