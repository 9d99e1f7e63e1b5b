"""Reads what the demonstration desk is told with, and says it in the right form of address."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpdesk_tui.addressed import addressed

DATA = Path(__file__).parent / "data"

Phrases = dict[str, Any]
"""Lists of sentences by what they are for, and the labels of one language by their English name."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What may happen to a client and how it goes on; the texts still have their places open."""

    about: str
    tags: tuple[str, ...]
    subjects: tuple[str, ...]
    request: str
    note: str
    reply: str
    solution: str
    answer: str = ""
    asset: str = ""
    kind: str = "incident"
    priority: int = 3
    trades: tuple[str, ...] = ()
    country: str = ""
    file: str = ""

    def suits(self, trade: str, country: str) -> bool:
        """Whether it can happen to a client of this trade in this country."""
        at_home = self.country in ("", country)
        return at_home and (not self.trades or trade in self.trades)


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket told in full: `thread` holds minutes before the present, what was done, and how.

    `due` is minutes from the present; None when nothing is promised. `calls` are those of others
    whom the same has hit: minutes before the present, who, their client, and what they said. The
    last word of one that is `unread` is a client's and waits to be looked at.
    """

    client: str
    name: str
    asset: str
    about: str
    tags: tuple[str, ...]
    priority: int
    status: str
    subject: str
    thread: tuple[tuple[int, str, str], ...]
    calls: tuple[tuple[int, str, str, str], ...] = ()
    due: int | None = None
    kind: str = "incident"
    file: str = ""
    unread: bool = False


@cache
def incidents(language: str) -> tuple[Incident, ...]:
    """Everything that may happen to clients who speak `language` (`es` or `en`)."""
    tables = _read(f"incidents_{language}")["incident"]
    return tuple(Incident(**_frozen(table)) for table in tables)


@cache
def phrases(language: str) -> Phrases:
    """What stands around the substance of a message in `language`."""
    return _read(f"phrases_{language}")


@cache
def stories() -> tuple[Story, ...]:
    """The tickets that every demonstration desk has in hand."""
    return tuple(Story(**_frozen(table)) for table in _read("stories_es")["story"])


@cache
def clients() -> dict[str, Any]:
    """The clients with their people, and what each trade depends on."""
    return _read("clients")


@cache
def weeks() -> dict[str, list[dict[str, list[list[str]]]]]:
    """What technicians do in a `full` and in a `light` week, line by line."""
    return _read("weeks")


@cache
def talks() -> tuple[dict[str, Any], ...]:
    """The talks of the demonstration desk, the oldest first; talks.toml says what is in them."""
    return tuple(_read("talks")["talk"])


def said(text: str, form: str, **places: str) -> str:
    """`text` to somebody addressed as `form` (usted, tu, vos), with its places filled."""
    return addressed(text, form).format(**places)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
