"""Fields in which one of a few values is chosen, by the beginning of its word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import TypeVar

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named

from .fields import Field

YES, NO = 1, 2

_SAID = {YES: ("yes", "sí"), NO: ("no",)}
"""A draft may have been begun in the other language."""

_YES_OR_NO: dict[int, Callable[[], str]] = {YES: lambda: _("yes"), NO: lambda: _("no")}


def yes_or_no(yes: bool) -> Named:
    """What stands in a field that says yes or no."""
    value = YES if yes else NO
    return Named(value, _YES_OR_NO[value]())


def find_yes_or_no(words: str) -> list[Named]:
    """Yes, no, or both."""
    typed = fold(words.strip())
    return [
        Named(value, word())
        for value, word in _YES_OR_NO.items()
        if any(fold(said).startswith(typed) for said in (word(), *_SAID[value]))
    ]


def question(name: str, label: str, *, yes: bool) -> Field:
    """A field that is answered with yes or no."""
    known = yes_or_no(yes)
    return Field(name, label, known.name, known.id, find=find_yes_or_no)


E = TypeVar("E", bound=IntEnum)


def one_of(name: str, label: str, words: Mapping[E, str], value: E | None = None) -> Field:
    """A field for one of several values; those without a word are not offered."""

    def find(typed: str) -> list[Named]:
        start = fold(typed.strip())
        return [
            Named(int(one), _(word))
            for one, word in words.items()
            if word and fold(_(word)).startswith(start)
        ]

    word = words[value] if value is not None else ""
    return Field(
        name, label, _(word) if word else "", int(value) if word and value else None, find=find
    )
