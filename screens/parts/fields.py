"""What a form asks for, and what comes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.models.drafts import BASIS as BASIS
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import drafts

NEW = -(2**62)
"""Stands for what is typed itself, among what is offered."""

Find = Callable[[str], list[Named]]


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in. With `find` it is chosen from a list, with `long` it has many lines.

    `reading` says back how the text is understood, or raises ValueError with what is wrong.
    """

    name: str
    label: str
    value: str = ""
    chosen: int | None = None
    find: Find | None = None
    long: bool = False
    to_read: bool = False
    """Whether its text is there to be read first: the caret begins at the top."""
    free: bool = False
    """Whether the text may also be something that is not in the list."""
    first: bool = False
    """Whether enter on an empty text takes the first of the list."""
    reading: Callable[[str], str] | None = None
    implies: tuple[str, Callable[[int], Named | None]] | None = None
    """Another field, and what stands there once this one is chosen."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in: every field's text, and the numbers of what was chosen."""

    texts: Mapping[str, str]
    chosen: Mapping[str, int | None]

    def __getitem__(self, name: str) -> str:
        return self.texts[name].strip()


@dataclass(frozen=True, slots=True)
class DraftOf:
    """Where the draft of a form is kept."""

    target: str
    kind: str
    basis: str = ""
    """What the draft was begun on, as whoever asks for it can read: what was seen then."""

    @property
    def key(self) -> drafts.Key:
        """What tells it from other drafts."""
        return self.target, self.kind


def or_new(find: Find) -> Find:
    """What is found, and after it what is typed as something new."""

    def both(typed: str) -> list[Named]:
        found = find(typed)
        name = typed.strip()
        if not name or any(fold(name) == fold(known.name) for known in found):
            return found
        return [*found, Named(NEW, name, _("new"))]

    return both


def as_typed_first(find: Find) -> Find:
    """What is typed, and after it what is found: a text that may be shorter than a known one."""

    def both(typed: str) -> list[Named]:
        name = typed.strip()
        found = [known for known in find(typed) if fold(known.name) != fold(name)]
        return [Named(NEW, name), *found] if name else found

    return both


Submit = Callable[[Answers], Awaitable[str | None]]
"""Does what the form asks for; answers a sentence when it cannot be done, and the form stays."""
