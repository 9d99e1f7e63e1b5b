"""The one way a command says anything: what acts on a terminal leaves it as a sign."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from helpdesk_tui.safe_text import clean, json_of

if TYPE_CHECKING:
    from helpdesk_tui.storage.faults import StorageProblem


def say(text: object, *, err: bool = False, nl: bool = True) -> None:
    """Prints a text as it is, but for what steers a terminal, turns it round or hides in it."""
    click.echo(clean(str(text), whole=True), err=err, nl=nl)


def say_json(document: Any) -> None:
    """Prints a document as JSON; the same signs are escaped there, so that nothing is lost."""
    click.echo(json_of(document, indent=2))


def told(problem: StorageProblem, code: int) -> click.exceptions.Exit:
    """Says what is wrong and what to do; raise what it returns, to end the command with `code`."""
    say(problem.message, err=True)
    say(problem.way_out, err=True)
    return click.exceptions.Exit(code)


@contextmanager
def literal_refusals() -> Iterator[None]:
    """The same for what click says itself: it quotes arguments, and a file may be called so."""
    try:
        yield
    except click.ClickException as error:
        error.message = clean(error.message, whole=True)  # type: ignore[misc]
        raise
