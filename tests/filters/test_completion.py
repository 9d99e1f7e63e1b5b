"""What is offered at the caret of a filter."""

from __future__ import annotations

import pytest
from hypothesis import given

from helpdesk_tui.filters import complete
from helpdesk_tui.filters.complete import Hole
from helpdesk_tui.filters.fields import FIELD_OF
from helpdesk_tui.filters.parse import Filter, parse
from helpdesk_tui.filters.write import write
from tests.filters.making import TODAY, filters


def at_end(text: str) -> Hole | None:
    return complete.hole(text, TODAY)


@pytest.mark.parametrize(
    ("text", "field", "typed"),
    [
        ("cl", None, "cl"),
        ("printer -cl", None, "cl"),
        ("client:", "client", ""),
        ("cliente:ac", "client", "ac"),
        ('client:"ACME Ib', "client", "ACME Ib"),
        ("status:open,wa", "status", "wa"),
        ("prio:<", "prio", ""),
        ("-tag:vi", "tag", "vi"),
    ],
)
def test_the_word_before_the_caret_is_what_is_completed(
    text: str, field: str | None, typed: str
) -> None:
    assert at_end(text) == Hole(
        typed,
        text.rindex('"') if '"' in text else len(text) - len(typed),
        field and FIELD_OF[field],
    )


@pytest.mark.parametrize("text", ["", "printer ", 'client:"ACME"', '"exact wo', "-"])
def test_nothing_is_offered_where_nothing_is_begun(text: str) -> None:
    assert at_end(text) is None


def test_fields_are_offered_in_the_language_of_the_desk_by_any_name_they_have() -> None:
    assert complete.field_names("asig", "es") == ["asignado:"]
    assert complete.field_names("assig", "es") == ["asignado:"]
    assert complete.field_names("cre", "en") == ["created:"]


def test_a_name_with_blanks_is_put_in_quotation_marks() -> None:
    text = "tag:vip cliente:clí"
    hole = at_end(text)
    assert hole
    filled = complete.put(text, hole, "Clínica Sol")
    assert filled == 'tag:vip cliente:"Clínica Sol"'
    assert write(parse(filled, TODAY)) == 'tag:vip client:"Clínica Sol"'


@given(filters)
def test_what_is_offered_for_a_field_can_be_read(wanted: Filter) -> None:
    before = write(wanted)
    for field in FIELD_OF.values():
        text = f"{before} {field.key}:"
        hole = at_end(text)
        assert hole
        for word in complete.value_names(field, hole.typed, "es"):
            assert parse(complete.put(text, hole, word), TODAY)[:-1] == wanted
