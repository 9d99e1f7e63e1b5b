"""Why a clock stands as it does, in words: what the ticket's screen and the command line show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.sla.clocks import Clock
from helpdesk_tui.sla.ledger import Line, Why
from helpdesk_tui.sla.rules import Target
from helpdesk_tui.tickets.promises import Explained

from . import when, words

TARGET = {
    Target.FIRST_RESPONSE: N_("First response"),
    Target.NEXT_RESPONSE: N_("Next response"),
    Target.RESOLUTION: N_("Resolution"),
}

SHORT = {
    Target.FIRST_RESPONSE: N_("1st response"),
    Target.NEXT_RESPONSE: N_("Next resp."),
    Target.RESOLUTION: N_("Resolution"),
}
"""The same as narrow as a column."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a ledger, in its four columns, and what it ends with."""

    when: str
    why: str
    counted: str
    total: str
    mark: str = ""
    late: bool = False


def title(clock: Clock) -> str:
    """Which promise it is, by which policy, of how much open time in which calendar."""
    told = _("{target}, policy “{policy}”, {minutes} open minutes, calendar “{calendar}”")
    return told.format(
        target=_(TARGET[clock.target]),
        policy=one_line(clock.policy.name),
        minutes=minutes(clock.seconds),
        calendar=one_line(clock.policy.hours.name),
    )


def agreed(instant: datetime) -> str:
    """By when it was agreed to be done, which comes before what any policy promises."""
    return _("Agreed on this ticket: due {when}").format(when=when.stamp(instant))


def told(explained: Explained, now: datetime) -> list[Told]:
    """The lines of a clock that has an answer; the last one says what it comes to."""
    clock, lines = explained.clock, explained.lines
    rows = [
        Told(
            _when(line),
            _why(line),
            minutes(line.seconds) if line.why is Why.COUNTED else "—",
            minutes(line.total),
        )
        for line in lines
    ]
    *before, last = rows or [Told(_moment(clock, clock.begun), "", "0", "0")]
    mark, late = _mark(clock, now)
    ended = Told(last.when, last.why, last.counted, last.total, mark, late)
    return [*before, ended, *_after(clock, now)]


def minutes(seconds: int) -> str:
    """Whole minutes, and the seconds where there are any: "110", "110:30"."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds % 60 else f"{seconds // 60}"


def _mark(clock: Clock, now: datetime) -> tuple[str, bool]:
    """What the ledger's last line ends with."""
    if clock.held and clock.due is None:
        return _("paused"), False
    if clock.stopped and not clock.missed:
        return _("kept"), False
    return _("due"), clock.missed or (clock.due is not None and clock.due < now)


def _after(clock: Clock, now: datetime) -> Iterator[Told]:
    """What comes behind the due instant when that was missed."""
    if clock.missed and clock.stopped:
        then = _moment(clock, clock.stopped)
        yield Told(then, _("answered or resolved, too late"), "", "", late=True)
    elif clock.stopped is None and clock.due and clock.due < now:
        yield Told(_moment(clock, now), _("still owed"), "", "", late=True)


def _moment(clock: Clock, instant: datetime) -> str:
    local = instant.astimezone(clock.policy.hours.calendar.zone)
    return f"{when.day(local.date())} {_time(local)}"


def _when(line: Line) -> str:
    first, last = line.days
    if line.why in (Why.CLOSED, Why.HOLIDAY):
        return _days(first, last)
    begin, end = _time(line.begin), "24:00" if line.end.date() > last else _time(line.end)
    if first == last:
        return f"{when.day(first)} {begin}-{end}"
    return f"{when.day(first)} {begin} - {when.day(last)} {end}"


def _days(first: date, last: date) -> str:
    match (last - first).days:
        case 0:
            return when.day(first)
        case 1:
            return f"{when.day(first)}, {when.day(last)}"
        case _:
            return f"{when.day(first)} - {when.day(last)}"


def _time(local: datetime) -> str:
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def _why(line: Line) -> str:
    match line.why:
        case Why.COUNTED:
            return ""
        case Why.WAITING:
            return _(words.WAITING[Wait(line.waits_for or Wait.OTHER)])
        case Why.RESOLVED:
            return _("resolved")
        case Why.HOLIDAY:
            return _("holiday: {name}").format(name=one_line(line.holiday))
        case Why.CLOSED:
            return _("closed")


def as_text(
    number: int, explained: list[Explained], now: datetime, due_as_agreed: datetime | None = None
) -> list[str]:
    """All clocks of a ticket as lines of text, in columns."""
    lines = [f"{number} · {agreed(due_as_agreed)}", ""] if due_as_agreed else []
    for one in explained:
        lines.append(f"{number} · {title(one.clock)}")
        if one.problem:
            lines += [f"  {one.problem}", ""]
            continue
        rows = told(one, now)
        widths = [max(len(getattr(row, name)) for row in rows) for name in ("when", "why")]
        for row in rows:
            left = f"  {row.when:<{widths[0]}}  {row.why:<{widths[1]}}"
            lines.append(f"{left}  {row.counted:>8}  {row.total:>8}  {row.mark}".rstrip())
        lines.append("")
    return lines[:-1]
