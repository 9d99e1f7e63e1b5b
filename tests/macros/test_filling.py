"""What a macro says on a ticket: in the contact's language and form, and never with a hole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from helpdesk_tui import wording
from helpdesk_tui.addressed import FORMS
from helpdesk_tui.i18n import LANGUAGES
from helpdesk_tui.macros import filling, keeping
from helpdesk_tui.macros.keeping import Ready
from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.rendering import TemplateProblem
from helpdesk_tui.samples import canned
from helpdesk_tui.tickets.staged import Staged
from tests.macros.conftest import of
from tests.support import SATURDAY, opened

FromMarta = Callable[..., int]


@pytest.mark.parametrize(
    ("form", "said"), [("usted", "Pruébelo"), ("tú", "Pruébalo"), ("vos", "Probalo")]
)
def test_a_contact_is_spoken_to_as_they_like(
    ana: int, from_marta: FromMarta, form: str, said: str
) -> None:
    macro = Ready("Try", es="[Pruébelo|Pruébalo|Probalo], {{ first_name }}.", en="Try it.")
    about = of(from_marta(form=form), ana)
    assert filling.fill(macro, about, {}, SATURDAY) == f"{said}, Marta."


def test_a_text_that_is_not_there_in_a_language_is_said_in_the_other(
    ana: int, from_marta: FromMarta
) -> None:
    about = of(from_marta(language="en"), ana)
    both = Ready("Both", es="Hola", en="Hello {{ technician }}")
    assert filling.fill(both, about, {}, SATURDAY).startswith("Hello ")
    assert filling.fill(replace(both, en=""), about, {}, SATURDAY) == "Hola"


def test_words_of_a_client_are_never_taken_for_a_template_or_a_choice(
    ana: int, from_marta: FromMarta
) -> None:
    subject = "{{ technician }} [yes|no] {% raw %}"
    about = of(from_marta(subject=subject), ana)
    macro = Ready("Say", es="[Su|Tu] {{ subject }} / {{ [number, number]|join('|') }}")
    said = filling.fill(macro, about, {}, SATURDAY)
    assert said.startswith(f"Su {subject} / ")
    assert "|" in said.rpartition("/")[2]


def test_what_is_asked_for_is_found_and_filled_in(ana: int, from_marta: FromMarta) -> None:
    about = of(from_marta(), ana)
    macro = Ready("Visit", es="{{ ask.day }}{% if 0 %}{{ ask['at_what time'] }}{% endif %}")
    assert filling.asked(macro, about) == ("day", "at_what time")
    assert filling.fill(macro, about, {"day": "el martes"}, SATURDAY) == "el martes"
    assert filling.shown(macro, about, SATURDAY) == "‹day›"


def test_an_unknown_name_is_told_before_anything_is_said_even_where_it_is_never_reached(
    ana: int, from_marta: FromMarta
) -> None:
    about = of(from_marta(), ana)
    macro = Ready("Typo", es="{% if 0 %}{{ cleint }}{% endif %}Hola")
    with pytest.raises(TemplateProblem, match='Did you mean "client"'):
        filling.asked(macro, about)


def test_the_day_on_which_the_wait_ends_can_be_said(ana: int, from_marta: FromMarta) -> None:
    macro = Ready("Wait", es="{{ until|date }}", staged=Staged(wait=Wait.CLIENT, days=3))
    assert filling.fill(macro, of(from_marta(), ana), {}, SATURDAY) == "martes 24 de noviembre"


def test_a_ticket_of_nobody_can_be_answered(ana: int) -> None:
    macro = Ready("Hello", es="Hola{% if first_name %} {{ first_name }}{% endif %}: {{ client }}")
    assert filling.fill(macro, of(opened(ana), ana), {}, SATURDAY) == "Hola:"


def test_a_title_is_not_a_first_name() -> None:
    assert [filling._first(name) for name in ("Marta Ruiz", "Dra. Gil", "")] == [
        *("Marta", "Dra. Gil", "")
    ]


def test_the_starter_set_is_in_plain_words_for_everybody(ana: int, from_marta: FromMarta) -> None:
    macros = canned.starter("es", keeping.who(ana))
    assert 8 <= len(macros) <= 12
    assert {one.name for one in canned.starter("en", keeping.who(ana))}.isdisjoint(
        one.name for one in macros
    )
    for language, form in product(LANGUAGES, FORMS):
        about = of(from_marta(language=language, form=form), ana)
        for macro in macros:
            said = filling.shown(macro, about, SATURDAY).replace("‹", "").replace("›", "")
            found = wording.check(said, language, form)
            assert [(macro.name, said[one.start : one.end], one.reason) for one in found] == []
            assert "|" not in said
            assert "\n\n\n" not in said
