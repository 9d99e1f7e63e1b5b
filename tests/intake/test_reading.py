"""Whatever a file's encoding, delimiter and quotes, its cells come out as they went in."""

from __future__ import annotations

import codecs
import csv
import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.intake import templates
from helpdesk_tui.intake.csv_rows import DELIMITERS
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.reading import open_sheet

HEADER = ["number", "subject", "created"]
WESTERN = st.characters(codec="cp1252", exclude_characters="\r")
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\r")
QUOTING = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])


def tables(characters: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    cell = st.text(characters, max_size=12) | st.sampled_from([";", ",", "\t|", '"', "\n", "a\nb"])
    row = st.lists(cell, min_size=3, max_size=3)
    says_something = row.filter(lambda cells: any(map(str.strip, cells)))
    return st.lists(says_something, min_size=1, max_size=6)


def written(rows: list[list[str]], delimiter: str, quoting: int, end: str) -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([HEADER, *rows])
    return target.getvalue()


def saved(content: bytes) -> Path:
    """A file of this example's own: Hypothesis runs many in one test."""
    with tempfile.NamedTemporaryFile(suffix=".csv", delete=False) as target:
        target.write(content)
    return Path(target.name)


@given(
    rows=tables(ANY),
    delimiter=st.sampled_from(DELIMITERS),
    quoting=QUOTING,
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_cell_survives_any_delimiter_quoting_and_unicode_encoding(
    rows: list[list[str]], delimiter: str, quoting: int, end: str, encoding: str
) -> None:
    path = saved(written(rows, delimiter, quoting, end).encode(encoding))
    try:
        sheet = open_sheet(path)
        assert (sheet.encoding, sheet.delimiter, sheet.guessed) == (encoding, delimiter, False)
        assert sheet.header == tuple(HEADER)
        assert [row.cells for row in sheet.rows()] == rows
    finally:
        path.unlink()


@given(rows=tables(WESTERN), delimiter=st.sampled_from(DELIMITERS), quoting=QUOTING)
def test_text_that_is_no_utf_8_is_read_as_cp1252_and_said_to_be_a_guess(
    rows: list[list[str]], delimiter: str, quoting: int
) -> None:
    rows = [*rows, ["é", "ñ", "€"]]  # a lone é is never UTF-8
    path = saved(written(rows, delimiter, quoting, "\n").encode("cp1252"))
    try:
        sheet = open_sheet(path)
        assert (sheet.encoding, sheet.guessed) == ("cp1252", True)
        assert [row.cells for row in sheet.rows()] == rows
    finally:
        path.unlink()


@given(rows=tables(ANY), wanted=st.sets(st.integers(0, 5)))
def test_copied_rows_read_the_same_as_the_originals(
    rows: list[list[str]], wanted: set[int]
) -> None:
    path = saved(written(rows, ",", csv.QUOTE_MINIMAL, "\n").encode())
    copy = path.with_suffix(".copy")
    try:
        sheet = open_sheet(path)
        chosen = [row for index, row in enumerate(sheet.rows()) if index in wanted]
        with copy.open("w", encoding="utf-8", newline="") as target:
            sheet.copy_rows({row.line for row in chosen}, target)
        assert [row.cells for row in open_sheet(copy).rows()] == [row.cells for row in chosen]
    finally:
        path.unlink()
        copy.unlink(missing_ok=True)


def test_a_row_is_named_by_the_line_on_which_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('number,subject\n1,"two\nlines"\n\n2,b\n3\n4,d,e\n')
    rows = list(open_sheet(path).rows())
    assert [(row.line, bool(row.trouble)) for row in rows] == [
        (2, False),
        (5, False),
        (6, True),
        (7, True),
    ]
    assert rows[2].trouble == "The row has 1 cell; the header has 2."


def test_a_second_column_of_the_same_name_is_told_apart_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Number,category , Category,CATEGORY\n1,a,b,c\n")
    assert open_sheet(path).header == ("number", "category", "category#2", "category#3")


def test_a_column_has_a_name_that_a_mapping_can_say(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Made [UTC],a|b,{c},,\n1,a,b,c,d\n")
    assert open_sheet(path).header == ("made (utc)", "a/b", "(c)", "#1", "#2")
    assert [templates.parse(name).bare for name in open_sheet(path).header] == [True] * 5


def test_the_only_table_in_a_zip_is_found(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("__MACOSX/._a.csv", "nothing")
        archive.writestr("notes.md", "# notes")
        archive.writestr("folder/a.csv", codecs.BOM_UTF8 + b"number;subject\n1;a\n")
    sheet = open_sheet(path)
    assert sheet.member == "folder/a.csv"
    assert [row.cells for row in sheet.rows()] == [["1", "a"]]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], "There is no CSV or JSON-lines file in"),
        (["a.csv", "b.csv"], "There are 2 tables in"),
    ],
)
def test_a_zip_with_no_table_or_with_several_is_refused(
    tmp_path: Path, names: list[str], sentence: str
) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.md", "")
        for name in names:
            archive.writestr(name, "number,subject\n")
    with pytest.raises(IntakeError, match=sentence):
        open_sheet(path)


@pytest.mark.parametrize(
    ("content", "encoding", "sentence"),
    [
        (b"", None, "is empty"),
        (b"number,subject\n1,\x81\n", None, "not text in cp1252"),
        (b"number,subject\n1,\xe9\n", "utf-8", "not text in utf-8"),
        (b"number,subject\n", "klingon", "There is no encoding klingon"),
        (b"number,subject\n", "base64", "There is no encoding base64"),
    ],
)
def test_a_file_that_is_no_text_is_refused(
    tmp_path: Path, content: bytes, encoding: str | None, sentence: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(IntakeError, match=sentence):
        open_sheet(path, encoding)


def test_an_encoding_that_the_person_names_is_no_guess(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("number,subject\n1,€\n".encode("iso-8859-15"))
    sheet = open_sheet(path, "latin9")
    assert (sheet.guessed, [row.cells for row in sheet.rows()]) == (False, [["1", "€"]])
