"""What is agreed with a client about their hours: read, as it holds.

A client is told by sheets of whole days that touch each other, by the calendar of their own zone.
When their length is changed, the days of those that were given out stay theirs.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from peewee import JOIN, fn

from helpdesk_tui.models import locked
from helpdesk_tui.models.billing import Bought, Every, Rate, Sheet, SheetLine, State, Terms
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.rounding import AS_RECORDED, Rule, Unit, rule
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.timesheets import billed
from helpdesk_tui.timesheets.billed import Tariff
from helpdesk_tui.timesheets.granted import Grant, Left, draw, needed_from
from helpdesk_tui.worktime import portions

_DAY = timedelta(days=1)
_DAYS = {Every.WEEK: 7, Every.FORTNIGHT: 14}

_A_MONDAY = date.min
"""The calendar begins with one."""

Days = tuple[date, date]
"""The first and the last day of a sheet."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The terms of a client; the defaults are those of one who has none."""

    client: int
    id: int | None = None
    """The number of the terms; None while the client has none of their own."""
    every: Every = Every.WEEK
    begins: date | None = None
    """A day with which a sheet begins; None: a Monday, for months the 1st."""
    rule: Rule = AS_RECORDED
    minimum: int = 0
    """Seconds that are billed at least for a ticket on a day, or an entry without one."""
    currency: str = "EUR"
    to: str = ""
    """Who gets the sheet, as addresses in a header, divided by commas."""
    cc: str = ""
    wants_nothing_too: bool = False
    """Whether a period without hours is told."""
    fixed_subject: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """What an hour costs from a day on: of a client, of a type of activity, of both or neither."""

    client: int | None
    activity: int | None
    cents: int
    """Hundredths of the currency of the client's terms."""
    since: date | None
    """None: it has always been so."""
    id: int = 0
    """0 for one that is not kept yet."""
    name: str = ""
    """Of the type of activity."""


def terms_of(client: int) -> Agreed:
    """What is agreed with a client."""
    return agreed_with([client])[client]


def agreed_with(clients: Iterable[int]) -> dict[int, Agreed]:
    """What is agreed with each of these clients, in one look."""
    wanted = list(clients)
    found = tuples(
        Terms.select(
            *(Terms.client, Terms.id, Terms.every, Terms.begins, Terms.rounding, Terms.minimum),
            *(Terms.currency, Terms.to, Terms.cc, Terms.wants_nothing_too, Terms.fixed_subject),
        ).where(Terms.client.in_(wanted))
    )
    agreed = {client: Agreed(client) for client in wanted}
    for client, id_, every, begins, rounding, *rest in found:
        agreed[client] = Agreed(client, id_, Every(every), begins, rule(rounding), *rest)
    return agreed


def tariff(client: int) -> Tariff:
    """How the client's time becomes what is billed."""
    return _tariff(terms_of(client))


def given_out(clients: Iterable[int], since: date = date.min) -> dict[int, list[Days]]:
    """The days of the sheets that each of these clients was given, in order; those since a day.

    A sheet that is being corrected is one of them; one that was taken back is not.
    """
    wanted = list(clients)
    found = (
        Sheet.select(Sheet.client, Sheet.first, Sheet.last)
        .where(Sheet.client.in_(wanted), Sheet.last >= since)
        .where(Sheet.state == State.GIVEN, ~Sheet.retired)
        .distinct()
        .order_by(Sheet.first)
    )
    days: dict[int, list[Days]] = {client: [] for client in wanted}
    for client, first, last in tuples(found):
        days[client].append((first, last))
    return days


def period(agreed: Agreed, given: Sequence[Days], day: date) -> Days:
    """The first and the last day of the sheet on which a day is: pure.

    A sheet that was given out keeps its days, whatever is agreed since; `given` are those of all of
    them, in order. Any other is as long as was agreed, and ends where one of those begins. So each
    day is on one sheet, and no two of them share a day.
    """
    first, last = _as_agreed(agreed, day)
    at = bisect_right(given, (day, date.max))
    for begun, ended in given[max(0, at - 1) : at]:
        if day <= ended:
            return begun, ended
        first = max(first, ended + _DAY)
    for begun, _ended in given[at : at + 1]:
        last = min(last, begun - _DAY)
    return first, last


def cut_short(agreed: Agreed, given: Sequence[Days]) -> Days | None:
    """The days of the sheet after the last that was given out, where that one cuts it: pure."""
    if not given:
        return None
    day = given[-1][1] + _DAY
    days = period(agreed, given, day)
    return days if days != _as_agreed(agreed, day) else None


def _as_agreed(agreed: Agreed, day: date) -> Days:
    """The sheet of a day as if none had been given out. All of the same terms touch.

    A month that begins on a day that it does not have begins on its last.
    """
    if agreed.every is Every.MONTH:
        begins = agreed.begins.day if agreed.begins else 1
        first = _in_month(day.year, day.month, begins)
        if first > day:
            before = day.replace(day=1) - _DAY
            first = _in_month(before.year, before.month, begins)
        after = first.replace(day=1) + 31 * _DAY
        return first, _in_month(after.year, after.month, begins) - _DAY
    days = _DAYS[agreed.every]
    first = day - (day - (agreed.begins or _A_MONDAY)) % (days * _DAY)
    return first, first + (days - 1) * _DAY


