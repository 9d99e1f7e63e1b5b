"""How time worked is understood, said back before it is saved."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from helpdesk_tui import clock, typed_days
from helpdesk_tui.i18n import _
from helpdesk_tui.typed_spans import Span

from ..common import when


def reading(span: Span) -> str:
    """A span in a line: "Mon 16 Nov 09:00-10:30 · 1:30", and whatever else is to be known of it."""
    begin = when.day(when.local(span.begin).date())
    said = [f"{begin} {time_of_day(span.begin)}{_until(span)}"]
    if span.breaks:
        rests = " ".join(f"{time_of_day(left)}-{time_of_day(back)}" for left, back in span.breaks)
        said.append(_("without {times}").format(times=rests))
    said.append(length(span.seconds))
    if span.lies_ahead(clock.now()):
        said.append(_("that is still to come"))
    for instant in span.ambiguous:
        twice = _("{time} comes twice: this is the first, {time}* is the second")
        said.append(twice.format(time=time_of_day(instant)))
    return " · ".join(said)


def length(seconds: int) -> str:
    """Hours and minutes, `1:30`; seconds where there are any, but never days."""
    minutes, rest = divmod(seconds, 60)
    said = f"{minutes // 60}:{minutes % 60:02}"
    return f"{said}:{rest:02}" if rest else said


def time_of_day(instant: datetime) -> str:
    """A time on the technician's clock as it can be typed: the second of two with a star."""
    there = when.local(instant)
    is_second = instant in typed_days.instants(there.date(), there.time(), when.zone())[1:]
    return f"{there:%H:%M}*" if is_second else f"{there:%H:%M}"


def _until(span: Span) -> str:
    """The end, with its day if that is another one; a midnight belongs to the day before."""
    begin, end = when.local(span.begin), when.local(span.end)
    if end.date() == begin.date():
        return f"-{time_of_day(span.end)}"
    if end.time() == time() and end.date() - begin.date() == timedelta(days=1):
        return "-24:00"
    return f" - {when.day(end.date())} {time_of_day(span.end)}"
