"""The first rows of a file, to see what its columns mean without reading all of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.formats import Format
from helpdesk_tui.intake.reading import open_sheet
from helpdesk_tui.intake.rows import Row

ROWS = 200
"""Rows that are looked at, whatever the size of the file."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file and how it is to be read; what is None is found out."""

    path: Path
    encoding: str | None = None
    delimiter: str | None = None
    format: Format | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a table. `whole`: there are no other rows."""

    format: Format
    encoding: str
    guessed: bool
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    whole: bool

    def values(self, column: str) -> list[str]:
        """What the sound rows say in a column, without the empty cells."""
        place = self.header.index(column)
        cells = (row.cells[place].strip() for row in self.rows if not row.trouble)
        return [cell for cell in cells if cell]


def peek(asked: Input) -> Sample:
    """The first rows of a file. Raises IntakeError when there is no table in it."""
    sheet = open_sheet(asked.path, asked.encoding, asked.delimiter, asked.format, rows=ROWS + 1)
    try:
        rows = tuple(islice(sheet.rows(), ROWS + 1))
    except UnicodeError as error:
        raise IntakeError(
            _("The file is not text in {encoding}. Say which with --encoding.").format(
                encoding=sheet.encoding
            )
        ) from error
    return Sample(
        format=sheet.format,
        encoding=sheet.encoding,
        guessed=sheet.guessed,
        delimiter=sheet.delimiter,
        header=sheet.header,
        rows=rows[:ROWS],
        whole=len(rows) <= ROWS,
    )