def bought(client: int, day: date, now: datetime) -> Left | None:
    """What is left of hours bought at the end of a day; None where none hold on it."""
    grants = grants_of(client)
    begin = needed_from(grants, day)
    return draw(grants, _billed_by_day(client, begin, day, now), day) if begin else None


def grants_of(client: int) -> list[Grant]:
    """All hours that a client has bought, the oldest first, without what was used of them."""
    found = (
        Bought.select(
            *(Bought.id, Bought.seconds, Bought.monthly, Bought.since, Bought.until, Bought.note)
        )
        .where(Bought.client == client, ~Bought.retired)
        .order_by(Bought.since, Bought.id)
    )
    return [Grant(*row) for row in tuples(found)]


def prices_of(client: int) -> list[Price]:
    """What an hour costs: the client's own prices before those of all, the newest first."""
    theirs = Rate.client.is_null() | (Rate.client == client)
    found = (
        Rate.select(
            *(Rate.client, Rate.activity, Rate.cents, Rate.since, Rate.id),
            fn.COALESCE(Activity.name, ""),
        )
        .join(Activity, JOIN.LEFT_OUTER)
        .where(theirs, ~Rate.retired)
        .order_by(
            Rate.client.is_null(),
            Activity.sort_key.asc(nulls="first"),
            Rate.since.desc(nulls="last"),
            Rate.id.desc(),
        )
    )
    return [Price(*row) for row in tuples(found)]


def rates(
    clients: Iterable[int],
) -> Callable[[int | None, int | None, date], int | None]:
    """Finds what an hour costs for one of these clients, or internally, by activity and day.

    The rate of client and activity, else of the client, of the activity, of neither; of several of
    one kind the newest that has begun. None where no price is known.
    """
    theirs = Rate.client.is_null() | Rate.client.in_(list(clients))
    columns = (Rate.client, Rate.activity, Rate.since, Rate.id, Rate.cents)
    prices: defaultdict[tuple[int | None, int | None], list[Any]] = defaultdict(list)
    for client, activity, since, id_, cents in tuples(
        Rate.select(*columns).where(theirs, ~Rate.retired)
    ):
        prices[client, activity].append((since or date.min, id_, cents))
    newest_first = {kind: sorted(known, reverse=True) for kind, known in prices.items()}

    @cache
    def known(*kind: int | None) -> list[Any]:
        client, activity = kind
        kinds = ((client, activity), (client, None), (None, activity), (None, None))
        return [price for one in kinds for price in newest_first.get(one, ())]

    def rate(client: int | None, activity: int | None, day: date) -> int | None:
        found = (cents for since, _id, cents in known(client, activity) if since <= day)
        return next(found, None)

    return rate


def today(client: int, now: datetime) -> date:
    """What day it is by the client's calendar."""
    return now.astimezone(portions.zones([client])[client]).date()


def _tariff(agreed: Agreed) -> Tariff:
    zone = portions.zones([agreed.client])[agreed.client]
    return Tariff(agreed.rule, agreed.minimum, zone, _rates(agreed.client))


def _rates(client: int) -> Callable[[int | None, date], int | None]:
    return partial(rates([client]), client)


def _billed_by_day(client: int, begin: date, day: date, now: datetime) -> Counter[date]:
    """Seconds billed of each day: as they were told, else rounded as they would be on a sheet."""
    told = [(one.id, one.first, one.last) for one in locked.given(client, begin, day)]
    seconds = _told([id_ for id_, _first, _last in told], begin, day)
    days = [begin + number * _DAY for number in range((day - begin).days + 1)]
    left = {at for at in days if not any(first <= at <= last for _, first, last in told)}
    if not left:
        return seconds
    agreed = terms_of(client)
    how = _tariff(agreed)
    given = given_out([client])[client]
    first, _last = period(agreed, given, min(left))
    found = portions.of_client(client, first, day, now)
    while first <= day:
        last = min(day, period(agreed, given, first)[1]) if how.rule.unit is Unit.SHEET else day
        for line in billed.lines(found, first, last, how):
            if line.portion.day in left:
                seconds[line.portion.day] += line.billed
        first = last + _DAY
    return seconds


def _told(sheets: list[int], begin: date, day: date) -> Counter[date]:
    """Seconds that these sheets have told of each day."""
    found = (
        SheetLine.select(SheetLine.day, fn.SUM(SheetLine.billed))
        .where(SheetLine.sheet.in_(sheets), SheetLine.day.between(begin, day))
        .group_by(SheetLine.day)
    )
    return Counter({at: int(seconds) for at, seconds in tuples(found)})


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
