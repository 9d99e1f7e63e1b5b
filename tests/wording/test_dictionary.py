"""Each line of the dictionaries does what it says: none is shadowed, doubled or misspelled."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import chain, product
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui import wording
from helpdesk_tui.wording import Kind, address, phrases, sentences

FOLDER = Path(wording.__file__).parent
ALTERNATIVES = 2
"""How many of the words that may stand in a place are tried."""


def dictionary(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def readings(phrase: str) -> list[str]:
    """Some texts that a line stands for."""
    places = []
    for part in phrase.replace("^", "").split():
        words = [word.removeprefix("=") for word in part.strip("()").split("/")][:ALTERNATIVES]
        words = [f"prob{word[1:]}" if word.startswith("-") else word for word in words]
        words = ["10" if word == "#" else word for word in words]
        places.append([*words, ""] if part.startswith("(") else words)
    return [" ".join(filter(None, words)) for words in product(*places)]


def lines(language: str, kind: Kind) -> list[tuple[str, str]]:
    return list(dictionary(language)[kind.value].items())


MARKED = [
    pytest.param(language, kind, phrase, better, id=f"{language} {phrase[:40]}")
    for language in ("es", "en")
    for kind in (Kind.PROMISE, Kind.BLAME, Kind.VAGUE)
    for phrase, better in lines(language, kind)
]


@pytest.mark.parametrize(("language", "kind", "phrase", "better"), MARKED)
def test_a_phrase_is_found_in_full(language: str, kind: Kind, phrase: str, better: str) -> None:
    for reading in readings(phrase):
        found = [hint for hint in wording.check(reading, language) if hint.kind is kind]
        assert [(hint.start, hint.end) for hint in found] == [(0, len(reading))], reading
        assert found[0].better == better, reading


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_might_be_said_instead_is_marked_by_nothing(language: str) -> None:
    for kind in (Kind.PROMISE, Kind.BLAME, Kind.VAGUE):
        for _phrase, better in lines(language, kind):
            assert wording.check(better.replace("…", "14:00"), language, "usted") == [], better
            assert wording.check(better.replace("…", "14:00"), language, "vos") == [], better


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_language_knows_many_phrases(language: str) -> None:
    for kind in (Kind.PROMISE, Kind.BLAME, Kind.VAGUE):
        assert len(lines(language, kind)) >= 30


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_phrase_stands_in_one_section(language: str) -> None:
    data = dictionary(language)
    sections = ("time", "harmless", "promise", "blame", "vague")
    written = Counter(phrase for section in sections for phrase in data[section])
    assert [phrase for phrase, count in written.items() if count > 1] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_is_harmless_is_needed(language: str) -> None:
    data = dictionary(language)
    bare = phrases.read({**data, "harmless": [], "address": []})
    for phrase in data["harmless"]:
        split = chain(*(sentences.split(text, bare.abbreviations) for text in readings(phrase)))
        marked = [match for sentence in split for match in bare.find(sentence)]
        assert {match.phrase.section for match in marked} - {"time"}, phrase


@pytest.mark.parametrize("row", dictionary("es")["address"], ids=lambda row: "|".join(row)[:40])
def test_a_row_marks_what_another_form_would_say(row: list[str]) -> None:
    for form, cell in zip(address.FORMS, row, strict=True):
        if not cell or cell.endswith("?"):
            continue
        for reading in readings(cell):
            others = [
                wanted
                for wanted in address.FORMS
                if Kind.ADDRESS in {hint.kind for hint in wording.check(reading, "es", wanted)}
            ]
            assert form not in others, reading
            assert others, reading
