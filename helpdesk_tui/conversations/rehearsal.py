"""A talk gone through beforehand: the same cues and ticks, with nothing written but a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from helpdesk_tui.conversations import actions
from helpdesk_tui.conversations import talk as talks
from helpdesk_tui.conversations.cues import Cue
from helpdesk_tui.conversations.talk import PARTS, Part, Person, Talk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done
from helpdesk_tui.models.conversations import Told, Wants

LONGEST = 3
"""Cues that the note names."""

NOTES = 5
"""Rehearsals that are remembered, the latest first."""

Place = tuple[int, object]
"""A step and the place of a cue in it."""


@dataclass(slots=True)
class Rehearsal:
    """How long each cue has been on the screen, in seconds."""

    since: datetime
    began: datetime = field(init=False)
    spent: dict[Place, float] = field(default_factory=dict)
    said: dict[Place, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.began = self.since

    def leave(self, step: int, cue: Cue, now: datetime) -> None:
        """The cue was on the screen until now."""
        place = step, cue.place
        self.spent[place] = self.spent.get(place, 0) + (now - self.since).total_seconds()
        self.said[place] = cue.sentence
        self.since = now

    @property
    def length(self) -> str:
        """How long all of it took."""
        return clock(sum(self.spent.values()))

    def note(self, when: str) -> str:
        """A line to keep: when it was, how long it took, and what took longest."""
        longest = sorted(self.spent, key=lambda place: self.spent[place], reverse=True)
        told = [
            _("{time} “{sentence}”").format(time=clock(self.spent[place]), sentence=said)
            for place in longest
            if (said := self.said[place])
        ]
        words = _("{when}: rehearsed in {time}. Longest: {cues}")
        return words.format(when=when, time=self.length, cues=", ".join(told[:LONGEST]))


def clock(seconds: float) -> str:
    """Time gone by as `M:SS`."""
    minutes, seconds = divmod(int(seconds), 60)
    return f"{minutes}:{seconds:02}"


def unsaid(talk: Talk) -> Talk:
    """The talk as if nothing had been said yet, to people who want to hear all that is open."""
    everybody = tuple(
        replace(one, wants=one.wants or Wants.EVERYTHING, how=Told.NOW) for one in talk.people
    )
    ready = tuple(replace(one, told=False, clear=False, words="") for one in talk.statements)
    return replace(
        talk,
        step=max(2, talk.step),
        warned=False,
        said=False,
        paused=False,
        asked_more=False,
        people=everybody or (Person(0, None, "", "", False, False, Wants.EVERYTHING, Told.NOW),),
        statements=ready,
    )


def changed(talk: Talk, part: Part | None, values: Mapping[str, Any]) -> Talk:
    """The talk once these fields of it, or of its part, are so."""
    if part is not None:
        name = PARTS[type(part)][1]
        lines: tuple[Part, ...] = getattr(talk, name)
        there = (replace(one, **values) if one.id == part.id else one for one in lines)
        values = {name: tuple(there)}
    return replace(talk, **values)


def keep(by: int, conversation: int, note: str) -> Done:
    """Adds a line to the notes of rehearsals, which only the leader of the talk reads."""
    talk = talks.read(conversation)
    assert talk
    notes = [note, *talk.rehearsed.splitlines()][:NOTES]
    return actions.write(by, talk, rehearsed="\n".join(notes))
