"""What the commands about time and talks share: sentences, the zone, instants, JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

import click

from helpdesk_tui import clock, short_time
from helpdesk_tui.cli import Context
from helpdesk_tui.cli.saying import say, say_json
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.worktime.spent import Spent

SECOND = timedelta(seconds=1)

NOBODY = 0
"""Stands for who was never here: to look signs nobody in."""

json_option = click.option("--json", "as_json", is_flag=True, help=N_("Print JSON, for a script."))


def spare_the_terminal() -> None:
    """Lets a sign that the terminal cannot show be a ?, which is better than no answer."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def use_zone(context: Context) -> ZoneInfo | None:
    """The technician's zone, in which instants are said from now on; None is the system's."""
    from helpdesk_tui.screens.common import when

    when.use_zone(context.settings.zone)
    return when.zone()


def day(word: str) -> date:
    """The day that is named, by the technician's calendar. Ends the command where there is none."""
    from helpdesk_tui import typed_days
    from helpdesk_tui.screens.common import when

    today = when.local(clock.now()).date()
    try:
        found = typed_days.day(word.strip().casefold(), today, coming=False)
    except ValueError:  # 31/2
        found = None
    if found is None:
        raise click.UsageError(
            _("“{day}” is no day. Write today, yesterday, mon, 16/11 or 2026-11-16.").format(
                day=word
            )
        )
    return found


def refuse(sentence: str) -> NoReturn:
    """Ends the command with 1: that cannot be as things stand."""
    say(sentence, err=True)
    raise click.exceptions.Exit(1)


@contextmanager
def refusals() -> Iterator[None]:
    """What the timer or the entries refuse ends the command with its sentence and 1."""
    from helpdesk_tui.models.changes import Conflict, Refused

    try:
        yield
    except Refused as refused:
        refuse(str(refused))
    except Conflict:
        refuse(_("Somebody else has just changed that. Nothing was changed; look, and try again."))


def hours(length: timedelta) -> str:
    """A length of work as `H:MM`."""
    return short_time.hours(length // SECOND)


def heading(title: str, client: str, ticket: int | None) -> str:
    """What somebody does, for whom, about which ticket."""
    number = f"#{ticket}" if ticket else ""
    return " · ".join(filter(None, (title, client, number)))


def print_json(document: dict[str, Any]) -> None:
    """Prints a document of a shape that docs/time.md tells."""
    say_json(document)


def entry_json(spent: Spent, now: datetime) -> dict[str, Any]:
    """An entry; one that runs has no end, and the seconds up to now. What is not there is null."""
    return {
        "id": spent.id,
        "title": spent.what.title,
        "description": spent.what.description or None,
        "client": spent.client or None,
        "project": spent.project or None,
        "activity": spent.activity or None,
        "ticket": spent.what.ticket,
        "billable": spent.what.billable,
        "begin": instant(spent.begin),
        "end": spent.end and instant(spent.end),
        "breaks": [[instant(at), instant(until)] for at, until in spent.breaks],
        "zone": spent.zone,
        "seconds": spent.counted(now) // SECOND,
        "unclear_since": spent.doubt and instant(spent.doubt),
    }


def instant(instant: datetime) -> str:
    """An instant as ISO 8601 in UTC, to the second."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
