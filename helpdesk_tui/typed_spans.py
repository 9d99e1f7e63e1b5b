"""Time worked, as a person types it, in either language; pure, so that every reading can be tried.

Whoever asks shows the reading before it counts. What cannot be read is never guessed: it is refused
with its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from helpdesk_tui import spans, typed_days
from helpdesk_tui.i18n import _
from helpdesk_tui.typed_words import DASHES, UPTO, Clock, Words

_SMALL = ("on", "from", "at", "el", "de", "desde", "a", "la", "las")
"""Words that may stand before a day or a time and change nothing."""

_LESS = (*DASHES, "less", "minus", "menos", "sin")
_YEARS = range(1970, 9000)
"""They leave room for every zone and every length."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_STEP = 300
"""Seconds to which a break is put that nobody has put anywhere."""


@dataclass(frozen=True, slots=True)
class Span:
    """Time worked, half-open, in aware UTC instants; the breaks lie in it, in order.

    `ambiguous` are the instants that were typed as a clock time that comes twice and may have meant
    the second one. The first is taken; a star behind the time, `2:30*`, means the second.
    """

    begin: datetime
    end: datetime
    breaks: tuple[tuple[datetime, datetime], ...] = ()
    ambiguous: tuple[datetime, ...] = ()

    @property
    def seconds(self) -> int:
        """How long was worked, without the breaks."""
        rests = sum((end - begin for begin, end in self.breaks), timedelta())
        return (self.end - self.begin - rests) // _SECOND

    def lies_ahead(self, now: datetime) -> bool:
        """Whether some of it is still to come."""
        return self.end > now


def read(words: str, now: datetime, zone: tzinfo | None, *, at: datetime | None = None) -> Span:
    """The time worked that is meant. Local times are of `zone`, by default the system's.

    `1h30`, `1,5h`, `90m`, `1:30` and `45` (minutes) end now. `9:00-10:30` and `16:00 45m` are of
    today, or of the day that is named first: `yesterday`, `mon`, `16/11`, `2026-11-16`. A weekday,
    or a date without a year, is the last one. What ends before it begins goes on after midnight;
    such a night without a day that has not begun yet is the one that ended today. Breaks follow a
    minus sign: `-45m` is put into the middle, `-13:00-13:30` where it says.

    `at` is the instant that a person points at, the beginning of a gap perhaps: a length begins
    there, and a time without a day is of its day.

    Raises:
        Unreadable: some of it has no meaning, or names a local time that does not exist.
    """
    return _Reader(words, now.replace(microsecond=0), zone, at).span()


@dataclass(frozen=True, slots=True)
class _Moment:
    """An instant, and what the clock on the wall showed then."""

    instant: datetime
    wall: datetime


