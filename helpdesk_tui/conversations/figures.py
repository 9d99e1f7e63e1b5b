"""What conversations came to: figures of use by case and month, never of a person.

Neither who led a conversation nor who heard it is read here, so that nobody can be measured.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from statistics import median
from typing import Any

from peewee import fn

from helpdesk_tui import clock, periods
from helpdesk_tui.conversations.listing import case_names
from helpdesk_tui.conversations.steps import STEPS
from helpdesk_tui.models.conversations import (
    Conversation,
    Jump,
    NextStep,
    Option,
    Outcome,
    Part,
    State,
)
from helpdesk_tui.models.tickets import Status, Ticket
from helpdesk_tui.storage.orm import tuples

MONTHS = 12
"""Months that are looked back on, the present one among them."""


@dataclass(frozen=True, slots=True)
class OfCase:
    """The conversations about one case that were begun in these months."""

    case: str
    name: str
    """In the reader's language; the id of a case that is gone."""
    begun: tuple[int, ...]
    """How many in each month."""
    states: tuple[int, ...]
    """How many stand now in each `State`."""
    agreed: int
    """Next steps that were agreed on."""
    tickets: int
    """Those of them that became tickets."""
    done: int
    """Those whose tickets are resolved or closed by now."""
    refused: int
    """Options that were refused."""
    days: float | None
    """The median of the days from the end of the talk to the summary; None: none was given."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of use over some months."""

    months: tuple[date, ...]
    """The first day of each, the oldest first."""
    cases: tuple[OfCase, ...]
    """The most frequent first."""
    jumps: tuple[int, ...]
    """How often each of the six steps was taken out of order."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What is read of one conversation."""

    case: str
    state: int
    created_at: datetime
    ended_at: datetime | None
    given_at: datetime | None


def read(zone: tzinfo | None = None) -> Figures:
    """The figures of the last months by the calendar of a zone; None is the system's.

    The table is read through: it is small, and this is asked for seldom.
    """
    period = periods.months(MONTHS, clock.now().astimezone(zone).date(), zone)
    months = tuple(month.first for month in period.cut("month"))
    recent = (Conversation.created_at >= period.begin) & ~Conversation.retired
    held: defaultdict[str, list[_Held]] = defaultdict(list)
    columns = (getattr(Conversation, name) for name in _Held.__slots__)
    for values in tuples(Conversation.select(*columns).where(recent)):
        held[values[0]].append(_Held(*values))
    done = Ticket.select(Ticket.id).where(Ticket.status.in_((Status.RESOLVED, Status.CLOSED)))
    agreed = _count(NextStep, recent)
    tickets = _count(NextStep, recent, NextStep.ticket.is_null(False))
    settled = _count(NextStep, recent, NextStep.ticket.in_(done))
    refused = _count(Option, recent, Option.outcome == Outcome.REFUSED)
    names = case_names()
    return Figures(
        months,
        tuple(
            OfCase(
                case,
                names.get(case, case),
                _in_months((one.created_at for one in held[case]), months, zone),
                tuple(sum(one.state == state for one in held[case]) for state in State),
                agreed[case],
                tickets[case],
                settled[case],
                refused[case],
                _days(held[case], zone),
            )
            for case in sorted(held, key=lambda case: (-len(held[case]), case))
        ),
        _jumps(recent),
    )


def _in_months(
    instants: Iterable[datetime], months: Iterable[date], zone: tzinfo | None
) -> tuple[int, ...]:
    found = Counter(instant.astimezone(zone).date().replace(day=1) for instant in instants)
    return tuple(found[month] for month in months)


def _days(held: Iterable[_Held], zone: tzinfo | None) -> float | None:
    waited = [
        (one.given_at.astimezone(zone).date() - one.ended_at.astimezone(zone).date()).days
        for one in held
        if one.ended_at and one.given_at
    ]
    return median(waited) if waited else None


def _count(table: type[Part], *conditions: Any) -> Counter[str]:
    """How many lines of this kind the conversations about each case have."""
    found = (
        table.select(Conversation.case, fn.COUNT(table.id))
        .join(Conversation)
        .where(~table.retired, *conditions)
        .group_by(Conversation.case)
    )
    return Counter(dict(tuples(found)))


def _jumps(recent: Any) -> tuple[int, ...]:
    found = (
        Jump.select(Jump.taken, fn.COUNT(Jump.id))
        .join(Conversation)
        .where(~Jump.retired, recent)
        .group_by(Jump.taken)
    )
    taken = Counter(dict(tuples(found)))
    return tuple(taken[step.number] for step in STEPS)
