"""What new rules would do to the open tickets, in words: for their screen and the command line."""

from __future__ import annotations

from collections.abc import Iterator

from helpdesk_tui.i18n import N_, _, ngettext
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.tickets.promises import Moves, Shift

from . import when

_COUNTS = (
    ("earlier", N_("due earlier")),
    ("later", N_("due later")),
    ("begun", N_("due that were not")),
    ("ended", N_("due no more")),
)


def looked(moves: Moves) -> str:
    """How many tickets it was tried on."""
    told = ngettext(
        "{count} open ticket was worked out anew.",
        "{count} open tickets were worked out anew.",
        moves.checked,
    )
    return told.format(count=moves.checked)


def counts(moves: Moves) -> Iterator[tuple[int, str]]:
    """How many would move, and in which way."""
    for name, said in _COUNTS:
        yield getattr(moves, name), _(said)


def shift(one: Shift) -> tuple[str, str]:
    """A ticket, and from when to when it would move."""
    instants = (when.stamp(at) if at else _("never") for at in (one.before, one.after))
    return f"{one.ticket:>8}  {one_line(one.subject)}", " → ".join(instants)


def as_text(moves: Moves) -> Iterator[str]:
    """All of it as lines of text."""
    yield looked(moves)
    for count, said in counts(moves):
        yield f"{count:>8}  {said}"
    for one in moves.largest:
        ticket, instants = shift(one)
        yield f"{ticket} · {instants}"
