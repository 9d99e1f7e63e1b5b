"""Writes tickets with their history, many at a time, within a transaction of the caller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import chunked

from helpdesk_tui.clock import NEVER, from_micros, to_micros
from helpdesk_tui.intake.directory import Directory
from helpdesk_tui.intake.entries import State
from helpdesk_tui.intake.known import Known, Verdict, facts, judge, known_tickets
from helpdesk_tui.intake.replay import Step, Story
from helpdesk_tui.intake.report import Left
from helpdesk_tui.models import bulk, search
from helpdesk_tui.models.changes import new_batch
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.tickets import Message, MessageKind, Ticket, TicketTag, shelf_of

CHUNK = 1000
"""Tickets that are compared and written together."""

_TICKET = (
    Ticket.id,
    Ticket.source,
    Ticket.external,
    Ticket.created_at,
    Ticket.changed_at,
    Ticket.due_at,
    Ticket.deleted,
    Ticket.shelf,
    Ticket.kind,
    Ticket.subject,
    Ticket.resolved_at,
    Ticket.closed_at,
    Ticket.extra,
    *(getattr(Ticket, name) for name in State._fields),
)
_EVENT = (
    Event.at,
    Event.entity,
    Event.entity_id,
    Event.field,
    Event.before,
    Event.after,
    Event.batch,
)
_MESSAGE = (
    Message.ticket,
    Message.kind,
    Message.contact,
    Message.at,
    Message.body,
    Message.withdrawn,
)


@dataclass(slots=True)
class Tally:
    """What came of the tickets: counts by verdict, and those that were left as they are."""

    tickets: dict[Verdict, int] = field(default_factory=lambda: defaultdict(int))
    rows: dict[Verdict, int] = field(default_factory=lambda: defaultdict(int))
    events: int = 0
    left: list[Left] = field(default_factory=list)


def load(
    stories: Sequence[Story],
    source: str,
    *,
    write: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Tally:
    """Compares the stories with the desk and, with `write`, adds what is new in them.

    `progress` is told how many of how many are done.
    """
    tally = Tally()
    loader = _Loader(source, Directory(source), new_batch(), bulk.next_id(Ticket), tally)
    done = 0
    for chunk in chunked(stories, CHUNK):
        loader.chunk(chunk, write=write)
        done += len(chunk)
        if progress:
            progress(done, len(stories))
    return tally


@dataclass(slots=True)
class _Loader:
    """One import at work. Everything that it writes belongs to one batch."""

    source: str
    directory: Directory
    batch: int
    next_ticket: int
    tally: Tally

    def chunk(self, stories: Sequence[Story], *, write: bool) -> None:
        here = known_tickets(self.source, [story.external for story in stories])
        new: list[Story] = []
        continued: list[tuple[Known, Story]] = []
        for story in stories:
            known = here.get(story.external)
            verdict = judge(story, known, self.directory)
            self.tally.tickets[verdict] += 1
            self.tally.rows[verdict] += story.rows
            if known is None:
                new.append(story)
                self.tally.events += 1 + len(story.steps)
            elif verdict is Verdict.CONTINUED:
                continued.append((known, story))
                self.tally.events += len(_further(known, story))
            elif verdict is Verdict.LEFT:
                self.tally.left.append(Left(story.line, story.external, known.number))
        if write:
            self._add(new)
            for known, story in continued:
                self._continue(known, story)

    def _add(self, stories: Sequence[Story]) -> None:
        tickets, events, messages, tags, words = [], [], [], [], []
        for number, story in enumerate(stories, start=self.next_ticket):
            end = self.directory.take_all(story.end)
            tickets.append(
                (
                    number,
                    self.source,
                    story.external,
                    story.created,
                    story.changed,
                    to_micros(NEVER) if story.due is None else story.due,
                    False,
                    shelf_of(story.end.status, away=False),
                    story.kind,
                    story.subject,
                    story.resolved,
                    story.closed,
                    Ticket.extra.db_value(story.extra or None),
                    *end.values(),
                )
            )
            events.append(self._event(number, Step(story.created, "created", None, True)))
            events += [self._event(number, step) for step in story.steps]
            if story.description:
                messages.append(
                    (
                        number,
                        MessageKind.REQUEST,
                        end["requester"],
                        story.created,
                        story.description,
                        False,
                    )
                )
            tags += [(number, tag) for tag in story.tags]
            words.append((number, *_words(story)))
        self.next_ticket += len(stories)
        self.directory.flush()
        bulk.insert(Ticket, _TICKET, tickets)
        bulk.insert(Event, _EVENT, events)
        bulk.insert(Message, _MESSAGE, messages)
        bulk.insert(TicketTag, (TicketTag.ticket, TicketTag.tag), tags)
        bulk.run(search.INSERT, words)

    def _continue(self, known: Known, story: Story) -> None:
        """Adds the steps that are not here yet, and sets the columns to what they lead to."""
        events = [self._event(known.number, step) for step in _further(known, story)]
        end = self.directory.take_all(story.end)
        self.directory.flush()
        bulk.insert(Event, _EVENT, events)
        changes = facts(story) | {
            "resolved_at": _instant(story.resolved),
            "closed_at": _instant(story.closed),
            "changed_at": _instant(story.changed),
            "shelf": shelf_of(story.end.status, away=False),
        }
        if story.due is not None:
            changes["due_at"] = _instant(story.due)
        Ticket.update(end | changes).where(Ticket.id == known.number).execute()
        search.index_tickets([known.number])

    def _event(self, number: int, step: Step) -> tuple[Any, ...]:
        before, after = step.before, step.after
        if step.field == "subject":
            before, after = ({"prose": Prose.create(text=text).id} for text in (before, after))
        else:
            before = self.directory.take(step.field, before)
            after = self.directory.take(step.field, after)
        return (
            step.at,
            Entity.TICKET,
            number,
            step.field,
            Event.before.db_value(before),
            Event.after.db_value(after),
            self.batch,
        )


def _further(known: Known, story: Story) -> list[Step]:
    """The steps of a story that the desk has not; a fact that changed is one at the last row."""
    changed = [
        Step(story.changed, name, known.columns[name], value)
        for name, value in facts(story).items()
        if known.columns[name] != value
    ]
    return [*story.steps[len(known.steps) :], *changed]


def _words(story: Story) -> tuple[str, str, str, str]:
    """What the search finds the ticket by."""
    person = story.end.requester
    names = (story.end.client or "", person.name if person else "", story.external)
    return story.subject, " ".join(names), " ".join(story.tags), story.description


def _instant(micros: int | None) -> Any:
    return None if micros is None else from_micros(micros)
