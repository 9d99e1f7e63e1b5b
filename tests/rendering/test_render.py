"""A template and plain data make a text, or a sentence that says what is wrong, and where."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jinja2.filters import FILTERS

from helpdesk_tui import i18n, paths
from helpdesk_tui.models.people import Client
from helpdesk_tui.rendering import TemplateProblem, render, source, templates

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "templates.md"
SUMMARY = """\
# {{ client|md }}

{% for step in steps %}
- {{ step.what|md }}: {{ step.by|date }}, {{ step.cost|money("EUR") }}
{% endfor %}
{{ steps|length }} {{ steps|length|plural("paso", "pasos") }} para {{ people|joined }}.
"""


def test_a_text_has_the_data_in_place_and_no_line_for_what_steers_it() -> None:
    data = {
        "language": "es",
        "country": "ES",
        "client": "Clínica *Sol*",
        "people": ["Ana", "Inés"],
        "steps": [
            {"what": "Disco nuevo", "by": date(2026, 11, 24), "cost": Decimal("1250.50")},
            {"what": "Copia", "by": datetime(2026, 12, 1, 9, 30, tzinfo=UTC), "cost": 0},
        ],
    }
    assert render(SUMMARY, data) == (
        "# Clínica \\*Sol\\*\n\n"
        "- Disco nuevo: martes 24 de noviembre, 1.250,50\xa0€\n"
        "- Copia: martes 1 de diciembre, 0,00\xa0€\n"
        "2 pasos para Ana e Inés.\n"
    )


def test_what_is_not_there_may_be_asked_for() -> None:
    template = "{{ it is defined }} {{ it|default('-') }} {{ them|map('upper')|joined }}"
    assert render(template, {"language": "en", "them": ["a", "b"]}) == "False - A and B"


def test_the_language_is_that_of_the_data_whatever_the_technician_speaks() -> None:
    i18n.install("es")
    assert render("{{ '2026-11-24'|date }}", {"language": "en"}) == "Tuesday 24 November"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("\n{{ cleint }}", '2: There is nothing called “cleint”. Did you mean "client"?'),
        ("{{ client.nam }}", '1: There is nothing called “nam”. Did you mean "name"?'),
        ("\n\n{{ 1|monney }}", '3: There is no filter “monney”. Did you mean "money"?'),
        ("{% if 1 %}\n{{ 1|monney }}{% endif %}", "2: There is no filter “monney”. Did you"),
        ("\n{% if %}", "2: This is not how a template is written (Expected an expression"),
        ("{% for a in b %}\n{{ a }}", "2: This is not how a template is written (Unexpected end"),
        ("\n{{ 1 + 'a' }}", "2: This cannot be worked out (unsupported operand"),
        ("\n{{ 'soon'|date }}", "2: There is nothing called “language”."),
        ("{% macro m() %}\n{{ 1 / 0 }}{% endmacro %}\n\n{{ m() }}", "2: This cannot be worked out"),
        ("\n{% include '/etc/passwd' %}", "2: There is nothing called “/etc/passwd”."),
        ("\n{% extends 'other.md' %}", "2: There is nothing called “other.md”."),
        ("\n{{ client.name.__class__ }}", "2: A template may not use “__class__”."),
        ("{{ \x1b }}", "1: This is not how a template is written (unexpected char '\\x1b' at"),
    ],
)
def test_a_problem_is_told_with_its_line(template: str, said: str) -> None:
    with pytest.raises(TemplateProblem) as raised:
        render(template, {"client": {"name": "Ana"}}, name="summary.md")
    assert str(raised.value).startswith(f"summary.md:{said}")
    assert raised.value.name == "summary.md"
    assert str(raised.value).endswith(raised.value.sentence)


def test_a_template_without_a_name_is_called_what_it_is() -> None:
    with pytest.raises(TemplateProblem) as raised:
        render("{{ nobody }}", {})
    assert str(raised.value) == "template:1: There is nothing called “nobody”."


@pytest.mark.parametrize(
    "stranger",
    [object(), len, Client(name="Sol"), Path("/"), iter([])],
    ids=lambda it: type(it).__name__,
)
def test_what_is_not_plain_never_leaves_this_process(stranger: Any) -> None:
    with pytest.raises(TypeError):
        render("{{ it }}", {"it": [{"inside": stranger}]})


def test_no_filter_needs_a_file_that_can_no_longer_be_opened() -> None:
    said = [problem_with("{{ 'word'|" + name + " }}") for name in FILTERS]
    assert [sentence for sentence in said if "open" in sentence] == []


def problem_with(template: str) -> str:
    try:
        render(template, {})
    except TemplateProblem as problem:
        return problem.sentence
    return ""


@pytest.mark.parametrize(("column", "client"), [(1, ("es", "ES")), (2, ("en", "GB"))])
def test_the_filters_do_what_the_document_says(column: int, client: tuple[str, str]) -> None:
    rows = re.findall(r"^\| `(.+)` \| (.+) \| (.+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 10
    for row in rows:
        language, country = client
        text = render(row[0].replace("\\|", "|"), {"language": language, "country": country})
        assert text.replace("\xa0", " ") == row[column]


def test_the_template_of_the_document_is_one() -> None:
    example = DOCUMENT.read_text("utf-8").split("```\n")[1]
    step = {"what": "Disk", "who": ["Ana"], "by": date(2026, 11, 24), "cost": 90}
    data = {"language": "en", "client": "Clínica Sol", "steps": [step]}
    assert render(example, data).endswith("- Disk: Ana, Tuesday 24 November, €90.00\n")
    assert render(example, data | {"steps": []}).endswith("Nothing was agreed.\n")


def test_hostile_text_comes_out_harmless_and_whole() -> None:
    long = "word " * 2000
    text = render("{{ hostile }}{{ long }}", {"hostile": "\x1b]0;x\x07\u202e\ud800", "long": long})
    assert text == "␛]0;x␇⟪RLO⟫�" + long


def test_ones_own_template_replaces_the_built_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "BUILT_IN", tmp_path)
    (tmp_path / "summary.md").write_text("Built in")
    assert source("summary.md") == "Built in"
    paths.templates_dir().mkdir(parents=True)
    (paths.templates_dir() / "summary.md").write_text("\ufeffMía: año", encoding="utf-8")
    assert source("summary.md") == "Mía: año"
    with pytest.raises(FileNotFoundError):
        source("other.md")


def test_a_template_of_other_letters_is_told_by_its_path() -> None:
    own = paths.templates_dir() / "summary.md"
    own.parent.mkdir(parents=True)
    own.write_bytes("año".encode("latin-1"))
    with pytest.raises(TemplateProblem, match="not UTF-8") as raised:
        source("summary.md")
    assert raised.value.name == str(own)


def test_whoever_renders_nothing_loads_nothing_for_it() -> None:
    code = "import sys, helpdesk_tui.rendering, helpdesk_tui.rendering.markup; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"jinja2", "markdown_it", "msgspec", "subprocess", "socket", "babel"}
    assert not set(run.stdout.split()) & slow


def test_whoever_renders_has_no_jinja_in_their_own_process() -> None:
    code = (
        "import sys; from helpdesk_tui.rendering import render; render('', {}); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "jinja2" not in run.stdout.split()
