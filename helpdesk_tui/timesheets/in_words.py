"""A sheet as the client reads it: plain data for a template, and the text that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from helpdesk_tui import rendering, short_time
from helpdesk_tui.conversations.summary import FORMS
from helpdesk_tui.timesheets.giving import Difference, differences
from helpdesk_tui.timesheets.rows import Row, Sheet, Sum, added
from helpdesk_tui.timesheets.rule_words import rule_words
from helpdesk_tui.timesheets.subjects import days

MINUTE = 60


def text(sheet: Sheet, before: Sheet | None) -> str:
    """The sheet as the template has it, in Markdown. May take seconds: not on the event loop.

    `before` is the revision that it corrects. Raises TemplateProblem where the technician's own
    template has a mistake.
    """
    name = f"timesheet.{sheet.client.language}.md"
    return rendering.render(rendering.source(name), build(sheet, before), name=name)


def page(sheet: Sheet, markdown: str) -> str:
    """That text as a page of HTML."""
    from helpdesk_tui.rendering import markup

    told = sheet.client
    title = sheet.subject or f"{told.name}, {days(sheet.first, sheet.last, told.language)}"
    return markup.html(markdown, title, told.language)


def build(sheet: Sheet, before: Sheet | None) -> dict[str, Any]:
    """All that a template may tell; days are ISO, times `1:05`, with seconds where some have any.

    An amount is a decimal; None where there is no price, or nothing is billed.
    """
    told = sheet.client
    shown = _Shown([*sheet.lines, *(before.lines if before else ())])
    return {
        "language": told.language,
        "country": told.country,
        "form": told.address_form if told.address_form in FORMS else FORMS[0],
        "client": told.name,
        "period": days(sheet.first, sheet.last, told.language),
        "first": sheet.first.isoformat(),
        "last": sheet.last.isoformat(),
        "revision": sheet.revision,
        "paragraph": sheet.paragraph,
        "days": [
            {"day": day.isoformat(), **shown.sum(sum_), "lines": shown.lines(sheet, day)}
            for day, sum_ in sheet.by_day.items()
        ],
        "activities": [
            {"name": name, **shown.sum(sum_)} for name, sum_ in sheet.by_activity.items()
        ],
        "total": shown.sum(sheet.total),
        "currency": sheet.currency,
        "rule": rule_words(sheet.rule, told.language),
        "minimum": sheet.minimum // MINUTE,
        "left": _left(sheet.left),
        "correction": shown.correction(before, sheet) if before else None,
    }


class _Shown:
    """Writes times alike all over a sheet, so that what a reader adds up is what stands there."""

    def __init__(self, lines: Iterable[Row]) -> None:
        all_ = list(lines)
        self._worked = _writer(line.worked for line in all_)
        self._billed = _writer(line.billed for line in all_)

    def sum(self, sum_: Sum) -> dict[str, Any]:
        amount = None if sum_.amount is None else str(sum_.amount)
        return {
            "worked": self._worked(sum_.worked),
            "billed": self._billed(sum_.billed),
            "amount": amount,
        }

    def lines(self, sheet: Sheet, day: date) -> list[dict[str, Any]]:
        return [self._line(line) for line in sheet.lines if line.day == day]

    def correction(self, before: Sheet, now: Sheet) -> dict[str, Any]:
        changes = [
            {
                "day": _day(one).isoformat(),
                "before": self._line(one.before) if one.before else None,
                "now": self._line(one.now) if one.now else None,
            }
            for one in sorted(differences(before, now), key=_day)
        ]
        return {"before": self.sum(before.total), "changes": changes}

    def _line(self, line: Row) -> dict[str, Any]:
        return {
            "title": line.title,
            "description": line.description,
            "ticket": line.ticket,
            "technician": line.technician,
            "project": line.project,
            "activity": line.activity,
            "billable": line.billable,
            **self.sum(added([line])),
        }


def _day(one: Difference) -> date:
    line = one.now or one.before
    assert line
    return line.day


def _writer(lengths: Iterable[int]) -> Callable[[int], str]:
    return _to_the_second if any(one % MINUTE for one in lengths) else short_time.hours


def _to_the_second(seconds: int) -> str:
    return f"{short_time.hours(seconds)}:{seconds % MINUTE:02}"


def _left(seconds: int | None) -> dict[str, Any] | None:
    if seconds is None:
        return None
    return {"hours": _writer([seconds])(abs(seconds)), "over": seconds < 0}
