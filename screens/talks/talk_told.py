"""A conversation in plain words, a line for each thing: for lists, and for the command."""

from __future__ import annotations

from collections.abc import Iterator

from helpdesk_tui.conversations.listing import STATES, Row
from helpdesk_tui.conversations.steps import Field, Kind
from helpdesk_tui.conversations.talk import (
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
from helpdesk_tui.i18n import N_, _, ngettext
from helpdesk_tui.models.conversations import State

from ..common import when
from .talk_money import money
from .talk_words import CERTAINTY, KNOWN, MEETING, OUTCOME, TOLD, WANTS


def standing(row: Row) -> str:
    """Where it stands, in words: in which step, until when, or how it ended."""
    return ", ".join(_standing(row))


def _standing(row: Row) -> Iterator[str]:
    if row.state < State.ENDED:
        yield _("step {number}").format(number=row.step)
    else:
        agreed = ngettext("{count} step agreed", "{count} steps agreed", row.agreed)
        yield agreed.format(count=row.agreed)
    if row.refused:
        refused = ngettext("{count} option refused", "{count} options refused", row.refused)
        yield refused.format(count=row.refused)
    name, words_ = _DATED[row.state]
    moment = None if row.state == State.OPEN and row.began_at else getattr(row, name)
    yield _(words_).format(when=when.stamp(moment)) if moment else _(STATES[row.state])


_DATED = {
    State.OPEN: ("planned_at", N_("planned for {when}")),
    State.ADJOURNED: ("adjourned_until", N_("adjourned until {when}")),
    State.ENDED: ("summary_due", N_("summary due {when}")),
    State.GIVEN: ("given_at", N_("summary given {when}")),
}
"""The date of each state, and how it is told."""


def value(talk: Talk, field: Field) -> str:
    """What a field holds; empty where nothing has been said."""
    held = getattr(talk, field.name)
    match field.kind:
        case Kind.TICK:
            return _("yes") if held else ""
        case Kind.MEETING:
            return _(MEETING[held]) if held else ""
        case Kind.WHEN:
            return when.stamp(held) if held else ""
        case Kind.MINUTES:
            return _("{minutes} min").format(minutes=held)
        case _:
            return str(held)


def part(line: Part) -> str:
    """A line of a list, with all that was said of it."""
    return " · ".join(filter(None, _facts(line)))


def _facts(line: Part) -> Iterator[str]:
    match line:
        case Person():
            yield from (line.name, line.role)
            yield _("decides") if line.decides else ""
            yield _("must not hear of it") if line.must_not_hear else ""
            yield _(WANTS[line.wants]) if line.wants else ""
            yield _(TOLD[line.how]) if line.how else ""
        case Fact():
            yield line.text
            yield _(KNOWN[line.known]) if line.known else ""
        case Evidence() | Warned():
            yield dated(line)
        case Option():
            yield option(line)
            yield _(OUTCOME[line.outcome]) if line.outcome else ""
            yield line.reason
        case Statement():
            yield from (line.text, _(CERTAINTY[line.certainty]))
            yield _("left out") if line.left_out else _("told") if line.told else ""
            yield _("got it") if line.clear else ""
            yield _("they said: “{words}”").format(words=line.words) if line.words else ""
        case NextStep():
            yield line.text
            yield from next_step(line)


def dated(line: Evidence | Warned) -> str:
    """What shows that it is so, or what was warned of, with its day."""
    words = line.text.splitlines()[0] if line.text else ""
    return f"{when.day(line.day)}: {words}" if line.day else words


def option(line: Option) -> str:
    """A way out with its price."""
    price = money(line.cost, line.per) if line.cost is not None else _("no price yet")
    return " · ".join(filter(None, (line.text, price, line.ready)))


def next_step(step: NextStep) -> Iterator[str]:
    """Who does it by when, what it costs, who authorises it, and the ticket that it became."""
    yield step.who
    yield when.day(step.day) if step.day else ""
    yield money(step.cost, step.per) if step.cost is not None else ""
    yield _("authorised by {who}").format(who=step.authorises) if step.authorises else ""
    yield _("ticket {number}").format(number=step.ticket) if step.ticket else ""