class _Reader:
    def __init__(self, words: str, now: datetime, zone: tzinfo | None, at: datetime | None) -> None:
        self.words = Words(words)
        self.now, self.zone, self.at = now, zone, at
        self.ambiguous: list[datetime] = []

    def span(self) -> Span:
        if not self.words.peek():
            sentence = _("How long was it, or from when until when? Such as 1h30 or 9:00-10:30.")
            raise self.words.fault(sentence)
        self._skip_small()
        day = self._day()
        self._skip_small()
        if self._is_range():
            begin, end = self._range(day)
        elif ":" in self.words.peek() and self.words.peek(1)[:1].isdecimal():
            begin, end = self._from(day)
        elif day:
            raise self.words.fault(_("When did it begin, and how long was it? Such as 16:00 45m."))
        else:
            begin, end = self._alone()
        breaks = self._breaks(begin, end)
        if self.words.peek():
            raise self.words.unknown()
        return Span(begin.instant, end, tuple(breaks), tuple(self.ambiguous))

    def _day(self) -> date | None:
        today = self.now.astimezone(self.zone).date()
        try:
            day = typed_days.day(self.words.peek(), today, coming=False)
            is_known = day is None or day.year in _YEARS
        except ValueError:
            is_known = False
        if not is_known:
            raise self.words.fault(_("There is no such day."))
        if day:
            self.words.take()
        return day

    def _skip_small(self) -> None:
        while self.words.skip(_SMALL):
            pass

    def _is_range(self) -> bool:
        """Whether two clock times are next: `9-10` are, `45-10` and `1:30 -10m` are not."""
        first, between = self.words.peek(), self.words.peek(1)
        is_time = ":" in first or typed_days.clock(first.removesuffix("*")) is not None
        return is_time and between in UPTO and not (between in DASHES and self.words.has_unit(2))

    def _two_clocks(self) -> tuple[Clock, Clock]:
        first = self.words.clock()
        self.words.take()
        self._skip_small()
        return first, self.words.clock(ends=True)

    def _range(self, day: date | None) -> tuple[_Moment, datetime]:
        first, last = self._two_clocks()
        begin = self._begin(first, day, over_midnight=not last.days and last.at <= first.at)
        return begin, self._following(last, begin).instant

    def _from(self, day: date | None) -> tuple[_Moment, datetime]:
        clock = self.words.clock()
        length = timedelta(seconds=self.words.length())
        since_midnight = timedelta(hours=clock.at.hour, minutes=clock.at.minute)
        begin = self._begin(clock, day, over_midnight=since_midnight + length > _DAY)
        return begin, begin.instant + length

    def _alone(self) -> tuple[_Moment, datetime]:
        if not self.words.peek()[:1].isdecimal():
            sentence = _("“{word}” is neither a day nor a time.")
            raise self.words.fault(sentence.format(word=self.words.peek()))
        length = timedelta(seconds=self.words.length())
        begin = self.at or self.now - length
        wall = begin.astimezone(self.zone).replace(tzinfo=None)
        return _Moment(begin, wall), begin + length

    def _begin(self, clock: Clock, day: date | None, *, over_midnight: bool) -> _Moment:
        """The instant of a beginning, of a night that has begun where no day is named."""
        if day is None:
            day = (self.at or self.now).astimezone(self.zone).date()
            is_ahead = typed_days.instant(day, clock.at, self.zone) > self.now
            if over_midnight and is_ahead and self.at is None:
                day -= _DAY
        return self._moment(clock, day, self._instants(clock, day))

    def _following(self, clock: Clock, before: _Moment) -> _Moment:
        """The first instant after another one: the same day's while the clock on the wall goes on.

        Where it was set back, it may be an hour that has come twice.
        """
        day = before.wall.date()
        wall = datetime.combine(day, clock.at) + clock.days * _DAY
        if wall > before.wall:
            found = self._instants(clock, day)
        else:
            again = typed_days.instants(day, clock.at, self.zone)[1:]
            found = tuple(instant for instant in again if instant > before.instant)
            if not found and wall == before.wall:
                raise self.words.fault(_("That is when it begins."), clock.place)
            if not found:
                day += _DAY
                found = self._instants(clock, day)
        later = tuple(instant for instant in found if instant > before.instant)
        return self._moment(clock, day, later)

    def _moment(self, clock: Clock, day: date, instants: tuple[datetime, ...]) -> _Moment:
        """The first of the instants that are possible."""
        first, *others = instants
        if others:
            self.ambiguous.append(first)
        return _Moment(first, datetime.combine(day, clock.at) + clock.days * _DAY)

    def _instants(self, clock: Clock, day: date) -> tuple[datetime, ...]:
        """When it is that time on a day; of two, the second alone where it is asked for."""
        if clock.days:  # the end of a day is there, though the clock may never show it
            return (typed_days.instant(day + _DAY, clock.at, self.zone),)
        found = typed_days.instants(day, clock.at, self.zone)
        time = f"{clock.at:%H:%M}"
        if not found:
            sentence = _("{time} does not exist on that day: the clocks were set forward over it.")
            raise self.words.fault(sentence.format(time=time), clock.place)
        if clock.second and len(found) == 1:
            sentence = _("{time} comes only once on that day; take the star away.")
            raise self.words.fault(sentence.format(time=time), clock.place)
        return found[1:] if clock.second else found

    def _breaks(self, begin: _Moment, end: datetime) -> list[tuple[datetime, datetime]]:
        whole = (begin.instant, end)
        breaks: list[tuple[datetime, datetime]] = []
        start = self.words.mark()
        while self.words.skip(_LESS):
            self._skip_small()
            if self._is_range():
                breaks.append(self._break(begin, end))
            elif self.words.has_unit() and not breaks:
                breaks.append(_in_the_middle(*whole, self.words.length()))
                break  # a second one might lie where this one was put
            else:
                raise self.words.fault(_("Write a break as -45m, or each one as -13:00-13:30."))
        if not spans.without([whole], breaks):
            raise self.words.fault(_("The break leaves nothing of it."), self.words.since(start))
        return spans.joined(breaks)

    def _break(self, begin: _Moment, end: datetime) -> tuple[datetime, datetime]:
        start = self.words.mark()
        first, last = self._two_clocks()
        left = self._following(first, begin)
        back = self._following(last, left).instant
        if back > end:
            raise self.words.fault(_("The break lies outside."), self.words.since(start))
        return left.instant, back


def _in_the_middle(begin: datetime, end: datetime, seconds: int) -> tuple[datetime, datetime]:
    """A break of that length, at a time that is easily said."""
    spare = (end - begin) // _SECOND - seconds
    middle = begin + timedelta(seconds=spare // 2)
    left = max(begin, middle - timedelta(seconds=middle.timestamp() % _STEP))
    return left, left + timedelta(seconds=seconds)
