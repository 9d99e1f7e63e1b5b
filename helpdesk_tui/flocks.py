"""Who holds a locked file: the kernel knows, and lets go of a lock however its process ends."""

from __future__ import annotations

from pathlib import Path


def holders(file: Path) -> list[int] | None:
    """The processes that hold a file with `flock`; None where the system cannot tell.

    Raises OSError when there is no such file.
    """
    number = str(file.stat().st_ino)
    try:
        lines = Path("/proc/locks").read_text().splitlines()
    except OSError:
        return None
    rows = (line.split() for line in lines)
    flocks = (row for row in rows if row[1] == "FLOCK")
    return sorted({int(row[4]) for row in flocks if row[5].rpartition(":")[2] == number})
