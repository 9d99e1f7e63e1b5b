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


_REOPENED = 0.1
_CHASED = 0.1
_WAITED = 0.15
_BADLY_NAMED = 0.05

_ELSEWHERE = (Wait.SUPPLIER, Wait.OTHER)
"""Whom one may wait for without having asked the client."""
_RETURNING = ("email", "hardware", "network", "phones", "printing", "server", "tills", "vpn")
"""What may look mended and not be."""
_PACE = {1: 0.2, 2: 0.5, 3: 1.0, 4: 1.5}
"""How long everything takes, by priority."""


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
    if end is End.WAITING:
        until = _wake_up(random, now) if random.random() < 0.75 else None
        steps += _wait(random, telling, until)
    elif end not in (End.NEW, End.TRIAGED):
        steps += _work(random, telling, done=end is not End.OPEN)
    if end in (End.RESOLVED, End.CLOSED):
        steps += _solution(random, telling)
    if end is End.CLOSED:
        steps.append((60, telling.close))
    pace = _PACE[telling.incident.priority]
    gaps = [gap * pace for gap, _step in steps]
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
        reason = random.choice(_ELSEWHERE)
        steps.append((0.5, partial(telling.wait, reason=reason, until=None)))
        steps.append((50, telling.resume))
    return steps if done else steps[: random.randint(2, len(steps))]


def _wait(random: Random, telling: Telling, until: datetime | None) -> list[Step]:
    """From taking the ticket to waiting: for the client where the reply asks them something."""
    asked = "?" in telling.incident.reply and random.random() < 0.7
    reason = Wait.CLIENT if asked else random.choice(_ELSEWHERE)
    note = partial(telling.note, text=telling.incident.note)
    wait = partial(telling.wait, reason=reason, until=until)
    return [(0.3, telling.take), (0.5, note), (0.5, wait)]


def _solution(random: Random, telling: Telling) -> list[Step]:
    """The solution and what the client says to it; now and then it does not hold."""
    solve = partial(telling.solve, text=telling.incident.solution)
    steps: list[Step] = [(4, solve)]
    returns = telling.incident.about in _RETURNING and telling.incident.kind == "incident"
    if returns and random.random() < _REOPENED:
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
