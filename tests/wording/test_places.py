"""Whatever a text is made of: places are exact, and time grows as the text does."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.wording import Kind, check

PIECES = [
    *("no volverá a ocurrir", "ya se lo dijimos", "lo antes posible", "usted", "tú", "podés"),
    *("we warned you", "as soon as possible", "won’t happen again", "señor", "Sr.", "p. ej."),
    *(
        ". ",
        ", ",
        " ",
        "\r\n",
        "\n\n",
        "\n- ",
        "🙂",
        "👩‍💻",
        "e\u0301",
        "\u00a0",
        "14:30",
        "3.5",
        "_",
    ),
    "una palabra tras otra " * 9,
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map(" ".join)
LANGUAGES = st.sampled_from(["es", "en", "fr"])
FORMS = st.sampled_from(["", "usted", "tú", "vos"])


@given(TEXTS, LANGUAGES, FORMS)
def test_places_are_in_order_and_those_of_a_kind_apart(text: str, language: str, form: str) -> None:
    found = check(text, language, form)
    assert found == sorted(found, key=lambda hint: (hint.start, hint.end))
    assert all(0 <= hint.start < hint.end <= len(text) for hint in found)
    for kind in Kind:
        alike = [hint for hint in found if hint.kind is kind]
        assert all(one.end <= other.start for one, other in pairwise(alike))
    for hint in found:
        assert text[hint.start : hint.end].strip("_ ") == text[hint.start : hint.end]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), LANGUAGES, FORMS)
def test_composed_or_not_the_same_is_found(text: str, language: str, form: str) -> None:
    def spots(text: str) -> list[str]:
        return [normalize("NFC", text[h.start : h.end]) for h in check(text, language, form)]

    assert spots(normalize("NFC", text)) == spots(normalize("NFD", text))


@given(TEXTS, st.sampled_from(["🙂\r\n\r\n", "\n \n", "…\n- "]), LANGUAGES, FORMS)
def test_what_comes_before_only_moves_a_place(
    text: str, before: str, language: str, form: str
) -> None:
    text = "Bien. " + text
    alone = [
        (hint.start + len(before), hint.end + len(before)) for hint in check(text, language, form)
    ]
    assert [(hint.start, hint.end) for hint in check(before + text, language, form)] == alone
