"""What a doctor says of a database, wherever it lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.storage.faults import StorageProblem
from helpdesk_tui.storage.header import SCHEMA_VERSION

_OLD = 48
"""Hours after which a backup should have been followed by another."""

Level = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, in a sentence, and the way out if it is bad."""

    level: Level
    message: str
    way_out: str = ""
    mend: str = ""
    """What `doctor --mend` puts right here; empty where that is for a person."""
    stops: bool = False
    """Whether the desk cannot be opened as it is, so that its tickets are not looked at."""


def trouble(problem: StorageProblem) -> Finding:
    """A problem that kept the rest from being looked at."""
    return Finding("problem", problem.message, problem.way_out, stops=True)


def schema_finding(version: int) -> Finding:
    """How a schema of this version stands to the program's."""
    said = _("Schema version {version}").format(version=version)
    if version < SCHEMA_VERSION:
        way_out = _("It is brought up to date when the desk is next opened.")
        return Finding("note", said, way_out, stops=True)
    return Finding("ok", said)


def age_finding(said: str, age: timedelta) -> Finding:
    """How old the newest backup is, which the words `said` name."""
    hours = max(0, age // timedelta(hours=1))
    if hours < _OLD:
        old = ngettext("{count} hour old", "{count} hours old", hours).format(count=hours)
        return Finding("ok", f"{said}, {old}")
    days = hours // 24
    old = ngettext("{count} day old", "{count} days old", days).format(count=days)
    return Finding("note", f"{said}, {old}", _("See that one is made every day."))


def search_finding(missing: int, tickets: int) -> Finding:
    """Whether the search finds all tickets."""
    if missing:
        return Finding(
            "problem",
            ngettext(
                "{count} ticket is not in the search index",
                "{count} tickets are not in the search index",
                missing,
            ).format(count=missing),
            _("It is kept, but no search finds it. `helpdesk doctor --mend` writes it there."),
            mend="search",
        )
    return Finding(
        "ok",
        ngettext(
            "{count} ticket, and the search finds it",
            "{count} tickets, and the search finds them all",
            tickets,
        ).format(count=tickets),
    )
