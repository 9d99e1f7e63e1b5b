"""Reports as plain lines, for the command; the screen takes what it has room for."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from helpdesk_tui import short_time
from helpdesk_tui.i18n import _
from helpdesk_tui.reports.figures import Table
from helpdesk_tui.reports.forecast import WEEKS, Forecast
from helpdesk_tui.reports.recurring import Recurrence
from helpdesk_tui.reports.routines import Routines
from helpdesk_tui.reports.written import Report
from helpdesk_tui.safe_text import line as one_line

from ..common.cells import fit
from . import figure_lines, routine_lines
from .figure_lines import bar, period_name

_NUMBER = 9
"""Cells of a number."""


def lines(report: Report, cells: int) -> Iterator[str]:
    """A report in so many cells, 80 at least."""
    match report:
        case Table():
            yield _heading(period_name(report.period), report.words)
            yield from figure_lines.table_lines(report, cells)
        case Recurrence():
            yield _heading(period_name(report.period), report.words)
            yield from recurring_lines(report, cells)
        case Routines():
            yield _heading(period_name(report.period), report.words)
            yield from routine_lines.table(report, cells)
        case Forecast():
            for sentence in forecast_sentences(report):
                yield from wrap(sentence, cells)


def recurring_lines(report: Recurrence, cells: int) -> Iterator[str]:
    """A head, and a line for each subject with a bar of its tickets."""
    if not report.rows:
        yield _("No two tickets of this period have like subjects.")
        return
    room = cells - 4 * _NUMBER - 2
    name = room * 3 // 4
    heads = (_("tickets"), _("open now"), _("clients"), _("newest"))
    yield fit(_("Subject"), name) + "".join(fit(one, _NUMBER, right=True) for one in heads)
    for row in report.rows:
        told = (row.tickets, row.open, row.clients, row.newest)
        figures = "".join(fit(str(one), _NUMBER, right=True) for one in told)
        drawn = bar(row.tickets, report.rows[0].tickets, room - name)
        yield f"{fit(one_line(row.subject), name)}{figures}  {drawn}"


def forecast_sentences(forecast: Forecast) -> Iterator[str]:
    """What is in the queue, how long it takes at the pace of recent weeks, and what is oldest."""
    told = _("{open} open, {waiting} of them waiting. In {weeks} weeks: {came} came, {done} done.")
    yield told.format(
        open=forecast.open,
        waiting=forecast.waiting,
        weeks=WEEKS,
        came=forecast.came,
        done=forecast.done,
    )
    if not forecast.open:
        yield _("The queue is empty.")
    elif forecast.days is None:
        yield _("At this pace the queue is never empty.")
    elif forecast.days_with_new is None:
        told = _("Empty in {days} days if nothing new came; at this pace it does not get shorter.")
        yield told.format(days=_days(forecast.days))
    else:
        told = _("Empty in {days} days if nothing new came, in {with_new} as it comes.")
        yield told.format(days=_days(forecast.days), with_new=_days(forecast.days_with_new))
    if oldest := forecast.oldest:
        age = short_time.age((forecast.at - oldest.created_at).total_seconds())
        told = _("The oldest is {number}, {age}: {subject}")
        yield told.format(number=oldest.number, age=age, subject=one_line(oldest.subject))


def _days(days: float) -> str:
    return f"{days:.1f}" if days < 10 else f"{days:.0f}"


def _heading(period: str, words: str) -> str:
    return " · ".join(filter(None, (period, words)))
