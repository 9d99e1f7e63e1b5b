"""One's own desks that are open on this machine, and how one ends another.

A dropped line can leave a desk behind, in a terminal that nobody reads any more. Each desk holds a
locked file in the state folder; the kernel lets go of the lock however the desk ends.
"""

from __future__ import annotations

import fcntl
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from helpdesk_tui import flocks, paths

SAVES_WITHIN = 5.0
"""Seconds that a desk is given to save and to leave; after that it is killed."""

_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Other:
    """Another open desk: its terminal, such as "pts/3", and when a key was last pressed there."""

    process: int
    terminal: str
    last_key: datetime | None


def sit_down(desk: str) -> None:
    """Tells one's other desks of this one until the process ends.

    `desk` is what two desks have in common: the database and the technician. Raises OSError where
    the state folder takes nothing, or where no terminal is.
    """
    told = f"{desk}\n{os.ttyname(0)}".encode(errors="surrogateescape")
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # It gets its name once it is locked and whole: nobody takes it for that of a dead desk.
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.write(descriptor, told)
        os.rename(draft, folder / _name(os.getpid()))
    except BaseException:
        os.unlink(draft)
        raise


def get_up() -> None:
    """Takes back what `sit_down` has told: the desk is being left."""
    with suppress(OSError):
        (_folder() / _name(os.getpid())).unlink()


def others(desk: str) -> list[Other]:
    """The other open desks of this technician on this database, the latest used first."""
    found = []
    for process, file in _files():
        if process == os.getpid():
            continue
        with suppress(OSError):  # gone meanwhile, or a desk of somebody who may do more
            if not _is_open(file):
                file.unlink()
                continue
            text = file.read_bytes().decode(errors="surrogateescape")
            known, _line, terminal = text.rpartition("\n")
            if known == desk:
                at = Path(terminal)
                found.append(Other(process, terminal.removeprefix("/dev/"), _last_key(at)))
    return sorted(found, key=lambda other: other.last_key or datetime.min.replace(tzinfo=UTC))[::-1]


def end(other: Other) -> bool:
    """Ends another desk, which saves what it holds first; whether it is gone.

    It may take some seconds. Nobody is sent a signal but the process that holds the desk's file.
    """
    file = _folder() / _name(other.process)
    # A desk that was stopped (ctrl+z, a debugger) has to go on to hear it.
    for number, patience in ((signal.SIGTERM, SAVES_WITHIN), (signal.SIGKILL, 1.0)):
        over = time.monotonic() + patience
        with suppress(OSError):
            if _is_held_by(other.process, file):
                os.kill(other.process, number)
                os.kill(other.process, signal.SIGCONT)
        while _is_open(file):
            if time.monotonic() > over:
                break
            time.sleep(_PAUSE)
        else:
            return True
    return False


def _is_open(file: Path) -> bool:
    """Whether a desk holds its file. Who looks shares the lock: two who look at once both see."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _is_held_by(process: int, file: Path) -> bool:
    """Whether this very process holds the file: the same number may be another's in a container."""
    if not _is_open(file):
        return False
    holders = flocks.holders(file)
    return holders is None or process in holders


def _last_key(terminal: Path) -> datetime | None:
    """When the terminal was last read from, to some seconds; None where it is gone."""
    try:
        return datetime.fromtimestamp(terminal.stat().st_atime, UTC)
    except OSError:
        return None


def _files() -> Iterator[tuple[int, Path]]:
    """The files of desks of this machine; others share a home on a network."""
    for file in _folder().glob("*"):
        number = file.name.rpartition("-")[2]
        if number.isdecimal() and file.name == _name(int(number)):
            yield int(number), file


def _name(process: int) -> str:
    return f"{os.uname().nodename}-{process}"


def _folder() -> Path:
    return paths.state_dir() / "desks"
