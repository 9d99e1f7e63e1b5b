"""What one key does to a line of a conversation, without a bar."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, TypeVar

from helpdesk_tui.conversations import actions
from helpdesk_tui.conversations.steps import REACTIONS, Field, Kind
from helpdesk_tui.conversations.talk import Evidence, Fact, Option, Part, Person, Statement, Talk
from helpdesk_tui.models.conversations import Outcome, Told

from .talk_lines import On, Reaction
from .talking import Action

E = TypeVar("E", bound=IntEnum)

HOW_MUCH = 3
"""The step at which it is seen how much somebody wants to know, and how."""


def tick(talk: Talk, on: On, step: int) -> Action | None:
    """What space does: a tick, or the next of a few values. None where there is nothing to tick.

    What it does to somebody is what is seen of them at this step.
    """
    match on:
        case Field(kind=Kind.TICK, name=name):
            return _write(talk, **{name: not getattr(talk, name)})
        case Field(kind=Kind.MEETING):
            return _write(talk, meeting=_next(talk.meeting))
        case Reaction(name=name):
            return _write(talk, saw=_toggled(talk.saw, name))
        case Fact():
            return _edit(on, known=_next(on.known))
        case Person() if step == HOW_MUCH:
            return _edit(on, wants=_next(on.wants))
        case Person():
            return _edit(on, decides=not on.decides)
        case Evidence():
            return _edit(on, shown=not on.shown)
        case Statement():
            return _edit(on, told=not on.told, left_out=False)
        case Option():
            taken = on.outcome is Outcome.TAKEN
            return _edit(on, outcome=Outcome.OPEN if taken else Outcome.TAKEN)
    return None


def clear(on: On | None) -> Action | None:
    """It is clear to them, in their words; who is clear about it has been told."""
    return _edit(on, clear=not on.clear, told=True) if isinstance(on, Statement) else None


def leave_out(on: On | None) -> Action | None:
    """A statement is left out on purpose, or is not after all."""
    return _edit(on, left_out=not on.left_out) if isinstance(on, Statement) else None


def in_writing(on: On | None, step: int) -> Action | None:
    """Somebody wants it in writing rather than now, or the other way."""
    if not isinstance(on, Person) or step != HOW_MUCH:
        return None
    return _edit(on, how=Told.NOW if on.how is Told.IN_WRITING else Told.IN_WRITING)


def _write(talk: Talk, **fields: Any) -> Action:
    return lambda by: actions.write(by, talk, **fields)


def _edit(part: Part, **values: Any) -> Action:
    return lambda by: actions.edit(by, part, **values)


def _next(value: E) -> E:
    """The next of its values; after the last one the first."""
    return type(value)((int(value) + 1) % len(type(value)))


def _toggled(saw: str, name: str) -> str:
    seen = set(filter(None, saw.split(","))) ^ {name}
    return ",".join(known for known in REACTIONS if known in seen)
