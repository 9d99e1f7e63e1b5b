"""What an import did, in words: the report as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.intake.hours import told as told_hours
from helpdesk_tui.intake.report import Report


def brief(report: Report) -> str:
    """What came of the file, in one line."""
    if report.stopped:
        words = _("Nothing was imported: {count} of {rows} rows cannot be used. {first}")
        count, first = report.rows_refused, report.refused[0]
        return words.format(count=count, rows=report.rows, first=first)
    if report.hours:
        return told_hours.brief(report, report.hours)
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
    yield from told_hours.table(report, report.hours) if report.hours else _what(report)
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
