"""What conversations came to, as a table: for the list of talks and for the command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from helpdesk_tui.conversations.figures import Figures, OfCase
from helpdesk_tui.conversations.steps import STEPS
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.conversations import State
from helpdesk_tui.safe_text import line as one_line

from ..common import when
from ..common.cells import fit, width

MONTH = 4
"""Cells of a month."""

NONE = "·"


def table(figures: Figures, cells: int) -> Iterator[str]:
    """The lines in so many cells, 80 at least."""
    if not figures.cases:
        yield _("No talk was begun in the last twelve months.")
        return
    months = [fit(_(when.MONTHS[month.month - 1]), MONTH, right=True) for month in figures.months]
    months.append(fit(_("sum"), MONTH + 1, right=True))
    yield _row(_("Begun"), months, cells)
    for case in figures.cases:
        counts = [fit(str(count or NONE), MONTH, right=True) for count in case.begun]
        total = fit(str(sum(case.begun)), MONTH + 1, right=True)
        yield _row(one_line(case.name), [*counts, total], cells)
    yield ""
    heads = [f"  {_(head)}" for head in _HEADS]
    yield _row(_("Came to"), heads, cells)
    for case in figures.cases:
        found = zip(_came_to(case), heads, strict=True)
        yield _row(
            one_line(case.name), [fit(n, width(head), right=True) for n, head in found], cells
        )
    yield ""
    yield from wrap(_jumps(figures.jumps), cells)
    yield from wrap(_(_LEGEND), cells)


_HEADS = (
    N_("going on"),
    N_("owed"),
    N_("given"),
    N_("agreed"),
    N_("done"),
    N_("refusals"),
    N_("days"),
)

_LEGEND = N_(
    "Owed, given: summaries. Agreed: next steps; done: their tickets are resolved by now. Refusals:"
    " of options. Days: from the talk to its summary, the median. Nothing here is about a person."
)


def _row(name: str, columns: Sequence[str], cells: int) -> str:
    numbers = "".join(columns)
    return fit(name, max(0, cells - width(numbers))) + numbers


def _came_to(case: OfCase) -> Iterator[str]:
    states = dict(zip(State, case.states, strict=True))
    yield str(states[State.OPEN] + states[State.ADJOURNED] or NONE)
    yield str(states[State.ENDED] or NONE)
    for count in (states[State.GIVEN], case.agreed, case.done, case.refused):
        yield str(count or NONE)
    yield NONE if case.days is None else f"{case.days:g}"


def _jumps(jumps: Sequence[int]) -> str:
    taken = [
        f"{step.number} {_(step.name)} {count}"
        for step, count in zip(STEPS, jumps, strict=True)
        if count
    ]
    if not taken:
        return _("No step was taken out of order.")
    return _("Taken out of order: {steps}.").format(steps=" · ".join(taken))
