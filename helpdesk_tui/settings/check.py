"""Checks the text of `config.toml` key by key, so that every mistake is reported at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.settings.values import Settings
from helpdesk_tui.toml_text import Problem, line_numbers, nearest, syntax_problem, zone_mistake

SECRET_WORDS = ("passw", "passphrase", "pwd", "secret", "token", "credential", "apikey", "api_key")
TYPES = {name: kind for name, kind in get_type_hints(Settings).items() if name != "lines"}
EXPECTED: dict[object, str] = {
    bool: N_("Write true or false, without quotes."),
    str: N_('Write text in "quotes".'),
    int: N_("Write a whole number from 0 to 9999, without quotes."),
    dict[str, str]: N_('Write [keys] on a line, and below it lines such as "ticket.take" = "a".'),
    list[str]: N_('Write a list of lines, such as ["mon-fri 9:00-14:00 15:00-18:00"].'),
    list[date]: N_("Write a list of dates without quotes, such as [2026-12-25, 2027-01-06]."),
    "password_command": N_('Write a program and its arguments, such as ["pass", "show", "desk"].'),
}
LARGEST = 9999
"""What a number can be at most, as EXPECTED says it."""


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


def _mistake(key: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with one setting, and the nearest right word where there is one."""
    name, in_table, _rest = key.partition(".")
    if key not in TYPES and any(word in key.lower() for word in SECRET_WORDS):
        return _(
            "Secrets do not belong in this file, others may read it."
            " Take it out; `helpdesk secret set` keeps it safe."
        ), ""
    if name == "keys" and in_table:
        good = isinstance(value, str) and value
        return None if good else (_('Write a key, such as "a", or several: "a,f2".'), "")
    if name not in TYPES or in_table:
        return _("There is no such setting."), nearest(name, TYPES)
    kind = TYPES[name]
    if get_origin(kind) is Literal:
        return None if value in get_args(kind) else _not_a_choice(get_args(kind), value)
    if not _fits(kind, value):
        return _(EXPECTED.get(name) or EXPECTED[kind]), ""
    if name == "hours":
        from helpdesk_tui import typed_hours

        return typed_hours.mistake(value)
    if name == "zone" and value:
        return zone_mistake(str(value))
    if name == "currency":
        return _currency_mistake(str(value))
    if name == "database" and re.match(r"[^/]+://(?:[^/@]*:[^/@]+@|.*[?&]password=)", str(value)):
        return _(
            "An address with a password does not belong in this file."
            " Take the password out; `helpdesk secret set` keeps it safe."
        ), ""
    return None


def _fits(kind: Any, value: Any) -> bool:
    """Whether a value is what its setting holds. True is no number here, nor a time a date."""
    if type(value) is not (get_origin(kind) or kind):
        return False
    if get_origin(kind) is list:
        return all(type(item) is get_args(kind)[0] for item in value)
    return kind is not int or 0 <= value <= LARGEST


def _not_a_choice(words: tuple[str, ...], value: object) -> tuple[str, str]:
    choices = ", ".join(f'"{word}"' for word in words if word)
    return _("Write one of {choices}.").format(choices=choices), nearest(str(value), words)


def _currency_mistake(code: str) -> tuple[str, str] | None:
    from helpdesk_tui.typed_money import CURRENCIES

    if code in CURRENCIES:
        return None
    sentence = _('There is no such currency; write its three letters, such as "EUR".')
    return sentence, nearest(code.upper(), CURRENCIES)
