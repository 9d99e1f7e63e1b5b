"""The one way a command says anything: what acts on a terminal leaves it as a sign."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from helpdesk_tui.safe_text import clean


def say(text: object, *, err: bool = False, nl: bool = True) -> None:
    """Prints a text as it is, but for what steers a terminal, turns it round or hides in it."""
    click.echo(clean(str(text), whole=True), err=err, nl=nl)


@contextmanager
def literal_refusals() -> Iterator[None]:
    """The same for what click says itself: it quotes arguments, and a file may be called so."""
    try:
        yield
    except click.ClickException as error:
        error.message = clean(error.message, whole=True)  # type: ignore[misc]
        raise
