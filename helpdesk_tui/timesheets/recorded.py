"""The records of a workbook: portions of entries with what is billed of them.

What is billed is worked out sheet by sheet, as it is told to the client, and of what was given out
it is what was told. So records of whole sheets add up to the sheets, hours and money alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import SheetLine, State
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.timesheets import billed, terms
from helpdesk_tui.timesheets.billed import Line, Tariff
from helpdesk_tui.timesheets.rows import Sheet
from helpdesk_tui.timesheets.terms import Agreed, Days
from helpdesk_tui.timesheets.xlsx.records import INTERNAL, Record
from helpdesk_tui.worktime import portions
from helpdesk_tui.worktime.portions import Portion

_DAY = timedelta(days=1)
_WINDOW = timedelta(weeks=8)
"""How much is read at a time; the sheets that begin in it reach a month further at most."""

_MANY = 500


@dataclass(slots=True)
class Counted:
    """What the entries of a period come to, day by day as they were read, in seconds."""

    seconds: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """A line of a sheet that was given out."""

    billable: bool
    billed: int
    cents: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What holds for the whole period."""

    names: Mapping[int, str]
    zoned: dict[int, ZoneInfo]
    """Of those who are told of, and so the next three."""
    agreed: dict[int, Agreed]
    days: dict[int, list[Days]]
    """Of the sheets that were given out, of each client."""
    tariffs: dict[int, Tariff]
    technicians: dict[int, str]
    given: set[int]
    """The sheets that were given out and have not been corrected since."""


def of_sheet(sheet: Sheet, name: str) -> Iterator[Record]:
    """The lines of a sheet as records; `name` is what the client is called in them."""
    zone = ZoneInfo(sheet.client.zone)
    categories = _categories(line.ticket for line in sheet.lines)
    extents = _extents({line.entry for line in sheet.lines})
    for line in sheet.lines:
        begin, end = _on_the_wall(line.day, *extents[line.entry], zone)
        yield Record(
            client=sheet.client.id,
            name=name,
            project=line.project,
            ticket=line.ticket,
            what=line.title,
            description=line.description,
            category=categories.get(line.ticket, ""),
            activity=line.activity,
            technician=line.technician,
            day=line.day,
            begin=begin,
            end=end,
            worked=line.worked,
            billed=line.billed,
            billable=line.billable,
            amount=line.amount,
            currency="" if line.amount is None else sheet.currency,
        )


def of_period(
    names: Mapping[int, str],
    client: int | None,
    first: date,
    last: date,
    now: datetime,
    counted: Counted,
) -> Iterator[Record]:
    """The records of these days, inclusive, each by its client's calendar; of all without a client.

    Our own time comes along with that of all, each by the calendar in which it was recorded.
    `names` is what every client is called. `counted` grows on the way. Memory holds some weeks.
    """
    known = _known(names, client)
    begins = {
        one: terms.period(known.agreed[one], known.days[one], first)[0] for one in known.zoned
    }
    at = min([first, *begins.values()])
    while at <= last:
        until = at + _WINDOW - _DAY
        sheets = {one: _begun(known, one, begins[one], min(until, last)) for one in begins}
        begins |= {one: found[-1][1] + _DAY for one, found in sheets.items() if found}
        reach = max([until, *(end for found in sheets.values() for _begin, end in found)])
        heaps = _heaps(known, at, reach, now, with_ours=client is None)
        of_these = [max(at, first), min(until, last)]
        for heap in heaps.values():
            counted.seconds += sum(one.seconds for one in _within(heap, *of_these))
        told = _told(known, at, reach)
        categories = _categories(one.spent.what.ticket for heap in heaps.values() for one in heap)
        for whose in sorted(heaps, key=lambda one: (one == INTERNAL, names[one].casefold(), one)):
            if whose == INTERNAL:
                lines = _ours(_within(heaps[whose], *of_these))
            else:
                lines = _lines(heaps[whose], sheets[whose], known.tariffs[whose])
            for line in lines:
                if first <= line.portion.day <= last:
                    yield _record(known, line, told, categories)
        at = until + _DAY


def _known(names: Mapping[int, str], client: int | None) -> _Known:
    clients = [client] if client is not None else [one for one in names if one != INTERNAL]
    return _Known(
        names=names,
        zoned=portions.zones(clients),
        agreed=terms.agreed_with(clients),
        days=terms.given_out(clients),
        tariffs={one: terms.tariff(one) for one in clients},
        technicians=dict(tuples(Technician.select(Technician.id, Technician.name))),
        given=_given(),
    )


def _given() -> set[int]:
    known = billing.Sheet
    columns = (known.client, known.first, known.last, known.id, known.state)
    found = tuples(known.select(*columns).where(~known.retired).order_by(known.revision))
    newest = {tuple(days): (id_, state) for *days, id_, state in found}
    return {id_ for id_, state in newest.values() if state == State.GIVEN}


