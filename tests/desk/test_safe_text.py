"""Text from outside comes in literal, visible and inert."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpdesk_tui.safe_text import LINE_LIMIT, MARK_LIMIT, clean, doubtful, json_of, line, uncut

ACUTE = "\u0301"
ANY_CHARACTER = st.characters(codec=None, exclude_categories=())
NASTY = st.one_of(
    ANY_CHARACTER,
    st.sampled_from("\x1b\x9b\x00\x7f\r\n\t\u200b\u200d\u202e\u2028\ud83d\ufe0f👩💻a " + ACUTE),
)
TEXTS = st.lists(NASTY, max_size=200).map("".join)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("\x9b2J", "⟪9B⟫2J"),
        ("\u202egnp.exe\u202c", "⟪RLO⟫gnp.exe⟪PDF⟫"),
        ("ad\u200bm\u00adin", "ad◌m◌in"),
        ("\u200b\ufeff\u2060", "◌"),
        ("half \ud83d a pair", "half � a pair"),
        ("one\r\ntwo\rthree", "one\ntwo␍three"),
        ("one\u2028two", "one\ntwo"),
        ("👩\u200d💻 and 👨\u200d👩\u200d👧", "👩💻 and 👨👩👧"),
    ],
)
def test_what_acts_or_hides_becomes_a_sign(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@pytest.mark.parametrize(
    "text",
    [
        "SRV-2 does not start after power cut",
        "Clínica Sol: ¿nadie puede imprimir? Ñandú, 25 €",
        "Сервер не запускается",
        "サーバーが起動しません",
        "❤️ 👍🏽 🇪🇸 …",
        "two\nlines\tand a tab",
        "e" + ACUTE * MARK_LIMIT,
        "x" * LINE_LIMIT,
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_a_single_line_shows_its_newlines_and_tabs() -> None:
    assert clean("a\r\nb\tc\u2029d", multiline=False) == "a␊b␉c␊d"


def test_each_line_is_cut_with_a_sign_and_short_ones_are_kept() -> None:
    cleaned = clean("x" * 9_000 + "\nshort\n" + "é" * 4_001)
    long, short, accented = cleaned.split("\n")
    assert len(long) == len(accented) == LINE_LIMIT
    assert long.endswith("x…")
    assert accented.endswith("é…")
    assert short == "short"


@given(TEXTS)
@example("x")
@example("one word after another ")
def test_where_nothing_is_cut_a_long_line_goes_on_in_the_next(text: str) -> None:
    long = text * (2 * LINE_LIMIT // max(1, len(text)))
    whole = uncut(long)
    assert whole.replace("\n", "") == clean(long, whole=True).replace("\n", "")
    assert clean(whole) == uncut(whole) == whole


def test_piled_up_marks_are_cut_with_a_sign() -> None:
    assert clean("Z" + ACUTE * 40 + "algo") == "Z" + ACUTE * MARK_LIMIT + "…algo"


def test_a_line_has_single_spaces_and_no_ends() -> None:
    assert (
        line("  Fw:\r\n\t printer\u00a0 is \x1b[31mdead ❤\ufe0f\n") == "Fw: printer is ␛[31mdead ❤"
    )
    assert len(line("word\n" * 3_000)) == LINE_LIMIT


@given(TEXTS)
@example("👩\u200d\u200d💻")
@example("\r\r\n\n")
@example("a" + ACUTE * 5 + "\u200b" + ACUTE * 6)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(clean(text, multiline=False), multiline=False) == clean(text, multiline=False)
    assert line(line(text)) == line(text)


@given(TEXTS)
def test_nothing_that_acts_is_left(text: str) -> None:
    allowed = {"\n", "\t"}
    for character in set(clean(text)) - allowed:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
        )
    assert not set(clean(text, multiline=False)) & allowed
    clean(text).encode("utf-8")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["C"])))
def test_latin_text_is_never_touched(text: str) -> None:
    assert clean(text) == text


def test_no_character_that_is_changed_in_a_line_passes_the_last_gate() -> None:
    passed = [
        hex(code)
        for code in range(0x20, sys.maxunicode + 1)
        for text in [chr(code) * (MARK_LIMIT + 1)]
        if not doubtful(text) and clean(text) != text
    ]
    assert passed == []


def test_neither_a_control_nor_a_flood_of_marks_passes_the_last_gate() -> None:
    passed = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp")
        if not doubtful(chr(code) * (MARK_LIMIT + 1))
    ]
    assert passed == []


@given(st.dictionaries(TEXTS, TEXTS, max_size=3))
@example({"\u115f": "\u3164\uffa0\u034f\u17b4é"})
def test_json_shows_nothing_that_cannot_be_seen_and_is_read_back_as_it_was(
    document: dict[str, str],
) -> None:
    written = json_of(document)
    assert json.loads(written) == json.loads(json.dumps(document))
    assert clean(written, whole=True).count("◌") == str(document).count("◌")
