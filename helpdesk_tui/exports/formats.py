"""CSV, JSON and JSON lines, each written a record at a time; the answer is how many there were.

A record is a named tuple of which each field is a column.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TextIO

from helpdesk_tui.exports.records import Record
from helpdesk_tui.formulas import disarmed
from helpdesk_tui.safe_text import clean, json_of

BOM = "\ufeff"
"""By this mark a spreadsheet knows that a file is UTF-8."""


class Form(Enum):
    """The forms that a file can have, each by its suffix without the dot."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


def form_of(path: Path) -> Form | None:
    """The form that the suffix of a file names; None when it names none."""
    suffix = path.suffix.lower().removeprefix(".")
    return Form(suffix) if suffix in {form.value for form in Form} else None


def write_csv(records: Iterable[Record], file: TextIO, delimiter: str = ",") -> int:
    """The tickets as `write_table` has it; tags are divided by commas."""
    return write_table(Record._fields, records, file, delimiter)


def write_table(
    names: Sequence[str], rows: Iterable[Sequence[Any]], file: TextIO, delimiter: str = ","
) -> int:
    """RFC 4180: a header, rows that end with CR LF, and quotes where they are needed.

    No cell of text can be taken for a formula (`formulas.disarmed`); numbers stay numbers. The file
    must be open with `newline=""`.
    """
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow([_cell(name) for name in names])
    count = 0
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        count += 1
    return count


def write_json(records: Iterable[Any], file: TextIO) -> int:
    """One JSON array, a record a line; what is not known is null."""
    file.write("[")
    count = 0
    for record in records:
        file.write((",\n" if count else "\n") + _object(record))
        count += 1
    file.write("\n]\n")
    return count


def write_jsonl(records: Iterable[Any], file: TextIO) -> int:
    """JSON lines: an object a line."""
    count = 0
    for record in records:
        file.write(_object(record) + "\n")
        count += 1
    return count


WRITERS: dict[Form, Callable[[Iterable[Record], TextIO], int]] = {
    Form.CSV: write_csv,
    Form.JSON: write_json,
    Form.JSONL: write_jsonl,
}
"""How a file of each form is written, as a program expects it."""


def write_for_spreadsheet(
    rows: Iterable[Sequence[Any]],
    file: TextIO,
    delimiter: str,
    names: Sequence[str] = Record._fields,
) -> int:
    """CSV that a spreadsheet opens by a double click: with a mark, and cut as its country cuts."""
    file.write(BOM)
    return write_table(names, rows, file, delimiter)


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        value = ", ".join(value)
    return disarmed(clean(value, whole=True)) if isinstance(value, str) else value


def _object(record: Any) -> str:
    return json_of(record._asdict())
