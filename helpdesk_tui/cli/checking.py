"""A file that a person wrote, read whole: its mistakes end the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from helpdesk_tui.cli.saying import say
from helpdesk_tui.toml_text import Problem, text_of

T = TypeVar("T")


def right(file: Path, check: Callable[[str], tuple[T, list[Problem]]]) -> T:
    """What `check` makes of the text in a file; every mistake is said, and then it ends with 2."""
    text = text_of(file)
    if isinstance(text, Problem):
        say(text, err=True)
        raise click.exceptions.Exit(2)
    found, problems = check(text)
    for problem in problems:
        say(problem, err=True)
    if problems:
        raise click.exceptions.Exit(2)
    return found
