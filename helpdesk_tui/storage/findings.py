"""What a doctor says of a database, wherever it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.storage.faults import StorageProblem
from helpdesk_tui.storage.header import SCHEMA_VERSION

Level = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, in a sentence, and the way out if it is bad."""

    level: Level
    message: str
    way_out: str = ""


def trouble(problem: StorageProblem) -> Finding:
    """A problem that kept the rest from being looked at."""
    return Finding("problem", problem.message, problem.way_out)


def schema_finding(version: int) -> Finding:
    """How a schema of this version stands to the program's."""
    said = _("Schema version {version}").format(version=version)
    if version < SCHEMA_VERSION:
        return Finding("note", said, _("It is brought up to date when the desk is next opened."))
    return Finding("ok", said)


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
            _("Change anything in such a ticket, and it is found again."),
        )
    return Finding(
        "ok",
        ngettext(
            "{count} ticket, and the search finds it",
            "{count} tickets, and the search finds them all",
            tickets,
        ).format(count=tickets),
    )
