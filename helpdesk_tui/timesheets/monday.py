"""Monday: the sheets of all clients whose period has ended, a row each, in one look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peewee import fn

from helpdesk_tui.clock import midnight
from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import State, Terms
from helpdesk_tui.models.people import Client
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.timesheets import billed, terms
from helpdesk_tui.timesheets.billed import Tariff
from helpdesk_tui.timesheets.giving import recipients
from helpdesk_tui.timesheets.rows import Missing
from helpdesk_tui.timesheets.sheet import missing_of
from helpdesk_tui.timesheets.terms import Agreed, Days
from helpdesk_tui.worktime import portions
from helpdesk_tui.worktime.portions import Portion
from helpdesk_tui.worktime.spent import Spent

_DAY = timedelta(days=1)

_LONGEST = 31
"""Days of a sheet at most."""


@dataclass(frozen=True, slots=True)
class Due:
    """A client's sheet as Monday shows it; `sheet.read` has all of it."""

    client: int
    name: str
    first: date
    last: date
    revision: int
    is_given: bool
    worked: int
    billed: int
    """Seconds, both."""
    to: str
    cc: str
    given_at: datetime | None
    missing: Missing | None
    because_of: str
    last_told: datetime | None
    """When the client was given the sheet before this one: that is what its letter answers."""
    others: bool
    """Whether others get it than got that one."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be given out."""
        return not self.is_given and self.missing is None


def due(now: datetime, back: int = 0) -> list[Due]:
    """The sheets of the period that ended last, of each client's own, by the clients' names.

    Clients with hours, with a sheet that somebody has touched, or with terms. With `back` the
    periods that many before.
    """
    columns = (Client.id, Client.name, Client.zone)
    found = tuples(Client.select(*columns).where(~Client.retired).order_by(Client.sort_key))
    zoned = {id_: ZoneInfo(zone) for id_, _name, zone in found}
    agreed = terms.agreed_with(zoned)
    given = terms.given_out(zoned, now.date() - (back + 3) * _LONGEST * _DAY)
    days = {
        id_: _ended(agreed[id_], given[id_], now.astimezone(zone).date(), back)
        for id_, zone in zoned.items()
    }
    touched = _touched(days)
    rows: dict[int, _Hours] = {}
    told: dict[int, _Told] = {}
    for period in sorted(set(days.values())):
        ids = [id_ for id_ in zoned if days[id_] == period]
        rows |= _of_period(period, ids, zoned, agreed, now)
        before = _told_before(period[0])
        told |= {id_: before[id_] for id_ in ids if id_ in before}
    with_terms = {id_ for (id_,) in tuples(Terms.select(Terms.client))}
    return [
        _due(id_, name, days[id_], rows[id_], touched.get(id_), agreed[id_], told.get(id_))
        for id_, name, _zone in found
        if rows[id_].entries or id_ in touched or id_ in with_terms
    ]


@dataclass(frozen=True, slots=True)
class _Hours:
    entries: Sequence[Spent]
    worked: int
    billed: int


def _ended(agreed: Agreed, given: Sequence[Days], today: date, back: int) -> Days:
    """The period that was over when this day began, or one that many before."""
    first, last = terms.period(agreed, given, today)
    for _step in range(back + 1):
        first, last = terms.period(agreed, given, first - _DAY)
    return first, last


def _touched(days: dict[int, Days]) -> dict[int, Any]:
    """The newest revision of each sheet of these days that there is."""
    known: Any = billing.Sheet
    firsts = sorted({first for first, _last in days.values()})
    found = known.select().where(known.first.in_(firsts), ~known.retired).order_by(known.revision)
    return {one.client_id: one for one in found if days.get(one.client_id) == (one.first, one.last)}


@dataclass(frozen=True, slots=True)
class _Told:
    at: datetime
    to: str
    cc: str


def _told_before(first: date) -> dict[int, _Told]:
    """When each client was told last, of days before this one, and who got it."""
    known: Any = billing.Sheet
    told = (known.state == State.GIVEN) & ~known.retired & (known.last < first)
    newest = known.alias()
    at = newest.select(newest.client.alias("whose"), fn.MAX(newest.given_at).alias("at"))
    at = at.where(newest.state == State.GIVEN, ~newest.retired, newest.last < first)
    at = at.group_by(newest.client).alias("newest")
    found = known.select(known.client, known.given_at, known.to, known.cc).where(told)
    found = found.join(at, on=(known.client == at.c.whose) & (known.given_at == at.c.at))
    return {client: _Told(*row) for client, *row in tuples(found)}


def _of_period(
    period: Days,
    clients: Sequence[int],
    zoned: dict[int, ZoneInfo],
    agreed: dict[int, Agreed],
    now: datetime,
) -> dict[int, _Hours]:
    first, last = period
    begin = min(midnight(first, zoned[id_]) for id_ in clients)
    end = max(midnight(last + _DAY, zoned[id_]) for id_ in clients)
    entries, cut = portions.of_clients(clients, begin, end, zoned, now)
    theirs: defaultdict[int | None, list[Spent]] = defaultdict(list)
    for entry in entries:
        theirs[entry.what.client].append(entry)
    parts: defaultdict[int | None, list[Portion]] = defaultdict(list)
    for one in cut:
        parts[one.spent.what.client].append(one)
    return {
        id_: _hours(theirs[id_], parts[id_], period, agreed[id_], zoned[id_], now)
        for id_ in clients
    }


def _hours(
    entries: Iterable[Spent],
    cut: Sequence[Portion],
    period: Days,
    agreed: Agreed,
    zone: ZoneInfo,
    now: datetime,
) -> _Hours:
    begin, end = midnight(period[0], zone), midnight(period[1] + _DAY, zone)
    inside = [one for one in entries if one.begin < end and _reaches(one, begin, now)]
    tariff = Tariff(agreed.rule, agreed.minimum, zone, lambda _activity, _day: None)
    lines = billed.lines(cut, *period, tariff)
    worked = sum(line.portion.seconds for line in lines)
    return _Hours(inside, worked, sum(line.billed for line in lines))


def _reaches(one: Spent, begin: datetime, now: datetime) -> bool:
    return one.begin >= begin or (one.end or now) > begin


def _due(
    client: int,
    name: str,
    days: Days,
    hours: _Hours,
    kept: Any,
    agreed: Agreed,
    before: _Told | None,
) -> Due:
    is_given = kept is not None and kept.state == State.GIVEN
    revision = kept.revision if kept else 1
    if is_given:
        off = kept.worked - hours.worked
        missing, because_of = (Missing.OFF if off else None), ""
    else:
        nothing = not (hours.worked or agreed.wants_nothing_too or revision > 1)
        missing, because_of = missing_of(hours.entries, 0, agreed.to, nothing=nothing)
    return Due(
        client=client,
        name=name,
        first=days[0],
        last=days[1],
        revision=revision,
        is_given=is_given,
        worked=kept.worked if is_given else hours.worked,
        billed=kept.billed if is_given else hours.billed,
        to=kept.to if is_given else agreed.to,
        cc=kept.cc if is_given else agreed.cc,
        given_at=kept.given_at if is_given else None,
        missing=missing,
        because_of=because_of,
        last_told=before.at if before else None,
        others=before is not None and not is_given and recipients(before, agreed).any,
    )
