"""Reads tables of TOML whole: every mistake in them is gathered, with the key that it stands at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from helpdesk_tui.i18n import _
from helpdesk_tui.toml_text import Problem, line_numbers, line_of, nearest, syntax_problem

T = TypeVar("T")

Reader = Callable[[Any], Any]
"""Gives what is kept of a value. Raises Mistaken."""

Mistake = tuple[str, str, str]
"""The dotted key within the value, the sentence, and the word that was probably meant."""


class Mistaken(ValueError):
    """A value that cannot be kept, with everything that is wrong with it."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__(*(sentence for _key, sentence, _meant in self.mistakes))


def checked(
    path: Path, text: str, read: Callable[[Mapping[str, Any]], tuple[T, list[Mistake]]]
) -> tuple[T | None, list[Problem]]:
    """What `read` makes of the TOML in `text`, and a Problem for each mistake, by line.

    There is nothing where the text is no TOML at all.
    """
    import tomllib

    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [syntax_problem(path, text, error)]
    found, mistakes = read(written)
    lines = line_numbers(text) if mistakes else {}
    problems = [
        Problem(path, key, line_of(key, lines), sentence, meant)
        for key, sentence, meant in mistakes
    ]
    return found, sorted(problems, key=lambda problem: problem.line or 0)


def wrong(sentence: str, suggestion: str = "", *, key: str = "") -> Mistaken:
    """That one thing is wrong, by default the value itself."""
    return Mistaken([(key, sentence, suggestion)])


def sorted_out(parts: Iterable[tuple[str, Reader, Any]]) -> tuple[dict[str, Any], list[Mistake]]:
    """What readers keep of their values, by key, and everything that is wrong with the others."""
    kept: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for key, reader, value in parts:
        try:
            kept[key] = reader(value)
        except Mistaken as found:
            mistakes += [
                (".".join(filter(None, (key, inner))), sentence, meant)
                for inner, sentence, meant in found.mistakes
            ]
    return kept, mistakes


def strangers(keys: Iterable[str], known: Iterable[str]) -> list[Mistake]:
    """What is wrong with the keys that nobody knows."""
    return [
        (key, _("There is no such key."), nearest(key, known)) for key in keys if key not in known
    ]


def text(value: Any) -> str:
    """Something that is shown: in one line, and not nothing."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(_('Write text in "quotes".'))
    if not value.isprintable():
        raise wrong(_("Write it in one line, without signs that cannot be seen."))
    return value.strip()


def texts(value: Any) -> list[str]:
    """A list of such texts, each of them once."""
    try:
        if isinstance(value, list):
            return list(dict.fromkeys(map(text, value)))
    except Mistaken:
        pass
    raise wrong(_('Write a list of texts, such as ["a", "b"].'))


def a_table(value: Any) -> dict[str, Any]:
    """Any table."""
    if not isinstance(value, dict):
        raise wrong(_("Write it in brackets, [...], on a line of its own, its entries below."))
    return value


def table(readers: Mapping[str, Reader], needed: Mapping[str, str] = {}) -> Reader:
    """A table with these keys; of one that is `needed`, what to say where it is missing."""

    def read(value: Any) -> dict[str, Any]:
        here = a_table(value)
        known = [key for key in here if key in readers]
        kept, mistakes = sorted_out((key, readers[key], here[key]) for key in known)
        mistakes += strangers(here, readers)
        mistakes += [(key, _(said), "") for key, said in needed.items() if key not in here]
        return _whole(kept, mistakes)

    return read


def dates(day: Reader, reader: Reader) -> Reader:
    """A table whose keys are dates; they are kept in their order."""

    def read(value: Any) -> dict[str, Any]:
        here = a_table(value)
        kept, mistakes = sorted_out((key, reader, here[key]) for key in sorted(here))
        _days, more = sorted_out((key, day, key) for key in here)
        return _whole(kept, mistakes + more)

    return read


def several(reader: Reader) -> Reader:
    """A list of tables, counted from 1."""

    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise wrong(_("Write it in double brackets, [[...]], for each one anew."))
        found = sorted_out((str(place), reader, one) for place, one in enumerate(value, 1))
        return list(_whole(*found).values())

    return read


def _whole(kept: dict[str, Any], mistakes: list[Mistake]) -> dict[str, Any]:
    if mistakes:
        raise Mistaken(mistakes)
    return kept
