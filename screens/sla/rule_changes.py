"""Rules that are being made: each change of them is checked like a file that a person wrote.

What gives `Made` reads the database, so it runs in its thread.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from helpdesk_tui import clock
from helpdesk_tui.collation import fold
from helpdesk_tui.people import directory
from helpdesk_tui.sla.check import FindClient, check
from helpdesk_tui.sla.document import hours_of
from helpdesk_tui.sla.rules import Hours
from helpdesk_tui.sla.write import write
from helpdesk_tui.tickets import promises
from helpdesk_tui.toml_text import Problem
from helpdesk_tui.worktime import naming

from ..common import when

FILE = Path("rules.toml")
"""What the rules are called while they are text."""

NONE: Mapping[str, Any] = {"calendars": {}, "policies": []}
"""The document of a desk that promises nothing yet."""

Tables = dict[str, Any]
"""The rules as `tomllib` reads them: "calendar" by name, and "policy" in order."""

Change = Callable[[Tables], None]
"""Changes the tables that it is given."""


@dataclass(frozen=True, slots=True)
class Made:
    """Rules that are in order, with what is shown of them."""

    document: Mapping[str, Any]
    text: str
    """As TOML."""
    client_names: Mapping[int, str]
    hours: Mapping[str, Hours]
    """Its calendars, by name."""
    fits: Mapping[str, int]
    """How many open tickets each policy is the first to fit, by its name."""

    @property
    def calendars(self) -> list[str]:
        """The names of its calendars, in the order of the alphabet."""
        return sorted(self.document["calendars"], key=fold)

    @property
    def policies(self) -> list[Mapping[str, Any]]:
        """Its policies, in the order in which they are tried."""
        return list(self.document["policies"])

    def tables(self) -> Tables:
        """The tables that it is written as."""
        return {"calendar": {}, "policy": [], **tomllib.loads(self.text)}


def made(document: Mapping[str, Any]) -> Made:
    """Rules that were saved, or have been checked."""
    names = directory.client_names()
    hours = {name: hours_of(name, one) for name, one in document["calendars"].items()}
    return Made(document, write(document, names), names, hours, promises.fitting(document))


def read(text: str) -> Made | list[Problem]:
    """The rules in a text, or all that is wrong with it."""
    today = when.local(clock.now()).date()
    document, problems = check(FILE, text, _finder(directory.client_names()), today)
    return problems or made(document)


def altered(before: Made, change: Change) -> Made | list[Problem]:
    """The rules with a change, or what would be wrong with them then."""
    tables = before.tables()
    change(tables)
    return read(tomli_w.dumps(tables))


def with_new_policy(before: Made, policy: Tables) -> Made | list[Problem]:
    """The rules with one more policy: as far down as it can be and still be reached."""
    *others, first = range(len(before.policies), -1, -1)
    for place in others:
        if isinstance(after := altered(before, put_policy(place, policy)), Made):
            return after
    return altered(before, put_policy(first, policy))


def put_calendar(name: str, calendar: Tables, old: str | None = None) -> Change:
    """A new calendar, or one in the place of the `old` one; policies follow a new name."""

    def change(tables: Tables) -> None:
        named = tables["calendar"]
        if old is None:
            named[name] = calendar
            return
        tables["calendar"] = {
            name if known == old else known: calendar if known == old else one
            for known, one in named.items()
        }
        for policy in tables["policy"]:
            if policy["calendar"] == old:
                policy["calendar"] = name

    return change


def put_policy(place: int, policy: Tables, *, instead: bool = False) -> Change:
    """A policy before the one that is at a place, counted from 0, or `instead` of it."""

    def change(tables: Tables) -> None:
        tables["policy"][place : place + instead] = [policy]

    return change


def move_policy(place: int, by: int) -> Change:
    """The policy at a place so many places further down."""

    def change(tables: Tables) -> None:
        policies = tables["policy"]
        policies.insert(place + by, policies.pop(place))

    return change


def without(name: str | int) -> Change:
    """The calendar of this name taken out, or the policy at this place."""

    def change(tables: Tables) -> None:
        del tables["calendar" if isinstance(name, str) else "policy"][name]

    return change


def _finder(names: Mapping[int, str]) -> FindClient:
    """Finds clients by the names that the rules are written with, and by what a person types."""
    several = list(names.values())
    ids = {name: id_ for id_, name in names.items() if several.count(name) == 1}

    def find(name: str) -> int:
        return ids[name] if name in ids else naming.client(name)

    return find
