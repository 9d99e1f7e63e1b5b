"""A ticket's clocks, line by line, as lines of its screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.tickets.promises import Explained

from ..common import ledger_words
from ..common.cells import fit, width
from ..common.ledger_words import Told
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, sentence, text

NUMBER = 9
"""Cells of a count of minutes."""


def clocks(
    explained: Sequence[Explained], due_as_agreed: datetime | None, cells: int, look: Look
) -> Iterator[Line]:
    """Every clock with its ledger; that there is none is said, too."""
    now = clock.now()
    yield EMPTY
    if due_as_agreed:
        style = look.late if due_as_agreed < now else look.title
        yield text(fit(" " + ledger_words.agreed(due_as_agreed), cells), style)
    elif not explained:
        yield text(" " + _("Nothing is promised for this ticket by any policy."), look.dim)
    for one in explained:
        yield text(fit(" " + ledger_words.title(one.clock), cells), look.title)
        if one.problem:
            yield from sentence(one.problem, cells, look.late)
            continue
        rows = ledger_words.told(one, now)
        left = max(width(row.when) for row in rows)
        middle = max(0, min(max(width(row.why) for row in rows), cells - left - 3 * NUMBER))
        for row in rows:
            yield _line(row, left, middle, look)
    yield EMPTY


def _line(row: Told, left: int, middle: int, look: Look) -> Line:
    style = look.late if row.late else look.dim if row.counted == "—" else look.text
    numbers = f"{row.counted:>{NUMBER}}{row.total:>{NUMBER}}"
    mark = look.late if row.late else look.accent
    return columns(
        [
            (f"   {fit(row.when, left)}  {fit(row.why, middle)}{numbers}", style),
            (f"  {row.mark}", mark),
        ]
    )
