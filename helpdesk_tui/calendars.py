"""Working hours as pure arithmetic: when so much open time has passed, and how much has.

One idea carries all of it: the open seconds of a calendar are numbered, and the numbers of a few
weeks are kept once they have been counted. Elapsed time is the difference of two numbers, a
deadline the instant of the last one, and both are found by bisection.

Everything is counted in whole seconds: the fraction of a second of an instant is cut off.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.spans import joined, within, without

Hours = Sequence[tuple[time, time | str]]
"""Half-open intervals of one date, to the second, in any order; `"24:00"` may end one."""

Pauses = Iterable[tuple[datetime, datetime]]
"""Pairs of aware instants, in any order; they may overlap, touch and lie anywhere."""

_Span = tuple[int, int]
"""A half-open interval in seconds: since 1970 in UTC, or since midnight on the wall."""

_DAY = 24 * 60 * 60
_TEN_YEARS = 3653 * _DAY
_BLOCK = 28 * _DAY
"""What is counted at once. Fixed in UTC, so that no change of the clocks moves its ends."""

_BLOCKS_KEPT = 512
"""Some forty years of one calendar, about four megabytes."""


class CalendarError(ValueError):
    """A calendar has no open time at all, or its answer is more than ten years away."""


class Calendar:
    """When a desk is open. It never changes, and any thread may ask it.

    `hours` are by weekday, Monday being 0. The `shifts` of a date replace them, on a holiday too.
    `breaks` are taken out of whatever is open on their date. Intervals that overlap count once.
    A local time is the first instant at which the clock on the wall shows it or a later one: what
    does not exist moves forward over the gap, what occurs twice means the first, and an interval
    inside the gap is empty. Raises ValueError for what cannot be understood.
    """

    def __init__(
        self,
        zone: str | ZoneInfo,
        hours: Mapping[int, Hours],
        shifts: Mapping[date, Hours] = {},
        breaks: Mapping[date, Hours] = {},
        holidays: Iterable[date] = (),
    ) -> None:
        self.zone = _zone(zone) if isinstance(zone, str) else zone
        for stranger in set(hours) - set(range(7)):
            words = _("Weekdays go from 0 (Monday) to 6 (Sunday); {number} is none of them.")
            raise ValueError(words.format(number=stranger))
        self._week = [_on_the_wall(hours.get(weekday, ())) for weekday in range(7)]
        self._dates: dict[date, list[_Span]] = {day: [] for day in holidays}
        self._dates |= {day: _on_the_wall(shift) for day, shift in shifts.items()}
        for day, taken in breaks.items():
            self._dates[day] = without(self.wall(day), _on_the_wall(taken))
        if any(isinstance(day, datetime) for day in self._dates):
            # It equals no date: a holiday given so would silently be an ordinary day.
            raise ValueError("shifts, breaks and holidays are for a date, not a datetime")
        self._block = lru_cache(_BLOCKS_KEPT)(self._counted)

    def deadline(
        self, start: datetime, seconds: int, pauses: Pauses = (), roll: bool = False
    ) -> datetime:
        """The instant, in UTC, at which that much open time outside the pauses has passed.

        Time that runs out exactly at closing (or when a pause begins) is due then; with `roll` at
        the next opening. Zero seconds is `start` itself where time counts, otherwise the next
        instant at which it does. Raises CalendarError.
        """
        _check_count(seconds)
        asked = at = _seconds(start)
        # Due is the end of the last second, or the beginning of the one that follows it.
        end = 1 if seconds and not roll else 0
        number = seconds - end
        for pause, resumed in _together(pauses, asked, asked + _TEN_YEARS):
            before = self._opened(at, pause)
            if number < before:
                break
            number -= before
            at = resumed
        return _instant(self._open_second(at, number, asked) + end)

    def backwards(self, end: datetime, seconds: int) -> datetime:
        """The instant, in UTC, from which that much open time is left until `end`.

        The mirror of `deadline`: time that begins exactly at an opening begins then, not at the
        closing before; zero seconds before a closed moment is the last closing. Raises
        CalendarError.
        """
        _check_count(seconds)
        at = _seconds(end)
        if seconds:
            return _instant(self._open_second(at, -seconds, at))
        return _instant(self._open_second(at, -1, at) + 1)

    def elapsed(self, start: datetime, end: datetime, pauses: Pauses = ()) -> int:
        """Open seconds from `start` to `end`, outside the pauses."""
        first, last = _span(start, end)
        paused = _together(pauses, first, last)
        return self._opened(first, last) - sum(self._opened(*pause) for pause in paused)

    def working_days(self, start: datetime, days: int, end_of_day: bool = False) -> datetime:
        """The same clock time, in UTC, that many dates with open time later.

        With `end_of_day` the last closing of that date. The date of `start` is not counted; zero
        days is that date, or the next working one when it is none. The clock time may lie outside
        the hours of the date. Raises CalendarError.
        """
        _check_count(days)
        asked = _seconds(start)
        here = self._clock(asked)
        nearest = 1 if days else 0
        dates = (here.date() + timedelta(away) for away in range(nearest, _TEN_YEARS // _DAY + 1))
        working = (day for day in dates if self._day(day))
        day = next(islice(working, days - nearest, None), None)
        if day is None:
            raise self._too_far(asked)
        if end_of_day:
            return _instant(self._day(day)[-1][1])
        if day == here.date():  # its clock time may be the second of two
            return _instant(asked)
        return _instant(self._first(datetime.combine(day, here.time())))

    def wall(self, day: date) -> Sequence[tuple[int, int]]:
        """The hours of a date as they are written, in seconds since midnight on the wall."""
        return self._dates.get(day, self._week[day.weekday()])

    def intervals(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """What is open from `start` to `end`, as pairs in UTC that neither overlap nor touch."""
        return [
            (_instant(opens), _instant(closes)) for opens, closes in self._open(*_span(start, end))
        ]

    def _day(self, day: date) -> list[_Span]:
        """The hours of a date as seconds since 1970; those inside a gap are left out."""
        midnight = datetime.combine(day, time())
        spans = (
            (self._first(midnight + timedelta(0, begin)), self._first(midnight + timedelta(0, end)))
            for begin, end in self.wall(day)
        )
        return [(opens, closes) for opens, closes in spans if opens < closes]

    def _open(self, first: int, last: int) -> list[_Span]:
        """What is open in a span; on this the rest is built."""
        # No zone is a whole day away from UTC, so the dates on both sides are enough.
        before, after = (second // _DAY + clock.EPOCH.toordinal() for second in (first, last))
        dates = map(date.fromordinal, range(before - 1, after + 2))
        return joined(within((span for day in dates for span in self._day(day)), first, last))

    def _clock(self, second: int) -> datetime:
        """What the clock on the wall shows, naive."""
        return datetime.fromtimestamp(second, self.zone).replace(tzinfo=None)

    def _first(self, local: datetime) -> int:
        """The first second at which the clock on the wall shows this or something later."""
        first, again = (_seconds(local.replace(tzinfo=self.zone, fold=fold)) for fold in (0, 1))
        if first <= again:
            return first
        # It does not exist: with the offset before the gap it lies after it, and the reverse.
        around = range(again, first + 1)
        return around[bisect_left(around, local, key=self._clock)]

    def _counted(self, index: int) -> _Block:
        return _Block(self._open(index * _BLOCK, (index + 1) * _BLOCK))

    def _opened(self, first: int, last: int) -> int:
        """Open seconds in a span."""
        begin, end = first // _BLOCK, last // _BLOCK
        whole = sum(self._block(index).total for index in range(begin, end))
        return whole + self._block(end).opened(last) - self._block(begin).opened(first)

    def _open_second(self, at: int, number: int, asked: int) -> int:
        """When an open second begins: 0 is the first from `at` on, -1 the last one before it."""
        index = at // _BLOCK
        block = self._block(index)
        number += block.opened(at)
        while not 0 <= number < block.total:
            if abs(index * _BLOCK - asked) > _TEN_YEARS + _BLOCK:
                raise self._too_far(asked)
            if number < 0:
                index -= 1
                block = self._block(index)
                number += block.total
            else:
                number -= block.total
                index += 1
                block = self._block(index)
        found = block.second(number)
        if not -_TEN_YEARS <= found - asked < _TEN_YEARS:
            raise self._too_far(asked)
        return found

    def _too_far(self, asked: int) -> CalendarError:
        if self._opened(asked - _TEN_YEARS, asked + _TEN_YEARS):
            words = _("Counted from {date}, the answer is more than ten years away.")
        else:
            words = _("This calendar has no open time within ten years of {date}.")
        return CalendarError(words.format(date=self._clock(asked).date()))


class _Block:
    """A few weeks with their open seconds numbered from 0."""

    def __init__(self, spans: Sequence[_Span]) -> None:
        self._spans = spans
        self._opens = [opens for opens, _closes in spans]
        lengths = (closes - opens for opens, closes in spans)
        *self._before, self.total = accumulate(lengths, initial=0)

    def opened(self, at: int) -> int:
        """How many open seconds lie before `at`."""
        place = bisect_right(self._opens, at) - 1
        if place < 0:
            return 0
        opens, closes = self._spans[place]
        return self._before[place] + min(at, closes) - opens

    def second(self, number: int) -> int:
        """When that open second begins."""
        place = bisect_right(self._before, number) - 1
        return self._opens[place] + number - self._before[place]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        words = _('There is no time zone {zone}; write one such as "Europe/Madrid".')
        raise ValueError(words.format(zone=name)) from error


def _on_the_wall(hours: Hours) -> list[_Span]:
    """The hours of a date in seconds since midnight, joined."""
    spans = [
        (_of_the_day(begin), _DAY if end == "24:00" else _of_the_day(end)) for begin, end in hours
    ]
    for (begin, end), given in zip(spans, hours, strict=True):
        if end <= begin:
            words = _("{begin}-{end} does not end after it begins; the end of a day is 24:00.")
            raise ValueError(words.format(begin=given[0], end=given[1]))
    return joined(spans)


def _of_the_day(at: time | str) -> int:
    if isinstance(at, str) or at.microsecond or at.tzinfo:
        raise ValueError(_("{time} is not a time of the day in whole seconds.").format(time=at))
    return (at.hour * 60 + at.minute) * 60 + at.second


def _seconds(instant: datetime) -> int:
    """Whole seconds since 1970. Raises ValueError for a naive datetime."""
    return clock.to_micros(instant) // 1_000_000


def _instant(second: int) -> datetime:
    return clock.from_micros(second * 1_000_000)


def _check_count(count: int) -> None:
    if count < 0:
        raise ValueError(f"{count} is negative: seconds and days are counted from zero")


def _span(start: datetime, end: datetime) -> _Span:
    first, last = _seconds(start), _seconds(end)
    if last < first:
        raise ValueError(f"the end, {end}, lies before the start, {start}")
    return first, last


def _together(pauses: Pauses, first: int, last: int) -> list[_Span]:
    """What the pauses cover of a span, in order."""
    return joined(within((_span(*pause) for pause in pauses), first, last))
