"""A rule of rounding in words that a client reads, and that a technician may type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.i18n import LANGUAGES
from helpdesk_tui.rounding import AS_RECORDED, Rule, Step, Unit, Way, rule
from helpdesk_tui.timesheets.rule_words import read, rule_words
from helpdesk_tui.unreadable import Unreadable

STEPS = st.builds(Step, st.integers(1, 1440), st.sampled_from(Way)) | st.just(Step())
RULES = st.builds(Rule, STEPS, STEPS, STEPS) | st.builds(
    Rule, duration=STEPS, unit=st.sampled_from(Unit)
)


@pytest.mark.parametrize(
    ("words", "en", "es"),
    [
        ("", "as it was recorded", "tal como se registró"),
        (
            "up 15",
            "each entry up to the next 15 minutes",
            "cada entrada hacia arriba, de 15 en 15 minutos",
        ),
        (
            "nearest 30 by day",
            "each day to the nearest 30 minutes (an exact half goes up)",
            "cada día al más cercano, de 30 en 30 minutos (la mitad exacta, hacia arriba)",
        ),
        (
            "down 60 by sheet",
            "the whole sheet down to the last 60 minutes",
            "la hoja entera hacia abajo, de 60 en 60 minutos",
        ),
        (
            "default 5 5 0",
            "the begin of each entry down to the last 5 minutes; "
            "the end of each entry up to the next 5 minutes",
            "el inicio de cada entrada hacia abajo, de 5 en 5 minutos; "
            "el fin de cada entrada hacia arriba, de 5 en 5 minutos",
        ),
    ],
)
def test_a_rule_is_told_in_the_language_of_the_client(words: str, en: str, es: str) -> None:
    assert rule_words(rule(words), "en") == en
    assert rule_words(rule(words), "es") == es


@given(RULES, st.sampled_from(LANGUAGES))
def test_whatever_is_told_can_be_typed(told: Rule, language: str) -> None:
    assert str(read(rule_words(told, language))) == str(told)
    assert str(read(str(told))) == str(told)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  ", ""),
        ("up 0", ""),
        ("UP 15", "up 15"),
        ("15 up", "up 15"),
        ("15 minutes up by ticket", "up 15 by ticket"),
        ("up to the next quarter of an hour", "up 15"),
        ("each day to the nearest half hour", "nearest 30 by day"),
        ("the sheet up to 1 hour", "up 60 by sheet"),
        ("closest 0 0 15", "half-down 15"),
        ("begin down 5, end up 5", "begin down 5, end up 5"),
        ("cuarto de hora hacia arriba", "up 15"),
        ("Hacia arriba a 15 minutos por ticket", "up 15 by ticket"),
        ("cada incidencia, a la media hora más cercana", "nearest 30 by ticket"),
        ("inicio 5 abajo y fin 5 arriba", "begin down 5, end up 5"),
        ("cada entrada a la hora siguiente", "up 60"),
        ("up to the next 2 hours by day", "up 120 by day"),
    ],
)
def test_rules_are_read_as_people_say_them(typed: str, meant: str) -> None:
    assert str(read(typed)) == str(rule(meant) if meant else AS_RECORDED)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("15", "Up, down"),
        ("up", "how many minutes"),
        ("up 15 by moon", "moon"),
        ("up 15 30", "Two numbers"),
        ("up down 15", "Up, down"),
        ("begin down 5 by day", "entry by entry"),
        ("by sheet by ticket up 15", "Several things"),
        ("end up 5 end up 10", "twice"),
        ("up 1441", "1440"),
        ("up 99999999999999999999", "1440"),
        ("up ١٥٠٠٠", "1440"),
    ],
)
def test_what_has_no_meaning_is_refused_with_the_reason(typed: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read(typed)
