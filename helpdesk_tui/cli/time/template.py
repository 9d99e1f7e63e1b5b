"""The format string of a status bar: which fields it has, and how it is filled in.

What is filled in may come from a stranger: a ticket's subject is the title of its timer. Status
bars and prompts give signs a meaning of their own, up to running what stands behind them: `#(...)`
in tmux, `$(...)` and backquotes in the PS1 of bash, `%` in zsh and polybar. So these signs become
their full-width twins, which look alike and do nothing. What the person writes around the fields
stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

import click

from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import CUT, line

FIELDS = (
    *("icon", "title", "client", "ticket"),
    *("elapsed", "elapsed_minutes", "today", "today_minutes"),
)
_INERT = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "#$%`\\"})

Piece = tuple[str, str, int | None]
"""A text, the field that follows it, and how many characters that may have."""


class Template(click.ParamType[tuple[Piece, ...]]):
    """A format string, read: a wrong one is refused before anything is looked up."""

    name = "template"

    def convert(
        self,
        value: str | tuple[Piece, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[Piece, ...]:
        if isinstance(value, tuple):
            return value
        try:
            return read(value)
        except ValueError as mistake:
            self.fail(str(mistake), param, ctx)


def read(text: str) -> tuple[Piece, ...]:
    """The pieces of a format string: `{title}`, `{title:20}` cut to 20 characters, `{{` a brace.

    Raises ValueError with a sentence that says what is wrong.
    """
    pieces: list[Piece] = []
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        raise ValueError(_("A brace is not closed; write {{ for a brace itself.")) from None
    for words, field, most, conversion in parsed:
        if field is None:
            pieces.append((words, "", None))
            continue
        if field not in FIELDS or conversion:
            fields = " ".join(f"{{{known}}}" for known in FIELDS)
            unknown = _("There is no field {{{name}}}. There are: {fields}")
            raise ValueError(unknown.format(name=field, fields=fields))
        if most and not (most.isascii() and most.isdecimal() and int(most)):
            cut = _("Behind the colon of {{{name}}} stands how many characters it may have.")
            raise ValueError(cut.format(name=field))
        pieces.append((words, field, int(most) if most else None))
    return tuple(pieces)


def filled(template: tuple[Piece, ...], values: Mapping[str, str]) -> str:
    """The format string with what its fields hold, in one line that nothing takes for a command."""
    return "".join(
        words + _cut(inert(values[field]), most) if field else words
        for words, field, most in template
    )


def inert(text: str) -> str:
    """A text without control characters and without the signs that status bars act on."""
    return line(text).translate(_INERT)


def _cut(text: str, most: int | None) -> str:
    return text if most is None or len(text) <= most else text[: most - 1].rstrip() + CUT
