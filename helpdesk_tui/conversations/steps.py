"""The six steps: what each is for, what it asks for, and what it still wants before the next.

After SPIKES (Baile et al., The Oncologist 2000;5:302-311). Pure: a `Talk` in, sentences out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from helpdesk_tui.conversations.case_check import LONGEST_HEADLINE
from helpdesk_tui.conversations.talk import (
    Evidence,
    Fact,
    NextStep,
    Option,
    Part,
    Person,
    Statement,
    Talk,
)
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.conversations import Known, State, Wants

MOST_STATEMENTS = 5

WITHOUT_CLOCK = 5
"""The step in which nobody is to look at a clock."""

_HOLE = "…"
"""What the sentences of a case leave to be filled in, such as a day."""

REACTIONS = {
    "tears": N_("tears"),
    "anger": N_("anger"),
    "blame": N_("blame"),
    "bargaining": N_("bargaining"),
    "silence": N_("silence"),
    "how_much": N_("“how much and when?”"),
}
"""What may be seen in step 5."""


class Kind(Enum):
    """What a field takes."""

    LINE = "line"
    TEXT = "text"
    TICK = "tick"
    MEETING = "meeting"
    WHEN = "when"
    MINUTES = "minutes"
    REACTIONS = "reactions"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a step asks for: a column of the conversation, under its label."""

    name: str
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one kind that a step collects."""

    kind: type[Part]
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six. `asks` is in the order of the screen."""

    number: int
    name: str
    aim: str
    asks: tuple[Field | Lines, ...]


