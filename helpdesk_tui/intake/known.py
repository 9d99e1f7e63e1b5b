"""Compares what a file says of a ticket with what the desk knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from helpdesk_tui.clock import to_micros
from helpdesk_tui.intake.directory import Directory
from helpdesk_tui.intake.entries import State
from helpdesk_tui.intake.replay import MESSAGE, Step, Story
from helpdesk_tui.models.changes import as_stored
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.orm import tuples

FACTS = ("kind", "subject", "resolved_at", "closed_at", "extra")
"""Columns that a file fills and that leave no step behind."""


class Verdict(Enum):
    """How a ticket in the file stands to the one at the desk."""

    NEW = "not here"
    CONTINUED = "the file goes on where the desk's ticket ends"
    HERE = "the desk knows all of it"
    LEFT = "different, and not by going on"


@dataclass(slots=True)
class Known:
    """A ticket at the desk: its columns, the steps of its history, and whether one of us acted."""

    number: int
    changed: int
    columns: dict[str, Any]
    steps: list[Step] = field(default_factory=list)
    """A message is only told by its time: after it stands True."""
    touched: bool = False


def known_tickets(source: str, externals: Sequence[str]) -> dict[str, Known]:
    """Those of these tickets that are here, by their number in the other system."""
    names = (*State._fields, *FACTS)
    found = tuples(
        Ticket.select(
            Ticket.external, Ticket.id, Ticket.changed_at, *(getattr(Ticket, n) for n in names)
        ).where(Ticket.source == source, Ticket.external.in_(externals))
    )
    here = {
        external: Known(
            number,
            to_micros(changed),
            dict(zip(names, map(as_stored, values), strict=True)),
        )
        for external, number, changed, *values in found
    }
    by_number = {known.number: known for known in here.values()}
    events = tuples(
        Event.select(
            Event.entity_id, Event.at, Event.technician, Event.field, Event.before, Event.after
        )
        .where(Event.entity == Entity.TICKET, Event.entity_id.in_(list(by_number)))
        .order_by(Event.entity_id, Event.id)
    )
    for number, at, technician, name, before, after in events:
        known = by_number[number]
        known.touched |= technician is not None
        if name in State._fields:
            known.steps.append(Step(to_micros(at), name, before, after))
        elif name == MESSAGE and technician is None:
            known.steps.append(Step(to_micros(at), name, None, True))
    return here


def facts(story: Story) -> dict[str, Any]:
    """The story's values for `FACTS`."""
    values = (story.kind, story.subject, story.resolved, story.closed, story.extra or None)
    return dict(zip(FACTS, values, strict=True))


def judge(story: Story, known: Known | None, directory: Directory) -> Verdict:
    """How the story stands to the ticket that is here.

    It continues when every step that is here comes first in it, nobody at the desk has acted on
    the ticket, and it adds a step or a later row.
    """
    if known is None:
        return Verdict.NEW
    told = [_told(step, directory) for step in story.steps]
    shared = min(len(told), len(known.steps))
    if told[:shared] != known.steps[:shared]:
        return Verdict.LEFT
    if len(told) < len(known.steps):
        return Verdict.HERE
    if known.touched:
        return Verdict.HERE if len(told) == len(known.steps) else Verdict.LEFT
    state = {name: directory.find(name, v) for name, v in story.start._asdict().items()}
    state |= {step.field: step.after for step in told[:shared] if step.field != MESSAGE}
    if not story.says_client:
        del state["client"]
    if any(known.columns[name] != value for name, value in state.items()):
        return Verdict.LEFT
    if len(told) > shared:
        return Verdict.CONTINUED
    if all(known.columns[name] == value for name, value in facts(story).items()):
        return Verdict.HERE
    return Verdict.CONTINUED if story.changed > known.changed else Verdict.LEFT


def _told(step: Step, directory: Directory) -> Step:
    """A step with the ids of those whom it names."""
    if step.field == MESSAGE:
        return step._replace(after=True)
    return step._replace(
        before=directory.find(step.field, step.before),
        after=directory.find(step.field, step.after),
    )
