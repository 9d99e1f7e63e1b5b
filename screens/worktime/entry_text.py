"""When an entry was, as it can be typed, and back: no second is lost of what was not changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from helpdesk_tui import clock, typed_moments, typed_spans
from helpdesk_tui.clock import NEVER
from helpdesk_tui.i18n import _
from helpdesk_tui.typed_spans import Span
from helpdesk_tui.unreadable import Unreadable
from helpdesk_tui.worktime.extent import Extent
from helpdesk_tui.worktime.stretches import Stretch

from ..common import when
from .time_worked import length, reading, time_of_day


def written(extent: Extent) -> str:
    """An extent as it is typed, with its day; what runs as its beginning alone.

    What ends before it begins waits for its end: `2026-11-16 9:10-`.
    """
    begin = f"{when.local(extent.begin).date().isoformat()} {time_of_day(extent.begin)}"
    if extent.end is None:
        return begin
    if extent.end < extent.begin:
        return f"{begin}-"
    wanted = _by_the_minute(extent)
    for text in _forms(begin, extent.begin, extent.end, extent.breaks):
        if _reads_as(text, wanted) or _reads_as(text, replace(wanted, breaks=())):
            return text
    return f"{begin} 1m"  # shorter than a minute


def stretch(begin: datetime, end: datetime) -> str:
    """A stretch to be filled: its day only where it is not today."""
    text = written(Extent(begin, end))
    today = when.local(clock.now()).date().isoformat()
    return text.removeprefix(f"{today} ")


def read(text: str, seen: Extent) -> Span:
    """What somebody has made of the text of an entry; what runs still has `NEVER` as its end.

    Raises:
        Unreadable: it has no meaning.
    """
    text = text.strip()
    if text == written(seen):
        return Span(seen.begin, seen.end or NEVER, seen.breaks)
    if seen.end is None:
        try:
            begin = typed_moments.read(text, clock.now(), when.zone(), at=seen.begin)
        except Unreadable:
            pass
        else:
            again = (begin.instant,) if begin.ambiguous else ()
            return Span(_kept(begin.instant, seen.begin), NEVER, seen.breaks, again)
    span = typed_spans.read(text, clock.now(), when.zone(), at=seen.begin)
    breaks = span.breaks
    if breaks == _by_the_minute(seen).breaks or not (breaks or _shows_breaks(seen)):
        breaks = seen.breaks
    begin_, end = _kept(span.begin, seen.begin), _kept(span.end, seen.end)
    return Span(begin_, end, breaks, span.ambiguous)


def told(text: str, seen: Extent) -> str:
    """How the text of an entry is understood, in a line.

    Raises:
        Unreadable: it has no meaning.
    """
    span = read(text, seen)
    if span.end < span.begin:
        return _("It ends before it begins: a clock was set back. Write when it ended.")
    if span.end == NEVER:
        begin = f"{when.day(when.local(span.begin).date())} {time_of_day(span.begin)}"
        gone = length(int((clock.now() - span.begin).total_seconds()))
        return _("since {begin}, {length} by now; it runs on").format(begin=begin, length=gone)
    return reading(span)


def _forms(begin: str, at: datetime, end: datetime, breaks: tuple[Stretch, ...]) -> Iterator[str]:
    """Ways to type it: with its end or with its length, with its breaks or without."""
    midnight = when.local(end).hour == when.local(end).minute == 0
    seconds = int((_minute(end) - _minute(at)).total_seconds())
    rests = "".join(f" -{time_of_day(left)}-{time_of_day(back)}" for left, back in breaks)
    for without in (rests, "") if rests else ("",):
        yield f"{begin}-{'24:00' if midnight else time_of_day(end)}{without}"
        yield f"{begin} {seconds // 3600}h{seconds // 60 % 60:02}{without}"


def _reads_as(text: str, wanted: Extent) -> bool:
    try:
        span = typed_spans.read(text, clock.now(), when.zone())
    except Unreadable:
        return False
    return (span.begin, span.end, span.breaks) == (wanted.begin, wanted.end, wanted.breaks)


def _shows_breaks(seen: Extent) -> bool:
    return " -" in written(seen)


def _kept(typed: datetime, seen: datetime | None) -> datetime:
    """The instant that was seen, where the same minute was typed."""
    return seen if seen and _minute(seen) == typed else typed


def _by_the_minute(extent: Extent) -> Extent:
    end = extent.end and _minute(extent.end)
    breaks = tuple((_minute(left), _minute(back)) for left, back in extent.breaks)
    return Extent(_minute(extent.begin), end, breaks)


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
