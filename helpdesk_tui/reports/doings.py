"""What was done for the same client under like titles, from the entries of a period.

Time is what `worktime.shares` gives to an entry, all of it to the day on which it was begun.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from peewee import SQL, fn

from helpdesk_tui.clock import midnight, to_micros
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.periods import Period
from helpdesk_tui.reports.alike import gist, leaders
from helpdesk_tui.reports.reading import passing, stream
from helpdesk_tui.tickets.views import Viewer
from helpdesk_tui.worktime import spent
from helpdesk_tui.worktime.shares import shares
from helpdesk_tui.worktime.stretches import total

LEAST = 3
"""How many times, and on how many days, something is done before it recurs."""

_DAY = timedelta(days=1)
_SECOND = 10**6

Watch = Callable[[Iterable[Any], int], Iterable[Any]]
"""Is given the rows and their number; hands them on, and may tell how far it is."""

Time = tuple[int | None, int]
"""What has the same was done at one time: a ticket and a week, or no ticket and a day."""


class Doing(NamedTuple):
    """An entry, as far as it matters for what recurs."""

    id: int
    technician: int
    day: int
    """Its place in the period."""
    seconds: int
    activity: int | None
    ticket: int | None

    def time(self, days: Sequence[int]) -> Time:
        """When it was done; `days` are the weeks of the days."""
        return (None, self.day) if self.ticket is None else (self.ticket, days[self.day])


Heaps = dict[tuple[int | None, str], list[Doing]]
"""By client and by what the titles say."""


def days(period: Period, now: datetime) -> list[int]:
    """For each day of a period, up to the week that goes on, the place of its week."""
    begun = [one for one in period.cut("week") if one.begin <= now]
    return [n for n, one in enumerate(begun) for _ in range((one.last - one.first).days + 1)]


def read(
    period: Period, days: Sequence[int], words: str, viewer: Viewer, now: datetime, watch: Watch
) -> tuple[Heaps, int]:
    """What recurs, and the place of the first day of the period on which time was recorded.

    With a filter only time on tickets that pass it. Raises Unreadable.
    """
    begin = to_micros(period.begin)
    mornings = [to_micros(midnight(period.first + n * _DAY, period.zone)) for n in range(len(days))]
    alike: defaultdict[int | None, defaultdict[str, list[Doing]]]
    alike = defaultdict(lambda: defaultdict(list))
    says: dict[str, str] = {}
    first = len(days)
    for row, seconds in _counted(_recorded(period, words, viewer, watch, now), now):
        id_, technician, began, _end, _breaks, title, client, activity, ticket, wanted = row
        if began < begin or seconds <= 0:
            continue
        day = bisect_right(mornings, began) - 1
        first = min(first, day)
        if title not in says:
            says[title] = gist(title)
        if wanted and says[title]:
            doing = Doing(id_, technician, day, seconds, activity, ticket)
            alike[client][says[title]].append(doing)
    heaps = {
        (client, said): done
        for client, known in alike.items()
        for said, done in _together(known).items()
        if _recurs(done, days)
    }
    return heaps, first


def _recurs(done: Sequence[Doing], days: Sequence[int]) -> bool:
    if len(done) < LEAST or len({one.day for one in done}) < LEAST:
        return False
    return len({one.time(days) for one in done}) >= LEAST


def _recorded(
    period: Period, words: str, viewer: Viewer, watch: Watch, now: datetime
) -> Iterable[Any]:
    """All entries that touch the period, each technician's in order, with whether it is wanted."""
    wanted: Any = SQL("1")
    if words:
        wanted = Entry.ticket.in_(Ticket.select(Ticket.id).where(passing(words, viewer)))
    until = fn.COALESCE(Entry.end, to_micros(now))
    found = Entry.select(
        *(Entry.id, Entry.technician, Entry.begin, until, Entry.breaks, Entry.title),
        *(Entry.client, Entry.activity, Entry.ticket, wanted),
    ).where(~Entry.retired, Entry.begin < min(now, period.end), until > to_micros(period.begin))
    in_order = found.order_by(Entry.technician, Entry.begin, Entry.id)
    return watch(stream(in_order), found.count())


def _counted(rows: Iterable[Any], now: datetime) -> Iterator[tuple[Any, int]]:
    """Each row with the seconds that count; few have breaks or lie over others."""
    special: dict[int, Any] = {}
    before, reach = None, 0
    for row in rows:
        id_, technician, begin, end, breaks, *_rest = row
        lies = before is not None and before[1] == technician and begin < reach
        if before is not None:
            if lies:
                special[before[0]] = before
            elif before[0] not in special:
                yield before, (before[3] - before[2]) // _SECOND
        if lies or breaks:
            special[id_] = row
        before, reach = row, max(reach, end) if lies else end
    if before is not None and before[0] not in special:
        yield before, (before[3] - before[2]) // _SECOND
    for id_, own in shares(spent.of_ids(special), now).items():
        yield special[id_], int(total(own).total_seconds())


def _together(alike: dict[str, list[Doing]]) -> dict[str, list[Doing]]:
    """The same with slips of one letter put right: those that are said more often lead."""
    found: defaultdict[str, list[Doing]] = defaultdict(list)
    for says, leader in leaders(sorted(alike, key=lambda one: (-len(alike[one]), one))).items():
        found[leader] += alike[says]
    return found
