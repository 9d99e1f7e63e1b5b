"""Opens a table: a CSV or JSON-lines file, or the only one in a zip; reads its rows by line."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path, PurePath
from typing import IO

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.csv_rows import best_delimiter, csv_rows
from helpdesk_tui.intake.encodings import survey
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.formats import SUFFIXES, TABLES, Format, format_of
from helpdesk_tui.intake.headers import column_names
from helpdesk_tui.intake.json_rows import json_rows, keys_of
from helpdesk_tui.intake.packed import member_of, open_bytes, open_text
from helpdesk_tui.intake.rows import Row
from helpdesk_tui.safe_text import clean

_BEGINNING = 4 << 20
"""Bytes by which an encoding is known where only a few rows will be read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a file, and how it is to be read. `member` is its name inside a zip."""

    path: Path
    format: Format
    member: str
    encoding: str
    guessed: bool
    """Whether the encoding is only a guess."""
    delimiter: str
    """Between the cells of a CSV file; empty for JSON lines."""
    lines: int
    keys: tuple[str, ...] = ()
    """The keys of JSON objects as they stand there, one a column; for CSV there are none."""
    header: tuple[str, ...] = ()
    """The names of the columns; the second `category` is called `category#2`."""

    def rows(self) -> Iterator[Row]:
        """The rows below the header. Blank lines are none."""
        return islice(self._all(), 1 if self.format is Format.CSV else 0, None)

    def how(self) -> str:
        """The file, its encoding, and what cuts it into cells, in words."""
        name = f"{self.path.name} › {self.member}" if self.member else self.path.name
        encoding = _("{encoding}, a guess") if self.guessed else "{encoding}"
        return _("{file}: {encoding}, {cut}").format(
            file=clean(name, multiline=False),
            encoding=encoding.format(encoding=self.encoding),
            cut="JSON" if self.format is Format.JSONL else self._delimiter(),
        )

    def _delimiter(self) -> str:
        mark = _("tab") if self.delimiter == "\t" else self.delimiter
        return _("delimiter {delimiter}").format(delimiter=mark)

    def notes(self) -> Iterator[str]:
        """Nothing: a table's cells are all that it has."""
        return iter(())

    def place(self, line: int) -> str:
        """The line, in words."""
        return _("line {line}").format(line=line)

    def copy_refused(self, lines: Collection[int], named: Path | None) -> Path:
        """Copies the rows of these lines, letter by letter, to a file that is named or else new.

        Raises IntakeError when that would be the sheet itself, and OSError.
        """
        if named and named.exists() and named.samefile(self.path):
            raise IntakeError(_("The refused rows need a file of their own."))
        with self._target(named) as target:
            self.copy_rows(lines, target)
        return Path(target.name)

    def copy_rows(self, lines: Collection[int], target: IO[str]) -> None:
        """Writes the header, if there is one, and the rows that begin on these lines."""
        for number, row in enumerate(self._all()):
            if row.line in lines or (number == 0 and self.format is Format.CSV):
                target.write(row.raw if row.raw.endswith(("\n", "\r")) else row.raw + "\n")

    def _all(self) -> Iterator[Row]:
        with open_text(self.path, self.member, self.encoding) as stream:
            if self.format is Format.CSV:
                yield from csv_rows(stream, self.delimiter, len(self.header))
            else:
                yield from json_rows(stream, self.keys)

    def _target(self, named: Path | None) -> IO[str]:
        """A file beside the sheet; an older one, perhaps half mended, is never overwritten."""
        if named:
            return named.open("w", encoding=self.encoding, newline="")
        for number in count(1):
            suffix = f".refused{'' if number == 1 else f'-{number}'}.{self.format}"
            try:
                name = self.path.with_name(self.path.stem + suffix)
                return name.open("x", encoding=self.encoding, newline="")
            except FileExistsError:
                continue
        raise AssertionError("there is no end of numbers")


def open_sheet(
    path: Path,
    encoding: str | None = None,
    delimiter: str | None = None,
    format: Format | None = None,
    *,
    rows: int | None = None,
) -> Sheet:
    """Finds the table in `path`, its format, its encoding and its columns.

    With `rows`, from no more than its beginning: no more than so many rows will be read.
    Raises IntakeError, with a sentence, when there is no such table.
    """
    try:
        member = member_of(path)
        kind = format or (_named(member) if member else format_of(path))
        if kind not in TABLES:
            raise IntakeError(_("{path} holds mails, not a table.").format(path=path))
        most = _BEGINNING if rows else None
        found = survey(lambda: open_bytes(path, member), encoding, most)
        sheet = Sheet(path, kind, member, found.encoding, found.guessed, "", found.lines)
        return _as_csv(sheet, delimiter) if kind is Format.CSV else _as_json(sheet, rows)
    except OSError as error:
        raise IntakeError(
            _("{path} cannot be read ({reason}).").format(path=path, reason=error.strerror or error)
        ) from error
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise IntakeError(
            _("{path} is damaged, or locked with a password.").format(path=path)
        ) from error


def _named(member: str) -> Format:
    return SUFFIXES.get(PurePath(member).suffix.lower(), Format.CSV)


def _as_csv(sheet: Sheet, delimiter: str | None) -> Sheet:
    with open_text(sheet.path, sheet.member, sheet.encoding) as stream:
        first = next((line for line in stream if line.strip("\ufeff\r\n ")), "")
    delimiter = delimiter or best_delimiter(first)
    with open_text(sheet.path, sheet.member, sheet.encoding) as stream:
        top = next(csv_rows(stream, delimiter), None)
    if top is None:
        raise IntakeError(_("{path} is empty.").format(path=sheet.path))
    if not top.cells:
        raise IntakeError(_("Line {line}: {trouble}").format(line=top.line, trouble=top.trouble))
    names = column_names(clean(cell, multiline=False) for cell in top.cells)
    return replace(sheet, delimiter=delimiter, header=names)


def _as_json(sheet: Sheet, rows: int | None) -> Sheet:
    with open_text(sheet.path, sheet.member, sheet.encoding) as stream:
        keys = keys_of(stream, rows)
    if not keys:
        raise IntakeError(_("{path} is empty.").format(path=sheet.path))
    names = column_names(clean(key, multiline=False) for key in keys)
    return replace(sheet, keys=keys, header=names)
