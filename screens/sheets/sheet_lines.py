"""A client's sheet as it is drawn: lines by day, sums, and what there is to say about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.style import Style

from helpdesk_tui.i18n import _, language
from helpdesk_tui.models.billing import State
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.timesheets import giving
from helpdesk_tui.timesheets.giving import Before, Difference
from helpdesk_tui.timesheets.queries import Question
from helpdesk_tui.timesheets.rows import Row, Sheet, Sum
from helpdesk_tui.timesheets.rule_words import rule_words

from ..common import when
from ..common.cells import fit, wrapped
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, spread, text
from ..parts.prose import prose
from .sheet_words import days, exact, length

NUMBER = 8
SIDE = 12
WIDE = 90
"""Cells from which a line says its project and its activity in columns of their own."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with what belongs to it, as it was read at one moment."""

    sheet: Sheet
    before: Before | None
    """What the client was told last."""
    questions: tuple[Question, ...]
    differences: tuple[Difference, ...]
    """Of a correction: what it says otherwise."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it is drawn, and the line of the sheet that it stands for, if any."""

    line: Line
    row: Row | None = None


def heading(page: Page, cells: int, look: Look) -> list[Line]:
    """Whose and of which days, how far it has come; and how many hours."""
    sheet, sum_ = page.sheet, page.sheet.total
    title = f" {one_line(sheet.client.name)} · {days(sheet.first, sheet.last)}"
    if sheet.revision > 1:
        title += " · " + _("correction {number}").format(number=sheet.revision - 1)
    worked = _("{worked} worked → {billed} billed").format(
        worked=length(sum_.worked), billed=length(sum_.billed)
    )
    if sum_.amount is not None:
        worked += f" · {sum_.amount} {sheet.currency}"
    said, style = _state(sheet, look)
    return [spread(title, f"{said} ", cells, style), text(fit(f" {worked}", cells), look.title)]


def lines(page: Page, cells: int, look: Look) -> list[Shown]:
    """The paragraph, the days with their lines and questions, and the sums."""
    sheet = page.sheet
    asked: defaultdict[tuple[int, date], list[Question]] = defaultdict(list)
    for question in page.questions:
        asked[question.entry, question.day].append(question)
    shown = [Shown(text(f"   {part}", look.note)) for part in prose(sheet.paragraph, cells - 6)]
    shown = [*shown, Shown(EMPTY)] if sheet.paragraph else []
    for day, sum_ in sheet.by_day.items():
        shown.append(Shown(_sum(when.day(day), sum_, cells, look.title)))
        for row in sheet.lines:
            if row.day == day:
                shown.append(Shown(_row(row, cells, look), row))
                for question in asked[row.entry, day]:
                    shown += _question(question, cells, look)
    if not sheet.lines:
        shown.append(Shown(text(fit(" " + _("No hours in these days."), cells), look.dim)))
    shown.append(Shown(EMPTY))
    for name, sum_ in sheet.by_activity.items():
        label = one_line(name) or _("without activity")
        shown.append(Shown(_sum(label, sum_, cells, look.text)))
    shown.append(Shown(_sum(_("Total"), sheet.total, cells, look.title)))
    shown += _differences(page, cells, look)
    shown.append(Shown(EMPTY))
    return shown + [Shown(text(f" {part}", look.dim)) for part in _about(page, cells)]


def foot(row: Row | None, cells: int, look: Look) -> list[Line]:
    """What there is to say about the line in hand."""
    if row is None:
        return []
    about = [row.technician, f"#{row.ticket}" if row.ticket else "", row.project, row.activity]
    if not row.billable:
        about.append(_("not billed"))
    about.insert(0, f"{exact(row.worked)} → {exact(row.billed)}")
    said = " · ".join(filter(None, map(one_line, about)))
    what = one_line(f"{row.title}: {row.description}" if row.description else row.title)
    return [text(fit(f" {line}", cells), look.dim) for line in (what, said)]


def _state(sheet: Sheet, look: Look) -> tuple[str, Style]:
    if sheet.off:
        return _("! differs from the entries by {length}").format(
            length=length(sheet.off)
        ), look.late
    if sheet.state is State.GIVEN and sheet.given_at:
        at = when.stamp(sheet.given_at)
        return _("given out {when} by {who}").format(when=at, who=sheet.given_by), look.good
    if sheet.missing:
        return f"! {one_line(giving.why(sheet))}", look.soon
    return _("ready"), look.accent


def _row(row: Row, cells: int, look: Look) -> Line:
    ticket = f"#{row.ticket} " if row.ticket else ""
    room = max(10, cells - 2 * NUMBER - SIDE - 6)
    return columns(
        [
            (fit(f"   {ticket}{one_line(row.title)}", room), look.text),
            (fit(f" {one_line(row.technician)}", SIDE), look.dim),
            (fit(length(row.worked), NUMBER, right=True), look.text),
            (" → ", look.dim),
            (fit(length(row.billed) if row.billable else "—", NUMBER, right=True), look.text),
        ]
    )


def _sum(label: str, sum_: Sum, cells: int, style: Style) -> Line:
    worked = fit(length(sum_.worked), NUMBER, right=True)
    billed = fit(length(sum_.billed), NUMBER, right=True)
    room = max(10, cells - 2 * NUMBER - 6)
    return text(f"{fit(f' {label}', room)}{worked} → {billed}", style)


def _question(question: Question, cells: int, look: Look) -> list[Shown]:
    who = one_line(question.who) or _("The client")
    said = [(f"? {who}: {one_line(question.text)}", look.soon)]
    if question.answer:
        said.append((f"= {one_line(question.answer)}", look.good))
    if question.correction:
        put = _("put right by correction {number}").format(number=question.correction - 1)
        said.append((f"= {put}", look.good))
    return [
        Shown(text(f"     {part}", style))
        for words, style in said
        for part in wrapped(words, max(20, cells - 7))
    ]


def _differences(page: Page, cells: int, look: Look) -> list[Shown]:
    if page.sheet.revision == 1 or page.sheet.state is State.GIVEN:
        return []
    title = _("What differs from what was told") if page.differences else _("Nothing differs yet")
    shown = [Shown(EMPTY), Shown(text(fit(f" {title}", cells), look.title))]
    for one in page.differences:
        for sign, row, style in (("-", one.before, look.late), ("+", one.now, look.good)):
            if row:
                label = f" {sign} {when.day(row.day)} · {one_line(row.title)}"
                sum_ = Sum(row.worked, row.billed)
                shown.append(Shown(_sum(label, sum_, cells, style)))
    return shown


def _about(page: Page, cells: int) -> Sequence[str]:
    sheet = page.sheet
    said = [_("Billed: {rule}.").format(rule=rule_words(sheet.rule, language()))]
    if sheet.minimum:
        said.append(
            _("At least {length} for a ticket on a day.").format(length=length(sheet.minimum))
        )
    if sheet.left is not None:
        said.append(_("Left of the hours bought: {length}.").format(length=length(sheet.left)))
    to = ", ".join(filter(None, (one_line(sheet.to), one_line(sheet.cc)))) or _("nobody yet")
    said.append(_("It goes to {people}.").format(people=to))
    if page.before and sheet.state is State.DRAFT:
        change = giving.recipients(page.before, sheet)
        if change.more:
            more = _("New since the last one: {people}.")
            said.append(more.format(people=one_line(", ".join(change.more))))
        if change.less:
            less = _("No longer: {people}.")
            said.append(less.format(people=one_line(", ".join(change.less))))
    return wrapped(" ".join(said), max(20, cells - 2))
