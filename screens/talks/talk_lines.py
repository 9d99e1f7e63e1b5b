"""A step of a conversation as it is drawn: a line for each field, and for each line of its lists.

At the left ✓ is done, ○ is what the gate to the next step still wants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from rich.style import Style

from helpdesk_tui.conversations import steps
from helpdesk_tui.conversations.steps import REACTIONS, Field, Kind, Lines, Step
from helpdesk_tui.conversations.talk import (
    PARTS,
    Evidence,
    Fact,
    NextStep,
    Option,
    Part,
    Person,
    Statement,
    Talk,
    Warned,
)
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.conversations import Outcome
from helpdesk_tui.safe_text import line as one_line

from ..common import when
from ..common.cells import fit, width
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, sentence, text
from .talk_form import kind_of
from .talk_money import total
from .talk_told import dated, next_step, option, value
from .talk_words import CERTAINTY, KNOWN, OUTCOME, TOLD, WANTS, add

LABEL = 28
"""Cells of the names of fields, where there is room for them."""

LONGEST = 4
"""Lines of a text that are shown here."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """One of the things that may be seen in step 5."""

    name: str


On = Field | Lines | Part | Reaction
"""What a line stands for: a field, the head of a list, or a line of one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a step, and what it stands for; the second line of a text stands for nothing."""

    line: Line
    on: On | None = None
    step: int = 0
    """The step that asks for it; none does for former warnings."""


def place(on: On) -> str:
    """How the place of the cursor is kept; a draft that is typed there has the same name."""
    match on:
        case Field(name=name) | Reaction(name=name):
            return name
        case Lines(kind=kind):
            return kind_of(kind)
        case Part():
            return kind_of(on)


def first_wanted(rows: Sequence[Row], talk: Talk) -> int | None:
    """Where the first thing stands that the gate still wants.

    Among statements that is one that is not settled, in any other list its first line.
    """
    gaps = {gap.where for gap in steps.missing(talk, talk.step)}
    for at, row in enumerate(rows):
        match row.on:
            case Field(name=name) if name in gaps:
                return at
            case Statement() as said if said in talk.offered and not said.settled:
                return at
            case Lines(kind=kind) if kind is not Statement and PARTS[kind][1] in gaps:
                has_lines = at + 1 < len(rows) and isinstance(rows[at + 1].on, kind)
                return at + 1 if has_lines else at
    return None


@dataclass(frozen=True, slots=True)
class View:
    """What the rows of a step are drawn from."""

    talk: Talk
    warning: str
    """The first sentence of the case, in the client's language."""
    typed: Mapping[str, str]
    """What has been typed and not been settled, by its place."""
    reads_note: bool
    """Whether the private note is for these eyes."""
    cells: int
    look: Look

    def rows(self, number: int) -> list[Row]:
        """The lines of a step."""
        step = steps.step(number)
        wanted = {gap.where for gap in steps.missing(self.talk, number)}
        found: list[Row] = []
        for asked in step.asks:
            if isinstance(asked, Lines):
                found += self._list(asked, step, asked_for=PARTS[asked.kind][1] in wanted)
            elif asked.name == "rehearsed" and not self.talk.rehearsed:
                continue
            elif asked.kind is Kind.REACTIONS:
                found += self._reactions(asked, asked_for=asked.name in wanted)
            else:
                found += self._field(asked, asked_for=asked.name in wanted)
        return [replace(row, step=number) for row in found]

    def warnings(self) -> list[Row]:
        """The former warnings, which are seen only when they are asked for."""
        head = Lines(Warned, N_("Former warnings"))
        found = [Row(self._columns(" ", _(head.label), ""), head)]
        return found + [row for part in self.talk.warnings for row in self._draw(part, 0, 0)]

    # Fields

    def _field(self, field: Field, *, asked_for: bool) -> Iterator[Row]:
        done = bool(getattr(self.talk, field.name)) and not asked_for
        words, style = self._value(field), self.look.text
        if field.name == "reaction" and not self.reads_note:
            words, style = _("(only for whoever wrote it)"), self.look.dim
        if typed := self.typed.get(field.name, ""):
            words, style = _("{text}  (being typed)").format(text=one_line(typed)), self.look.soon
        yield from self._lines(field, done, asked_for, _(field.label), words, style)

    def _value(self, field: Field) -> str:
        """What it holds; of what is said first, the sentence itself."""
        sentences = {"warned": self.warning, "said": self.talk.headline}
        if field.name not in sentences:
            return value(self.talk, field)
        sentence = sentences[field.name]
        return _("“{words}”").format(words=sentence) if sentence else ""

    def _reactions(self, field: Field, *, asked_for: bool) -> Iterator[Row]:
        seen = self.talk.saw.split(",")
        yield Row(self._columns(_mark(bool(self.talk.saw), asked_for), _(field.label), ""))
        for name, words in REACTIONS.items():
            on = Reaction(name)
            yield from self._part(_box(name in seen), _(words), "", self.look.text, on)

    # Lists

    def _list(self, lines: Lines, step: Step, *, asked_for: bool) -> Iterator[Row]:
        parts: tuple[Part, ...] = getattr(self.talk, PARTS[lines.kind][1])
        if step.number == 3:
            parts = self.talk.present
        done = any(part.known for part in parts if isinstance(part, Fact))
        mark = _mark(done if lines.kind is Fact else bool(parts), asked_for)
        typed = self.typed.get(place(lines), "")
        hint = "+ " + add(lines.kind) if not parts else ""
        hint = _("{text}  (being typed)").format(text=one_line(typed)) if typed else hint
        yield Row(self._columns(mark, _(lines.label), hint, dim=not typed), lines)
        for number, part in enumerate(parts, 1):
            yield from self._draw(part, number, step.number)
        if lines.kind is NextStep and parts:
            words = _("Total: {sum}").format(sum=total(self.talk.next_steps))
            yield from self._part("  ", words, "", self.look.title)

    def _draw(self, part: Part, number: int, step: int) -> Iterator[Row]:
        look = self.look
        match part:
            case Person():
                yield from self._part("  ", self._person(part, step), "", look.text, part)
            case Fact():
                known = _(KNOWN[part.known]) if part.known else _("?")
                yield from self._part(_box(bool(part.known)), part.text, known, look.text, part)
            case Evidence():
                yield from self._part("  ", dated(part), _eyes(part), look.text, part)
            case Warned():
                yield from self._part("  ", dated(part), "", look.text, part)
            case Option():
                declined = part.outcome is Outcome.REFUSED
                style = look.dim if declined else look.text
                yield from self._part("  ", option(part), _(OUTCOME[part.outcome]), style, part)
            case Statement():
                yield from self._statement(part, number)
            case NextStep():
                yield from self._next_step(part, number)

    def _person(self, person: Person, step: int) -> str:
        words = [person.name, person.role]
        if step == 3:
            words += [_(WANTS[person.wants]) or "?", _(TOLD[person.how])]
        else:
            words += [_("decides")] if person.decides else []
            words += [_("must not hear of it")] if person.must_not_hear else []
        return " · ".join(filter(None, words))

    def _statement(self, said: Statement, number: int) -> Iterator[Row]:
        look = self.look
        if said.left_out:
            state, style = _("left out"), look.dim
        elif said not in self.talk.offered and not said.told:
            state, style = _("only for “{depth}”").format(depth=_(WANTS[said.depth])), look.dim
        else:
            told, clear = _("told"), _("got it") if said.clear else _("clear?")
            state = f"{_box(said.told)}{told} {_box(said.clear)}{clear}"
            style = look.text
        certainty = _(CERTAINTY[said.certainty])
        yield from self._part(f"{number} ", said.text, f"{certainty}  {state}", style, said)
        for proof in self.talk.evidence:
            if proof.id == said.evidence:
                yield from self._part("  ", f"← {dated(proof)}", "", look.dim)
        if said.words:
            words = _("they said: “{words}”").format(words=one_line(said.words))
            yield from self._part("  ", words, "", look.dim)

    def _next_step(self, step: NextStep, number: int) -> Iterator[Row]:
        gaps = {
            _("who?"): not step.who,
            _("by when?"): step.day is None,
            _("what cost?"): step.cost is None,
            _("who authorises?"): not step.authorises,
        }
        *facts, ticket = next_step(step)
        yield from self._part(f"{number} ", step.text, ticket, self.look.text, step)
        told = " · ".join(one_line(fact) for fact in facts if fact)
        asked = " ".join(words for words, is_gap in gaps.items() if is_gap)
        if not asked:
            yield from self._part("  ", told, "", self.look.dim)
            return
        yield Row(
            columns(
                [
                    (f"       {told}{'  ' if told and asked else ''}", self.look.dim),
                    (fit(asked, max(0, self.cells - width(told) - 9)), self.look.late),
                ]
            )
        )

    # Lines

    @property
    def _label(self) -> int:
        return min(LABEL, self.cells * 2 // 5)

    def _lines(
        self, on: On, done: bool, asked_for: bool, label: str, words: str, style: Style
    ) -> Iterator[Row]:
        room = max(10, self.cells - self._label - 5)
        parts = [part for text_ in words.splitlines() for part in wrap(one_line(text_), room)]
        first, *rest = parts or [""]
        if len(rest) >= LONGEST:
            rest = [*rest[: LONGEST - 2], fit(rest[LONGEST - 2] + " …", room)]
        lead = self._lead(_mark(done, asked_for), label)
        yield Row(columns([lead, (fit(first, room), style)]), on)
        for part in rest:
            yield Row(text(fit(" " * (self._label + 4) + part, self.cells), style))

    def _lead(self, mark: str, label: str) -> tuple[str, Style]:
        style = self.look.soon if mark == "○" else self.look.dim
        return f" {mark} {fit(label, self._label)} ", style

    def _columns(self, mark: str, label: str, hint: str, *, dim: bool = True) -> Line:
        style = self.look.soon if mark == "○" else self.look.dim
        if not hint:
            return text(fit(f" {mark} {label}", self.cells), style)
        room = max(0, self.cells - self._label - 4)
        hint_style = self.look.dim if dim else self.look.soon
        return columns([self._lead(mark, label), (fit(hint, room), hint_style)])

    def _part(
        self, mark: str, words: str, right: str, style: Style, on: On | None = None
    ) -> Iterator[Row]:
        """A line of a list, with what there is to say of it at its right; a long one goes on."""
        lead = f"     {mark}"
        beside = f" {right} " if right else ""
        kept = " " * width(beside)
        room = max(20 + len(kept), self.cells - width(lead) - 1)
        first, *rest = wrap(one_line(words), room, initial_indent=kept) or [kept]
        told = fit(first.removeprefix(kept), room - len(kept) + 1)
        yield Row(columns([(lead + told, style), (beside, self.look.dim)]), on)
        for part in rest:
            yield Row(text(fit(" " * width(lead) + part, self.cells), style))


def page(view: View) -> list[Row]:
    """All six steps on one page."""
    found: list[Row] = []
    for step in steps.STEPS:
        title = f" {step.number} {_(step.name)}: {_(step.aim)}"
        found += [Row(EMPTY)] if found else []
        found += [Row(text(fit(title, view.cells), view.look.title)), *view.rows(step.number)]
    found += [Row(EMPTY)] if view.talk.jumps else []
    for jump in view.talk.jumps:
        words = _("{when}: straight from step {left} to {taken}. {missing}")
        told = words.format(
            when=when.stamp(jump.created_at),
            left=jump.left,
            taken=jump.taken,
            missing=one_line(jump.missing),
        )
        found += [Row(line) for line in sentence(told, view.cells, view.look.dim)]
    return found


def _mark(done: bool, asked_for: bool) -> str:
    return "○" if asked_for else "✓" if done else " "


def _box(ticked: bool) -> str:
    return "✓ " if ticked else "· "


def _eyes(part: Evidence) -> str:
    told = (_("file") if part.attachment else "", _("shown to them") if part.shown else "")
    return " · ".join(filter(None, told))
