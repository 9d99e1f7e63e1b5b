"""Writes recorded time as entries, many at a time, within a transaction of the caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from peewee import chunked

from helpdesk_tui import clock
from helpdesk_tui.clock import from_micros, to_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.intake.harvest import Progress
from helpdesk_tui.intake.hours.loose import laid
from helpdesk_tui.intake.hours.names import About, Directory, Ids
from helpdesk_tui.intake.hours.overlaps import Overlaps
from helpdesk_tui.intake.hours.reader import HourReader, Worked
from helpdesk_tui.intake.report import Refusal
from helpdesk_tui.intake.rows import Source
from helpdesk_tui.models import bulk, days, locked
from helpdesk_tui.models.billing import Sheet
from helpdesk_tui.models.changes import new_batch
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.worktime import stretches

_CHUNK = 1000
_MICROS = 1_000_000
_ENTRY = (
    *(Entry.id, Entry.source, Entry.external, Entry.begin, Entry.end, Entry.breaks, Entry.zone),
    *(Entry.title, Entry.description, Entry.together, Entry.retired, Entry.created_at),
    *(Entry.boot, Entry.booted, Entry.drops),
    *(getattr(Entry, name) for name in Ids._fields),
)
_EVENT = (Event.at, Event.entity, Event.entity_id, Event.field, Event.after, Event.batch)


@dataclass(slots=True)
class Judged:
    """How the rows stand to the desk."""

    new: list[tuple[str, Worked, About]] = field(default_factory=list)
    here: int = 0
    left: list[tuple[Worked, int]] = field(default_factory=list)
    """Different here, each with the number of its entry."""
    refused: list[Refusal] = field(default_factory=list)


def judge(
    keyed: Sequence[tuple[str, Worked]],
    source: str,
    directory: Directory,
    reader: HourReader,
    place: Source,
) -> Judged:
    """Compares the rows with the desk. What is here is not looked at any further."""
    judged = Judged()
    directory.read_tickets(one.ticket for _key, one in keyed if one.ticket is not None)
    for some in chunked(keyed, _CHUNK):
        known = _known(source, [key for key, _one in some])
        for key, one in some:
            about = directory.about(one)
            if key not in known:
                judged.new.append((key, one, about))
                continue
            number, retired, *facts = known[key]
            ids = directory.ids(one, about, take=False)
            said = [one.begin, one.end, about.title, ids.client, ids.project]
            if one.loose:  # where on its day it lies is nothing that the file says
                said[:2], facts[:2] = [one.end - one.begin], [(facts[1] or 0) - facts[0]]
            if retired or facts == said:
                judged.here += 1
            else:
                judged.left.append((one, number))
    judged.new, homeless = laid(judged.new, directory)
    full = {one.line for _key, one, _about in homeless}
    sheets = _Sheets(judged.new, directory)
    sound = []
    for key, one, about in [*judged.new, *homeless]:
        trouble = column = ""
        if one.line in full:
            trouble = _("There is no room for it in what is left of that day.")
            column = reader.title("begin")
        elif one.ticket is not None and not directory.has_ticket(one.ticket):
            words = _("There is no ticket {numbers}.")
            trouble, column = words.format(numbers=one.ticket), reader.title("ticket")
        elif trouble := sheets.trouble(one, about):
            column = reader.title("begin")
        if trouble:
            judged.refused.append(
                Refusal(one.line, place.place(one.line), column, about.title, trouble)
            )
        else:
            sound.append((key, one, about))
    judged.new = sound
    return judged


def together(judged: Judged, directory: Directory) -> set[str]:
    """What of the new lies over other entries of its technician."""
    if not judged.new:
        return set()
    begin = min(one.begin for _key, one, _about in judged.new)
    end = max(one.end for _key, one, _about in judged.new)
    overlaps = Overlaps(begin, end)
    return {
        key
        for key, one, _about in judged.new
        if overlaps.over(directory.owner(one), one.begin, one.end)
    }


def write(
    judged: Judged,
    source: str,
    directory: Directory,
    over: set[str],
    progress: Progress | None,
) -> None:
    """Adds what is new, all of it in one batch."""
    now, batch, number = to_micros(clock.now()), new_batch(), bulk.next_id(Entry)
    made = Event.after.db_value(True)
    touched: list[days.Touched] = []
    done = 0
    for some in chunked(judged.new, _CHUNK):
        entries: list[tuple[Any, ...]] = []
        events: list[tuple[Any, ...]] = []
        for key, one, about in some:
            what = (about.title, about.description, key in over, False, now, "", 0, "")
            ids = directory.ids(one, about, take=True)
            begin, end = one.begin * _MICROS, one.end * _MICROS
            when = (begin, end, _breaks(one), one.zone)
            entries.append((number, source, key, *when, *what, *ids))
            touched.append((ids.technician, begin, end))
            events.append((now, Entity.ENTRY, number, "created", made, batch))
            number += 1
        directory.flush()
        bulk.insert(Entry, _ENTRY, entries)
        bulk.insert(Event, _EVENT, events)
        done += len(some)
        if progress:
            progress(done, len(judged.new))
    days.settle(touched)


def by_client(judged: Judged) -> tuple[tuple[str, int], ...]:
    """Seconds of the new by client, the most first."""
    found: Counter[str] = Counter()
    names: dict[str, str] = {}
    for _key, one, about in judged.new:
        found[names.setdefault(about.client.casefold(), about.client)] += one.seconds
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


class _Sheets:
    """The sheets that were given out, of the clients that the new rows are about."""

    def __init__(self, new: Sequence[tuple[str, Worked, About]], directory: Directory) -> None:
        self._directory = directory
        self._given: dict[int, list[Sheet]] = {}
        self._zones: dict[int, ZoneInfo] = {}
        touched: dict[int, list[date]] = {}
        ids = {directory.clients.find(about.client) for _key, _one, about in new if about.client}
        for some in chunked(ids, _CHUNK):
            found = Client.select(Client.id, Client.zone).where(Client.id.in_(some))
            for client, zone in tuples(database.held(found.order_by(Client.id))):
                self._zones[client] = ZoneInfo(zone)
        for _key, one, about in new:
            client = directory.clients.find(about.client)
            if client in self._zones:
                touched.setdefault(client, []).extend(self._days(client, one))
        for client, on in touched.items():
            self._given[client] = locked.given(client, min(on), max(on))

    def trouble(self, one: Worked, about: About) -> str:
        """Why the client may not get this time any more; empty when they may."""
        client = self._directory.clients.find(about.client)
        given = self._given.get(client)
        if not given:
            return ""
        first, last = self._days(client, one)
        touched = (sheet for sheet in given if sheet.first <= last and sheet.last >= first)
        sheet = next(touched, None)
        return locked.told(about.client, sheet) if sheet else ""

    def _days(self, client: int, one: Worked) -> Iterator[date]:
        for instant in (one.begin, one.end):
            yield from_micros(instant * _MICROS).astimezone(self._zones[client]).date()


def _known(source: str, keys: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    found = Entry.select(
        *(Entry.external, Entry.id, Entry.retired, Entry.begin, Entry.end),
        *(Entry.title, Entry.client, Entry.project),
    ).where(Entry.source == source, Entry.external.in_(keys))
    return {
        key: (number, retired, _seconds(begin), end and _seconds(end), *rest)
        for key, number, retired, begin, end, *rest in tuples(found)
    }


def _seconds(instant: Any) -> int:
    return to_micros(instant) // _MICROS


def _breaks(one: Worked) -> str:
    pairs = ((from_micros(at * _MICROS), from_micros(to * _MICROS)) for at, to in one.breaks)
    return stretches.write(pairs) if one.breaks else ""
