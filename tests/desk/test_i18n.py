"""Which language the desk speaks, and that it speaks it."""

from __future__ import annotations

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.i18n import N_, _, ngettext


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "es-MX"}, "es"),
        ({"LANG": "es_AR@euro"}, "es"),
        ({"LANG": "spanish"}, "es"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "et_EE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "es_ES"}, "es"),
        ({"LC_ALL": "C", "LC_MESSAGES": "es_ES", "LANG": "es_ES"}, "en"),
        ({"LC_ALL": "", "LANG": "es_CO"}, "es"),
    ],
)
def test_the_system_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    assert i18n.install(None) == i18n.language() == language


def test_a_language_that_was_asked_for_beats_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    assert i18n.install("en") == "en"


def test_a_message_follows_the_language_in_use() -> None:
    late = N_("There is no such setting.")
    assert _(late) == late
    i18n.install("es")
    assert _(late) == "No existe ese ajuste."
    i18n.install("en")
    assert _(late) == late


def test_plurals_follow_the_count_in_both_languages() -> None:
    forms = ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})")
    assert [ngettext(*forms, count) for count in (0, 1, 2)] == [forms[1], forms[0], forms[1]]
    i18n.install("es")
    none, one, two = (ngettext(*forms, count) for count in (0, 1, 2))
    assert none == two != one
