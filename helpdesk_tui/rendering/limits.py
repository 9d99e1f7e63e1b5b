"""What the process that renders may use at most, and how it binds itself to it."""

from __future__ import annotations

import resource
import time
from contextlib import suppress

LONGEST_TEXT = 1_000_000
"""Characters of one text."""

MEMORY = 256 * 1024 * 1024
"""Bytes of address space, with Python's own; macOS does not hold a process to them."""

WALL = 3.0
"""Seconds that a text may take."""

PROCESSOR = 2
"""Seconds of processor time that a text may take; up to one more, since they are whole."""

IDLE = 60
"""Seconds after which a process that nobody asks leaves by itself."""


def hold() -> None:
    """From here on this process can open nothing, write no file and start no other process."""
    _lower(resource.RLIMIT_AS, MEMORY)
    for kind in ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC"):
        _lower(getattr(resource, kind), 0)


def grant_processor_time() -> None:
    """SIGXCPU comes when this process has used `PROCESSOR` seconds more than until now."""
    most = int(time.process_time()) + PROCESSOR + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with suppress(ValueError):  # the account has less left
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _lower(kind: int, most: int) -> None:
    with suppress(ValueError, OSError):  # already lower, or a system that does not know it
        resource.setrlimit(kind, (most, most))
