"""What is said at a step, one sentence at a time: what it is, and what is ticked of it. Pure.

The sentences are in the client's language; nothing here is in the technician's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from helpdesk_tui.conversations import money
from helpdesk_tui.conversations.cases import Script
from helpdesk_tui.conversations.spoken import Spoken, language_of, spoken
from helpdesk_tui.conversations.talk import NextStep, Option, Part, Talk
from helpdesk_tui.models.conversations import Outcome, Wants
from helpdesk_tui.rendering import phrases


class Kind(Enum):
    """What a cue is."""

    SENTENCE = "sentence"
    WANTS = "wants"
    """Somebody who is there is asked how much they want to know."""
    WARNING = "warning"
    HEADLINE = "headline"
    PAUSE = "pause"
    """Nothing is said."""
    STATEMENT = "statement"
    CLEAR = "clear"
    """Whether the statement before it was understood."""
    SILENCE = "silence"
    """What is said into one; in no list."""
    MORE = "more"
    AGREED = "agreed"
    """A next step, read aloud."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A sentence with what belongs to it: fields of `part`, or of the conversation without one."""

    kind: Kind
    sentence: str
    part: Part | None = None
    tick: str = ""
    """The field that says that it was said; empty where nobody keeps that."""
    ticked: bool = False
    words: str = "reaction"
    """The field in which their words are kept."""
    number: int = 0
    of: int = 0

    @property
    def place(self) -> tuple[Kind, int, int]:
        """What it is known by when the conversation is read anew."""
        return self.kind, self.part.id if self.part else 0, self.number


def cues(talk: Talk, script: Script, currency: str) -> tuple[Cue, ...]:
    """What is said at the present step, in order; `script` is the case in the client's language."""
    said = spoken(talk)
    match talk.step:
        case 1:
            found = _prepare(talk, said)
        case 2:
            found = _know(said)
        case 3:
            found = _how_much(talk, said)
        case 4:
            return tuple(_share(talk, said, script))
        case 5:
            found = _react(talk, said)
        case _:
            found = _next_steps(talk, said, currency)
    return _numbered(found)


def silence(talk: Talk) -> Cue:
    """What helps when they are silent."""
    return Cue(Kind.SILENCE, spoken(talk).silence)


def prices(talk: Talk, currency: str) -> tuple[str, ...]:
    """The options that stand, each with its price and when it is ready, for who asks at once."""
    return tuple(
        _listed(option.text, _cost(talk, option, currency), option.ready)
        for option in talk.options
        if option.outcome is not Outcome.REFUSED
    )


def first_open(found: tuple[Cue, ...]) -> int:
    """Where to go on: at the beginning, or once something is ticked at the first that is not."""
    if not any(cue.ticked for cue in found):
        return 0
    return next((at for at, cue in enumerate(found) if cue.tick and not cue.ticked), 0)


def _prepare(talk: Talk, said: Spoken) -> Iterator[Cue]:
    *before, who_else = said.prepare
    for sentence in before:
        yield Cue(Kind.SENTENCE, sentence, words="answer")
    yield Cue(Kind.SENTENCE, who_else, tick="asked", ticked=talk.asked, words="answer")


def _know(said: Spoken) -> Iterator[Cue]:
    for sentence, words in zip(said.know, ("picture", "tried"), strict=True):
        yield Cue(Kind.SENTENCE, sentence, words=words)


def _how_much(talk: Talk, said: Spoken) -> Iterator[Cue]:
    question, *after = said.how_much
    for person in talk.present:
        known = person.wants is not Wants.UNSAID
        yield Cue(Kind.WANTS, question, person, ticked=known, words="wants")
    for sentence in after:
        yield Cue(Kind.SENTENCE, sentence)


def _share(talk: Talk, said: Spoken, script: Script) -> Iterator[Cue]:
    warning = script.warning or said.warning
    yield Cue(Kind.WARNING, warning, tick="warned", ticked=talk.warned)
    if headline := talk.headline or script.headline:
        yield Cue(Kind.HEADLINE, headline, tick="said", ticked=talk.said)
    yield Cue(Kind.PAUSE, "", tick="paused", ticked=talk.paused)
    for number, one in enumerate(talk.offered, 1):
        if one.left_out:
            continue
        told = Cue(Kind.STATEMENT, one.text, one, "told", one.told, "words", number)
        told = replace(told, of=len(talk.offered))
        yield told
        yield replace(told, kind=Kind.CLEAR, sentence=said.clear, tick="clear", ticked=one.clear)


def _react(talk: Talk, said: Spoken) -> Iterator[Cue]:
    for sentence in said.react:
        yield Cue(Kind.SENTENCE, sentence)
    yield Cue(Kind.MORE, said.more, tick="asked_more", ticked=talk.asked_more)


def _next_steps(talk: Talk, said: Spoken, currency: str) -> Iterator[Cue]:
    before, repeat = said.next_steps
    yield Cue(Kind.SENTENCE, before)
    for step in talk.next_steps:
        day = f"{said.by} {phrases.date(f'{step.day}', language_of(talk))}" if step.day else ""
        cost = _cost(talk, step, currency)
        yield Cue(Kind.AGREED, _listed(step.text, step.who, day, cost), step)
    yield Cue(Kind.SENTENCE, repeat)


def _cost(talk: Talk, line: Option | NextStep, currency: str) -> str:
    if line.cost is None:
        return ""
    return money.shown(line.cost, line.per, currency, language_of(talk), talk.country)


def _listed(what: str, *pieces: str) -> str:
    """A thing and what is said of it, without what is not known."""
    what, known = " ".join(what.split()), ", ".join(filter(None, pieces))
    return f"{what.rstrip('.')}: {known}." if known else what


def _numbered(found: Iterator[Cue]) -> tuple[Cue, ...]:
    listed = list(found)
    return tuple(replace(cue, number=n, of=len(listed)) for n, cue in enumerate(listed, 1))
