"""Macros as a file: every mistake is told by its line, and what is written reads back the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.macros import check, write
from helpdesk_tui.macros.keeping import Ready, Who
from helpdesk_tui.models.tickets import Status, Wait
from helpdesk_tui.tickets.staged import ME, NOBODY, Staged, from_json
from tests.macros.conftest import FILE, told, written

WHO = Who(7, {7: "Ana", 8: "Luis"}, {"ana": 7, "luis": 8, "Ana": 7, "Luis": 8}, {3: "Soporte"})

labels = st.lists(st.text("abcñé0-", min_size=1, max_size=9), max_size=3, unique=True)
texts = st.lists(st.sampled_from(["Hola", '"""', "\\", "{{ client }}", "ñ", " x "]), max_size=4)


@st.composite
def macros(draw: st.DrawFn) -> Ready:
    """A macro that may be written by hand."""
    waits = draw(st.booleans())
    staged = Staged(
        None if waits else draw(st.sampled_from([None, Status.NEW, Status.RESOLVED])),
        draw(st.sampled_from(Wait)) if waits else None,
        draw(st.sampled_from([None, 1, 365])) if waits else None,
        draw(st.sampled_from([None, 1, 4])),
        draw(st.sampled_from([None, ME, NOBODY, 8])),
        tuple(one for one in draw(labels) if not one.startswith("-")),
        tuple(one for one in draw(labels) if not one.startswith("-")),
    )
    es, en = ("\n".join(draw(texts)).strip() for _language in ["es", "en"])
    owner, team = draw(st.sampled_from([(None, None), (7, None), (None, 3)]))
    return Ready("One", owner, team, es or "" if staged else "x", en, staged)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(macros())
def test_what_is_written_reads_back_the_same(macro: Ready) -> None:
    found, problems = check.check(Path("x"), write.write([macro], WHO), WHO)
    assert problems == []
    assert found == [macro]
    assert from_json(macro.staged.to_json()) == macro.staged


def test_every_mistake_is_told_with_its_line(ana: int) -> None:
    text = """\
[[macro]]
nam = "One"
wait = "cleint"
days = 0
[[macro]]
name = "Two"
status = "waiting"
priority = 7
assign = "pepe"
labels = ["two words"]
en = "Hi {{ cleint }}, {{ numbre }}"
es = '''
line
{% if %}'''
[[macro]]
name = "Three"
for = "nobody"
[[macro]]
name = "Three"
days = 2
"""
    assert told(text, ana) == [
        'macros.toml:1: macro.1.name: Its name is missing: name = "Ask for a time".',
        'macros.toml:2: macro.1.nam: There is no such key. Did you mean "name"?',
        "macros.toml:3: macro.1.wait: There is no such; it may be client, supplier, other."
        ' Did you mean "client"?',
        "macros.toml:4: macro.1.days: Write a whole number of days from 1 to 365, without quotes.",
        'macros.toml:7: macro.2.status: Say for whom it waits, in its stead: wait = "client".',
        "macros.toml:8: macro.2.priority: Write a number from 1 to 4, without quotes.",
        "macros.toml:9: macro.2.assign: There is no such; it may be me, nobody, ana.",
        "macros.toml:10: macro.2.labels: A label is one word of 40 characters at most.",
        'macros.toml:11: macro.2.en: There is nothing called “cleint”. Did you mean "client"?',
        'macros.toml:11: macro.2.en: There is nothing called “numbre”. Did you mean "number"?',
        "macros.toml:12: macro.2.es: line 2 of the text: This is not how a template is written"
        " (Expected an expression, got 'end of statement block').",
        "macros.toml:17: macro.3.for: There is no such; it may be all, me.",
        'macros.toml:20: macro.4.days: Say for whom it waits as well: wait = "client".',
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[macro]]\nname = "x"', "It says nothing and changes nothing"),
        ('[[macro]]\nname = "x"\nwait = "client"\nstatus = "new"', "leave one of the two out"),
        ('[[macro]]\nname = "x"\nen = "y"\n' * 2, "Another one has this name"),
        ('[macro]\nname = "x"', "double brackets"),
        ('[[macro]]\nname = "x\\u202e"\nen = "y"', "signs that cannot be seen"),
        (
            '[[macro]]\nname = "x"\nen = "{% if client == 1 %}{{ today|dat }}{% endif %}"',
            "There is no filter “dat”.",
        ),
        ("macros = 1", "There is no such key"),
        ("[[macro", "not TOML"),
    ],
    ids=["nothing", "both", "twice", "one", "unseen", "filter", "unknown", "syntax"],
)
def test_what_cannot_be_is_told(ana: int, text: str, sentence: str) -> None:
    assert any(sentence in one for one in told(text, ana)), told(text, ana)


def test_names_of_people_and_teams_are_found_as_one_writes_them(ana: int, support: int) -> None:
    text = '[[macro]]\nname = "x"\nfor = "SUPPORT"\nassign = "Ana"\n'
    (found,) = written(text, ana)
    assert (found.team, found.staged.assignee) == (support, ana)
    assert FILE.name == "macros.toml"
