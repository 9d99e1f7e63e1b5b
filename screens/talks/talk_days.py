"""Days in the lines of a conversation, as they are typed and read back."""

from __future__ import annotations

from datetime import date

from helpdesk_tui import clock, typed_days
from helpdesk_tui.conversations.talk import Evidence, NextStep, Warned
from helpdesk_tui.i18n import _

from ..common import when


def written(known: Evidence | Warned | NextStep | None) -> str:
    """How the day of a line stands in its field."""
    return known.day.isoformat() if known and known.day else ""


def read(words: str, *, coming: bool = False) -> date | None:
    """The day that is typed; None without one."""
    return typed_days.day(words.casefold(), _today(), coming=coming) if words else None


def _today() -> date:
    return when.local(clock.now()).date()


def told(words: str, *, coming: bool = False) -> str:
    """How it is understood; raises ValueError with what is wrong."""
    if not words:
        return _("No date yet.")
    if day := read(words, coming=coming):
        if coming and day < _today():
            raise ValueError(_("{day} has passed.").format(day=when.day(day)))
        return when.day(day)
    raise ValueError(_("Not understood: say today, fri, 30/11 or 2026-11-30."))


def told_coming(words: str) -> str:
    """The same of a day that is still to come."""
    return told(words, coming=True)
