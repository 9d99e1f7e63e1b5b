"""Writes tickets with their history, many at a time, within a transaction of the caller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import chunked

from helpdesk_tui.clock import NEVER, from_micros, to_micros
from helpdesk_tui.intake.directory import Directory
from helpdesk_tui.intake.known import Known, Verdict, facts, judge, known_tickets
from helpdesk_tui.intake.pile import ENOUGH, Pile
from helpdesk_tui.intake.replay import MESSAGE, Said, Step, Story
from helpdesk_tui.models import bulk, clocks, search, unread
from helpdesk_tui.models.changes import new_batch
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.tickets import Message, MessageKind, Ticket, shelf_of

CHUNK = 1000
"""Tickets that are compared and written together."""


@dataclass(slots=True)
class Tally:
    """What came of the tickets: counts by verdict, and those that were left as they are."""

    tickets: dict[Verdict, int] = field(default_factory=lambda: defaultdict(int))
    rows: dict[Verdict, int] = field(default_factory=lambda: defaultdict(int))
    events: int = 0
    left: list[tuple[Story, int]] = field(default_factory=list)
    """Each with the number that its ticket has at the desk."""


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
    directory = Directory(source)
    loader = _Loader(
        source, directory, new_batch(), bulk.next_id(Ticket), bulk.next_id(Message), tally
    )
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
    next_message: int
    tally: Tally
    pile: Pile = field(default_factory=Pile)
    rules: int | None = field(default_factory=clocks.newest)
    """The version that holds: what comes in closed stays under it."""

    def chunk(self, stories: Sequence[Story], *, write: bool) -> None:
        here = known_tickets(self.source, [story.external for story in stories])
        new: list[Story] = []
        continued: list[tuple[Known, Story]] = []
        for story in stories:
            known = here.get(story.external)
            verdict = judge(story, known, self.directory)
            self.tally.tickets[verdict] += 1
            self.tally.rows[verdict] += story.rows
            further: Sequence[Step] = ()
            if known is None:
                new.append(story)
                further = (Step(story.created, "created", None, True), *story.steps)
            elif verdict is Verdict.CONTINUED:
                continued.append((known, story))
                further = _further(known, story)
            elif verdict is Verdict.LEFT:
                self.tally.left.append((story, known.number))
            self.tally.events += len(further)
            if not write:
                _read_through(further)
        if write:
            first = self.next_ticket
            for story in new:
                self._add(story)
            self._write()
            for known, story in continued:
                self._continue(known, story)
            clocks.keep(
                [*range(first, self.next_ticket), *(known.number for known, _ in continued)]
            )

    def _add(self, story: Story) -> None:
        number = self.next_ticket
        self.next_ticket += 1
        end = self.directory.take_all(story.end, says_client=story.says_client)
        self.pile.tickets.append(
            (
                number,
                self.source,
                story.external,
                story.created,
                story.changed,
                to_micros(NEVER),
                story.due,
                0,
                0,
                self.rules,
                False,
                shelf_of(story.end.status, away=False),
                story.kind,
                story.subject,
                story.resolved,
                story.closed,
                Ticket.extra.db_value(story.extra or None),
                self.directory.client_key(end["client"]),
                *end.values(),
            )
        )
        texts = [story.description] if story.description else []
        for text in texts:
            self._message(number, MessageKind.REQUEST, story.created, text, end["requester"])
        self._event(number, Step(story.created, "created", None, True))
        for step in story.steps:
            if step.field == MESSAGE:
                texts.append(step.after.body())
                self._said(number, step, texts[-1])
            else:
                self._event(number, step)
        self.pile.tags += [(number, tag) for tag in story.tags]
        client = self.directory.client_name(end["client"])
        self.pile.words.append((number, *_words(story, client, texts)))
        if self.pile.weight > ENOUGH:
            self._write()

    def _continue(self, known: Known, story: Story) -> None:
        """Adds the steps that are not here yet, and sets the columns to what they lead to."""
        for step in (further := _further(known, story)):
            if step.field == MESSAGE:
                self._said(known.number, step, step.after.body())
            else:
                self._event(known.number, step)
        end = self.directory.take_all(story.end, says_client=story.says_client)
        if story.says_client:
            end["client_key"] = self.directory.client_key(end["client"])
        else:
            del end["client"]  # whoever it was when the ticket was made
        self._write()
        changes = facts(story) | {
            "resolved_at": _instant(story.resolved),
            "closed_at": _instant(story.closed),
            "changed_at": _instant(story.changed),
            "shelf": shelf_of(story.end.status, away=False),
        }
        if story.due is not None:
            changes["agreed_at"] = _instant(story.due)
        Ticket.update(end | changes).where(Ticket.id == known.number).execute()
        heard = [step.at for step in further if step.field == MESSAGE and not step.after.ours]
        if heard:
            unread.came(known.number, from_micros(min(heard)), None)
        search.index_tickets([known.number])

    def _write(self) -> None:
        """Writes what waits; those whom it names go before it."""
        self.directory.flush()
        self.pile.write()

    def _said(self, number: int, step: Step, body: str) -> None:
        """A message that the file tells of, with its event."""
        said: Said = step.after
        kind = MessageKind.REPLY if said.ours and not said.first else MessageKind.REQUEST
        author = self.directory.take_author(said.author)
        message = self._message(number, kind, step.at, body, *author)
        self._event(number, step._replace(after=message))

    def _message(
        self,
        number: int,
        kind: MessageKind,
        at: int,
        body: str,
        contact: int | None,
        technician: int | None = None,
    ) -> int:
        message = self.next_message
        self.next_message += 1
        # What a file tells of has left, wherever it left from.
        sent_at = at if kind == MessageKind.REPLY else None
        self.pile.messages.append(
            (message, number, kind, technician, contact, at, body, sent_at, False)
        )
        self.pile.weight += len(body)
        return message

    def _event(self, number: int, step: Step) -> None:
        before, after = step.before, step.after
        if step.field == "subject":
            before, after = ({"prose": Prose.create(text=text).id} for text in (before, after))
        else:
            before = self.directory.take(step.field, before)
            after = self.directory.take(step.field, after)
        self.pile.events.append(
            (
                step.at,
                Entity.TICKET,
                number,
                step.field,
                Event.before.db_value(before),
                Event.after.db_value(after),
                self.batch,
            )
        )


def _further(known: Known, story: Story) -> list[Step]:
    """The steps of a story that the desk has not; a fact that changed is one at the last row."""
    changed = [
        Step(story.changed, name, known.columns[name], value)
        for name, value in facts(story).items()
        if known.columns[name] != value
    ]
    return [*story.steps[len(known.steps) :], *changed]


def _read_through(steps: Iterable[Step]) -> None:
    """Reads what would be written, so that a trial says all that is to be said of it."""
    for step in steps:
        if step.field == MESSAGE:
            step.after.body()


def _words(story: Story, client: str, texts: Sequence[str]) -> tuple[str, str, str, str]:
    """What the search finds the ticket by."""
    person = story.end.requester
    names = (client, person.name if person else "", story.external)
    return story.subject, " ".join(names), " ".join(story.tags), "\n".join(texts)


def _instant(micros: int | None) -> Any:
    return None if micros is None else from_micros(micros)
