"""The lines of the screen of figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from helpdesk_tui import clock, short_time
from helpdesk_tui.i18n import _
from helpdesk_tui.reports.figures import Table
from helpdesk_tui.reports.forecast import Forecast
from helpdesk_tui.reports.recurring import Recurrence
from helpdesk_tui.reports.routines import Routine, Routines
from helpdesk_tui.safe_text import line as one_line

from ..common.cells import fit, short
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, sentence, spread, text
from . import report_lines, routine_lines
from .asked import DIMENSIONS, Asked, Shown
from .figure_lines import LEGEND, layout, period_name


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn of a report: above its rows, the rows and what follows them, and their sum."""

    head: Line
    rows: list[Line]
    total: list[Line]


def title(asked: Asked) -> str:
    """What is asked for, in a few words."""
    period = period_name(asked.period) if asked.period else _("all")
    return " · ".join(filter(None, (_(DIMENSIONS[asked.by][1]), period, one_line(asked.words))))


def heading(asked: Asked, shown: Shown | None, seconds: int | None, cells: int, look: Look) -> Line:
    """What is asked for; of when the figures are, and for how long others are being counted."""
    told = [] if seconds is None else [_("counting … {count} s").format(count=seconds)]
    if shown:
        seconds_old = (clock.now() - shown.report.at).total_seconds()
        ago = _("counted {age} ago").format(age=short_time.age(seconds_old))
        told.append(ago if seconds_old >= short_time.MINUTE else _("counted just now"))
    right = short("  ".join(told), cells // 2)
    return spread(f" {title(asked)}", f"{right} ", cells, look.title)


def picture(shown: Shown, charted: str, cells: int, look: Look) -> Picture:
    """A report in so many cells, with bars of one of its columns."""
    if isinstance(shown.report, Recurrence):
        head, *rows = report_lines.recurring_lines(shown.report, cells - 2)
        told = [text(f" {line}", look.text) for line in rows]
        return Picture(text(f" {head}", look.dim), told, [])
    if isinstance(shown.report, Routines):
        head, *rows = routine_lines.table(shown.report, cells - 2)
        told = [text(f" {line}", look.text) for line in rows]
        return Picture(text(f" {head}", look.dim), told, [])
    return _figures(shown.report, charted, cells, look)


def _figures(table: Table, charted: str, cells: int, look: Look) -> Picture:
    laid = layout(table, cells - 2, charted)
    heads = [
        (head, look.title if column is laid.charted else look.dim) for column, head in laid.heads()
    ]
    rows = [
        columns([(f" {laid.numbers(row)}", look.text), (drawn, look.accent)])
        for row, drawn in zip(table.rows, laid.bars(), strict=True)
    ]
    if not rows:
        rows = sentence(_("No ticket came in this period."), cells, look.dim)
    rows += [EMPTY, *sentence(_(LEGEND), cells, look.dim)]
    total = text(fit(f" {laid.numbers(table.total)}", cells), look.title)
    return Picture(columns([(f" {laid.title}", look.dim), *heads]), rows, [total])


def failed(words: str, key: str, cells: int, look: Look) -> list[Line]:
    """What stands in the place of figures that could not be read."""
    again = _("{key} tries again.").format(key=key)
    return sentence(f"{words} {again}", cells, look.late)


def routine(row: Routine, report: Routines, keys: str, cells: int, look: Look) -> list[Line]:
    """The routine in hand below the others: in words, and week by week."""
    name, *told, above, below, numbers, weeks = routine_lines.about(row, report.weeks, cells - 2)
    return [
        text("─" * cells, look.dim),
        spread(f" {name}", f"{keys} ", cells, look.title),
        *(text(fit(f" {line}", cells), look.text) for line in told),
        *(text(f" {line}", look.accent) for line in (above, below)),
        text(f" {numbers}", look.text),
        text(f" {weeks}", look.dim),
    ]


def ahead(forecast: Forecast | None, cells: int, look: Look) -> list[Line]:
    """The forecast below the figures."""
    if forecast is None:
        return []
    return [text("─" * cells, look.dim), *_wrapped(forecast, cells, look)]


def _wrapped(forecast: Forecast, cells: int, look: Look) -> Iterator[Line]:
    for told in report_lines.forecast_sentences(forecast):
        for line in wrap(told, cells - 2):
            yield text(fit(f" {line}", cells), look.text)
