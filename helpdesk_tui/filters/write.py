"""Writes a filter down: in neutral words to keep it, in a person's language to show it."""

from __future__ import annotations

from helpdesk_tui.filters.fields import BY_KEY, Field
from helpdesk_tui.filters.parse import Clause, Filter, Value, Words, as_value

NEUTRAL = "en"


def write(wanted: Filter, language: str = NEUTRAL) -> str:
    """The filter as text that reads back as the same filter. English is the neutral form."""
    return " ".join(_item(item, language) for item in wanted)


def _item(item: Words | Clause, language: str) -> str:
    sign = "-" if item.negated else ""
    if isinstance(item, Words):
        return f'{sign}"{item.text}"' if item.exact else sign + item.text
    field = BY_KEY[item.field]
    values = ",".join(_value(field, value, language) for value in item.values)
    return f"{sign}{field.name.word(language)}:{values}"


def _value(field: Field, value: Value, language: str) -> str:
    if value.quoted:
        return as_value(value.text, quoted=True)
    first = as_value(_word(field, value.text, language))
    return value.test + first + (f"..{_word(field, value.upto, language)}" if value.upto else "")


def _word(field: Field, text: str, language: str) -> str:
    return next((name.word(language) for name in field.values if name.key == text), text)
