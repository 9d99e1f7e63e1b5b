"""The hours of a working week as a person writes them, in either language: pure.

A line is some days and their intervals: `mon-fri 9:00-14:00 15:00-18:00`, `sáb,dom 10-14`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import time

from helpdesk_tui import typed_days
from helpdesk_tui.i18n import _
from helpdesk_tui.toml_text import nearest
from helpdesk_tui.typed_words import UPTO, Words
from helpdesk_tui.unreadable import Unreadable

_AND = ("and", "y")

Interval = tuple[time, time | str]
"""Half-open, of one day; `"24:00"` may end it."""

DAY_NAMES = [
    name
    for names in typed_days.WEEKDAYS
    for word in names
    for name in (word, word[: typed_days.SHORTEST])
]
"""What can be written for a day, in full and at its shortest."""


def by_weekday(lines: Iterable[str]) -> dict[int, list[Interval]]:
    """The intervals of each day of the week that has some, Monday being 0.

    Raises:
        Unreadable: one of the lines has no meaning.
    """
    week: dict[int, list[Interval]] = {}
    for line in lines:
        days, intervals = read(line)
        for day in days:
            week.setdefault(day, []).extend(intervals)
    return week


def read(line: str) -> tuple[list[int], list[Interval]]:
    """The days of a line, Monday being 0, and the intervals that each of them has.

    Raises:
        Unreadable: it has no meaning.
    """
    words = Words(line.replace(",", " "))  # here it parts, and never begins a fraction
    days = _days(words)
    while words.skip(_AND) or not words.peek()[:1].isdecimal():
        days += _days(words)
    return days, _intervals(words)


def intervals(text: str) -> list[Interval]:
    """The intervals of a single date: `9:00-14:00 15:00-18:00`.

    Raises:
        Unreadable: it has no meaning.
    """
    return _intervals(Words(text.replace(",", " ")))


def mistake(lines: Iterable[str], reader: Callable[[str], object] = read) -> tuple[str, str] | None:
    """What is wrong with the first line that cannot be read, and the day that was meant."""
    for line in lines:
        try:
            reader(line)
        except Unreadable as error:
            said = _("In “{line}”: {sentence}").format(line=line, sentence=error)
            return said, nearest(line[error.start : error.end].casefold(), DAY_NAMES)
    return None


def _intervals(words: Words) -> list[Interval]:
    found = [_interval(words)]
    while words.skip(_AND) or words.peek():
        found.append(_interval(words))
    return found


def _days(words: Words) -> list[int]:
    """A day, or from one to another: Saturday to Monday are three."""
    first = last = _day(words)
    if words.skip(UPTO):
        last = _day(words)
    return [(first + away) % 7 for away in range((last - first) % 7 + 1)]


def _day(words: Words) -> int:
    day = typed_days.weekday(words.peek())
    if day is None:
        raise words.fault(
            _("“{word}” is not a day of the week.").format(word=words.peek())
            if words.peek()
            else _("The hours are missing here, such as 9:00-14:00.")
        )
    words.take()
    return day


def _interval(words: Words) -> Interval:
    start = words.mark()
    begin = words.clock().at
    if not words.skip(UPTO):
        raise words.fault(_("Until when? Such as 9:00-14:00."))
    end = words.clock(ends=True)
    if end.days:
        return begin, "24:00"
    if end.at <= begin:
        sentence = _(
            "This ends before it begins; end it at 24:00 and go on from 0:00 the day after."
        )
        raise words.fault(sentence, words.since(start))
    return begin, end.at
