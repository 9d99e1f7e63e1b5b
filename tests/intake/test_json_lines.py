"""JSON lines are a table like any other: keys are columns, and nothing in them is lost."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.formats import Format
from helpdesk_tui.intake.json_rows import MOST_COLUMNS
from helpdesk_tui.intake.reading import open_sheet
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.models.tickets import Ticket, TicketTag

KEYS = ("number", "subject", "a.b", "c")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def saved(path: Path, *objects: Any) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in objects), encoding="utf-8")
    return path


def cells(path: Path) -> dict[str, list[str]]:
    """The cells of a file by column."""
    sheet = open_sheet(path)
    rows = [row.cells for row in sheet.rows()]
    return {name: [row[place] for row in rows] for place, name in enumerate(sheet.header)}


@given(
    rows=st.lists(st.lists(TEXT, min_size=4, max_size=4), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ascii_only=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_every_text_survives_any_encoding_and_line_end(
    rows: list[list[str]], encoding: str, ascii_only: bool, end: str
) -> None:
    objects = [{"number": n, "subject": s, "a": {"b": b}, "c": c} for n, s, b, c in rows]
    text = "".join(json.dumps(each, ensure_ascii=ascii_only) + end for each in objects)
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as target:
        target.write(text.encode(encoding))
        target.flush()
        sheet = open_sheet(Path(target.name))
        assert (sheet.format, sheet.encoding) == (Format.JSONL, encoding)
        assert sheet.header == KEYS
        assert [row.cells for row in sheet.rows()] == rows


def test_values_read_as_a_person_would_write_them_into_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"n": 17, "whole": 2.0, "part": 1.25, "yes": true, "no": false, "nothing": null,'
        ' "nan": NaN, "big": 12345678901234567890, "tags": ["a", "b c", null, 3],'
        ' "who": {"name": "Íñigo", "at": {"city": "Jaén"}}, "empty": {}, "none": [],'
        ' "notes": [{"by": "x", "no": 1}]}\n'
    )
    assert {name: column[0] for name, column in cells(path).items()} == {
        "n": "17",
        "whole": "2",
        "part": "1.25",
        "yes": "true",
        "no": "false",
        "nothing": "",
        "nan": "",
        "big": "12345678901234567890",
        "tags": "a, b c, 3",
        "who.name": "Íñigo",
        "who.at.city": "Jaén",
        "none": "",
        "notes": '[{"by": "x", "no": 1}]',
    }


def test_a_key_that_comes_late_is_a_column_of_all_rows(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.ndjson", {"a": 1}, {"b": 2}, {"a": 3, "c": 4})
    assert cells(path) == {"a": ["1", "", "3"], "b": ["", "2", ""], "c": ["", "", "4"]}


def test_broken_lines_are_named_by_line_and_character(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    deep = "[" * 100_000
    path.write_text(f'{{"a": 1}}\n\n{{"a": 2,}}\n[1]\n{{"a": {deep}\n{{"a": {"9" * 5000}}}\n')
    rows = [(row.line, row.trouble) for row in open_sheet(path).rows()]
    assert rows == [
        (1, ""),
        (3, "This is no JSON from character 9 on."),
        (4, "This is no object; write one JSON object on each line."),
        (5, "This is nested too deeply, or a number in it is too long."),
        (6, "This is nested too deeply, or a number in it is too long."),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty"),
        ("{}\n", "is empty"),
        ("[\n{},\n\nx]\n", "Line 4: This is no JSON from line 4 on"),
        ('[{"a": }', "Line 1: This is no JSON from line 1 on"),
        (
            "".join(f'{{"k{n}": 1}}\n' for n in range(MOST_COLUMNS + 1)),
            f"Line {MOST_COLUMNS + 1}: the objects have more than {MOST_COLUMNS} different keys",
        ),
    ],
)
def test_a_file_without_columns_or_with_far_too_many_is_refused(
    tmp_path: Path, content: str, sentence: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(content)
    with pytest.raises(IntakeError, match=sentence):
        open_sheet(path)


def test_json_lines_are_known_by_their_name_by_their_first_sign_or_because_it_is_said(
    tmp_path: Path,
) -> None:
    for name in ("a.jsonl", "a.NDJSON", "a.log", "a"):
        assert open_sheet(saved(tmp_path / name, {"x": 1})).format is Format.JSONL
    assert open_sheet(saved(tmp_path / "a.csv", {"x": 1})).format is Format.CSV
    assert open_sheet(tmp_path / "a.csv", format=Format.JSONL).header == ("x",)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a.jsonl", "out/a.jsonl")
    assert cells(tmp_path / "a.zip") == {"x": ["1"]}


def test_a_json_list_is_read_as_the_rows_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('\ufeff\n[\n{"x": 1,\n"y": "[,"},\n\n["a", 2], 3\n]', encoding="utf-8")
    sheet = open_sheet(path)
    assert sheet.header == ("x", "y", "#1", "#2")
    assert [(row.line, row.cells, row.trouble) for row in sheet.rows()] == [
        (3, ["1", "[,", "", ""], ""),
        (6, ["", "", "a", "2"], ""),
        (6, ["", "", "", ""], "This is no object; write one JSON object on each line."),
    ]
    path.write_text("[ ]")
    with pytest.raises(IntakeError, match="is empty"):
        open_sheet(path)


@pytest.mark.parametrize("end", ["", ' {"x": 2}]', "}"])
def test_a_json_list_that_is_cut_off_says_where(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'[{{"x": 1}}\n{end}', encoding="utf-8")
    rows = [(row.line, row.trouble) for row in open_sheet(path).rows()]
    assert rows == [(1, ""), (2, "The list is not closed, or a comma is missing.")]


TICKETS = [
    {
        "number": 1,
        "subject": "No mail\u001b[2J",
        "created": "2026-11-16T08:30:00+01:00",
        "priority": 2.0,
        "tags": ["vip", "mail server"],
        "site": {"room": 12},
    },
    {"number": 2, "subject": "Printer", "created": "16/11/2026", "status": "lost"},
    {"number": 3, "subject": "Keys", "created": "2026-11-17"},
]


@pytest.mark.usefixtures("desk")
def test_objects_become_tickets_once_and_refused_ones_can_be_mended(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jsonl", *TICKETS)
    stopped = import_file(path, Options())
    assert [str(refusal) for refusal in stopped.refused] == [
        'line 2, status "lost": The mapping does not know this value.'
    ]
    assert Ticket.select().count() == 0
    report = import_file(path, Options(keep_going=True))
    assert report.how == "a.jsonl: utf-8, JSON"
    one = Ticket.get(Ticket.external == "1")
    assert (one.subject, one.priority, one.extra) == ("No mail␛[2J", 2, {"site.room": "12"})
    assert {row.tag for row in TicketTag.select()} == {"vip", "mail-server"}
    assert report.refused_file == tmp_path / "a.refused.jsonl"
    refused = report.refused_file.read_text()
    assert refused == path.read_text().splitlines(keepends=True)[1]
    report.refused_file.write_text(refused.replace("lost", "open"))
    assert import_file(report.refused_file, Options()).tickets_new == 1
    path.write_text(path.read_text().replace("lost", "open"))
    again = import_file(path, Options())
    assert (again.tickets_here, again.written, Ticket.select().count()) == (3, False, 3)
