"""What stands around the fields of a step: where one is, what to say, the gate, the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from textwrap import wrap

from rich.style import Style

from helpdesk_tui.conversations import steps
from helpdesk_tui.conversations.cases import Script
from helpdesk_tui.conversations.spoken import spoken
from helpdesk_tui.conversations.talk import Talk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.conversations import Known, State
from helpdesk_tui.safe_text import line as one_line

from ..common import when
from ..common.cells import CUT, fit, width, wrapped
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, spread, text
from .talk_words import KNOWN, WANTS
from .talking import Shown

SAID = 8
"""Lines of what is said, however long the words are that it quotes: the fields need room."""

OUTPUT = 3
"""Lines of what was pasted that are shown here."""


def heading(
    talk: Talk, script: Script, elapsed: timedelta | None, cells: int, look: Look
) -> list[Line]:
    """Whom it is with and what about, and where in the six steps one is."""
    about = talk.headline or script.name
    number = _("Talk {number}").format(number=talk.id)
    left = f"{number} · {talk.client_name} · {about}"
    return [
        spread(f" {one_line(left)}", _with(talk, elapsed) + " ", cells, look.title),
        *_line_of_steps(talk, cells, look),
    ]


def _with(talk: Talk, elapsed: timedelta | None) -> str:
    if talk.state is State.ADJOURNED:
        until = talk.adjourned_until
        return (
            _("adjourned until {when}").format(when=when.stamp(until)) if until else _("adjourned")
        )
    names = one_line(", ".join(person.name for person in talk.present[:2]))
    more = len(talk.present) - 2
    if more > 0:
        names = _("{names} and {count} more").format(names=names, count=more)
    words = [_("with {names}").format(names=names)] if names else []
    if elapsed is not None and talk.step != steps.WITHOUT_CLOCK:
        minutes = int(elapsed.total_seconds()) // 60
        words.append(_("{minutes} of {planned} min").format(minutes=minutes, planned=talk.minutes))
    return " · ".join(words)


def _line_of_steps(talk: Talk, cells: int, look: Look) -> list[Line]:
    """One piece a step; what came of it is said where there is room."""
    for with_outcome, with_names in ((True, True), (False, True), (False, False)):
        pieces = list(_pieces(talk, look, with_outcome=with_outcome, with_names=with_names))
        if sum(width(words) for words, _style in pieces) <= cells:
            break
    return [columns(pieces)]


def _pieces(
    talk: Talk, look: Look, *, with_outcome: bool, with_names: bool
) -> Iterator[tuple[str, Style]]:
    for step in steps.STEPS:
        here = step.number == talk.step
        done = not steps.missing(talk, step.number)
        sign = "●" if here else "✓" if done and step.number < talk.step else " "
        name = _(step.name) if with_names or here else ""
        outcome = _outcome(talk, step.number) if with_outcome else ""
        words = f" {sign} {step.number} {name}{f': {outcome}' if outcome else ''} "
        late = step.number < talk.step and not done
        yield words, look.title if here else look.soon if late else look.dim


def _outcome(talk: Talk, number: int) -> str:
    if number == 2 and talk.step > number:
        known = max((fact.known for fact in talk.facts), default=Known.UNASKED)
        return _(KNOWN[known]) if known else ""
    if number == 3 and talk.step > number:
        return _(WANTS[talk.depth]) if talk.depth else ""
    return ""


def to_say(talk: Talk, cells: int, look: Look) -> list[Line]:
    """What is said aloud at this step."""
    said = spoken(talk)
    sentences = {
        1: said.prepare,
        2: said.know,
        3: said.how_much,
        4: (said.clear,),
        5: (*said.react, said.silence, said.more),
        6: said.next_steps,
    }[talk.step]
    aim = f" {_(steps.step(talk.step).aim)}"
    lines = [text(fit(aim, cells), look.dim)]
    quoted = " ".join(_("“{words}”").format(words=sentence) for sentence in sentences)
    spoken_lines = wrapped(one_line(quoted), max(20, cells - 2))
    if len(spoken_lines) > SAID:
        spoken_lines = [*spoken_lines[: SAID - 1], CUT]
    for part in spoken_lines:
        lines.append(text(fit(f" {part}", cells), look.accent))
    return lines


def gate(talk: Talk, cells: int, look: Look, keys: Callable[[str], str]) -> list[Line]:
    """What the next step still wants, or the client after the end; at most two lines.

    `keys` tells the key of a command.
    """
    gaps = [gap.sentence for gap in steps.missing(talk, talk.step)]
    last = talk.step == len(steps.STEPS)
    if talk.state is State.ADJOURNED:
        words = _("Adjourned: {key} goes on with it, and you lead it then.")
        return [text(fit(f" {words.format(key=keys('talk.adjourn'))}", cells), look.soon)]
    if talk.state >= State.ENDED:
        style = look.soon if talk.state is State.ENDED else look.good
        return [text(fit(f" {_ended(talk, keys('talk.summary'))}", cells), style)]
    if gaps:
        to = _("To the end:") if last else _("To step {number}:").format(number=talk.step + 1)
        told = wrap(f"{to} {' · '.join(one_line(gap) for gap in gaps)}", max(20, cells - 2))
        if len(told) > 2:
            told = [told[0], fit(told[1] + " …", cells - 2)]
        return [text(fit(f" {part}", cells), look.soon) for part in told]
    words = (
        _("Both can repeat it: {key} ends the talk.")
        if last
        else _("All is there: {key} goes to step {number}.")
    )
    told_ = words.format(key=keys("talk.next"), number=talk.step + 1)
    return [text(fit(f" {told_}", cells), look.good)]


def _ended(talk: Talk, key: str) -> str:
    """What is owed to the client after the end."""
    if talk.acknowledged_at:
        words = _("{who} has read the summary, {when}.")
        return words.format(who=talk.acknowledged_by, when=when.stamp(talk.acknowledged_at))
    if talk.given_at:
        words = _("The client has the summary since {when}; {key}: they have read it.")
        return words.format(when=when.stamp(talk.given_at), key=key)
    due = when.stamp(talk.summary_due) if talk.summary_due else "?"
    return _("The talk is over; its summary is due {when}: {key}").format(when=due, key=key)


def beside(shown: Shown, cells: int, look: Look, *, warnings: bool) -> list[Line]:
    """The evidence, the former warnings if they are asked for, and the hints of the case.

    Screens are shared: nothing says that there are warnings before somebody asks for them.
    """
    talk, script = shown.talk, shown.hints
    lines = [_head(_("EVIDENCE"), cells, look)]
    for found in talk.evidence:
        day = f"{when.day(found.day)}: " if found.day else ""
        first, _end, output = found.text.partition("\n")
        lines += _wrapped(day + first, cells, look.text)
        pasted = output.splitlines()[:OUTPUT]
        lines += [text(fit(f"  {one_line(part)}", cells), look.dim) for part in pasted]
    if not talk.evidence:
        lines += _wrapped(_("None yet."), cells, look.dim)
    if warnings:
        lines += [EMPTY, _head(_("WARNED BEFORE (facts; only if they ask)"), cells, look)]
        for warned in talk.warnings:
            day = f"{when.day(warned.day)}: " if warned.day else ""
            lines += _wrapped(day + warned.text, cells, look.text)
        if not talk.warnings:
            lines += _wrapped(_("None noted: + adds one while they are shown."), cells, look.dim)
    lines += [EMPTY, _head(script.name.upper(), cells, look)]
    for head, hints in _hints(talk, script):
        if head and hints:
            lines += [EMPTY, text(fit(head, cells), look.dim)]
        for hint in hints:
            lines += _wrapped(hint, cells, look.text)
    return lines


def _hints(talk: Talk, script: Script) -> Iterator[tuple[str, Sequence[str]]]:
    """What the case has for the step, under heads."""
    yield "", [hint.text for hint in script.hints if hint.step == talk.step]
    if talk.step == 1:
        yield _("worth having at hand"), script.evidence
        yield _("not to be promised"), script.not_promised
    if talk.step in (1, 4):
        yield _("what goes wrong"), script.traps
    if talk.step in (1, 6):
        yield _("who is told, and how"), script.tell
    if talk.step == 6:
        yield _("until then"), [script.protection] if script.protection else []
        yield _("if nothing is done"), [script.if_nothing] if script.if_nothing else []


def _head(words: str, cells: int, look: Look) -> Line:
    return text(fit(one_line(words), cells), look.key)


def _wrapped(words: str, cells: int, style: Style) -> list[Line]:
    parts = [
        part
        for piece in words.splitlines()
        for part in wrap(
            one_line(piece), max(16, cells), initial_indent="· ", subsequent_indent="  "
        )
    ]
    return [text(fit(part, cells), style) for part in parts]
