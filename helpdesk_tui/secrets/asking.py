"""Asks the person for a secret: on the command line, or however the desk has said it is done."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from helpdesk_tui.safe_text import clean
from helpdesk_tui.secrets.secret import Secret

ATTEMPTS = 3
"""How often something wrong may be typed."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to type: unseen, unless it is no secret."""

    name: str
    label: str
    unseen: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; without blanks it is only told. `lines` explain it, `wrong` is what was."""

    title: str
    blanks: Sequence[Blank] = ()
    lines: Sequence[str] = ()
    wrong: str = ""


Answers = dict[str, Secret]
"""What was typed for each blank."""

Asker = Callable[[Question], Answers | None]
"""Shows a question; answers None when it was left."""


def at_the_prompt(question: Question) -> Answers | None:
    """Asks on the terminal, line by line; None where there is none, or it was ended."""
    if not sys.stdin.isatty():
        return None
    import getpass

    for line in (question.wrong, question.title, *question.lines):
        if line:
            _say(f"{line}\n")
    answers = {}
    for blank in question.blanks:
        prompt = f"{blank.label}: "
        try:
            typed = getpass.getpass(prompt) if blank.unseen else _read(prompt)
        except EOFError:
            return None
        answers[blank.name] = Secret(typed)
    return answers


_asker: Asker | None = at_the_prompt


def ask(question: Question) -> Answers | None:
    """What the person answers; None when they type nothing, or nobody can be asked now."""
    if _asker is None or threading.current_thread() is not threading.main_thread():
        return None
    answers = _asker(question)
    if answers and all(answer == Secret("") for answer in answers.values()):
        return None
    return answers


@contextmanager
def hand_over(asker: Asker) -> Iterator[None]:
    """In here `asker` asks, and afterwards nobody: the terminal is the desk's then."""
    global _asker
    _asker = asker
    try:
        yield
    finally:
        _asker = None


def _say(words: str) -> None:
    print(clean(words, whole=True), end="", file=sys.stderr, flush=True)


def _read(prompt: str) -> str:
    _say(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")