STEPS = (
    Step(
        1,
        N_("Prepare"),
        N_("right people, private, facts in hand"),
        (
            Field("meeting", Kind.MEETING, N_("How we meet")),
            Field("asked", Kind.TICK, N_("Asked who else comes")),
            Field("answer", Kind.LINE, N_("Their answer")),
            Lines(Person, N_("People")),
            Field("planned_at", Kind.WHEN, N_("When")),
            Field("minutes", Kind.MINUTES, N_("How long")),
            Field("headline", Kind.LINE, N_("Headline")),
            Lines(Evidence, N_("Evidence")),
            Lines(Option, N_("Options")),
            Field("one_option", Kind.LINE, N_("Why only one option")),
            Field("no_promise", Kind.TEXT, N_("What I will not promise")),
            Field("rehearsed", Kind.TEXT, N_("Rehearsals")),
        ),
    ),
    Step(
        2,
        N_("They know"),
        N_("start from their picture"),
        (
            Field("picture", Kind.TEXT, N_("In their own words")),
            Field("would_not_say", Kind.TICK, N_("Would not say")),
            Lines(Fact, N_("Facts")),
            Field("tried", Kind.TEXT, N_("What they tried")),
        ),
    ),
    Step(
        3,
        N_("How much"),
        N_("permission; they can change it any time"),
        (Lines(Person, N_("For each who is there")),),
    ),
    Step(
        4,
        N_("Share"),
        N_("understood, not just said"),
        (
            Field("warned", Kind.TICK, N_("Warn first")),
            Field("said", Kind.TICK, N_("Headline")),
            Field("paused", Kind.TICK, N_("Pause: let it arrive")),
            Lines(Statement, N_("Statements")),
        ),
    ),
    Step(
        5,
        N_("React"),
        N_("heard before solved"),
        (
            Field("saw", Kind.REACTIONS, N_("What I saw")),
            Field("reaction", Kind.TEXT, N_("Note, only for you")),
            Field("keeps_reaction", Kind.TICK, N_("Keep it after the summary")),
            Field("asked_more", Kind.TICK, N_("Asked: “anything else?”")),
            Lines(Option, N_("Price and date, if they ask")),
        ),
    ),
    Step(
        6,
        N_("Next steps"),
        N_("both can repeat it"),
        (
            Lines(NextStep, N_("Steps")),
            Field("if_nothing", Kind.TEXT, N_("If nothing is done")),
            Field("protection", Kind.TEXT, N_("Protection until then")),
            Field("speak_again", Kind.WHEN, N_("We speak again")),
            Field("tell", Kind.LINE, N_("Who is told")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a step still wants, and where it is put right: a field's name, or lines."""

    where: str
    sentence: str


def step(number: int) -> Step:
    """A step by its number, from 1."""
    return STEPS[number - 1]


def missing(talk: Talk, number: int) -> tuple[Missing, ...]:
    """What the step still wants before the next one; nothing when its gate is open."""
    return tuple(_GATES[number - 1](talk))


def passed_over(talk: Talk, to: int) -> tuple[Missing, ...]:
    """What the steps from the present one up to another still want; nothing once it has ended."""
    between = range(talk.step, to) if talk.state < State.ENDED else ()
    return tuple(gap for number in between for gap in missing(talk, number))


def words_in(headline: str) -> int:
    """How many words a sentence has."""
    return len(headline.split())


def _prepare(talk: Talk) -> Iterator[Missing]:
    if not talk.headline:
        yield Missing("headline", _("the news in one sentence"))
    elif (count := words_in(talk.headline)) > LONGEST_HEADLINE:
        words = _("a headline of at most {most} words: this one has {count}")
        yield Missing("headline", words.format(most=LONGEST_HEADLINE, count=count))
    elif _HOLE in talk.headline:
        yield Missing("headline", _("fill in the “…” of the headline"))
    if not talk.evidence:
        yield Missing("evidence", _("one piece of evidence"))
    if not talk.asked:
        yield Missing("asked", _("ask the client who else should be there"))
    if not talk.answer:
        yield Missing("answer", _("their answer to that"))
    if not talk.options:
        yield Missing("options", _("two options, or one and the reason for it"))
    elif len(talk.options) == 1 and not talk.one_option:
        yield Missing("one_option", _("a second option, or why there is only one"))


def _know(talk: Talk) -> Iterator[Missing]:
    ticked = any(fact.known is not Known.UNASKED for fact in talk.facts)
    if not (talk.picture or ticked or talk.would_not_say):
        yield Missing("picture", _("what they know, or that they would not say"))


def _how_much(talk: Talk) -> Iterator[Missing]:
    if not talk.present:
        yield Missing("people", _("who is there"))
    for person in talk.present:
        if person.wants is Wants.UNSAID:
            words = _("how much {name} wants to know")
            yield Missing("people", words.format(name=person.name))


def _share(talk: Talk) -> Iterator[Missing]:
    if not talk.said:
        yield Missing("said", _("say the headline"))
    for number, statement in enumerate(talk.statements, 1):
        if statement not in talk.offered or statement.left_out:
            continue
        if _HOLE in statement.text:
            words = _("fill in the “…” of statement {number}")
        elif not statement.told:
            words = _("tell statement {number}, or leave it out")
        elif not statement.clear:
            words = _("is statement {number} clear to them?")
        else:
            continue
        yield Missing("statements", words.format(number=number))


def _react(talk: Talk) -> Iterator[Missing]:
    if not (talk.saw or talk.reaction or talk.state is State.GIVEN):  # then it is erased
        yield Missing("saw", _("a note of how they took it"))
    if not talk.asked_more:
        yield Missing("asked_more", _("ask “anything else?”"))


def _next_steps(talk: Talk) -> Iterator[Missing]:
    if not talk.next_steps:
        yield Missing("next_steps", _("one step at least"))
    for number, line in enumerate(talk.next_steps, 1):
        if gaps := list(_gaps(line)):
            words = _("step {number}: {gaps}")
            yield Missing("next_steps", words.format(number=number, gaps=", ".join(gaps)))


def _gaps(line: NextStep) -> Iterator[str]:
    if not line.text:
        yield _("what")
    if not line.who:
        yield _("who")
    if line.day is None:
        yield _("by when")
    if line.cost is None:
        yield _("the cost, or “no cost”")
    if not line.authorises:
        yield _("who authorises it")


_GATES = (_prepare, _know, _how_much, _share, _react, _next_steps)
