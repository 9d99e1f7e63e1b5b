"""Opens a CSV file, or the one inside a zip, and reads its rows with their line numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, NamedTuple

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.intake.encodings import survey
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.headers import column_names
from helpdesk_tui.safe_text import clean

DELIMITERS = (",", ";", "\t", "|")

_LONGEST_CELL = 16 << 20
_SUFFIXES = (".csv", ".tsv", ".txt")


class Row(NamedTuple):
    """One row, the line on which it begins, and its text as it stands in the file.

    `trouble` says why the cells cannot be used; it is empty for a sound row.
    """

    line: int
    cells: list[str]
    raw: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a file, and how it is to be read. `member` is its name inside a zip."""

    path: Path
    member: str
    encoding: str
    guessed: bool
    """Whether the encoding is only a guess."""
    delimiter: str
    header: tuple[str, ...]
    """The names of the columns; the second `category` is called `category#2`."""
    lines: int

    def rows(self) -> Iterator[Row]:
        """The rows below the header. Blank lines are none."""
        return _rows(self, skip_header=True)

    def copy_rows(self, lines: Collection[int], target: IO[str]) -> None:
        """Writes the header and the rows that begin on these lines, letter by letter."""
        for number, row in enumerate(_rows(self, skip_header=False)):
            if number == 0 or row.line in lines:
                target.write(row.raw if row.raw.endswith(("\n", "\r")) else row.raw + "\n")


def open_sheet(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Sheet:
    """Finds the table in `path`, its encoding, its delimiter and its header.

    Raises IntakeError, with a sentence, when there is no such table.
    """
    try:
        member = _member(path)
        found = survey(lambda: _open(path, member), encoding)
        with _text(path, member, found.encoding) as stream:
            first = next((line for line in stream if line.strip("\ufeff\r\n ")), "")
        delimiter = delimiter or best_delimiter(first)
        sheet = Sheet(path, member, found.encoding, found.guessed, delimiter, (), found.lines)
        top = next(_rows(sheet, skip_header=False), None)
    except OSError as error:
        raise IntakeError(
            _("{path} cannot be read ({reason}).").format(path=path, reason=error.strerror or error)
        ) from error
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise IntakeError(
            _("{path} is damaged, or locked with a password.").format(path=path)
        ) from error
    if top is None:
        raise IntakeError(_("{path} is empty.").format(path=path))
    if not top.cells:
        raise IntakeError(_("Line {line}: {trouble}").format(line=top.line, trouble=top.trouble))
    names = column_names(clean(cell, multiline=False) for cell in top.cells)
    return replace(sheet, header=names)


def best_delimiter(first_line: str) -> str:
    """The delimiter that cuts the header into the most columns; a comma when none does."""
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([first_line], delimiter=mark), [])))


def _member(path: Path) -> str:
    """The name of the only table in a zip; empty for a plain file."""
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as archive:
        names = [
            name
            for name in archive.namelist()
            if name.lower().endswith(_SUFFIXES) and not name.startswith("__MACOSX/")
        ]
    if not names:
        raise IntakeError(_("There is no CSV file in {path}.").format(path=path))
    if len(names) > 1:
        raise IntakeError(
            ngettext(
                "There is {count} CSV file in {path}: {names}.",
                "There are {count} CSV files in {path}: {names}. Unpack it, import the right one.",
                len(names),
            ).format(count=len(names), path=path, names=clean(", ".join(names), multiline=False))
        )
    return names[0]


def _open(path: Path, member: str) -> IO[bytes]:
    if not member:
        return path.open("rb")
    with zipfile.ZipFile(path) as archive:  # an open member keeps the file open by itself
        return archive.open(member)


def _text(path: Path, member: str, encoding: str) -> IO[str]:
    return io.TextIOWrapper(_open(path, member), encoding=encoding, newline="")


class _Recorder:
    """Hands lines on and remembers those of the row in hand."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self._stream):
            if number == 0:
                line = line.removeprefix("\ufeff")
            self.held.append(line)
            yield line

    def take(self) -> str:
        raw = "".join(self.held)
        self.held.clear()
        return raw


def _rows(sheet: Sheet, *, skip_header: bool) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    width = len(sheet.header)
    with _text(sheet.path, sheet.member, sheet.encoding) as stream:
        recorder = _Recorder(stream)
        reader = csv.reader(recorder, delimiter=sheet.delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            trouble = ""
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells, trouble = [], _("The quotes are not closed, or text stands after them.")
            raw = recorder.take()
            if not cells and not trouble:
                continue
            if skip_header:
                skip_header = False
                continue
            if width and not trouble and len(cells) != width:
                trouble = ngettext(
                    "The row has {count} cell; the header has {width}.",
                    "The row has {count} cells; the header has {width}.",
                    len(cells),
                ).format(count=len(cells), width=width)
            yield Row(line, cells, raw, trouble)
