"""The forms of entries: one that is written by hand, and one that is to be changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from helpdesk_tui import clock, typed_spans
from helpdesk_tui.clock import NEVER, from_micros, to_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Conflict, Done, Hand
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import drafts, queue
from helpdesk_tui.typed_spans import Span
from helpdesk_tui.unreadable import Unreadable
from helpdesk_tui.worktime import entries, stretches
from helpdesk_tui.worktime.entries import Spent, Way
from helpdesk_tui.worktime.stretches import Stretch
from helpdesk_tui.worktime.timer import What

from ..common import when
from ..frame.frame import Frame
from ..parts.fields import BASIS, Answers, DraftOf, Field
from . import entry_text
from .entry_ways import carry_out, forestalled, settle_twice
from .time_forms import TimeForm, missing, what_fields, what_of
from .time_worked import reading

TICKETS = 20
"""Tickets that are offered at once."""

KIND = "time"
"""What the drafts of these forms are called."""


class EntryForm(TimeForm):
    """One that begins with what is in hand, and can be emptied of that, too."""

    def action_empty(self) -> None:
        """Puts back what stood there by itself; when only that is there, it goes, too."""
        if not self._filled.is_begun():
            for name, field in self._fields.items():
                if name != "billable":
                    self._fields[name] = replace(field, value="", chosen=None)
        super().action_empty()


async def by_hand(
    screen: Frame,
    what: What | None = None,
    client: Named | None = None,
    *,
    gap: Stretch | None = None,
    day: date | None = None,
) -> int | None:
    """Asks for time that was spent and writes it down; the number of the new entry.

    A ticket in hand is what it was spent on; `gap` is the time, `day` at least the date.
    """
    desk, zone = screen.app.desk, when.zone_name()
    ticket = what.ticket if what else None
    draft = DraftOf(_target(ticket, gap), KIND)
    at = gap[0] if gap else None
    made: list[int] = []

    def span_of(words: str) -> Span:
        return typed_spans.read(words, clock.now(), when.zone(), at=at)

    def when_told(words: str) -> str:
        return (
            reading(span_of(words)) if words else _("Such as 1h30, 9:00-10:30, yesterday 16:00 45m")
        )

    async def submit(answers: Answers) -> str | None:
        try:
            span = await settle_twice(screen, span_of(answers["when"]))
        except Unreadable as unreadable:  # nothing at all: the other fields were looked at first
            return str(unreadable)
        if span is None:
            return _("Nothing was written.")

        def write(way: Way | None) -> Done:
            doing = _doing(answers)
            return entries.add(desk.me.id, doing, span.begin, span.end, span.breaks, zone, way)

        told = _("“{title}” is recorded: {reading}")
        told = told.format(title=answers["title"], reading=reading(span))
        outcome = missing(answers) or await carry_out(screen, write, told, draft)
        if isinstance(outcome, str):
            return outcome
        made.append(outcome.things[0])
        return None

    if client is None and what and what.client is not None:
        card = await desk.read(directory.client_card, what.client)
        client = Named(card.id, card.name)
    stretch = entry_text.stretch(*gap) if gap else f"{day.isoformat()} " if day else ""
    title = _("Time entry by hand")
    if ticket:
        title = _("Time entry by hand · ticket {number} · ctrl+l: without it")
        title = title.format(number=ticket)
    form: EntryForm
    fields = [
        Field("when", _("When"), stretch, reading=when_told),
        *what_fields(lambda: form.answers(), what, client=client),
        _ticket_field(ticket, what.title if what else ""),
    ]
    kept = await desk.read(drafts.load, desk.me.id, draft.target, KIND)
    start = "client" if gap and not kept else ""  # when it was is known: for whom was it?
    form = EntryForm(title, fields, submit, draft=draft, kept=kept, start=start)
    await screen.ask(form)
    return next(iter(made), None)


async def edit(screen: Frame, entry: Spent) -> None:
    """Asks what is different about an entry; a time that is not touched keeps its seconds."""
    desk, target = screen.app.desk, f"entry:{entry.id}"
    kept = await desk.read(drafts.load, desk.me.id, target, KIND)
    if kept:  # it is compared with what was seen when it was begun
        entry = _as_seen(entry, json.loads(kept.fields[BASIS]))
    draft = DraftOf(target, KIND, json.dumps(_seen(entry)))
    found = [entry]

    async def submit(answers: Answers) -> str | None:
        seen = found[0]
        span = await settle_twice(screen, entry_text.read(answers["when"], entry.extent))
        if span is None:
            return _("Nothing was changed.")
        times = _changed(entry, span)

        def write(way: Way | None) -> Done:
            return entries.edit(desk.me.id, seen, what=_doing(answers), way=way, **times)

        told = _("“{title}” is changed").format(title=answers["title"])
        try:
            outcome = missing(answers) or await carry_out(screen, write, told, draft)
        except Conflict as conflict:
            now = await desk.read(entries.by_id, entry.id)
            found[0] = now or seen
            again = _("ctrl+s again puts yours in its place.")
            return f"{forestalled(conflict)} {again}"
        return outcome if isinstance(outcome, str) else None

    what = entry.what
    client = Named(what.client, entry.client) if what.client is not None else None
    subject = await desk.read(_subject, what.ticket) if what.ticket else ""
    form: TimeForm
    fields = [
        Field(
            "when",
            _("When"),
            entry_text.written(entry.extent),
            reading=lambda words: entry_text.told(words, entry.extent),
        ),
        *what_fields(
            lambda: form.answers(),
            what,
            client=client,
            project=entry.project,
            activity=entry.activity,
        ),
        _ticket_field(what.ticket, subject),
    ]
    title = _("Edit “{title}”").format(title=what.title)
    form = TimeForm(title, fields, submit, draft=draft, kept=kept)
    await screen.ask(form)


def _target(ticket: int | None, gap: Stretch | None) -> str:
    if gap:
        return f"gap:{to_micros(gap[0])}"
    return f"ticket:{ticket}" if ticket else "entry:new"


def _doing(answers: Answers) -> Callable[[Hand], What]:
    return lambda hand: what_of(hand, answers, answers.chosen["ticket"])


def _changed(entry: Spent, span: Span) -> dict[str, Any]:
    """The times that differ from those of the entry; `NEVER` is the end of what still runs."""
    times: dict[str, Any] = {}
    if span.begin != entry.begin:
        times["begin"] = span.begin
    if span.end not in (entry.end, NEVER):
        times["end"] = span.end
    if span.breaks != entry.breaks:
        times["breaks"] = span.breaks
    return times


# What an edit was begun on


def _seen(entry: Spent) -> dict[str, Any]:
    return {
        "begin": to_micros(entry.begin),
        "end": entry.end and to_micros(entry.end),
        "breaks": stretches.write(entry.breaks),
        "what": asdict(entry.what),
        "names": [entry.client, entry.project, entry.activity],
    }


def _as_seen(entry: Spent, seen: dict[str, Any]) -> Spent:
    client, project, activity = seen["names"]
    return replace(
        entry,
        begin=from_micros(seen["begin"]),
        end=None if seen["end"] is None else from_micros(seen["end"]),
        breaks=tuple(stretches.read(seen["breaks"])),
        what=What(**seen["what"]),
        client=client,
        project=project,
        activity=activity,
    )


# Its ticket


def _ticket_field(ticket: int | None, subject: str) -> Field:
    value = f"{ticket} {subject}" if ticket else ""
    return Field("ticket", _("Ticket"), value, ticket, find=tickets)


def tickets(words: str, client: int | None = None) -> list[Named]:
    """Tickets by number, or open ones by what they are about, of one client if it is given."""
    number = words.split()[0] if words.split() else ""
    if number.isdecimal() and (rows := queue.rows_by_id([int(number)])):
        found = list(rows.values())
    else:
        found = queue.open_of(None, words, TICKETS, client=client)
    return [Named(row.id, f"{row.id} {row.subject}", row.client) for row in found]


def _subject(ticket: int) -> str:
    return queue.rows_by_id([ticket])[ticket].subject