def _begun(known: _Known, client: int, first: date, last: date) -> list[Days]:
    """A client's sheets that begin on these days."""
    found = []
    while first <= last:
        found.append(terms.period(known.agreed[client], known.days[client], first))
        first = found[-1][1] + _DAY
    return found


def _heaps(
    known: _Known, first: date, last: date, now: datetime, *, with_ours: bool
) -> dict[int, list[Portion]]:
    """All portions of entries that touch these days, in whatever zone, by client and in order."""
    begin = datetime.combine(first - _DAY, time(), UTC)
    end = datetime.combine(last + 2 * _DAY, time(), UTC)
    heaps: defaultdict[int, list[Portion]] = defaultdict(list)
    clients = None if with_ours else known.zoned
    for one in portions.of_clients(clients, begin, end, known.zoned, now)[1]:
        heaps[one.spent.what.client or INTERNAL].append(one)
    return heaps


def _within(heap: Iterable[Portion], first: date, last: date) -> Iterator[Portion]:
    return (one for one in heap if first <= one.day <= last)


def _lines(heap: Sequence[Portion], sheets: Iterable[Days], tariff: Tariff) -> Iterator[Line]:
    for first, last in sheets:
        yield from billed.lines(heap, first, last, tariff)


def _ours(heap: Iterable[Portion]) -> Iterator[Line]:
    """Our own time, which nobody is told of and nobody pays."""
    return (Line(one, 0, None, None) for one in heap)


def _told(known: _Known, first: date, last: date) -> dict[tuple[int, date], _Told]:
    """What was told of entries on these days, where a sheet was given out."""
    sheet, line = billing.Sheet, SheetLine
    found = tuples(
        line.select(
            *(line.sheet, line.entry, line.day),
            *(line.billable, line.billed, line.cents, sheet.currency),
        )
        .join(sheet)
        .where(sheet.state == State.GIVEN, sheet.last >= first, sheet.first <= last)
    )
    return {(entry, day): _Told(*rest) for id_, entry, day, *rest in found if id_ in known.given}


def _record(
    known: _Known,
    line: Line,
    told: Mapping[tuple[int, date], _Told],
    categories: Mapping[int | None, str],
) -> Record:
    portion, spent = line.portion, line.portion.spent
    what, whose = spent.what, spent.what.client or INTERNAL
    seconds, amount, billable = line.billed, line.amount, what.billable
    currency = known.agreed[whose].currency if whose in known.agreed else ""
    if as_told := told.get((spent.id, portion.day)):
        seconds, billable, currency = as_told.billed, as_told.billable, as_told.currency
        amount = None if as_told.cents is None else Decimal(as_told.cents) / 100
    zone = known.zoned.get(whose) or ZoneInfo(spent.zone)
    begin, end = _on_the_wall(portion.day, spent.begin, spent.end, zone)
    return Record(
        client=whose,
        name=known.names[whose],
        project=spent.project,
        ticket=what.ticket,
        what=what.title,
        description=what.description,
        category=categories.get(what.ticket, ""),
        activity=spent.activity,
        technician=known.technicians[spent.technician],
        day=portion.day,
        begin=begin,
        end=end,
        worked=portion.seconds,
        billed=seconds,
        billable=billable,
        amount=amount,
        currency="" if amount is None else currency,
    )


def _categories(tickets: Iterable[int | None]) -> dict[int | None, str]:
    wanted = sorted({ticket for ticket in tickets if ticket is not None})
    return {
        ticket: category
        for some in _in_heaps(wanted)
        for ticket, category in tuples(
            Ticket.select(Ticket.id, Ticket.category).where(Ticket.id.in_(some))
        )
    }


def _extents(entries: Iterable[int]) -> dict[int, tuple[datetime, datetime | None]]:
    """From when until when each entry is, also where it was put away since it was told."""
    return {
        entry: (begin, end)
        for some in _in_heaps(sorted(entries))
        for entry, begin, end in tuples(
            Entry.select(Entry.id, Entry.begin, Entry.end).where(Entry.id.in_(some))
        )
    }


def _in_heaps(ids: list[int]) -> Iterator[list[int]]:
    return (ids[at : at + _MANY] for at in range(0, len(ids), _MANY))


def _on_the_wall(
    day: date, begin: datetime, end: datetime | None, zone: ZoneInfo
) -> tuple[datetime, datetime | None]:
    """Begin and end of what is on a day, as the clock in that zone shows them."""
    midnight, next_one = (datetime.combine(one, time()) for one in (day, day + _DAY))
    shown = max(begin.astimezone(zone).replace(tzinfo=None, microsecond=0), midnight)
    if end is None:
        return shown, None
    return shown, min(end.astimezone(zone).replace(tzinfo=None, microsecond=0), next_one)
