"""Turns the messages of one thread into a ticket, and the events by which it grew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from helpdesk_tui.intake.entries import AS_BEFORE, Entry, EntryReader, Person
from helpdesk_tui.intake.replay import MESSAGE, Said, Step, Story, ends, labels, walk
from helpdesk_tui.models.tickets import Status, Wait


def talk(rows: Iterable[Entry], reader: EntryReader, ours: Collection[str]) -> Story:
    """The story of one ticket from its messages; those of one instant stand in the file's order.

    Its subject and all else that does not change come from the first message. Whoever is the first
    to write without being one of `ours` (addresses in lower case) asks for help. A wait for the
    client is over when the client writes and that message says nothing of a status.
    """
    entries = sorted(rows, key=lambda entry: entry.at)
    first, last = entries[0], entries[-1]
    start = now = first.state._replace(
        status=int(Status.NEW), wait_reason=None, requester=_asks(first, ours)
    )
    steps: list[Step] = []
    for entry in entries:
        is_ours = _is_ours(entry.state.requester, ours)
        state = entry.state._replace(requester=now.requester or _asks(entry, ours))
        if state.status == AS_BEFORE and now.wait_reason == Wait.CLIENT and not is_ours:
            state = state._replace(status=int(Status.OPEN))
        more, now = walk(now, [(entry.at, state)])
        said = Said(
            author=entry.state.requester,
            ours=is_ours,
            first=entry is first,
            body=partial(reader.message, entry),
        )
        steps += [*more, Step(entry.at, MESSAGE, None, said)]
    resolved, closed = ends(last, now, steps)
    return Story(
        external=first.external,
        line=first.line,
        rows=len(entries),
        created=first.created,
        changed=last.at,
        resolved=resolved,
        closed=closed,
        due=first.due if now.status < Status.RESOLVED else None,
        kind=first.kind,
        start=start,
        end=now,
        steps=tuple(steps),
        subject=reader.text("subject", first.cells) or _first_line(reader.message(first)),
        description="",
        tags=labels(reader.text("tags", first.cells)),
        extra=reader.spare(first.cells),
        says_client=reader.has("client"),
    )


def _asks(entry: Entry, ours: Collection[str]) -> Person | None:
    person = entry.state.requester
    return None if _is_ours(person, ours) else person


def _is_ours(person: Person | None, ours: Collection[str]) -> bool:
    return person is not None and person.email.casefold() in ours


def _first_line(text: str) -> str:
    return text.partition("\n")[0].strip()
