"""Checks the text of `config.toml` key by key, so that every mistake is reported at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.settings.values import Settings
from helpdesk_tui.toml_text import Problem, line_numbers, nearest, syntax_problem

SECRET_WORDS = ("password", "passwd", "secret", "token")
TYPES = {name: kind for name, kind in get_type_hints(Settings).items() if name != "lines"}
EXPECTED = {
    bool: N_("Write true or false, without quotes."),
    str: N_('Write text in "quotes".'),
    dict: N_('Write [keys] on a line, and below it lines such as "ticket.take" = "a".'),
}


def check(path: Path, text: str) -> tuple[Settings, list[Problem]]:
    """The good part of the settings in `text`, and a Problem for each key of the rest."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [syntax_problem(path, text, error)]
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


def _entries(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each setting with its dotted key; of `[keys]`, each of its lines."""
    for name, value in document.items():
        if isinstance(value, dict) and (name == "keys" or name not in TYPES):
            yield from ((f"{name}.{key}", inner) for key, inner in _leaves(value))
        else:
            yield name, value


def _leaves(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a table; `ticket.take` means the same with and without quotes."""
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
        return _("There is no such setting."), nearest(name, TYPES)
    kind = TYPES[name]
    if get_origin(kind) is Literal:
        return None if value in get_args(kind) else _not_a_choice(get_args(kind), value)
    if not isinstance(value, get_origin(kind) or kind):
        return _(EXPECTED[get_origin(kind) or kind]), ""
    if name == "zone" and value:
        return _zone_mistake(str(value))
    if name == "database" and re.match(r"[^/]+://(?:[^/@]*:[^/@]+@|.*[?&]password=)", str(value)):
        return _("An address with a password does not belong in this file."), ""
    return None


def _not_a_choice(words: tuple[str, ...], value: object) -> tuple[str, str]:
    choices = ", ".join(f'"{word}"' for word in words if word)
    return _("Write one of {choices}.").format(choices=choices), nearest(str(value), words)


def _zone_mistake(zone: str) -> tuple[str, str] | None:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(zone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        sentence = _('There is no such time zone; write one such as "Europe/Madrid".')
        return sentence, nearest(zone, zoneinfo.available_timezones())
    return None
