"""Cuts the text of a CSV file into rows, each with the line on which it begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.intake.rows import Row

DELIMITERS = (",", ";", "\t", "|")

_LONGEST_CELL = 16 << 20


def best_delimiter(first_line: str) -> str:
    """The delimiter that cuts the header into the most columns; a comma when none does."""
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([first_line], delimiter=mark), [])))


def csv_rows(stream: IO[str], delimiter: str, width: int = 0) -> Iterator[Row]:
    """The header and the rows below it, each of `width` cells (0: any).

    Blank lines are none, and neither are rows of nothing but empty cells, as spreadsheets leave.
    """
    csv.field_size_limit(_LONGEST_CELL)
    recorder = _Recorder(stream)
    reader = csv.reader(recorder, delimiter=delimiter, strict=True)
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
        if not trouble and not any(map(str.strip, cells)):
            continue
        if width and not trouble and len(cells) != width:
            trouble = ngettext(
                "The row has {count} cell; the header has {width}.",
                "The row has {count} cells; the header has {width}.",
                len(cells),
            ).format(count=len(cells), width=width)
        yield Row(line, cells, raw, trouble)


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
