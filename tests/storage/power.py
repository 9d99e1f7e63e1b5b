"""A recorder between SQLite and its files, and what a power cut would have left of them.

It notes every write, truncation, sync and deletion that the library asks of the system. A cut
keeps what was synced before it. Of what came after the last sync of a file it keeps any sectors
and loses others, as a disk may that writes in an order of its own.

Not tried by this: a disk that says it has synced and has not, and what a file system does to the
names of files. Files are taken to be there once they are made.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from helpdesk_tui.storage import driver

SECTOR = 512


class Asked(NamedTuple):
    """Something asked of the system. `told` is not: there the desk had acknowledged."""

    what: str  # write, truncate, sync, delete, told
    file: str = ""
    at: int = 0
    """Where it is written, to what size it is cut, or what was acknowledged."""
    data: bytes = b""


_OPENED = ctypes.CFUNCTYPE(
    ctypes.c_int,
    *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p),
)
_DELETED = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_WRITTEN = ctypes.CFUNCTYPE(
    ctypes.c_int, *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
)
_TRUNCATED = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNCED = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods."""

    _fields_ = (
        *(("version", ctypes.c_int), ("close", ctypes.c_void_p), ("read", ctypes.c_void_p)),
        *(("write", _WRITTEN), ("truncate", _TRUNCATED), ("sync", _SYNCED)),
        ("others", ctypes.c_void_p * 12),
    )


class _File(ctypes.Structure):
    """sqlite3_file."""

    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class _System(ctypes.Structure):
    """The beginning of sqlite3_vfs."""

    _fields_ = (
        *(("version", ctypes.c_int), ("file_size", ctypes.c_int), ("longest", ctypes.c_int)),
        *(("next", ctypes.c_void_p), ("name", ctypes.c_char_p), ("data", ctypes.c_void_p)),
        *(("open", _OPENED), ("delete", _DELETED)),
    )


def library() -> ctypes.CDLL:
    """The SQLite library that the desk uses; the test is skipped where it cannot be reached."""
    package = driver.sqlite3.__name__.split(".")[0]
    module = sys.modules["pysqlite3._sqlite3" if package == "pysqlite3" else "_sqlite3"]
    found = ctypes.CDLL(getattr(module, "__file__", None))
    if not hasattr(found, "sqlite3_vfs_find"):
        pytest.skip("no power is cut: the SQLite library here cannot be reached from outside")
    return found


def recorded() -> list[Asked]:
    """Records from now on whatever this process's SQLite asks of the system, into this list."""
    library_ = library()
    library_.sqlite3_vfs_find.restype = ctypes.POINTER(_System)
    system = library_.sqlite3_vfs_find(None).contents
    log: list[Asked] = []
    keep: list[Any] = []
    names: dict[int, str] = {}
    opened, deleted = _copy(_OPENED, system.open), _copy(_DELETED, system.delete)

    def open_(vfs: int, path: int | None, file: int, flags: int, out: int) -> int:
        # The path stays an address: SQLite keeps it, and reads on behind its end.
        code: int = opened(vfs, path, file, flags, out)
        handle = _File.from_address(file)
        if code == 0 and path and handle.methods:
            names[file] = Path(ctypes.string_at(path).decode()).name
            methods = _Methods.from_buffer_copy(handle.methods.contents)
            _note(methods, names, log)
            keep.append(methods)
            handle.methods = ctypes.pointer(methods)
        return code

    def delete(vfs: int, path: bytes, sync: int) -> int:
        log.append(Asked("delete", Path(path.decode()).name))
        return int(deleted(vfs, path, sync))

    system.open, system.delete = _OPENED(open_), _DELETED(delete)
    keep += [system.open, system.delete]
    _kept.append(keep)
    return log


_kept: list[Any] = []
"""What C calls must not be collected."""


def _copy(kind: Any, function: Any) -> Any:
    """The function that a field points at now, whatever the field is set to later."""
    return kind(ctypes.cast(function, ctypes.c_void_p).value)


def _note(methods: _Methods, names: dict[int, str], log: list[Asked]) -> None:
    written = _copy(_WRITTEN, methods.write)
    truncated = _copy(_TRUNCATED, methods.truncate)
    synced = _copy(_SYNCED, methods.sync)

    def write(file: int, data: int, size: int, at: int) -> int:
        log.append(Asked("write", names[file], at, ctypes.string_at(data, size)))
        return int(written(file, data, size, at))

    def truncate(file: int, size: int) -> int:
        log.append(Asked("truncate", names[file], size))
        return int(truncated(file, size))

    def sync(file: int, flags: int) -> int:
        code = int(synced(file, flags))
        log.append(Asked("sync", names[file]))
        return code

    methods.write, methods.truncate = _WRITTEN(write), _TRUNCATED(truncate)
    methods.sync = _SYNCED(sync)


@dataclass(slots=True)
class Disk:
    """The files as they are safe on the disk, and what was asked since and may not be."""

    files: dict[str, bytearray]
    unsafe: dict[str, list[Asked]] = field(default_factory=dict)
    told: int = 0
    """What was acknowledged last."""

    def ask(self, asked: Asked) -> None:
        match asked.what:
            case "told":
                self.told = asked.at
            case "delete":
                self.files.pop(asked.file, None)
                self.unsafe.pop(asked.file, None)
            case "sync":
                for one in self.unsafe.pop(asked.file, []):
                    _do(self.files, one)
            case _:
                self.unsafe.setdefault(asked.file, []).append(asked)

    def cut(self, folder: Path, random: Random) -> None:
        """Writes to a folder what a power cut at this moment leaves."""
        kept = random.choice((0.0, 0.5, 0.9, 1.0))
        left = {name: bytearray(data) for name, data in self.files.items()}
        for waiting in self.unsafe.values():
            for one in waiting:
                for piece in _sectors(one):
                    if random.random() < kept:
                        _do(left, piece)
        for name, data in left.items():
            (folder / name).write_bytes(data)
            (folder / name).chmod(0o600)


def _sectors(asked: Asked) -> Iterator[Asked]:
    if asked.what != "write":
        yield asked
        return
    at, end = asked.at, asked.at + len(asked.data)
    while at < end:
        stop = min(end, at - at % SECTOR + SECTOR)
        yield asked._replace(at=at, data=asked.data[at - asked.at : stop - asked.at])
        at = stop


def _do(files: dict[str, bytearray], asked: Asked) -> None:
    data = files.setdefault(asked.file, bytearray())
    if asked.what == "truncate":
        del data[asked.at :]
    else:
        data.extend(bytes(max(0, asked.at - len(data))))
        data[asked.at : asked.at + len(asked.data)] = asked.data


def cuts(
    disk: Disk, log: list[Asked], count: int, random: Random, look: Callable[[Disk], None]
) -> None:
    """Cuts the power at so many moments of what was asked, in their order."""
    moments = sorted(random.sample(range(len(log)), min(count, len(log))))
    done = 0
    for moment in moments:
        for asked in log[done : moment + 1]:
            disk.ask(asked)
        done = moment + 1
        look(disk)
