"""Recorded time written to a workbook, of one client or of all, while the keys go on."""

from __future__ import annotations

from datetime import date

from helpdesk_tui import clock, typed_days
from helpdesk_tui.i18n import _
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named

from ..common import when
from ..frame import writing
from ..frame.frame import Frame
from ..parts.fields import Answers, Field


async def write(screen: Frame, client: Named | None, first: date, last: date) -> None:
    """Asks whose time of which days, and for a file, and lets `helpdesk workbook` write it."""
    fields = [
        Field(
            "client",
            _("Client"),
            client.name if client else "",
            client.id if client else None,
            find=directory.clients,
        ),
        Field("from", _("From"), first.isoformat(), reading=_told_first),
        Field("until", _("Until"), last.isoformat(), reading=_told),
    ]
    await writing.write(
        screen,
        _("Write recorded time to a workbook (no client: of all)"),
        _("hours"),
        (".xlsx",),
        _command,
        fields,
        _wrong,
    )


def _command(answers: Answers) -> list[str]:
    """As `helpdesk workbook` is told; without a client of all."""
    client = answers["client"]
    days = {"from": _day(answers["from"]), "until": _day(answers["until"])}
    return [
        *("workbook", "--steps", f"--client={client}" if client else "--all"),
        *(f"--{name}={day}" for name, day in days.items() if day),
    ]


def _wrong(answers: Answers) -> str | None:
    try:
        _told_first(answers["from"])
        _told(answers["until"])
    except ValueError as problem:
        return str(problem)
    return None


def _day(words: str) -> date | None:
    today = when.local(clock.now()).date()
    return typed_days.day(words.casefold(), today, coming=False) if words else None


def _told_first(words: str) -> str:
    return _told(words) if words else _("From the first entry on.")


def _told(words: str) -> str:
    """How it is understood; raises ValueError with what is wrong."""
    day = None
    try:
        day = _day(words)
    except ValueError:
        raise ValueError(_("There is no such day.")) from None
    if day:
        return when.day(day)
    if not words:
        return _("Up to today.")
    raise ValueError(_("Not understood: say today, fri, 30/11 or 2026-11-30."))
