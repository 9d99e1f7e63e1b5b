"""The first rows of a file as what a plan would make of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as what it would be. `wrong` are the fields for which it would be refused."""

    line: int
    wrong: frozenset[str]
    trouble: str
    """Why nothing can be seen of it, with its line; else empty."""
    refused: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """What a plan makes of a sample. `notes` say of a field what is wrong, and in how many rows."""

    rows: tuple[Seen, ...]
    notes: dict[str, str]

    @property
    def refused(self) -> int:
        """Rows that an import would refuse."""
        return sum(row.refused for row in self.rows)
