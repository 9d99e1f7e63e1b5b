"""What figures are asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from helpdesk_tui import periods
from helpdesk_tui.i18n import N_
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import dimensions, recurring, written
from helpdesk_tui.reports.figures import Table
from helpdesk_tui.reports.recurring import Recurrence
from helpdesk_tui.reports.routines import Routine, Routines

from ..common import when

SUBJECTS, ROUTINES = "subjects", "routines"

_KEYS = {
    "client": "c",
    "category": "g",
    "team": "e",
    "technician": "t",
    "priority": "p",
    "week": "w",
    "month": "m",
}

DIMENSIONS = {
    **{key: (_KEYS[key], one.title) for key, one in dimensions.DIMENSIONS.items()},
    SUBJECTS: ("s", N_("Recurring subjects")),
    ROUTINES: ("r", N_("Routines")),
}
"""What figures can be told apart by: the key in the menu, and the title."""

PERIODS = {
    "4": N_("4 weeks"),
    "w": N_("12 weeks"),
    "m": N_("this month"),
    "y": N_("this year"),
    "a": N_("all"),
}
"""The periods that are offered, by their key in the menu."""

_WEEKS = {"4": 4, "w": 12}


def usual(today: date) -> Period:
    """The period with which one begins."""
    return periods.weeks(12, today, when.zone())


def period(key: str, today: date) -> Period | None:
    """The period of a key; None is all."""
    if key in _WEEKS:
        return periods.weeks(_WEEKS[key], today, when.zone())
    if key == "a":
        return None
    return periods.named(f"{today:%Y-%m}" if key == "m" else f"{today:%Y}", when.zone())


@dataclass(frozen=True, slots=True)
class Asked:
    """By what, over which period (None: all) and of which tickets figures are wanted."""

    period: Period | None
    by: str = "category"
    words: str = ""

    @property
    def arguments(self) -> Sequence[str]:
        """The same as `helpdesk stats` is told."""
        days = ["--all"]
        if self.period:
            days = [f"--from={self.period.first}", f"--until={self.period.last}"]
        return [self.by, *days, f"--words={self.words}"]

    def turned(self, by: int) -> Asked:
        """The same by the next dimension, or by the one before."""
        names = list(DIMENSIONS)
        return replace(self, by=names[(names.index(self.by) + by) % len(names)])

    def shown(self, document: str) -> Shown:
        """The answer of the command."""
        if self.by == SUBJECTS:
            return Shown(self, written.recurrence_of(document))
        if self.by == ROUTINES:
            return Shown(self, written.routines_of(document))
        return Shown(self, written.figures_of(document))


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked, and the answer."""

    asked: Asked
    report: Table | Recurrence | Routines

    def routine(self, at: int) -> tuple[Routine, Routines] | None:
        """The routine of a row among the others; None where something else is shown, or none."""
        if isinstance(self.report, Routines) and at < len(self.report.rows):
            return self.report.rows[at], self.report
        return None

    def tickets(self, at: int) -> tuple[str, str]:
        """The view and the filter, in neutral words, that find the tickets of a row.

        The open ones, where there are any: the same filter finds the others in the view of what is
        done. Where none came, those that are open came before.
        """
        report = self.report
        assert not isinstance(report, Routines)
        if isinstance(report, Recurrence):
            found = report.rows[at]
            words = recurring.words_for(found.subject, report.period, report.words)
            return "all" if found.open else "done", words
        row, by = report.rows[at], dimensions.DIMENSIONS[report.dimension]
        words = dimensions.words_for(by, row, report.period, report.words)
        return "all" if row.open or not row.came else "done", words
