"""Ways to spoil a database that is closed, or whose WAL is empty."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

PAGE = 4096
"""Bytes."""


def spoil(path: Path, chance: Random, pages: Iterable[int], size: int) -> None:
    """Writes so many bytes of noise into each of these pages; page 0 is the first."""
    with path.open("r+b") as file:
        for page in pages:
            file.seek(page * PAGE + chance.randrange(PAGE - size + 1))
            file.write(chance.randbytes(size))
