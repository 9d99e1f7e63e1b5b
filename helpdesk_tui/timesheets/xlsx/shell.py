"""All of a workbook but its rows, made by openpyxl: styles, table, pivot table, chart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from helpdesk_tui.timesheets.xlsx import pivot
from helpdesk_tui.timesheets.xlsx.about import About
from helpdesk_tui.timesheets.xlsx.cells import NAMES, Look
from helpdesk_tui.timesheets.xlsx.pivot import Axes
from helpdesk_tui.timesheets.xlsx.records import COLUMNS
from helpdesk_tui.timesheets.xlsx.summary import Block, Summary

_HOURS = "[h]:mm"
_FIRST_OF_OUR_OWN = 164
"""The number of the first format that is not built in: that of the hours."""

_FORMATS = {
    Look.HOURS: _HOURS,
    Look.HOURS_IN_ALL: _HOURS,
    Look.DAY: "mm-dd-yy",  # this and the next three are built in: Excel shows them as its user does
    Look.A_DAY: "mm-dd-yy",
    Look.MOMENT: "m/d/yy h:mm",
    Look.MONEY: "#,##0.00",
    Look.MONEY_IN_ALL: "#,##0.00",
    Look.MONTH: "mmm yyyy",
}
_BOLD = {
    *(Look.TITLE, Look.HEADING, Look.MONTH, Look.A_DAY),
    *(Look.HOURS_IN_ALL, Look.MONEY_IN_ALL),
}
_WIDE, _NARROW = 26, 11

_NO_ID = re.compile(rb'(<pivotTableDefinition [^>]*?) r:id="rId\d+"')
"""openpyxl says there which relation is the cache's: the schema knows no such attribute."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What all but the rows depends on."""

    about: About
    records: int
    """Without one there is neither table nor chart nor pivot table."""
    summary: Summary
    axes: Axes


def parts(shape: Shape) -> dict[str, bytes]:
    """The parts of the file by their names; what is to have rows has an empty `sheetData`."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.properties.creator = "helpdesk-tui"
    book.properties.title = shape.about.title
    book.properties.created = shape.about.made.astimezone(UTC).replace(tzinfo=None)
    book.properties.modified = book.properties.created
    words = shape.about.words
    summary = book.active
    summary.title = words.summary
    _add_styles(summary)
    _widths(summary, [20, _WIDE, *[_NARROW] * (shape.summary.columns + 1)])
    summary.freeze_panes = "C1"
    if shape.records:
        chart = book.create_sheet(words.chart)
        chart.add_chart(_chart(summary, shape), "A1")
        pivots = book.create_sheet(words.pivot)
        _widths(pivots, [_WIDE, *[_NARROW] * (len(shape.axes.months) + 1)])
        pivots.add_pivot(pivot.definition(shape.axes, shape.about.names, words, _FIRST_OF_OUR_OWN))
    records = book.create_sheet(words.records)
    _widths(records, [width for _look, width, _value in COLUMNS.values()])
    records.freeze_panes = "A2"
    if shape.records:
        records.add_table(_table(shape))
    for sheet in book.worksheets:
        _print_across(sheet)
    file = BytesIO()
    ExcelWriter(book, ZipFile(file, "w")).save()  # `book.save` would write the present moment
    with ZipFile(file) as made:
        return {name: _NO_ID.sub(rb"\1", made.read(name)) for name in made.namelist()}


def _add_styles(sheet: Any) -> None:
    """Makes each `Look` the style of its number."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    for look in Look:
        cell = WriteOnlyCell(sheet)
        if look in _FORMATS:
            cell.number_format = _FORMATS[look]
        if look in _BOLD:
            cell.font = Font(name="Calibri", size=14 if look is Look.TITLE else 11, bold=True)
        cell.quotePrefix = look is Look.GUARDED
        assert cell.style_id == look


def _print_across(sheet: Any) -> None:
    """Lets a page that is printed be as wide as the sheet."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _widths(sheet: Any, widths: Iterable[int]) -> None:
    for name, width in zip(NAMES, widths, strict=False):
        sheet.column_dimensions[name].width = width


def _table(shape: Shape) -> Any:
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

    ref = f"A1:{NAMES[len(COLUMNS) - 1]}{shape.records + 1}"
    columns = [
        TableColumn(id=place, name=getattr(shape.about.words, name))
        for place, name in enumerate(COLUMNS, 1)
    ]
    style = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    return Table(
        displayName=shape.about.words.records,
        ref=ref,
        autoFilter=AutoFilter(ref=ref),
        tableColumns=columns,
        tableStyleInfo=style,
    )


def _chart(summary: Any, shape: Shape) -> Any:
    """Hours worked and billed of each month or day, from the totals of the summary."""
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    words, by_day = shape.about.words, shape.about.by_day
    chart.title = words.by_day if by_day else words.by_month
    chart.title.overlay = chart.legend.overlay = False
    chart.width, chart.height = 30, 15
    chart.x_axis.delete = chart.y_axis.delete = False  # newer versions of Excel would hide them
    chart.y_axis.number_format = _HOURS
    chart.x_axis.number_format = _FORMATS[Look.A_DAY if by_day else Look.MONTH]
    chart.x_axis.numFmt.sourceLinked = True
    first, last = 2, 2 + shape.summary.columns  # the name of the totals, then the months
    for block, name in (
        (shape.summary.worked, words.worked),
        (shape.summary.billed, words.billed),
    ):
        chart.append(_series(summary, block, name, first + 1, last))
    heading = shape.summary.worked.heading
    chart.set_categories(
        Reference(summary, min_col=first + 1, max_col=last, min_row=heading, max_row=heading)
    )
    return chart


def _series(summary: Any, block: Block, name: str, first: int, last: int) -> Any:
    from openpyxl.chart import Reference, Series

    values = Reference(
        summary, min_col=first, max_col=last, min_row=block.total, max_row=block.total
    )
    return Series(values, title=name)
