"""What is promised for a ticket in one line: by which policy, and how each target stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.style import Style

from helpdesk_tui.calendars import CalendarError
from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.sla.clocks import Clock

from ..common.cells import short, width
from ..common.ledger_words import SHORT
from ..common.look import Look
from ..parts.lines import Line, columns
from .columns import time_left

NAME = 8
"""Cells that a policy's name has at least; it gives way to how its targets stand."""


def promise_line(clocks: Sequence[Clock], now: datetime, cells: int, look: Look) -> Line:
    """The latest clock of each target; a client may have waited for several answers."""
    pieces = []
    for target, clock in {clock.target: clock for clock in clocks}.items():
        told, style = _stands(clock, now, look)
        pieces += [(f" · {_(SHORT[target])} ", look.dim), (told, style)]
    room = max(NAME, cells - 1 - sum(width(words) for words, _style in pieces))
    name = short(one_line(clocks[0].policy.name), room)
    return columns([(f" {name}", look.dim), *pieces])


def _stands(clock: Clock, now: datetime, look: Look) -> tuple[str, Style]:
    try:
        due, warns, missed = clock.due, clock.warns, clock.missed
    except CalendarError:  # its ledger says why there is no answer
        return "—", look.late
    if clock.stopped:
        return (_("too late"), look.late) if missed else (_("in time"), look.text)
    if due is None:
        return _("on hold"), look.dim
    told, style = time_left(due, warns, now, look)
    return told.rstrip(), style
