"""What every kind of input is made of: rows under a header, each with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from helpdesk_tui.intake.formats import Format


class Row(NamedTuple):
    """One row, the line on which it begins, and its text as it stands in the file.

    `trouble` says why the cells cannot be used; it is empty for a sound row.
    """

    line: int
    cells: Sequence[str]
    raw: str
    trouble: str
    whole: Callable[[], Sequence[str]] | None = None
    """Reads the cells again with those that are too long to be held for every row at once."""


class Source(Protocol):
    """Where rows come from: a table in a file, or a box of mails."""

    @property
    def path(self) -> Path:
        """The file or the folder."""

    @property
    def format(self) -> Format:
        """What kind of input it is."""

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def lines(self) -> int:
        """The last line that a row may have."""

    def how(self) -> str:
        """What it is and how it is read, in words."""

    def rows(self) -> Iterator[Row]:
        """The rows in the order of the file, read anew at each call."""

    def notes(self) -> Iterator[str]:
        """What else is to be said when the rows have been read, in sentences."""

    def place(self, line: int) -> str:
        """Where the row of this line is, for a person: the line, or the file in a folder."""

    def copy_refused(self, lines: Collection[int], named: Path | None) -> Path:
        """Copies these rows, letter by letter, to where it is named or else to a new place."""
