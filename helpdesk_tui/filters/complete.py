"""What could stand at the caret of a filter that is being typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helpdesk_tui.collation import fold
from helpdesk_tui.filters.fields import FIELDS, Field, Name
from helpdesk_tui.filters.parse import QUOTES, as_value, last_piece


@dataclass(frozen=True, slots=True)
class Hole:
    """The word before the caret that could be completed: of a field's name, or of its value.

    `start` is where it begins in the text, quotation mark included.
    """

    typed: str
    start: int
    field: Field | None = None


def hole(text: str, today: date) -> Hole | None:
    """What is being typed at the end of the text; None where nothing can be offered."""
    field, start = last_piece(text, today)
    typed = text[start:]
    quoted = typed[:1] in QUOTES if typed else False
    inside = typed[quoted:]
    if any(sign in inside for sign in QUOTES) or (not quoted and inside[-1:].isspace()):
        return None
    if field is None and (quoted or not inside or inside == "-"):
        return None
    return Hole(inside, start, field)


def field_names(typed: str, language: str) -> list[str]:
    """The fields whose name begins so, in the words of a language; any language's word counts."""
    begun = [
        field.name.word(language) + ":" for field in FIELDS if _begins(field.name, fold(typed))
    ]
    return sorted(begun, key=lambda word: not fold(word).startswith(fold(typed)))


def value_names(field: Field, typed: str, language: str) -> list[str]:
    """The named values of a field that begin so."""
    return [name.word(language) for name in field.values if _begins(name, fold(typed))]


def _begins(name: Name, typed: str) -> bool:
    return any(fold(word).startswith(typed) for word in name.all())


def put(text: str, into: Hole, word: str) -> str:
    """The text with the hole filled: a name with blanks goes into quotation marks."""
    head = text[: into.start]
    if into.field is None:
        return head + word
    return head + as_value(word)


def first(words: Iterable[str], most: int) -> list[str]:
    """So many different words, in their order."""
    return list(dict.fromkeys(words))[:most]
