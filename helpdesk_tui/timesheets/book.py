"""The workbook of hours (.xlsx): of a client's sheet, or of a period of one client or of all.

Its records, a true pivot table over them, a summary in formulas, a chart, and on its first sheet
the check that they come to the same as the entries, to the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import IO
from zoneinfo import ZoneInfo

from peewee import JOIN, fn

from helpdesk_tui.clock import from_micros, midnight
from helpdesk_tui.i18n import LANGUAGES
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.timesheets import recorded, subjects
from helpdesk_tui.timesheets.recorded import Counted
from helpdesk_tui.timesheets.rows import Sheet
from helpdesk_tui.timesheets.rule_words import rule_words
from helpdesk_tui.timesheets.xlsx import package
from helpdesk_tui.timesheets.xlsx.about import About
from helpdesk_tui.timesheets.xlsx.package import TooMany, Written
from helpdesk_tui.timesheets.xlsx.records import Record
from helpdesk_tui.timesheets.xlsx.totals import named
from helpdesk_tui.timesheets.xlsx.words import WORDS

__all__ = ["Asked", "TooMany", "Written", "workbook", "write"]

_DAY = timedelta(days=1)
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records a workbook is to have."""

    client: int | None
    """None: of all clients, and our own time."""
    first: date
    last: date
    """Both inclusive, by each client's calendar."""
    language: str
    """`en` or `es`, for that of all; one client's is in theirs."""


def workbook(sheet: Sheet) -> bytes:
    """The workbook of a client's sheet, in their language: the same one for the same sheet.

    It asks the desk when the entries began and ended. May take a second. Raises TooMany.
    """
    told = sheet.client
    spoken = told.language if told.language in LANGUAGES else "en"
    words = WORDS[spoken]
    names = named({told.id: told.name}, words)
    lines = [
        (words.days, subjects.days(sheet.first, sheet.last, spoken)),
        (words.rule, rule_words(sheet.rule, spoken)),
    ]
    if sheet.minimum:
        lines.append((words.rule, words.minimum.format(minutes=sheet.minimum // _MINUTE)))
    about = About(
        title=words.for_client.format(client=told.name),
        lines=tuple(lines),
        made=midnight(sheet.last + _DAY, ZoneInfo(told.zone)),  # also before it is given out
        by_day=True,
        names=names,
        words=words,
    )
    file = BytesIO()
    records = recorded.of_sheet(sheet, names[told.id])
    package.write(about, records, lambda: sheet.total.worked - sheet.off, file)
    return file.getvalue()


def write(
    asked: Asked,
    now: datetime,
    file: IO[bytes],
    watched: Callable[[Iterable[Record]], Iterable[Record]] = iter,
) -> Written:
    """Writes the workbook of a period into a file that can be sought in; it reads in one look.

    `watched` is given the records on their way. May take a minute. Raises TooMany.
    """
    found = tuples(Client.select(Client.id, Client.name, Client.language))
    clients = {id_: (name, spoken) for id_, name, spoken in found}
    whose, spoken = clients.get(asked.client or 0, ("", asked.language))
    spoken = spoken if spoken in LANGUAGES else "en"
    words = WORDS[spoken]
    names = named({id_: name for id_, (name, _spoken) in clients.items()}, words)
    title = words.for_client.format(client=whose) if whose else words.title
    about = About(
        title=title,
        lines=(
            (words.days, subjects.days(asked.first, asked.last, spoken)),
            (words.rule, words.billed_as),
        ),
        made=now,
        by_day=False,
        names=names,
        words=words,
    )
    counted = Counted()
    records = recorded.of_period(names, asked.client, asked.first, asked.last, now, counted)
    return package.write(about, watched(records), lambda: counted.seconds, file)


def first_day(client: int | None) -> date | None:
    """The day of the oldest entry of a client, or of all; None where there is no entry."""
    whose = ~Entry.retired if client is None else ~Entry.retired & (Entry.client == client)
    oldest = Entry.select(fn.MIN(Entry.begin).converter(from_micros)).where(whose)
    ((begin,),) = tuples(oldest)
    if begin is None:
        return None
    # A later one may be of an earlier day, in another zone.
    zone = fn.COALESCE(Client.zone, Entry.zone)
    found = Entry.select(Entry.begin, zone).join(Client, JOIN.LEFT_OUTER)
    near = tuples(found.where(whose, Entry.begin < begin + 2 * _DAY))
    days: list[date] = [at.astimezone(ZoneInfo(name)).date() for at, name in near]
    return min(days)


def entries(client: int | None) -> int:
    """How many entries of a client, or of all, there are: about as many as records."""
    found = Entry.select(Entry.id).where(~Entry.retired)
    return int((found if client is None else found.where(Entry.client == client)).count())
