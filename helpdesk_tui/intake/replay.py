"""Turns the rows of one ticket into the ticket and the events that made it what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from helpdesk_tui.clock import from_micros
from helpdesk_tui.intake.entries import AS_BEFORE, Entry, EntryReader, Person, State
from helpdesk_tui.models.tickets import Status

LONGEST_TAG = 40

MESSAGE = "message"
"""The field of a step by which something was said; what comes after it is a `Said`."""


class Step(NamedTuple):
    """A field of the ticket went from one value to another, at an instant in microseconds."""

    at: int
    field: str
    before: Any
    after: Any


class Said(NamedTuple):
    """A message as a file tells it. `body` reads its text, which is not held till it is needed."""

    author: Person | None
    ours: bool
    first: bool
    body: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket and how it came about. Instants are microseconds since 1970."""

    external: str
    line: int
    rows: int
    created: int
    changed: int
    resolved: int | None
    closed: int | None
    due: int | None
    kind: int
    start: State
    end: State
    steps: tuple[Step, ...]
    subject: str
    description: str
    tags: tuple[str, ...]
    extra: dict[str, object]
    says_client: bool
    """Else the client is the one for whom the requester works."""


def replay(rows: Iterable[Entry], reader: EntryReader, *, states: bool) -> Story:
    """The story of one ticket from its rows; rows of the same instant stand in the file's order.

    A ticket begins as new, with the team, the technician and the rest that its first row names,
    and what a later row says otherwise is a step. In a file of `states` each row is one. Else its
    only row says when the ticket was resolved and closed.
    """
    entries = sorted(rows, key=lambda entry: entry.at)
    first, last = entries[0], entries[-1]
    start = first.state._replace(status=int(Status.NEW), wait_reason=None)
    stations = [(e.at, e.state) for e in entries] if states else list(_stations(first))
    steps, end = walk(start, stations)
    resolved, closed = ends(last, end, steps)
    extra = reader.spare(last.cells) | _unused(entries, end, reader)
    text = reader.text("description", last.cells, multiline=True)
    subject = reader.text("subject", last.cells)
    return Story(
        external=first.external,
        line=first.line,
        rows=len(entries),
        created=first.created,
        changed=max(last.at, steps[-1].at if steps else last.at),
        resolved=resolved,
        closed=closed,
        due=last.due if end.status < Status.RESOLVED else None,
        kind=last.kind,
        start=start,
        end=end,
        steps=steps,
        subject=subject or text.partition("\n")[0].strip() or first.external,
        description=text.strip(),
        tags=labels(reader.text("tags", last.cells)),
        extra=extra,
        says_client=reader.has("client"),
    )


def _stations(row: Entry) -> Iterator[tuple[int, State]]:
    """The states that the single row of a ticket tells of; an end that it does not date is last."""
    known = row.at if row.resolved is None else max(row.at, row.resolved)
    closed = known if row.closed is None else row.closed
    if row.state.status == Status.CLOSED:
        if row.resolved is not None and row.resolved <= closed:
            yield row.resolved, row.state._replace(status=int(Status.RESOLVED))
        yield closed, row.state
    elif row.state.status == Status.RESOLVED and row.resolved is not None:
        yield row.resolved, row.state
    else:
        yield row.at, row.state


def walk(start: State, stations: Sequence[tuple[int, State]]) -> tuple[tuple[Step, ...], State]:
    """The steps from one state through others, each at its instant, and where they end."""
    steps: list[Step] = []
    now = start
    for at, state in stations:
        if state.status == AS_BEFORE:
            state = state._replace(status=now.status, wait_reason=now.wait_reason)
        if state != now:
            steps += [
                Step(at, field, before, after)
                for field, before, after in zip(State._fields, now, state, strict=True)
                if before != after
            ]
            now = state
    return tuple(steps), now


def ends(last: Entry, end: State, steps: Sequence[Step]) -> tuple[int | None, int | None]:
    """When the ticket was resolved and closed: as its row says, else as its steps show."""
    resolved = closed = None
    for step in steps:
        if step.field == "status":
            if step.after < Status.RESOLVED:
                resolved = None
            elif resolved is None:
                resolved = step.at
            closed = step.at if step.after == Status.CLOSED else None
    if resolved is not None and last.resolved is not None:
        resolved = last.resolved
    if closed is not None and last.closed is not None:
        closed = last.closed
    return resolved, closed


def _unused(entries: Sequence[Entry], end: State, reader: EntryReader) -> dict[str, object]:
    """What the rows say that the ticket has no place for, as it stands: it is kept as it came."""
    last = entries[-1]
    unused: dict[str, object] = {}
    kept = [{"at": from_micros(e.at).isoformat(), "value": e.kept} for e in entries if e.kept]
    if kept:
        unused[reader.title("status")] = kept
    for field, fits in (
        ("resolved", end.status >= Status.RESOLVED),
        ("closed", end.status == Status.CLOSED),
        ("due", end.status < Status.RESOLVED),
    ):
        if not fits and (text := reader.text(field, last.cells)):
            unused[reader.title(field)] = text
    return unused


def labels(text: str) -> tuple[str, ...]:
    """Labels divided by commas, semicolons or bars; a space inside one becomes a hyphen."""
    for mark in ";|":
        text = text.replace(mark, ",")
    found = ("-".join(tag.lower().split())[:LONGEST_TAG] for tag in text.split(","))
    return tuple(dict.fromkeys(filter(None, found)))
