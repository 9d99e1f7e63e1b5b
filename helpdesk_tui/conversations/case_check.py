"""Checks the text of a case key by key, so that every mistake is reported at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpdesk_tui.addressed import addressed
from helpdesk_tui.i18n import LANGUAGES, _
from helpdesk_tui.toml_text import Problem, line_numbers, line_of, nearest, syntax_problem

TEXTS = ("name", "asset", "warning", "headline", "protection", "if_nothing")
"""What a case says once: a table with a text in each language."""

LISTS: dict[str, tuple[str, ...]] = {
    "fact": (),
    "evidence": (),
    "option": ("means",),
    "not_promised": (),
    "statement": ("depth", "certainty"),
    "trap": (),
    "hint": ("step",),
    "tell": (),
}
"""What it says several times, each with a text in each language, and what else belongs to one."""

PLACES = ("asset", "client")
"""What may stand between braces in a text."""

CHOICES: dict[str, tuple[Any, ...]] = {
    "depth": ("headline", "summary", "everything"),
    "certainty": ("certain", "likely", "unknown"),
    "step": (1, 2, 3, 4, 5, 6),
}
LONGEST_HEADLINE = 20
"""Words that the news itself may have."""

_FORMS = re.compile(r"\[[^\[\]|]*(?:\|[^\[\]|]*){1,2}\]")
_BRACES = re.compile(r"\{([^{}]*)\}?|\}")

Mistake = tuple[str, str, str]
"""The dotted key, the sentence, and the word that was probably meant (empty: none)."""


def check(path: Path, text: str) -> tuple[dict[str, Any], list[Problem]]:
    """The document in `text`, and a Problem for each mistake, by line. With none it is a case."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, [syntax_problem(path, text, error)]
    found = list(_mistakes(document))
    lines = line_numbers(text) if found else {}
    problems = [
        Problem(path, key, line_of(key, lines), sentence, suggestion)
        for key, sentence, suggestion in found
    ]
    return document, sorted(problems, key=lambda problem: problem.line or 0)


def _mistakes(document: dict[str, Any]) -> Iterator[Mistake]:
    if "name" not in document:
        yield "name", _('Give the case a name: name.en = "..." or name.es = "...".'), ""
    for key, value in document.items():
        if key in TEXTS:
            yield from _in_text(key, value)
        elif key in LISTS:
            yield from _in_list(key, value)
        else:
            yield key, _("There is no such key."), nearest(key, (*TEXTS, *LISTS))


def _in_list(key: str, value: object) -> Iterator[Mistake]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        yield key, _("Write [[{name}]] on a line, for each one anew.").format(name=key), ""
        return
    for number, item in enumerate(value, start=1):
        yield from _in_text(f"{key}.{number}", item, LISTS[key])


def _in_text(key: str, value: object, besides: tuple[str, ...] = ()) -> Iterator[Mistake]:
    """The mistakes in a text in one language or more, and in what else belongs to it."""
    if not isinstance(value, dict):
        sentence = _('Write {name}.en = "..." or {name}.es = "...".')
        yield key, sentence.format(name=key.rpartition(".")[2]), ""
        return
    if not value.keys() & set(LANGUAGES):
        yield key, _('Write it in one language at least: en = "..." or es = "...".'), ""
    for name in (name for name in besides if name in CHOICES):
        chosen = value.get(name, "")
        if (type(chosen), chosen) not in [(type(choice), choice) for choice in CHOICES[name]]:
            yield f"{key}.{name}", *_choose(name, chosen)
    for name, inner in value.items():
        place = f"{key}.{name}"
        if name in LANGUAGES:
            yield from ((place, *mistake) for mistake in _in_words(inner, name=key))
        elif name not in besides:
            yield place, _("There is no such key."), nearest(name, (*LANGUAGES, *besides))
        elif name not in CHOICES:
            yield from _in_text(place, inner)


def _choose(name: str, value: object) -> tuple[str, str]:
    words = list(map(str, CHOICES[name]))
    sentence = _("Write one of {choices}.").format(choices=", ".join(words))
    return sentence, nearest(str(value), words)


def _in_words(text: object, *, name: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a text in one language."""
    if not isinstance(text, str) or not text.strip():
        yield _('Write text in "quotes".'), ""
        return
    for match in _BRACES.finditer(text):
        if match[0] not in ("{asset}", "{client}"):
            sentence = _("Between braces stands asset or client, and nothing else.")
            yield sentence, nearest(match[1] or "", PLACES)
    if "|" in _FORMS.sub("", text):
        yield _("Write the forms of address like this: [usted|tú|vos]."), ""
    words = len(addressed(text, "usted").split())
    if name == "headline" and words > LONGEST_HEADLINE:
        sentence = _("It has {count} words; a headline has {most} at most.")
        yield sentence.format(count=words, most=LONGEST_HEADLINE), ""
