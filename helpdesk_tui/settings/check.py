"""Checks the text of `config.toml` key by key, so that every mistake is reported at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from helpdesk_tui.i18n import _
from helpdesk_tui.settings.values import Problem, Settings

SECRET_WORDS = ("password", "passwd", "secret", "token")
TYPES = {name: kind for name, kind in get_type_hints(Settings).items() if name != "lines"}


def check(path: Path, text: str) -> tuple[Settings, list[Problem]]:
    """The good part of the settings in `text`, and a Problem for each key of the rest."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [_syntax_problem(path, text, error)]
    lines = line_numbers(text)
    good: dict[str, Any] = {}
    problems = []
    for key, value in _entries(document):
        mistake = _mistake(key, value)
        if mistake:
            sentence, suggestion = mistake
            problems.append(Problem(path, key, lines.get(key), sentence, suggestion))
        elif key.startswith("keys."):
            good.setdefault("keys", {})[key.removeprefix("keys.")] = value
        else:
            good[key] = value
    problems.sort(key=lambda problem: problem.line or 0)
    return Settings(**good, lines=lines), problems


def line_numbers(text: str) -> dict[str, int]:
    """The line, from 1, of each key in a TOML text; keys of tables are joined with dots.

    Each line goes to the TOML parser by itself, with its value replaced by 0: so quoted and
    dotted keys are read by the rules, and a line that is no key is passed over.
    """
    table: tuple[str, ...] = ()
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        head, equals, _value = line.partition("=")
        try:
            parsed = tomllib.loads(f"{head}= 0" if equals else line)
        except tomllib.TOMLDecodeError:
            continue
        names = _only_path(parsed)
        if names and not equals:
            table = names
        if names:
            lines.setdefault(".".join(names if not equals else (*table, *names)), number)
    return lines


def _only_path(parsed: dict[str, Any]) -> tuple[str, ...]:
    names = []
    node: Any = parsed
    while isinstance(node, dict) and node:
        name, node = next(iter(node.items()))
        names.append(name)
    return tuple(names)


def _entries(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each setting with its dotted key; of `[keys]`, each of its lines."""
    for name, value in document.items():
        if isinstance(value, dict) and (name == "keys" or name not in TYPES):
            yield from ((f"{name}.{key}", inner) for key, inner in _leaves(value))
        else:
            yield name, value


def _leaves(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a table; `queue.take` means the same with and without quotes."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{key}", inner) for key, inner in _leaves(value))
        else:
            yield name, value


def _mistake(key: str, value: object) -> tuple[str, str] | None:
    """What is wrong with one setting, and the nearest right word where there is one."""
    name, in_table, _rest = key.partition(".")
    if any(word in key.lower() for word in SECRET_WORDS):
        return _("Secrets do not belong in this file, others may read it. Take it out."), ""
    if name == "keys" and in_table:
        good = isinstance(value, str) and value
        return None if good else (_('Write a key, such as "a", or several: "a,f2".'), "")
    if name not in TYPES or in_table:
        return _("There is no such setting."), _nearest(name, TYPES)
    try:
        msgspec.convert(value, TYPES[name])
    except msgspec.ValidationError:
        return _expected(TYPES[name], value)
    if name == "zone" and value:
        return _zone_mistake(str(value))
    if name == "database" and re.match(r"[^/]+://[^/@]*:[^/@]*@", str(value)):
        return _("An address with a password does not belong in this file."), ""
    return None


def _expected(kind: Any, value: object) -> tuple[str, str]:
    if get_origin(kind) is Literal:
        words = get_args(kind)
        choices = ", ".join(f'"{word}"' for word in words if word)
        return _("Write one of {choices}.").format(choices=choices), _nearest(str(value), words)
    if kind is bool:
        return _("Write true or false, without quotes."), ""
    if kind is str:
        return _('Write text in "quotes".'), ""
    return _('Write [keys] on a line, and below it lines such as "queue.take" = "a".'), ""


def _zone_mistake(zone: str) -> tuple[str, str] | None:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(zone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        sentence = _('There is no such time zone; write one such as "Europe/Madrid".')
        return sentence, _nearest(zone, zoneinfo.available_timezones())
    return None


def _nearest(word: str, known: Any) -> str:
    import difflib

    return next(iter(difflib.get_close_matches(word, filter(None, known), n=1)), "")


def _syntax_problem(path: Path, text: str, error: tomllib.TOMLDecodeError) -> Problem:
    """The parser's own words are English; its line is what helps."""
    found = re.search(r"at line (\d+)", str(error))
    line = int(found.group(1)) if found else len(text.splitlines())
    sentence = _('This line is not TOML; write key = value, and text in "quotes".')
    return Problem(path, "", line, sentence)
