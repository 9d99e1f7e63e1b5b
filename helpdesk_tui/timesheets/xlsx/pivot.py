"""A pivot table as Excel keeps one whose records are read again when the workbook is opened.

The cache has no records of its own (`saveData` 0, no part of them), so the definition names the
table as its source, lists what stands on the axes, and asks for a refresh. Until that, whoever may
only look (Excel's protected view) sees the cells, which are written as the refresh will have them.
Source: ECMA-376 part 1, 18.10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from helpdesk_tui.timesheets.xlsx.cells import NAMES, Cell, Look, text
from helpdesk_tui.timesheets.xlsx.records import COLUMNS, month
from helpdesk_tui.timesheets.xlsx.totals import Totals
from helpdesk_tui.timesheets.xlsx.words import Words

_TOP = 3
"""The row in which it begins."""

_VERSION = 3
"""Of Excel 2007: every later one reads it."""

_BY = "helpdesk"


@dataclass(frozen=True, slots=True)
class Axes:
    """Clients down and months across."""

    clients: tuple[int, ...]
    months: tuple[date, ...]

    @property
    def ref(self) -> str:
        """Where the table is: two rows and a column of headings, then the sums, then totals."""
        return f"A{_TOP}:{NAMES[len(self.months) + 1]}{_TOP + len(self.clients) + 2}"


def axes(totals: Totals, names: Mapping[int, str]) -> Axes:
    """What stands on the axes: in the order of their text, as Excel will sort it."""
    months = sorted({day for _client, day in totals.by_month()})
    clients = sorted(totals.clients(names), key=lambda one: (names[one].casefold(), one))
    return Axes(tuple(clients), tuple(months))


def rows(
    axes: Axes, totals: Totals, names: Mapping[int, str], words: Words
) -> Iterator[tuple[Cell, ...]]:
    """The rows of its sheet, as a refresh leaves them."""
    sums = totals.by_month()
    yield ((words.refreshed, Look.PLAIN),)
    yield ()
    yield (words.of_hours, Look.HEADING), (words.month, Look.HEADING)
    yield (
        (words.client, Look.HEADING),
        *((month(day), Look.HEADING) for day in axes.months),
        (words.total, Look.HEADING),
    )
    for client in axes.clients:
        known = [sums.get((client, day)) for day in axes.months]
        yield (
            (names[client], Look.PLAIN),
            *((value, Look.HOURS) for value in known),
            (sum(filter(None, known)), Look.HOURS),
        )
    by_month = [sum(sums.get((one, day), 0) for one in axes.clients) for day in axes.months]
    yield (
        (words.total, Look.HEADING),
        *((value, Look.HOURS_IN_ALL) for value in by_month),
        (sum(by_month), Look.HOURS_IN_ALL),
    )


def definition(axes: Axes, names: Mapping[int, str], words: Words, hours_format: int) -> Any:
    """The table and its cache as openpyxl has them; hours are shown in the format of a number."""
    from openpyxl.pivot import table as x

    order = list(COLUMNS)
    across, down = order.index("month"), order.index("client")
    worked = order.index("worked")
    axis = {down: ("axisRow", len(axes.clients)), across: ("axisCol", len(axes.months))}
    made = x.TableDefinition(
        name=words.pivot,
        cacheId=1,
        dataCaption=words.of_hours,
        grandTotalCaption=words.total,
        rowHeaderCaption=words.client,
        colHeaderCaption=words.month,
        createdVersion=_VERSION,
        updatedVersion=_VERSION,
        minRefreshableVersion=_VERSION,
        useAutoFormatting=True,
        itemPrintTitles=True,
        applyWidthHeightFormats=True,
        multipleFieldFilters=False,
        indent=0,
        outline=True,
        outlineData=True,
        location=x.Location(ref=axes.ref, firstHeaderRow=1, firstDataRow=2, firstDataCol=1),
        pivotFields=[
            _field(*axis.get(place, ("", 0)), is_data=place == worked)
            for place in range(len(order))
        ],
        rowFields=[x.RowColField(x=down)],
        rowItems=_items(len(axes.clients)),
        colFields=[x.RowColField(x=across)],
        colItems=_items(len(axes.months)),
        dataFields=[
            x.DataField(name=words.of_hours, fld=worked, numFmtId=hours_format, baseField=0)
        ],
        pivotTableStyleInfo=x.PivotTableStyle(
            name="PivotStyleLight16",
            showRowHeaders=True,
            showColHeaders=True,
            showRowStripes=False,
            showColStripes=False,
            showLastColumn=True,
        ),
    )
    made.cache = _cache(axes, names, words)
    return made


def _field(axis: str, items: int, *, is_data: bool) -> Any:
    from openpyxl.pivot.table import FieldItem, PivotField

    if not axis:
        return PivotField(showAll=False, dataField=is_data or None)
    listed = [*(FieldItem(x=place) for place in range(items)), FieldItem(t="default")]
    return PivotField(axis=axis, showAll=False, sortType="ascending", items=listed)


def _items(count: int) -> list[Any]:
    """A line for each item of an axis, then that of the totals."""
    from openpyxl.pivot.fields import Index
    from openpyxl.pivot.table import RowColItem

    lines = [RowColItem(x=[Index(v=place)]) for place in range(count)]
    return [*lines, RowColItem(t="grand", x=[Index()])]


def _cache(axes: Axes, names: Mapping[int, str], words: Words) -> Any:
    from openpyxl.pivot import cache as x

    listed: dict[str, Sequence[str]] = {
        "client": [names[client] for client in axes.clients],
        "month": [month(day) for day in axes.months],
    }
    return x.CacheDefinition(
        saveData=False,
        refreshOnLoad=True,
        refreshedBy=_BY,
        createdVersion=_VERSION,
        refreshedVersion=_VERSION,
        minRefreshableVersion=_VERSION,
        cacheSource=x.CacheSource(
            type="worksheet", worksheetSource=x.WorksheetSource(name=words.records)
        ),
        cacheFields=[
            x.CacheField(
                name=getattr(words, name), numFmtId=0, sharedItems=_shared(listed.get(name, ()))
            )
            for name in COLUMNS
        ],
    )


def _shared(items: Sequence[str]) -> Any:
    from openpyxl.pivot.cache import SharedItems
    from openpyxl.pivot.fields import Text

    return SharedItems(_fields=[Text(v=text(item)) for item in items])
