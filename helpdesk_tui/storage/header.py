"""What the first bytes of a database file say, read without opening it."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from helpdesk_tui.storage.faults import Fault, StorageProblem

APPLICATION_ID = 0x48444553
"""The mark of the desk's files: "HDES"."""

SCHEMA_VERSION = 1
"""The number of the newest migration."""

_MAGIC = b"SQLite format 3\x00"
_SIZE = 100


@dataclass(frozen=True, slots=True)
class Header:
    """What a file of the desk says of itself."""

    version: int

    @property
    def current(self) -> bool:
        """Whether no migration is due."""
        return self.version == SCHEMA_VERSION


def read_header(path: Path) -> Header | None:
    """The header of a file of the desk, or None when there is no file.

    Raises StorageProblem for a file that is not ours, empty, newer, or not to be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise StorageProblem(Fault.NOT_A_FILE, path)
        with path.open("rb") as file:
            head = file.read(_SIZE)
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise StorageProblem(Fault.NO_ENTRY, path) from error
    if not head:
        raise StorageProblem(Fault.EMPTY, path)
    if len(head) < _SIZE or not head.startswith(_MAGIC):
        raise StorageProblem(Fault.FOREIGN, path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StorageProblem(Fault.FOREIGN, path)
    version = int.from_bytes(head[60:64], "big")
    if version > SCHEMA_VERSION:
        raise StorageProblem(Fault.NEWER, path)
    return Header(version)


def desk_files(folder: Path) -> list[Path]:
    """The files of the desk in a folder: those of a newer version, and those that others keep to
    themselves and so may be of the desk, are among them.
    """
    return [file for file in folder.glob("*") if _may_be_ours(file)]


def _may_be_ours(file: Path) -> bool:
    try:
        return read_header(file) is not None
    except StorageProblem as problem:
        return problem.fault in (Fault.NEWER, Fault.NO_ENTRY)
