"""The one sentence of the cue view, as large as a terminal allows, with little around it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style

from helpdesk_tui.conversations import steps
from helpdesk_tui.conversations.cues import Cue, Kind
from helpdesk_tui.conversations.steps import Step
from helpdesk_tui.conversations.talk import Person, Statement, Talk
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.conversations import Certainty, Wants
from helpdesk_tui.safe_text import line

from ..common.cells import fit, short, width
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, text
from ..parts.prose import prose
from .talk_words import CERTAINTY, WANTS

MARGIN = 3

WIDEST = 44
"""Cells of a line that is read from afar, with a glance."""

ABOVE, BELOW = 3, 3
"""Lines over the sentence, and under it."""

_WHAT = {
    Kind.WARNING: N_("warn first"),
    Kind.HEADLINE: N_("headline"),
    Kind.PAUSE: N_("now wait"),
    Kind.STATEMENT: N_("{number} of {of}"),
    Kind.CLEAR: N_("{number} of {of}: clear?"),
    Kind.SILENCE: N_("into the silence"),
}


def what(cue: Cue) -> str:
    """What a cue is, in a word or two."""
    words = _(_WHAT.get(cue.kind, N_("{number} of {of}"))).format(number=cue.number, of=cue.of)
    if isinstance(cue.part, Person) and cue.part.name:
        return f"{words} · {cue.part.name}"
    if cue.kind is Kind.STATEMENT and isinstance(cue.part, Statement):
        sure = cue.part.certainty is Certainty.CERTAIN
        return words if sure else f"{words} · {_(CERTAINTY[cue.part.certainty])}"
    return words


def page(
    cue: Cue, talk: Talk, size: tuple[int, int], look: Look, beside: tuple[str, Style]
) -> list[Line]:
    """What it is, with what stands `beside` at the right; the sentence; and what is ticked."""
    cells, height = size
    says = cue.sentence or _("Let it arrive.")
    style = look.title if cue.sentence else look.accent
    return [
        EMPTY,
        _head(steps.step(talk.step), what(cue), cells, look, beside),
        EMPTY,
        *sentence(says, cells, max(1, height - ABOVE - BELOW), style),
        EMPTY,
        text(" " * MARGIN + short(_heard(cue, talk), max(0, cells - 2 * MARGIN)), look.dim),
        _ticks(cue, look),
    ]


def sentence(words: str, cells: int, height: int, style: Style) -> list[Line]:
    """A sentence in the middle of so many lines, with room between its own where there is any."""
    room = max(10, min(WIDEST, cells - 2 * MARGIN))
    rows = even(words, room)
    apart = 2 if 2 * len(rows) - 1 <= height else 1
    if len(rows) > height:
        rows = [*rows[: height - 1], fit(rows[height - 1] + " …", room)]
    block = max(map(width, rows))
    left = " " * max(MARGIN, (cells - block) // 2)
    lines = [EMPTY] * height
    first = (height - apart * (len(rows) - 1) - 1) // 2
    for number, row in enumerate(rows):
        lines[first + apart * number] = text(left + row, style)
    return lines


def even(words: str, room: int) -> list[str]:
    """The words in as few lines as they need, all of about one length."""
    rows = list(prose(words, room))
    least = max([10, *(size for word in words.split() if (size := width(word)) <= room)])
    while room > least and len(narrower := list(prose(words, room - 1))) == len(rows):
        rows, room = narrower, room - 1
    return rows


def prices(
    sentences: Sequence[str],
    talk: Talk,
    size: tuple[int, int],
    look: Look,
    beside: tuple[str, Style],
) -> list[Line]:
    """The options below each other, each with its price."""
    cells, height = size
    room = max(10, min(WIDEST, cells - 2 * MARGIN))
    rows = [text(" " * MARGIN + row, look.title) for one in sentences for row in prose(one, room)]
    head = _head(steps.step(talk.step), _("price and date"), cells, look, beside)
    return [EMPTY, head, EMPTY, *rows[: height - ABOVE]]


def _head(step: Step, what: str, cells: int, look: Look, beside: tuple[str, Style]) -> Line:
    aside, style = beside
    room = max(0, cells - 2 * MARGIN - (width(aside) + 2 if aside else 0))
    lead = f"{step.number} {_(step.name)} · "
    if width(lead + what) > room:
        lead = f"{step.number} · "
    pieces = [(" " * MARGIN + lead, look.dim), (fit(what, max(0, room - width(lead))), look.accent)]
    return columns([*pieces, (f"  {aside}", style)])


def _ticks(cue: Cue, look: Look) -> Line:
    if isinstance(cue.part, Statement):
        ticks = [(cue.part.told, _("told")), (cue.part.clear, _("clear to them"))]
    elif cue.tick:
        ticks = [(cue.ticked, _("waited") if cue.kind is Kind.PAUSE else _("said"))]
    else:
        ticks = []
    pieces = [(" " * MARGIN, look.dim)]
    for done, words in ticks:
        pieces.append((f"{'✓' if done else '·'} {words}   ", look.good if done else look.dim))
    return columns(pieces)


def _heard(cue: Cue, talk: Talk) -> str:
    """Their words; what is noted only for the technician is not for a screen that others see."""
    if cue.words == "reaction":
        return ""
    heard = getattr(cue.part or talk, cue.words)
    if isinstance(heard, Wants):
        return _(WANTS[heard]) if heard else ""
    return _("“{words}”").format(words=line(heard)) if heard else ""
