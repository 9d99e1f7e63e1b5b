"""What an import did, row by row where it did not do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.intake.hours import told

_WIDEST = 60


class Refusal(NamedTuple):
    """A row that is not used, and why; a row with two mistakes has two of these."""

    line: int
    place: str
    """The line in words, or the file in a folder."""
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        column = f", {self.column}" if self.column else ""
        value = f' "{_short(self.value)}"' if self.value else ""
        return f"{self.place}{column}{value}: {self.reason}"


class Left(NamedTuple):
    """A ticket or an entry that is here already and different; it was left as it is."""

    place: str
    external: str
    """Its number there; of an entry its title."""
    number: int
    """Its number at the desk."""


class Hours(NamedTuple):
    """What is new where rows are entries."""

    clients: tuple[tuple[str, int], ...]
    """Seconds by client, the most first; the name is empty for internal time."""
    together: int
    """Entries that lie over others of their technician."""
    mended: int
    """Entries whose length and instants contradict each other in the file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of every row. Each row is in exactly one of the six `rows_*`.

    `written`: the database has changed; `kept_going`: refused rows were not to keep others out.
    `events` counts what was, or after a `dry_run` would be, written.
    """

    path: Path
    how: str
    """What kind of input it is and how it was read, in words."""
    mapping: Path
    source: str
    zone: str
    dry_run: bool = False
    kept_going: bool = False
    written: bool = False
    rows_new: int = 0
    rows_continued: int = 0
    rows_here: int = 0
    rows_left: int = 0
    rows_refused: int = 0
    rows_skipped: int = 0
    """Sound rows that are nothing to be kept; `notes` tells of them."""
    rows: int = 0
    """As many as were read, counted apart from the others."""
    tickets_new: int = 0
    tickets_continued: int = 0
    tickets_here: int = 0
    events: int = 0
    hours: Hours | None = None
    """None where rows are tickets."""
    notes: tuple[str, ...] = ()
    """What else is to be said of the input, in sentences."""
    left: tuple[Left, ...] = ()
    refused: tuple[Refusal, ...] = ()
    refused_file: Path | None = None

    @property
    def balanced(self) -> bool:
        """Whether every row that was read is accounted for."""
        used = self.rows_new + self.rows_continued
        unused = self.rows_left + self.rows_refused + self.rows_skipped
        return self.rows == used + self.rows_here + unused

    @property
    def stopped(self) -> bool:
        """Whether refused rows kept all the others out."""
        return bool(self.refused) and not self.kept_going

    @property
    def nothing_used(self) -> bool:
        """Whether no row of the file is at the desk, or would be."""
        return not (self.rows_new or self.rows_continued or self.rows_here)

    @property
    def spotless(self) -> bool:
        """Whether everything in the file is at the desk now (or would be)."""
        return not self.refused and not self.left


def brief(report: Report) -> str:
    """What came of the file, in one line."""
    if report.stopped:
        words = _("Nothing was imported: {count} of {rows} rows cannot be used. {first}")
        count, first = report.rows_refused, report.refused[0]
        return words.format(count=count, rows=report.rows, first=first)
    if report.hours:
        return told.brief(report, report.hours)
    words = _("New tickets: {new} · continued: {continued} · here already: {here} · refused: {bad}")
    return words.format(
        new=report.tickets_new,
        continued=report.tickets_continued,
        here=report.tickets_here,
        bad=report.rows_refused,
    )


def lines(report: Report) -> Iterator[str]:
    """The report as a person reads it."""
    yield from _how(report)
    yield ""
    if report.stopped:
        yield from map(str, report.refused)
        yield ""
        yield ngettext(
            "{count} row of {rows} cannot be used, so nothing was imported.",
            "{count} rows of {rows} cannot be used, so nothing was imported.",
            report.rows_refused,
        ).format(count=report.rows_refused, rows=report.rows)
        yield _("Mend what is wrong, or import the rest with --keep-going.")
        return
    yield from told.table(report, report.hours) if report.hours else _what(report)
    yield from report.notes
    if report.refused:
        yield ""
        yield from map(str, report.refused)
    if report.left:
        yield ""
        for ticket in report.left:
            yield _("{place}, {external}: here as {number} and different, left as it is").format(
                place=ticket.place, external=ticket.external, number=ticket.number
            )
    if report.refused_file:
        yield ""
        yield _("The refused rows are in {path}.").format(path=report.refused_file)
    if report.dry_run:
        yield ""
        yield _("This was a trial: nothing was written.")


def _how(report: Report) -> Iterator[str]:
    yield report.how
    yield _("Mapping {mapping}, source {source}, times in {zone}").format(
        mapping=report.mapping.name, source=report.source, zone=report.zone
    )


def _what(report: Report) -> Iterator[str]:
    """A table of tickets and rows; its last line is the sum of the others."""
    known = (
        (_("new"), report.tickets_new, report.rows_new),
        (_("continued"), report.tickets_continued, report.rows_continued),
        (_("here already"), report.tickets_here, report.rows_here),
        (_("different here"), len(report.left), report.rows_left),
        (_("refused"), "", report.rows_refused),
    )
    table = [
        ("", _("tickets"), _("rows")),
        *(line for line in known if line[-1]),
        (_("in the file"), "", report.rows),
    ]
    widths = [max(len(str(line[column])) for line in table) for column in range(3)]
    for name, tickets, rows in table:
        yield f"{name:<{widths[0]}}  {tickets:>{widths[1]}}  {rows:>{widths[2]}}"
    yield _("Events of history: {count}").format(count=report.events)


def _short(value: str) -> str:
    return value if len(value) <= _WIDEST else value[: _WIDEST - 1] + "…"
