"""A week as it is drawn: seven days beside the day in hand, or clients by days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.short_time import hours
from helpdesk_tui.worktime.day import Week

from ..common import when
from ..common.cells import fit
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, text
from .time_lines import of_target

SIDE = 24
"""Cells of the days beside the day in hand."""

CELL = 7
TABLE = 12 + 8 * CELL
"""Cells that clients by days need; where there are less, days stand above clients."""


def side(week: Week, at: date, look: Look) -> list[Line]:
    """Seven days with what they have come to against the hours that are worked."""
    number = week.days[0].date.isocalendar().week
    lines = [columns([(fit(" " + _("Week {number}").format(number=number), SIDE), look.title)])]
    for day in week.days:
        here = day.date == at
        mark = "▌" if here else " "
        target = _cell(day.target) if day.target else ""
        name = fit(f"{_(when.WEEKDAYS[day.date.weekday()])} {day.date.day:2}", 8)
        done = fit(_cell(day.counted), 6, right=True)
        style = look.title if here else look.text
        aim = fit(target, 7, right=True)
        lines.append(columns([(mark, look.accent), (f"{name}{done}", style), (aim, look.dim)]))
    total = fit(_cell(week.counted), 14, right=True)
    aim = fit(_cell(week.target) if week.target else "", 7, right=True)
    lines += [EMPTY, columns([(f" {total}", look.title), (aim, look.dim)])]
    return lines


def heading(week: Week, cells: int, look: Look) -> Line:
    """Which week it is."""
    first, last = week.days[0].date, week.days[-1].date
    words = _("Week {number} · {first} to {last}")
    number = first.isocalendar().week
    words = words.format(number=number, first=when.day(first), last=when.day(last))
    total = of_target(week.counted, week.target)
    return text(fit(f" {words} · {total}", cells), look.title)


def table(week: Week, at: date, cells: int, look: Look) -> list[Line]:
    """Clients by days, with totals on both edges."""
    if cells < TABLE:
        return [*side(week, at, look)[1:], EMPTY, *_clients(week, cells, look)]
    names = cells - 8 * CELL - 1
    heads = [f"{_(when.WEEKDAYS[day.date.weekday()])} {day.date.day}" for day in week.days]
    styles = [look.title if day.date == at else look.dim for day in week.days]
    head = [(fit("", names), look.dim)]
    head += [(fit(words, CELL, right=True), s) for words, s in zip(heads, styles, strict=True)]
    lines = [columns([*head, (fit(_("total"), CELL, right=True), look.dim)])]
    for row in week.by_client:
        name = one_line(row.name) or _("internal")
        lines.append(_row(name, row.days, row.total, names, look))
    lines.append(EMPTY)
    lines.append(_row(_("total"), [day.counted for day in week.days], week.counted, names, look))
    if week.target:
        words = _("working hours")
        lines.append(_row(words, [day.target for day in week.days], week.target, names, look))
    return lines


def _row(name: str, days: Sequence[timedelta], total: timedelta, names: int, look: Look) -> Line:
    cells = "".join(fit(_cell(day), CELL, right=True) for day in days)
    return columns(
        [
            (fit(f" {name}", names) + cells, look.text),
            (fit(_cell(total), CELL, right=True), look.title),
        ]
    )


def _clients(week: Week, cells: int, look: Look) -> list[Line]:
    names = max(8, cells - CELL - 1)
    lines = []
    for row in week.by_client:
        name = one_line(row.name) or _("internal")
        total = fit(_cell(row.total), CELL, right=True)
        lines.append(columns([(fit(f" {name}", names), look.text), (total, look.text)]))
    return lines


def _cell(span: timedelta) -> str:
    return hours(span.total_seconds()) if span else "·"
