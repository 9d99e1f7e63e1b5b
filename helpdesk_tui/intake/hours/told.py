"""What an import of recorded time did, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpdesk_tui import short_time
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.intake.report import Hours, Report


def brief(report: Report, hours: Hours) -> str:
    """What came of the file, in one line."""
    words = _(
        "New entries: {new} ({hours}) · here already: {here} · left out: {out} · refused: {bad}"
    )
    return words.format(
        new=report.rows_new,
        hours=_total(hours),
        here=report.rows_here,
        out=report.rows_skipped,
        bad=report.rows_refused,
    )


def table(report: Report, hours: Hours) -> Iterator[str]:
    """What became of the rows, and the new hours by client; each table ends with its sum."""
    known = (
        (_("new"), report.rows_new),
        (_("here already"), report.rows_here),
        (_("different here"), report.rows_left),
        (_("left out"), report.rows_skipped),
        (_("refused"), report.rows_refused),
    )
    rows = [(name, str(count)) for name, count in known if count]
    yield from _columns([("", _("rows")), *rows, (_("in the file"), str(report.rows))])
    if hours.clients:
        yield ""
        by_client = [
            (client or _("internal"), short_time.hours(seconds))
            for client, seconds in hours.clients
        ]
        yield from _columns([("", _("hours")), *by_client, (_("in all"), _total(hours))])
        yield ""
    if hours.together:
        yield ngettext(
            "{count} entry lies over another of its technician. It is kept, and a minute counts "
            "once.",
            "{count} entries lie over others of their technician. They are kept, and a minute "
            "counts once.",
            hours.together,
        ).format(count=hours.together)
    if hours.mended:
        yield ngettext(
            "Of {count} entry the length and the times do not agree in the file; its length holds.",
            "Of {count} entries the length and the times do not agree in the file; their length "
            "holds.",
            hours.mended,
        ).format(count=hours.mended)
    if hours.loose:
        yield ngettext(
            "Of {count} entry the file says no time of day; it lies where its day is free.",
            "Of {count} entries the file says no time of day; they lie one after the other where "
            "their day is free, from nine on.",
            hours.loose,
        ).format(count=hours.loose)


def _total(hours: Hours) -> str:
    return short_time.hours(sum(seconds for _client, seconds in hours.clients))


def _columns(lines: Sequence[tuple[str, str]]) -> Iterator[str]:
    names, figures = (max(len(line[column]) for line in lines) for column in range(2))
    for name, figure in lines:
        yield f"{name:<{names}}  {figure:>{figures}}"
