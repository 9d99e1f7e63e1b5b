"""A mapping is checked as a whole: each mistake with its key, its line and what would be right."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from helpdesk_tui.intake import templates
from helpdesk_tui.intake.columns import bind
from helpdesk_tui.intake.errors import IntakeError, MappingError
from helpdesk_tui.intake.finding import BUILT_IN, load_mapping, recognise
from helpdesk_tui.intake.headers import column_names
from helpdesk_tui.intake.mapping import Mapping

GOOD = """\
source = "ours"
[columns]
external = "id"
created = "made"
"""


def problems(tmp_path: Path, text: str) -> list[tuple[str, int | None, str]]:
    path = tmp_path / "mapping.toml"
    path.write_text(text)
    with pytest.raises(MappingError) as caught:
        load_mapping(path)
    return [(p.key, p.line, p.suggestion) for p in caught.value.problems]


def mapping(tmp_path: Path, text: str) -> Mapping:
    path = tmp_path / "mapping.toml"
    path.write_text(text)
    return load_mapping(path)


def test_every_mistake_is_reported_at_once_with_its_key_and_line(tmp_path: Path) -> None:
    text = """\
source = 7
zone = "Europe/Madird"
dates = ["%H:%M"]
sparta = true
[columns]
external = "id"
prioritty = "p"
subject = "{a"
[constants]
created = "today"
[status]
"In work" = "opne"
[priority]
"High" = 5
"""
    assert problems(tmp_path, text) == [
        ("columns.created", None, ""),
        ("source", 1, ""),
        ("source", 1, ""),
        ("zone", 2, "Europe/Madrid"),
        ("dates", 3, ""),
        ("sparta", 4, "partial"),
        ("columns.prioritty", 7, "priority"),
        ("columns.subject", 8, ""),
        ("constants.created", 10, ""),
        ("status.In work", 12, "open"),
        ("priority.High", 14, ""),
    ]


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("source = \n" + GOOD, "", 1),
        (GOOD.replace('external = "id"\n', ""), "columns.external", None),
        ('rows = "states"\n' + GOOD, "columns.changed", None),
        ("columns = 3\nsource = 'a'\n", "columns", 1),
        (GOOD + '[constants]\nstatus = "lost"\n', "constants.status", 6),
        (GOOD + 'client = "c"\n[constants]\nclient = "ACME"\n', "constants.client", 7),
        ('recognise = ["a||b"]\n' + GOOD, "recognise", 1),
        (GOOD + 'team = "[Team] {team"\n', "columns.team", 5),
        (GOOD + 'team = "[{a}[{b}]]"\n', "columns.team", 5),
        (GOOD + 'team = "[no column]"\n', "columns.team", 5),
    ],
)
def test_each_kind_of_mistake_names_its_place(
    tmp_path: Path, text: str, key: str, line: int | None
) -> None:
    assert (key, line) in [found[:2] for found in problems(tmp_path, text)]


def test_a_mapping_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="cannot be read"):
        load_mapping(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes(b'source = "\xe9"')
    with pytest.raises(MappingError, match="not UTF-8"):
        load_mapping(tmp_path / "latin.toml")


def test_columns_that_the_file_lacks_are_named_with_the_nearest_that_it_has(
    tmp_path: Path,
) -> None:
    ours = mapping(tmp_path, GOOD + 'subject = "{titel}[ ({room})]"\n')
    with pytest.raises(MappingError) as caught:
        bind(ours, ("id", "made", "title"))
    assert [(p.key, p.line, p.suggestion) for p in caught.value.problems] == [
        ("columns.subject", 5, "title"),
        ("columns.subject", 5, ""),
    ]


def test_a_partial_mapping_lets_columns_be_missing_but_not_the_number_nor_all_times(
    tmp_path: Path,
) -> None:
    ours = mapping(tmp_path, "partial = true\n" + GOOD + 'team = "group"\n')
    assert set(bind(ours, ("id", "made")).fields) == {"external", "created"}
    for header in (("made",), ("id",)):
        with pytest.raises(MappingError):
            bind(ours, header)


def test_every_built_in_mapping_is_right_and_recognises_only_its_own_header() -> None:
    built_in = {path.stem: load_mapping(path) for path in BUILT_IN.glob("*.toml")}
    hours = {name for name, ours in built_in.items() if ours.entries}
    assert set(built_in) - hours == {"export", "mail", "plain", "uci-servicenow"}
    programs = {"clockify", "kimai", "timewarrior", "toggl", "watson", "watson-frames"}
    assert hours == {"export-time", *programs}
    for name, ours in built_in.items():
        header = tuple(names[0] for names in ours.recognise)
        assert recognise(header).file.stem == name
        assert not ours.fits(header[1:])


def test_an_unknown_header_is_refused_with_its_columns() -> None:
    with pytest.raises(IntakeError, match="a, b"):
        recognise(("a", "b"))


@pytest.mark.parametrize(
    ("text", "row", "filled"),
    [
        ("a", "x,y,z", "x"),
        ("nothing|b|a", "x,y,z", "y"),
        ("Category {a}[ / {b}][, symptom {c}]", "55,170,72", "Category 55 / 170, symptom 72"),
        ("Category {a}[ / {b}][, symptom {c}]", "55,,72", "Category 55, symptom 72"),
        ("Category {a}[ / {b}][, symptom {c}]", "55,,", "Category 55"),
        ("Category {a}[ / {b}][, symptom {c}]", ",170,", "Category — / 170"),
        ("Group {a}", ",y,z", ""),
    ],
)
def test_a_template_leaves_out_what_the_row_does_not_say(text: str, row: str, filled: str) -> None:
    template = templates.parse(text)
    header = column_names("abc")
    places = [
        next((header.index(name) for name in names if name in header), None)
        for names in template.columns()
    ]
    assert templates.Filled(template, places)(row.split(",")) == filled


def test_the_mapping_in_the_documentation_is_right(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent.parent / "docs" / "import.md").read_text(encoding="utf-8")
    section = text.partition("## A mapping of your own\n")[2].partition("\nA field is")[0]
    shown = mapping(tmp_path, textwrap.dedent(section))
    assert shown.fields["subject"].columns() == [("room",), ("text",), ("device",)]
    assert shown.status["??"] is None
