"""How far a ticket has come by now, and the steps that took it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial
from random import Random

from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.samples.cast import Helper
from helpdesk_tui.samples.telling import Telling
from helpdesk_tui.samples.timeline import following

Step = tuple[float, Callable[[datetime], None]]
"""Hours after the step before, and what is done then."""


class End(Enum):
    """How far a ticket has come by now."""

    NEW = auto()
    TRIAGED = auto()
    OPEN = auto()
    WAITING = auto()
    RESOLVED = auto()
    CLOSED = auto()


_REOPENED = 0.06
_CHASED = 0.1
_WAITED = 0.15
_BADLY_NAMED = 0.05

_REASONS = (Wait.CLIENT, Wait.CLIENT, Wait.SUPPLIER, Wait.OTHER)


def play(
    random: Random,
    telling: Telling,
    subject: str,
    end: End,
    now: datetime,
    dispatcher: Helper,
) -> None:
    """Tells a ticket from its request to its end; all of it lies before `now`, save a wake-up."""
    bad_name = end is not End.NEW and random.random() < _BADLY_NAMED
    telling.asks(random.choice(telling.words["vague"]) if bad_name else subject)
    steps: list[Step] = []
    if end is not End.NEW:
        steps.append((0.2, partial(telling.triage, helper=dispatcher, subject=subject)))
    if end not in (End.NEW, End.TRIAGED):
        steps += _work(random, telling, done=end in (End.RESOLVED, End.CLOSED))
    if end is End.WAITING:
        reason = random.choice(_REASONS)
        until = _wake_up(random, now) if random.random() < 0.75 else None
        steps.append((0.5, partial(telling.wait, reason=reason, until=until)))
    if end in (End.RESOLVED, End.CLOSED):
        steps += _solution(random, telling)
    if end is End.CLOSED:
        steps.append((60, telling.close))
    gaps = [gap for gap, _step in steps]
    zone = telling.part.firm.zone
    instants = following(random, telling.case.created_at, gaps, now, zone)
    for (_gap, step), instant in zip(steps, instants, strict=True):
        step(instant)


def _work(random: Random, telling: Telling, *, done: bool) -> list[Step]:
    """From taking the ticket to the last word before the solution; a live one may be anywhere."""
    incident = telling.incident
    steps: list[Step] = [(0.3, telling.take)]
    if random.random() < _CHASED:
        steps.append((3, partial(telling.answer, text=random.choice(telling.words["nudge"]))))
    steps.append((0.5, partial(telling.note, text=incident.note)))
    steps.append((0.3, partial(telling.reply, text=incident.reply)))
    if incident.answer:
        steps.append((1.5, partial(telling.answer, text=incident.answer)))
    if done and random.random() < _WAITED:
        reason = random.choice(_REASONS)
        steps.append((0.5, partial(telling.wait, reason=reason, until=None)))
        steps.append((50, telling.resume))
    return steps if done else steps[: random.randint(2, len(steps))]


def _solution(random: Random, telling: Telling) -> list[Step]:
    """The solution and what the client says to it; now and then it does not hold."""
    solve = partial(telling.solve, text=telling.incident.solution)
    steps: list[Step] = [(4, solve)]
    if random.random() < _REOPENED:
        first = partial(telling.solve, text=random.choice(telling.words["first_fix"]))
        steps = [(3, first), (40, telling.reopen), (6, solve)]
    if random.random() < 0.4:
        steps.append((1, partial(telling.answer, text=random.choice(telling.words["thanks"]))))
    return steps


def _wake_up(random: Random, now: datetime) -> datetime:
    """The full hour, one to twelve days from now, at which a waiting ticket comes back."""
    return (now + timedelta(days=random.randint(1, 12))).replace(
        hour=random.choice((7, 8, 9, 10)), minute=0, second=0, microsecond=0
    )
