"""What can be wrong with a database, each in one sentence and with a way out."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.storage.address import Place


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
        N_("Move it away, or choose another place: --db, or backups_folder for the copies."),
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
    MOVED = (
        N_("{path} was moved, deleted or replaced, so nothing is saved."),
        N_("Put it back as it was, or leave the desk and open it again; your text is kept."),
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
    NO_ROOM = (
        N_("There is no room for a backup in {path}; the copies that are there were kept."),
        N_("Free some space, or name another folder with `backups_folder` in the settings."),
    )
    UNFORESEEN = (
        N_("It ended for a reason that the desk does not know."),
        N_("Look at the end of the log, and report this with it."),
    )
    DRIVER = (
        N_("The driver for PostgreSQL is not installed."),
        N_('Run `pip install "helpdesk-tui[postgres]"`.'),
    )
    UNREACHABLE = (
        N_("No connection to the database ({detail}): {path}."),
        N_("Check the address, PGPASSWORD or ~/.pgpass, and that the server is up."),
    )
    PASSWORD_WANTED = (
        N_("{path} wants a password. {detail}"),
        N_("Keep it with `helpdesk secret set`; `helpdesk secret where` says where one can be."),
    )
    PASSWORD_REFUSED = (
        N_("{path} refuses the password from {detail}."),
        N_("Put the right one there; `helpdesk secret where` says where one can be."),
    )
    LOST = (
        N_("The database server does not answer."),
        N_("Look whether your last change is there; the desk connects again by itself."),
    )
    NO_RIGHTS = (
        N_("The database server does not allow you that."),
        N_("Ask its owner for rights on the schema of the desk."),
    )
    SERVER_FULL = (
        N_("The database server has no room for more connections or more work."),
        N_("Try again in a moment, or ask who looks after it."),
    )
    TOO_LONG = (
        N_("The database server took too long, so nothing was saved."),
        N_("Try again in a moment."),
    )
    DAMAGED_THERE = (
        N_("The database on the server is damaged."),
        N_("Ask who looks after it to restore a dump."),
    )
    FOREIGN_TABLES = (
        N_("{path} holds tables of another program: {detail}."),
        N_("Make a database of its own for the desk; this one was not changed."),
    )
    ENCODING = (
        N_("{path} keeps its text as {detail}, and the desk needs UTF-8."),
        N_("Make a new one with `createdb --encoding=UTF8 --template=template0`."),
    )
    NOT_UPDATED = (
        N_("{path} could not be brought up to date on the server and is as it was."),
        N_("Go on with the former version, and report this."),
    )
    GUEST = (
        N_("You are a guest at this desk and read along, so nothing was changed."),
        N_("A lead can make you a technician, with `helpdesk team role`."),
    )
    NOT_INVITED = (
        N_("This desk is joined by invitation."),
        N_("Ask a lead ({detail}) for a code, then run `helpdesk team join CODE`."),
    )
    PUT_AWAY = (
        N_("You have been taken off the team of this desk."),
        N_("A lead ({detail}) can bring you back, with `helpdesk team invite`."),
    )
    OLD = (
        N_("{path} was written by a former version of the desk."),
        N_("Open it once with this version: that brings it up to date."),
    )
    MIGRATION = (
        N_("{path} could not be brought up to date and was left as it was."),
        N_("A copy is in {detail}. Go on with the former version, and report this."),
    )


class StorageProblem(Exception):
    """The database cannot be used as asked. Nothing was changed.

    `message` says what happened and `way_out` what to do, in the technician's language.
    """

    def __init__(self, fault: Fault, path: Place | str = "", detail: str = "") -> None:
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

_BY_SQLITE_WORDS = {
    "database or disk is full": Fault.FULL,
    "disk I/O error": Fault.DISK,
    "Could not decode to UTF-8": Fault.DAMAGED,
    "malformed database schema": Fault.DAMAGED,
}
"""How an error begins whose name says no more, or that has none, as from a copy midway."""

_BY_ERRNO = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.DISK,
    errno.EIO: Fault.DISK,
    errno.EROFS: Fault.READ_ONLY_NOW,
    errno.EACCES: Fault.CANNOT_OPEN,
    errno.EPERM: Fault.CANNOT_OPEN,
}

_BY_SQLSTATE = {
    "08": Fault.LOST,  # connection exceptions
    "3F": Fault.NO_RIGHTS,  # no schema to work in
    "40": Fault.LOCKED,  # serialization failures and deadlocks
    "53": Fault.SERVER_FULL,
    "25006": Fault.READ_ONLY_NOW,
    "42501": Fault.NO_RIGHTS,
    "53100": Fault.FULL,
    "55P03": Fault.LOCKED,
    "57014": Fault.TOO_LONG,
    "57P": Fault.LOST,  # stopped, crashed, or not up yet
    "XX001": Fault.DAMAGED_THERE,
    "XX002": Fault.DAMAGED_THERE,
}
_GAVE_WAY = ("40001", "40P01")
_NO_ANSWER = ("OperationalError", "ConnectionTimeout", "NoAnswer")


def explain(error: BaseException) -> StorageProblem | None:
    """The trouble behind an error of the driver or the system; None when it is something else.

    A full disk first shows as "cannot rollback", so the errors that came before are asked too.
    """
    for step in _steps(error):
        if isinstance(step, StorageProblem):
            return step
        fault = _fault_of(step)
        if fault:
            return StorageProblem(fault)
    return None


def gave_way(error: BaseException) -> bool:
    """Whether the database ended a transaction in favour of another, so that it can be repeated."""
    return sqlstate(error) in _GAVE_WAY


def sqlstate(error: BaseException) -> str:
    """The code that a server gave to the error, or to one that came before it; "" without one."""
    codes = (getattr(step, "sqlstate", None) for step in _steps(error))
    return next(filter(None, codes), "")


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


def _steps(error: BaseException) -> Iterator[BaseException]:
    """The error and those that came before it."""
    step: BaseException | None = error
    seen: set[int] = set()
    while step is not None and id(step) not in seen:
        yield step
        seen.add(id(step))
        step = step.__cause__ or step.__context__


def _fault_of(error: BaseException) -> Fault | None:
    name: str = getattr(error, "sqlite_errorname", "")
    # Extended names are longer: SQLITE_IOERR_WRITE, SQLITE_READONLY_DBMOVED.
    if fault := _BY_SQLITE_NAME.get("_".join(name.split("_")[:2])):
        return fault
    if hasattr(error, "sqlstate"):
        return _of_the_server(error)
    if isinstance(error, OSError) and error.errno is not None:
        return _BY_ERRNO.get(error.errno)
    return _of_words(error)


def _of_words(error: BaseException) -> Fault | None:
    if isinstance(error, UnicodeDecodeError):  # of the sentence itself: it quotes what is spoilt
        said = error.object.decode("latin-1")
    elif type(error).__name__ in ("OperationalError", "DataError"):
        said = str(error)
    else:
        return None
    return next(
        (fault for words, fault in _BY_SQLITE_WORDS.items() if said.startswith(words)), None
    )


def _of_the_server(error: BaseException) -> Fault | None:
    """What an error of psycopg means; where no server has spoken, the connection is gone."""
    state: str | None = getattr(error, "sqlstate", None)
    if state is None:
        return Fault.LOST if type(error).__name__ in _NO_ANSWER else None
    for length in (5, 3, 2):
        if fault := _BY_SQLSTATE.get(state[:length]):
            return fault
    return None
