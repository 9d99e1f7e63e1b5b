"""What an import did, row by row where it did not do it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_WIDEST = 60


class Refusal(NamedTuple):
    """A row that is not used, and why; a row with two mistakes has two of these."""

    line: int
    place: str
    """The line in words, or the file in a folder."""
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        column = f", {self.column}" if self.column else ""
        value = f' "{_short(self.value)}"' if self.value else ""
        return f"{self.place}{column}{value}: {self.reason}"


class Left(NamedTuple):
    """A ticket or an entry that is here already and different; it was left as it is."""

    place: str
    external: str
    """Its number there; of an entry its title."""
    number: int
    """Its number at the desk."""


class Hours(NamedTuple):
    """What is new where rows are entries."""

    clients: tuple[tuple[str, int], ...]
    """Seconds by client, the most first; the name is empty for internal time."""
    together: int
    """Entries that lie over others of their technician."""
    mended: int
    """Entries whose length and instants contradict each other in the file."""
    loose: int
    """Entries of which the file says no time of day."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of every row. Each row is in exactly one of the six `rows_*`.

    `written`: the database has changed; `kept_going`: refused rows were not to keep others out.
    `events` counts what was, or after a `dry_run` would be, written.
    """

    path: Path
    how: str
    """What kind of input it is and how it was read, in words."""
    mapping: Path
    source: str
    zone: str
    dry_run: bool = False
    kept_going: bool = False
    written: bool = False
    rows_new: int = 0
    rows_continued: int = 0
    rows_here: int = 0
    rows_left: int = 0
    rows_refused: int = 0
    rows_skipped: int = 0
    """Sound rows that are nothing to be kept; `notes` tells of them."""
    rows: int = 0
    """As many as were read, counted apart from the others."""
    tickets_new: int = 0
    tickets_continued: int = 0
    tickets_here: int = 0
    events: int = 0
    hours: Hours | None = None
    """None where rows are tickets."""
    notes: tuple[str, ...] = ()
    """What else is to be said of the input, in sentences."""
    left: tuple[Left, ...] = ()
    refused: tuple[Refusal, ...] = ()
    refused_file: Path | None = None

    @property
    def balanced(self) -> bool:
        """Whether every row that was read is accounted for."""
        used = self.rows_new + self.rows_continued
        unused = self.rows_left + self.rows_refused + self.rows_skipped
        return self.rows == used + self.rows_here + unused

    @property
    def stopped(self) -> bool:
        """Whether refused rows kept all the others out."""
        return bool(self.refused) and not self.kept_going

    @property
    def nothing_used(self) -> bool:
        """Whether no row of the file is at the desk, or would be."""
        return not (self.rows_new or self.rows_continued or self.rows_here)

    @property
    def spotless(self) -> bool:
        """Whether everything in the file is at the desk now (or would be)."""
        return not self.refused and not self.left


def _short(value: str) -> str:
    return value if len(value) <= _WIDEST else value[: _WIDEST - 1] + "…"
