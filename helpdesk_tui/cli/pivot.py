"""`helpdesk pivot`: recorded time by any two of its sides."""

from __future__ import annotations

from collections.abc import Iterator
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
from helpdesk_tui.cli.time.what import client_named, client_option
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.reports.pivot import Pivot

HELP = N_("""\
Add up recorded time by any two of: day, week, month, year, client, project, ticket, category,
activity, technician.

A day is one of the client's calendar; a minute that was recorded twice counts once. Weeks are ISO
weeks, months and years the calendar's. The period is the last twelve weeks, unless one is said. In
CSV and JSON times are seconds and the columns have the same names in every language.

Ends with 0, and with 2 for a wrong call or where nothing could be read or written.
""")

AXES = (
    *("day", "week", "month", "year"),
    *("client", "project", "ticket", "category", "activity", "technician"),
)
_BY = click.Choice(AXES)


@click.command(help=HELP)
@click.option("--rows", type=_BY, default="client", metavar=N_("WHAT"), help=N_("What rows are."))
@click.option(
    "--columns", type=_BY, default="week", metavar=N_("WHAT"), help=N_("What columns are.")
)
@client_option(N_("Only for this client: the name, or how it begins."))
@period_options(N_("From the first entry on."))
@report_options
@click.pass_obj
def pivot(
    context: Context,
    /,
    rows: str,
    columns: str,
    client: str | None,
    form: str | None,
    output: Path,
    replace: bool,
    spreadsheet: bool,
    **of_period: Any,
) -> None:
    if rows == columns:
        raise click.UsageError(_("Rows and columns must be two."))
    told.spare_the_terminal()
    with ended_well(), at_the_desk(context):
        from helpdesk_tui.reports import pivot as pivots
        from helpdesk_tui.reports.pivot import Asked

        zone = told.use_zone(context)
        whose = client_named(client) if client is not None else None
        days = None
        if not of_period["whole"]:
            period = period_of(zone, pivots.whole, **of_period)
            days = period.first, period.last
        found = pivots.read(Asked(rows, columns, days, whose))
        with target(output, replace) as file:
            _write(found, file, form or form_of(output), spreadsheet)
    if str(output) != "-":
        say(_("Saved to {path}").format(path=output))


def _write(pivot: Pivot, file: TextIO, form: str, spreadsheet: bool) -> None:
    from helpdesk_tui.reports import pivot_written

    def lines() -> Iterator[str]:
        from helpdesk_tui.screens.figures import pivot_lines

        return pivot_lines.as_text(pivot)

    write_report(
        file,
        form,
        spreadsheet,
        document=partial(pivot_written.document, pivot),
        sheet=partial(pivot_written.sheet, pivot),
        lines=lines,
    )
