"""One's own desks that are open on this machine, and how one ends another.

A dropped line can leave a desk behind, in a terminal that nobody reads any more. Each desk holds a
locked file in the state folder; the kernel lets go of the lock however the desk ends.
"""

from __future__ import annotations

import fcntl
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from helpdesk_tui import paths

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
    file = _folder() / f"{_host()}-{os.getpid()}"
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{desk}\n{os.ttyname(0)}".encode(errors="surrogateescape"))


def others(desk: str) -> list[Other]:
    """The other open desks of this technician on this database, the latest used first."""
    found = []
    for file in _folder().glob(f"{_host()}-*"):
        process = int(file.name.rpartition("-")[2])
        if process == os.getpid():
            continue
        if not _is_open(file):
            file.unlink(missing_ok=True)
            continue
        known, _line, terminal = file.read_text(errors="surrogateescape").rpartition("\n")
        if known == desk:
            found.append(Other(process, terminal.removeprefix("/dev/"), _last_key(Path(terminal))))
    return sorted(found, key=lambda other: other.last_key or datetime.min.replace(tzinfo=UTC))[::-1]


def end(other: Other) -> None:
    """Ends another desk, which saves what it holds first. It may take some seconds."""
    file = _folder() / f"{_host()}-{other.process}"
    # A desk that was stopped (ctrl+z, a debugger) has to go on to hear it.
    for number, patience in ((signal.SIGTERM, SAVES_WITHIN), (signal.SIGKILL, 1.0)):
        over = time.monotonic() + patience
        with suppress(ProcessLookupError):
            if _is_open(file):
                os.kill(other.process, number)
                os.kill(other.process, signal.SIGCONT)
        while _is_open(file) and time.monotonic() < over:
            time.sleep(_PAUSE)


def _is_open(file: Path) -> bool:
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _last_key(terminal: Path) -> datetime | None:
    """When the terminal was last read from, to some seconds; None where it is gone."""
    try:
        return datetime.fromtimestamp(terminal.stat().st_atime, UTC)
    except OSError:
        return None


def _folder() -> Path:
    return paths.state_dir() / "desks"


def _host() -> str:
    return os.uname().nodename
