"""The workbook as a file: what it is made of, whatever names and titles say."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from helpdesk_tui.formulas import disarmed
from helpdesk_tui.timesheets.xlsx import cells, package
from helpdesk_tui.timesheets.xlsx.about import About
from helpdesk_tui.timesheets.xlsx.package import TooMany, Written
from helpdesk_tui.timesheets.xlsx.records import COLUMNS, INTERNAL, Record
from helpdesk_tui.timesheets.xlsx.totals import named
from helpdesk_tui.timesheets.xlsx.words import WORDS

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

HOSTILE = (
    *("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(1)", "＝1", "＋1", "－1", "＠a", "  =1", "'=1"),
    *("a;=1", "\t=1", "a\n=1", "\x00\x07\x1b[31m", "\ud800", "\ufffe", "_x0041_", "_x005F_", ""),
    *("</t></is></c><c><f>1</f></c>", "]]>&<!--", "\u202eabc", "x" * 40_000, "😀" * 20_000),
)
NAMES = {
    1: "ACME Ibérica",
    2: "acme ibérica",
    3: "=cmd|' /C calc'!A0",
    4: "*",
    5: "<5",
    6: "Internal",
    7: "_x0041_ \x07 & <b>",
    8: "A" * 300,
    9: "[Sheet]'!:\\?/",
    10: "2026-11",
}


def about(language: str = "en", *, by_day: bool = False) -> About:
    words = WORDS[language]
    made = datetime(2026, 11, 23, 8, 30, 12, tzinfo=UTC)
    return About("=Hours", (("Days", "=1"),), made, by_day, named(NAMES, words), words)


def record(number: int = 0, **known: Any) -> Record:
    """The tenth of an hour and some seconds, on another day and of another client than before."""
    client = known.pop("client", number % (len(NAMES) + 1))
    begin = datetime(2026, 10, 1, 9) + timedelta(days=number)
    columns: dict[str, Any] = {
        "client": client,
        "name": about().names[client],
        "project": "Move",
        "ticket": number or None,
        "what": "Work",
        "description": "",
        "category": "mail",
        "activity": "Support",
        "technician": "Ana",
        "day": begin.date(),
        "begin": begin,
        "end": begin + timedelta(minutes=7),
        "worked": 367 + number,
        "billed": 900,
        "billable": True,
        "amount": Decimal("12.35"),
        "currency": "EUR",
    }
    return Record(**columns | known)


def made(
    records: Sequence[Record], off: int = 0, language: str = "en", *, by_day: bool = False
) -> bytes:
    file = BytesIO()
    worked = sum(one.worked for one in records)
    told = package.write(about(language, by_day=by_day), records, lambda: worked - off, file)
    assert told == Written(len(records), off)
    return file.getvalue()


def parts(book: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def loaded(book: bytes, **how: Any) -> Any:
    import openpyxl

    return openpyxl.load_workbook(BytesIO(book), **how)


MANY = [record(number) for number in range(70)]


def test_what_is_read_back_has_the_types_and_formats_of_the_records() -> None:
    sheet = loaded(made([record(3)])).worksheets[-1]
    headings, row = sheet.iter_rows()
    found = dict(zip([cell.value for cell in headings], row, strict=True))
    assert [cell.value for cell in headings] == [getattr(WORDS["en"], one) for one in COLUMNS]
    assert (found["Worked"].value, found["Worked"].number_format) == (
        timedelta(seconds=370),
        "[h]:mm",
    )
    assert (found["Day"].value, found["Day"].number_format) == (datetime(2026, 10, 4), "mm-dd-yy")
    assert found["Begin"].value == datetime(2026, 10, 4, 9)
    assert found["Begin"].number_format == "m/d/yy h:mm"
    assert (found["Amount"].value, found["Amount"].number_format) == (12.35, "#,##0.00")
    assert (found["Billable"].value, found["Ticket"].value, found["Year"].value) == (True, 3, 2026)
    assert (found["ISO week"].value, found["Month"].value) == ("2026-W40", "2026-10")


def test_the_last_days_of_a_year_are_in_the_iso_week_that_the_next_one_begins_with() -> None:
    days = [date(2026, 12, 31), date(2027, 1, 3)]
    sheet = loaded(made([record(day=day) for day in days])).worksheets[-1]
    columns = list(COLUMNS)
    week, year = columns.index("week"), columns.index("year")
    told = [(row[week], row[year]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert told == [("2026-W53", 2026), ("2026-W53", 2027)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_text_is_ever_a_formula_or_breaks_the_file(language: str) -> None:
    records = [
        record(number, what=text, description=text, project=text, technician=text)
        for number, text in enumerate(HOSTILE)
    ]
    book = made(records, language=language)
    sheet = loaded(book).worksheets[-1]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row}
    assert "f" not in kinds
    what = list(COLUMNS).index("what")
    for row, text in zip(sheet.iter_rows(min_row=2), HOSTILE, strict=True):
        cell = row[what]
        assert bool(cell.quotePrefix) == (disarmed(text) != text)
        assert len(str(cell.value).encode("utf-16-le")) <= 2 * cells.LONGEST
    formulas = [
        cell.value
        for sheet in loaded(book).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert all(re.match(r"=(SUM|SUMIFS|ROUND|IF)\(", formula) for formula in formulas)
    assert "calc" not in "".join(formulas)


def test_what_looks_like_a_character_by_its_number_stays_what_it_is() -> None:
    rows = parts(made([record(what="_x0041_")]))["xl/worksheets/sheet4.xml"].decode()
    assert "<t>_x005F_x0041_</t>" in rows


def test_the_same_records_make_the_same_bytes_and_tell_no_moment() -> None:
    first = made(MANY)
    assert first == made(MANY)
    with ZipFile(BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    told = loaded(first).properties
    assert told.created == told.modified == datetime(2026, 11, 23, 8, 30, 12)


def test_every_part_is_xml_of_a_known_type_and_every_relation_leads_to_one() -> None:
    """ECMA-376 part 2: content types and relations; part 1, 12.3: what refers to what."""
    found = parts(made(MANY))
    trees = {name: ElementTree.fromstring(part) for name, part in found.items()}
    types = trees["[Content_Types].xml"]
    named_types = {one.get("PartName") for one in types.iter(f"{TYPES}Override")}
    kinds = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    assert {name.removeprefix("/") for name in named_types if name} <= found.keys()
    for name in found.keys() - {"[Content_Types].xml"}:
        assert f"/{name}" in named_types or name.endswith(".rels"), name
    assert kinds == {"rels", "xml"}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [one.get("Id") for one in tree.iter(f"{RELATIONS}Relationship")]
        assert len(ids) == len(set(ids))
        for one in tree.iter(f"{RELATIONS}Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or ""))
            assert target.removeprefix("/") in found, (name, target)
        source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        if source in trees:
            asked = {one.get(ID) for one in trees[source].iter() if one.get(ID)}
            assert asked <= set(ids), source


def test_the_pivot_table_is_one_that_excel_reads_again_from_the_table_when_it_opens_it() -> None:
    """ECMA-376 part 1, 18.10: cache definition, pivot table, and how they name each other."""
    found = parts(made(MANY))
    cache = ElementTree.fromstring(found["xl/pivotCache/pivotCacheDefinition1.xml"])
    assert (cache.get("refreshOnLoad"), cache.get("saveData"), cache.get(ID)) == ("1", "0", None)
    assert not [name for name in found if "pivotCacheRecords" in name]
    source = cache.find(f".//{MAIN}worksheetSource")
    table = ElementTree.fromstring(found["xl/tables/table1.xml"])
    assert source is not None
    assert source.attrib == {"name": table.get("displayName")}
    columns = [one.get("name") for one in table.iter(f"{MAIN}tableColumn")]
    fields = list(cache.iter(f"{MAIN}cacheField"))
    assert [one.get("name") for one in fields] == columns
    pivot = ElementTree.fromstring(found["xl/pivotTables/pivotTable1.xml"])
    assert pivot.get(ID) is None  # the schema knows no such attribute
    book = ElementTree.fromstring(found["xl/workbook.xml"])
    (known,) = book.iter(f"{MAIN}pivotCache")
    assert known.get("cacheId") == pivot.get("cacheId")
    on_axes = list(pivot.iter(f"{MAIN}pivotField"))
    assert len(on_axes) == len(fields)
    for place, field in enumerate(on_axes):
        items = [one.get("x") for one in field.iter(f"{MAIN}item")]
        shared = list(fields[place].iter(f"{MAIN}s"))
        assert items == ([*map(str, range(len(shared))), None] if shared else [])
        names = [(one.get("v") or "").casefold() for one in shared]
        assert len(names) == len(set(names))
        assert all(len(name) <= 255 for name in names)
    worked = pivot.find(f".//{MAIN}dataField")
    assert worked is not None
    assert columns[int(worked.get("fld") or "")] == "Worked"
    assert worked.get("name") not in columns
    formats = ElementTree.fromstring(found["xl/styles.xml"]).iter(f"{MAIN}numFmt")
    codes = {one.get("numFmtId"): one.get("formatCode") for one in formats}
    assert codes[worked.get("numFmtId")] == "[h]:mm"
    location = pivot.find(f"{MAIN}location")
    assert location is not None
    assert location.get("ref") == loaded(made(MANY)).worksheets[2].dimensions.replace("A1", "A3")


def test_the_table_is_over_all_records_under_the_headings_that_are_there() -> None:
    book = loaded(made(MANY, language="es"))
    sheet = book.worksheets[-1]
    (table,) = sheet.tables.values()
    assert (table.name, table.ref) == ("Registros", f"A1:T{len(MANY) + 1}")
    assert table.column_names == [cell.value for cell in sheet[1]]
    assert [one.title for one in book] == ["Resumen", "Gráfico", "Dinámica", "Registros"]


@pytest.mark.parametrize("by_day", [False, True])
def test_the_summary_holds_what_its_formulas_come_to_and_they_look_where_the_numbers_are(
    by_day: bool,
) -> None:
    book = made(MANY, by_day=by_day)
    shown, formulas = loaded(book, data_only=True).worksheets[0], loaded(book).worksheets[0]
    headings = [cell.row for cell in shown["A"] if cell.value == "Client no."]
    columns = ("Worked", "Billed", "Amount")
    assert len(headings) == len(columns)
    for heading, column in zip(headings, columns, strict=True):
        days = [cell.value for cell in shown[heading][2:-1]]
        row = heading + 1
        while shown.cell(row, 1).value is not None:
            client = shown.cell(row, 1).value
            for place, day in enumerate(days, 3):
                of_it = [one for one in MANY if one.client == client and _in(one, day, by_day)]
                value = shown.cell(row, place).value
                assert _plain(value) == sum(_plain(getattr(one, column.lower())) for one in of_it)
                text = formulas.cell(row, place).value
                letter = cells.NAMES[place - 1]
                assert f"Records[{column}],Records[Client no.],$A{row}," in text
                assert f'">="&{letter}${heading}' in text
            row += 1
        total = formulas.cell(row, len(days) + 3).value
        letter = cells.NAMES[len(days) + 2]
        assert total == f"=SUM({letter}{heading + 1}:{letter}{row - 1})"
        of_all = sum(_plain(getattr(one, column.lower())) for one in MANY)
        assert _plain(shown.cell(row, len(days) + 3).value) == of_all


def _in(one: Record, day: datetime, by_day: bool) -> bool:
    return one.day == day.date() if by_day else one.day.replace(day=1) == day.date()


def _plain(value: Any) -> Any:
    """Seconds, or hundredths."""
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    return round(Decimal(str(value)) * 100) if isinstance(value, float | Decimal) else value


def test_the_check_says_on_the_sheet_whether_all_agree() -> None:
    def said(book: bytes) -> list[Any]:
        column = loaded(book, data_only=True).worksheets[0]["B"]
        return [cell.value for cell in column[2:6]]

    worked = sum(one.worked for one in MANY)
    assert said(made(MANY)) == ["Records, summary and entries agree to the second", *[worked] * 3]
    assert said(made(MANY, off=1))[:2] == [
        "THEY DIFFER: this workbook cannot be relied on",
        worked - 1,
    ]


def test_without_records_there_is_a_workbook_with_no_table_and_no_formula_over_one() -> None:
    found = parts(made([]))
    assert not [name for name in found if "table" in name or "pivot" in name or "chart" in name]
    assert b"Records[" not in found["xl/worksheets/sheet1.xml"]
    assert [sheet.title for sheet in loaded(made([]))] == ["Summary", "Records"]


def test_sums_of_several_currencies_are_not_added_up() -> None:
    book = made([record(1), record(2, currency="MXN")])
    texts = [cell.value for cell in loaded(book).worksheets[0]["A"]]
    assert not [text for text in texts if str(text).startswith("Amount")]


def test_more_than_a_sheet_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_RECORDS", 5)
    made(MANY[:5])
    with pytest.raises(TooMany):
        made(MANY[:6])


def test_clients_whom_a_spreadsheet_cannot_tell_apart_are_told_apart() -> None:
    names = named(NAMES, WORDS["en"])
    assert names[INTERNAL] == "Internal"
    assert names[6] == "Internal (no. 6)"
    assert (names[1], names[2]) == ("ACME Ibérica", "acme ibérica (no. 2)")
    assert len({name.casefold() for name in names.values()}) == len(names)


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("by_day", [False, True])
def test_libreoffice_computes_what_the_workbook_says(tmp_path: Path, by_day: bool) -> None:
    """Without the values that are kept beside formulas, and without the cells of the pivot."""
    book = made(MANY, by_day=by_day)
    bare = tmp_path / "bare.xlsx"
    with ZipFile(bare, "w") as archive:
        for name, part in parts(book).items():
            if name.endswith("sheet1.xml"):
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f>", part)
            if name.endswith("sheet3.xml"):
                part = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", part)
            archive.writestr(name, part)
    assert SOFFICE
    subprocess.run(
        [
            *(SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out", bare),
        ],
        check=True,
        capture_output=True,
        timeout=110,
    )
    computed = (tmp_path / "out" / "bare.xlsx").read_bytes()
    theirs, ours = (loaded(one, data_only=True) for one in (computed, book))
    assert _numbers(theirs.worksheets[0]) == _numbers(ours.worksheets[0])
    assert _numbers(theirs.worksheets[2]) == _numbers(ours.worksheets[2])
    assert theirs.worksheets[0]["B3"].value == ours.worksheets[0]["B3"].value


def _numbers(sheet: Any) -> list[list[Any]]:
    """All that is no text, row by row in order of what is in them: whoever sorts, sorts anew."""
    rows = (
        [_plain(value) for value in row if value is not None and not isinstance(value, str)]
        for row in sheet.iter_rows(values_only=True)
    )
    return sorted((row for row in rows if row), key=str)
