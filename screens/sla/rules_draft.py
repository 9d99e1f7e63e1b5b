"""Rules that are not saved yet, as a draft: they survive leaving, and a line that drops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from helpdesk_tui.models import clocks
from helpdesk_tui.tickets import drafts, promises
from helpdesk_tui.tickets.drafts import Kept, Unsaved
from helpdesk_tui.toml_text import Problem

from ..parts.fields import BASIS
from . import rule_changes
from .rule_changes import Made

TARGET, KIND = "rules", "toml"


@dataclass(frozen=True, slots=True)
class Opened:
    """The rules that hold, and what was left unfinished."""

    version: int
    """0 where there are none."""
    saved: Made
    now: Made
    """As they were left, or those that hold."""
    basis: int
    """The version from which they were begun."""
    amiss: str
    """A text with mistakes, which is to be gone on with."""
    problems: list[Problem]
    left_at: datetime | None


def open_(kept: Kept | None) -> Opened:
    """Reads the rules and takes up a draft; what is wrong with that by now is told."""
    version = clocks.newest() or 0
    saved = rule_changes.made(promises.document() or rule_changes.NONE)
    if kept is None:
        return Opened(version, saved, saved, version, "", [], None)
    text, amiss = kept.fields.get("text", ""), kept.fields.get("amiss", "")
    now = rule_changes.read(text) if text else saved
    if not isinstance(now, Made):  # a client of it has another name by now, or is gone
        now, amiss = saved, amiss or text
    found = rule_changes.read(amiss) if amiss else []
    if isinstance(found, Made):
        now, amiss, found = found, "", []
    basis = int(kept.fields.get(BASIS) or version)
    return Opened(version, saved, now, basis, amiss, found, kept.written_at)


def draft(saved: Made, now: Made, amiss: str, basis: int, before: datetime | None) -> Unsaved:
    """The draft of rules as they are now; where nothing has changed it is none."""
    text = now.text if now.text != saved.text else ""
    fields = {"text": text, "amiss": amiss, BASIS: str(basis)} if text or amiss else {}
    return drafts.as_typed(TARGET, KIND, fields, before)


def newest() -> int:
    """The version that holds; 0 where there is none."""
    return clocks.newest() or 0
