"""`helpdesk stats`: figures over a period by one dimension, what recurs, and a forecast."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.of_period import period_of, period_options
from helpdesk_tui.cli.output import ended_well, form_of, report_options, target, write_report
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.periods import Period
    from helpdesk_tui.reports.written import Report
    from helpdesk_tui.tickets.views import Viewer

HELP = N_("""\
Count the tickets that came in a period: by client, category, team, technician, priority, week or
month. Or tell which subjects recur, which work recurs and what it costs (routines), or what the
queue is against the pace of recent weeks.

The period is the last twelve weeks, unless one is said. In CSV and JSON times are seconds and the
columns have the same names in every language.

Ends with 0, and with 2 for a wrong call or where nothing could be read or written.
""")

_SUBJECTS, _ROUTINES, _FORECAST = "subjects", "routines", "forecast"
_WHAT = (
    *("client", "category", "team", "technician", "priority", "week", "month"),
    *(_SUBJECTS, _ROUTINES, _FORECAST),
)
_CELLS = 100
_OFTEN = 1000
"""Tickets after which a bar moves on."""


@click.command(help=HELP)
@click.argument("what", default="category", type=click.Choice(_WHAT), metavar=N_("[WHAT]"))
@period_options(N_("From the first ticket on."))
@click.option("--words", default="", metavar=N_("FILTER"), help=N_("Only what this filter finds."))
@report_options
@click.pass_obj
def stats(
    context: Context,
    /,
    what: str,
    words: str,
    form: str | None,
    output: Path,
    replace: bool,
    spreadsheet: bool,
    **of_period: Any,
) -> None:
    told.spare_the_terminal()
    with ended_well(), at_the_desk(context):
        from helpdesk_tui.filters import Unreadable
        from helpdesk_tui.people.technicians import find
        from helpdesk_tui.reports import counting
        from helpdesk_tui.tickets.views import viewer_of

        zone = told.use_zone(context)
        viewer = viewer_of(find(context.settings.technician) or told.NOBODY, zone)
        period = period_of(zone, counting.whole, **of_period)
        try:
            report = _read(what, period, words, viewer)
        except Unreadable as mistake:
            raise click.UsageError(str(mistake)) from None
        with target(output, replace) as file:
            _write(report, file, form or form_of(output), spreadsheet)
    if str(output) != "-":
        say(_("Saved to {path}").format(path=output))


def _read(what: str, period: Period, words: str, viewer: Viewer) -> Report:
    from helpdesk_tui.reports import counting, forecast, recurring, routines

    if what == _FORECAST:
        return forecast.read(words, viewer)
    if what == _ROUTINES:
        return routines.read(period, words, viewer, _watched)
    if what == _SUBJECTS:
        return recurring.read(period, words, viewer, _watched)
    return counting.read(what, period, words, viewer)


def _write(report: Report, file: TextIO, form: str, spreadsheet: bool) -> None:
    from helpdesk_tui.reports import written

    def lines() -> Iterator[str]:
        from helpdesk_tui.screens.figures import report_lines

        return report_lines.lines(report, _CELLS)

    write_report(
        file,
        form,
        spreadsheet,
        document=partial(written.document, report),
        sheet=partial(written.sheet, report),
        lines=lines,
    )


def _watched(rows: Iterable[Any], total: int) -> Iterator[Any]:
    """The rows, and on their way how many have gone by, where somebody watches."""
    with click.progressbar(
        rows,
        length=total,
        file=sys.stderr,
        label=_("Reading"),
        hidden=not sys.stderr.isatty(),
        update_min_steps=_OFTEN,
    ) as bar:
        yield from bar
