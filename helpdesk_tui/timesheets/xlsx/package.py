"""The file: the parts around the rows, and the rows put in as they come.

Memory holds a row, not the rows. The same records make the same bytes: no part tells the moment in
which it was written, and the parts are always in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from helpdesk_tui.timesheets.xlsx import pivot, shell, summary
from helpdesk_tui.timesheets.xlsx.about import About
from helpdesk_tui.timesheets.xlsx.cells import Cell, Look, row
from helpdesk_tui.timesheets.xlsx.records import COLUMNS, Record
from helpdesk_tui.timesheets.xlsx.totals import Totals

MOST_RECORDS = 1_048_575
"""Rows of a sheet of Excel, without the headings."""

_MOST_BYTES = 2**31 - 1
"""Of a part of a file that every program can open."""

_TYPES = "[Content_Types].xml"
_SHEET = "xl/worksheets/sheet{}.xml"
_NO_ROWS = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")
_SIZE = re.compile(rb"<dimension [^>]*/>")
"""openpyxl thinks that there is nothing; nobody has to say how much there is."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


class TooMany(Exception):
    """There are more records than a sheet can hold."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many records there are, and by how many seconds they differ from the entries."""

    records: int
    off: int


def write(
    about: About, records: Iterable[Record], entries: Callable[[], int], file: IO[bytes]
) -> Written:
    """Writes a workbook of these records, which are read once, into a file that can be sought in.

    `entries` says how many seconds the entries come to, counted without the records; it is asked
    when all of them have gone by. Raises TooMany.
    """
    totals = Totals(about.by_day)
    coming = totals.watched(records)
    begun = list(islice(coming, 1))
    frame = _parts(about, totals, 0)
    *between, last = _sheets(frame)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _put(archive, _TYPES, [frame[_TYPES]])
        _put(archive, last, _filled(frame[last], _rows(chain(begun, coming), about)))
        seconds = entries()
        parts = _parts(about, totals, seconds)
        of_summary = summary.build(about, totals, seconds)
        rows = [of_summary.rows]
        if totals.records:
            axes = pivot.axes(totals, about.names)
            rows += [(), tuple(pivot.rows(axes, totals, about.names, about.words))]
        for name, of_it in zip(between, rows, strict=True):
            made = (row(number, cells) for number, cells in enumerate(of_it, 1))
            _put(archive, name, _filled(parts[name], made))
        for name in sorted(parts.keys() - {_TYPES, last, *between}):
            _put(archive, name, [parts[name]])
    return Written(totals.records, totals.worked - seconds)


def _parts(about: About, totals: Totals, seconds: int) -> dict[str, bytes]:
    return shell.parts(
        shell.Shape(
            about=about,
            records=totals.records,
            summary=summary.build(about, totals, seconds),
            axes=pivot.axes(totals, about.names),
        )
    )


def _sheets(parts: dict[str, bytes]) -> list[str]:
    """The names of the sheets' parts in order, the records last."""
    names = map(_SHEET.format, range(1, len(parts)))
    return list(takewhile(parts.__contains__, names))


def _rows(records: Iterable[Record], about: About) -> Iterator[str]:
    yield row(1, [(getattr(about.words, name), Look.HEADING) for name in COLUMNS])
    columns = [(look, value) for look, _width, value in COLUMNS.values()]
    for number, record in enumerate(records, 2):
        if number > MOST_RECORDS + 1:
            raise TooMany
        cells: list[Cell] = [(value(record), look) for look, value in columns]
        yield row(number, cells)


def _filled(part: bytes, rows: Iterable[str]) -> Iterator[bytes]:
    head, tail = _NO_ROWS.split(_SIZE.sub(b"", part))
    yield head + b"<sheetData>"
    for made in rows:
        yield made.encode()
    yield b"</sheetData>" + tail


def _put(archive: ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    """Puts in a part that tells neither when nor on what machine it was written."""
    info = ZipInfo(name, _EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    written = 0
    with archive.open(info, "w") as part:
        for piece in pieces:
            written += len(piece)
            if written > _MOST_BYTES:
                raise TooMany
            part.write(piece)
