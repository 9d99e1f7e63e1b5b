"""One folding for search, one key for sorting, for both languages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.collation import fold, sort_key

NAMES = st.text(st.sampled_from("abmnñoózÑNÁ 19"))


def test_search_overlooks_case_and_accents() -> None:
    assert fold("Ibérica") == fold("IBERICA") == "iberica"
    assert fold("ESPAÑA") == fold("españa") == "espana"
    assert fold("Straße") == "strasse"
    assert fold("ﬁn ①") == "fin 1"


def test_a_decomposed_letter_is_the_letter() -> None:
    assert fold("n\u0303") == fold("ñ")
    assert sort_key("n\u0303") == sort_key("ñ")


def test_names_sort_as_in_a_spanish_dictionary() -> None:
    names = ["nube", "ñu", "Nzi", "oso", "Ñandú", "ánima", "Nuñez", "Nunez", "Nuoro", "zorro"]
    assert sorted(names, key=sort_key) == [
        *("ánima", "nube", "Nunez", "Nuñez", "Nuoro", "Nzi", "Ñandú", "ñu", "oso", "zorro")
    ]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert sort_key(sort_key(text)) == sort_key(text)


@given(st.text(), st.text())
def test_folding_keeps_parts_in_their_place(left: str, right: str) -> None:
    assert fold(left + " " + right) == fold(left) + " " + fold(right)


@given(NAMES, NAMES, NAMES)
def test_enye_is_a_letter_between_n_and_o(before: str, after: str, tail: str) -> None:
    assert sort_key(before + "n" + tail) < sort_key(before + "ñ" + after)
    assert sort_key(before + "ñ" + tail) < sort_key(before + "o" + after)


@given(st.lists(NAMES))
def test_the_key_sorts_the_same_as_text_and_as_stored_bytes(names: list[str]) -> None:
    by_text = sorted(names, key=sort_key)
    assert by_text == sorted(names, key=lambda name: sort_key(name).encode())


@given(NAMES)
def test_case_never_decides(name: str) -> None:
    assert sort_key(name.upper()) == sort_key(name.lower())
