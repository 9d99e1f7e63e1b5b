"""Texts as technicians write them: the good ones stay unmarked, of the bad ones just the spot.

`corpus/*_good.txt` has a text a line, in Spanish behind the form of address; `corpus/*_bad.txt` the
kind, and the text with its spots in brackets.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpdesk_tui.wording import check

CORPUS = Path(__file__).parent / "corpus"


def lines(name: str) -> list[list[str]]:
    text = (CORPUS / name).read_text(encoding="utf-8")
    return [line.replace(r"\n", "\n").split(" | ", maxsplit=1) for line in text.splitlines()]


GOOD_ES = lines("es_good.txt")
GOOD_EN = lines("en_good.txt")
BAD = [(language, *line) for language in ("es", "en") for line in lines(f"{language}_bad.txt")]


@pytest.mark.parametrize(("form", "text"), GOOD_ES)
def test_good_spanish_stays_unmarked(form: str, text: str) -> None:
    assert check(text, "es") == []
    assert check(text, "es", form) == []


@pytest.mark.parametrize("text", [text for (text,) in GOOD_EN])
def test_good_english_stays_unmarked(text: str) -> None:
    assert check(text, "en") == []


@pytest.mark.parametrize(("language", "kind", "text"), BAD)
def test_a_spot_is_found_where_it_is(language: str, kind: str, text: str) -> None:
    spots = [(kind, spot) for spot in re.findall(r"\[(.+?)\]", text)]
    text = re.sub(r"[\[\]]", "", text)
    found = check(text, language)
    assert [(hint.kind.value, text[hint.start : hint.end]) for hint in found] == spots


@pytest.mark.parametrize("language", ["es", "en"])
def test_there_are_forty_of_each(language: str) -> None:
    for kind in ("good", "bad"):
        assert len(lines(f"{language}_{kind}.txt")) >= 40
