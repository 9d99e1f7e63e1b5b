"""What is done again and again for a client, and what it costs: candidates for a procedure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median

from helpdesk_tui import clock
from helpdesk_tui.clock import midnight
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import doings
from helpdesk_tui.reports.doings import Doing, Heaps, Time, Watch
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets.views import Viewer
from helpdesk_tui.timesheets import billed, terms

MOST = 50
"""Routines that are told."""

YEAR = timedelta(days=365)

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Routine:
    """Entries for one client with like titles, on several days of a period.

    What is done on one day is done once, and so is what is done on one ticket within a week: work
    that takes several days is no routine.
    """

    client: int | None
    name: str
    """The client's; empty where it is internal."""
    title: str
    """Of the newest entry, as it is written."""
    times: int
    days: int
    technicians: int
    tickets: int
    """How many tickets they are on."""
    seconds: int
    median: int
    """Seconds, too, of one time."""
    cost: Decimal | None
    """At the price of the hour, billed or not; None where one of the hours has no price."""
    currency: str
    seconds_a_year: int
    cost_a_year: Decimal | None
    weeks: tuple[int, ...]
    """Seconds in each week of the period that has begun."""
    entries: tuple[int, ...]
    """Their numbers, the newest first."""


@dataclass(frozen=True, slots=True)
class Routines:
    """The routines of a period, as it was at an instant. A filter takes only time on tickets.

    What costs most a year at this pace comes first. Prices in several currencies cannot be
    compared, nor hours without one: the kind of which there are most hours comes before the others.
    """

    period: Period
    words: str
    at: datetime
    rows: tuple[Routine, ...]

    @property
    def weeks(self) -> tuple[date, ...]:
        """The first days of the weeks that have begun."""
        return tuple(one.first for one in self.period.cut("week") if one.begin <= self.at)


@dataclass(frozen=True, slots=True)
class _Priced:
    client: int | None
    done: list[Doing]
    seconds: int
    cost: Decimal | None
    currency: str

    @property
    def kind(self) -> str:
        """The currency of its cost; empty where it has none."""
        return "" if self.cost is None else self.currency


def read(
    period: Period, words: str, viewer: Viewer, watch: Watch = lambda rows, _total: rows
) -> Routines:
    """What was done three times at least; what runs counts up to now. Raises Unreadable."""
    now = clock.now()
    with database.snapshot():
        days = doings.days(period, now)
        heaps, first = doings.read(period, days, words, viewer, now, watch)
        priced = list(_priced(heaps, period))
        weight: Counter[str] = Counter()
        for one in priced:
            weight[one.kind] += one.seconds
        priced.sort(key=lambda one: (-weight[one.kind], one.kind, -(one.cost or 0), -one.seconds))
        begun = midnight(period.first + first * _DAY, period.zone)
        passed = max(_DAY, min(now, period.end) - begun)
        rows = tuple(_rows(priced[:MOST], days, passed))
    return Routines(period, words, now, rows)


def _priced(heaps: Heaps, period: Period) -> Iterator[_Priced]:
    clients = {client for client, _says in heaps if client is not None}
    agreed, rate = terms.agreed_with(clients), terms.rates(clients)
    for (client, _says), done in heaps.items():
        by_rate: Counter[int | None] = Counter()
        for one in done:
            by_rate[rate(client, one.activity, period.first + one.day * _DAY)] += one.seconds
        currency = (terms.Agreed(0) if client is None else agreed[client]).currency
        yield _Priced(client, done, by_rate.total(), _cost(by_rate), currency)


def _cost(by_rate: Counter[int | None]) -> Decimal | None:
    """What seconds by the price of their hour come to."""
    costs = [None if rate is None else billed.cost(n, rate) for rate, n in by_rate.items()]
    return None if None in costs else billed.total(costs)


def _a_year(cost: Decimal, passed: timedelta) -> Decimal:
    exact = cost * (YEAR // _SECOND) / (passed // _SECOND)
    return exact.quantize(Decimal("0.01"))


def _rows(priced: Sequence[_Priced], days: Sequence[int], passed: timedelta) -> Iterator[Routine]:
    """All that is told of them; `passed` is for how long time has been recorded."""
    newest = [max(one.done, key=lambda done: (done.day, done.id)).id for one in priced]
    titles = dict(tuples(Entry.select(Entry.id, Entry.title).where(Entry.id.in_(newest))))
    called = Client.id.in_([one.client for one in priced])
    names = dict(tuples(Client.select(Client.id, Client.name).where(called)))
    for one, entry in zip(priced, newest, strict=True):
        done = sorted(one.done, key=lambda done: (-done.day, -done.id))
        by_week = [0] * (days[-1] + 1)
        by_time: Counter[Time] = Counter()
        for each in done:
            by_week[days[each.day]] += each.seconds
            by_time[each.time(days)] += each.seconds
        yield Routine(
            client=one.client,
            name=names.get(one.client, ""),
            title=titles[entry],
            times=len(by_time),
            days=len({each.day for each in done}),
            technicians=len({each.technician for each in done}),
            tickets=len({each.ticket for each in done} - {None}),
            seconds=one.seconds,
            median=int(median(by_time.values())),
            cost=one.cost,
            currency=one.currency,
            seconds_a_year=one.seconds * YEAR // passed,
            cost_a_year=None if one.cost is None else _a_year(one.cost, passed),
            weeks=tuple(by_week),
            entries=tuple(each.id for each in done),
        )
