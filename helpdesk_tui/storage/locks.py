"""A lock file beside each database: shared by all that have it open, alone for who rebuilds it.

The kernel lets go of the lock when a process ends, however it ends. The file itself stays:
removing it would let two processes lock two different files of one name.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from helpdesk_tui import flocks
from helpdesk_tui.i18n import _
from helpdesk_tui.storage import places
from helpdesk_tui.storage.faults import Fault, StorageProblem

_PAUSE = 0.02


class FileLock:
    """A lock that is held from its making until `release`, or until the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let others in. A second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def lock_file(database: Path) -> Path:
    """The lock file of a database."""
    return places.beside(database, ".lock")


def try_lock(database: Path, *, alone: bool) -> FileLock | None:
    """The lock on a database, shared or alone, or None while others stand in the way."""
    descriptor = _open(lock_file(database))
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return FileLock(descriptor)


def lock(database: Path, *, alone: bool, patience: float) -> FileLock:
    """The lock on a database, waited for during `patience` seconds.

    Raises StorageProblem that says who holds it.
    """
    end = time.monotonic() + patience
    while (held := try_lock(database, alone=alone)) is None:
        if time.monotonic() >= end:
            raise StorageProblem(Fault.IN_USE, database, describe(holders(database)))
        time.sleep(_PAUSE)
    return held


def holders(database: Path) -> list[int]:
    """The processes on this machine that have the database open, where the system can tell."""
    try:
        return flocks.holders(lock_file(database)) or []
    except OSError:
        return []


def describe(processes: list[int]) -> str:
    """Processes as a person knows them: "process 4711 (ana), process 4802 (luis)"."""
    if not processes:
        return _("in another program")
    return ", ".join(
        _("process {number} ({owner})").format(number=number, owner=_owner(number))
        for number in processes
    )


def _owner(process: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(os.stat(f"/proc/{process}").st_uid).pw_name
    except (OSError, KeyError):
        return "?"


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise StorageProblem(Fault.NO_ENTRY, path) from error
    try:
        return places.create_file(path)
    except FileExistsError:
        return _open(path)
    except OSError as error:
        raise StorageProblem(Fault.READ_ONLY, path.parent) from error
