"""The day on which all of an entry counts, kept beside it, so that years of hours add up at once.

Most entries are plain: they have ended, have no breaks, lie on one day by the calendar of whoever
is told of them (the client's, and of internal time that in which it was recorded), and nothing else
of their technician lies beside them. Such an entry knows its day. Of one that does not, only
`worktime.portions` can tell what counts on which day; that is always right, and slower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui.clock import NEVER, from_micros, midnight, to_micros
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.worktime import IS_CUT, IS_LONG, Entry
from helpdesk_tui.storage.orm import database, tuples

_DAY = 24 * 3600 * 10**6
_EVER = to_micros(NEVER)
_FOLLOWS_FROM = {"created", "retired", "begin", "end", "breaks", "zone", "client"}
"""The fields of an entry from which its day follows, and that of what lies beside it."""

Touched = tuple[int, int, int | None]
"""A technician, and from when to when an entry of theirs is, or was, in microseconds."""


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    begin: int
    end: int | None
    breaks: str
    zone: str
    client: int | None
    day: int | None

    @property
    def until(self) -> int:
        return _EVER if self.end is None else self.end


def follow(changed: Mapping[int, Sequence[tuple[str, Any]]]) -> None:
    """Settles the days of entries of which some fields changed, given with what they were before.

    At the end of a transaction, as `models.changes` does.
    """
    told = {id_ for id_, fields in changed.items() if any(n in _FOLLOWS_FROM for n, _ in fields)}
    if not told:
        return
    found = Entry.select(Entry.id, Entry.technician, Entry.begin, Entry.end, Entry.retired)
    touched: list[Touched] = []
    retired: list[int] = []
    for id_, technician, begin, end, gone in tuples(found.where(Entry.id.in_(list(told)))):
        now = to_micros(begin), None if end is None else to_micros(end)
        was = {"begin": now[0], "end": now[1]}
        for name, value in reversed(changed[id_]):  # the first of several is how it was
            if name in was:
                was[name] = value
        touched += [(technician, *now), (technician, was["begin"] or now[0], was["end"])]
        if gone:
            retired.append(id_)
    if retired:
        Entry.update(day=None).where(Entry.id.in_(retired), Entry.day.is_null(False)).execute()
    settle(touched)


def settle(touched: Iterable[Touched]) -> int:
    """Writes the days of all entries that touch these stretches; how many were not so before."""
    by_technician: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for technician, begin, end in touched:
        by_technician[technician].append((begin, max(begin + 1, _EVER if end is None else end)))
    for technician in sorted(by_technician):  # two desks of the same one settle one after another
        tuples(database.held(Technician.select(Technician.id).where(Technician.id == technician)))
    zones = _Zones()
    return sum(
        _write(_wrong(technician, begin, end, zones))
        for technician, stretches in by_technician.items()
        for begin, end in _near(stretches)
    )


def rezone(client: int) -> None:
    """Settles the days of a client's entries by the calendar that is theirs now."""
    own = Entry.select(Entry.technician, Entry.id, Entry.begin, Entry.end, Entry.breaks)
    rows = own.select_extend(Entry.zone, Entry.client, Entry.day).where(Entry.client == client)
    zones, touched, changed = _Zones(), list[Touched](), list[tuple[int | None, int]]()
    for technician, *columns in database.execute(rows.where(~Entry.retired)).fetchall():
        row = _Row(*columns)
        if row.day is None:  # what lies beside it must be looked at as well
            touched.append((technician, row.begin, row.end))
        elif (day := _day(row, zones)) != row.day:
            changed.append((day, row.id))
    _write(changed)
    settle(touched)


def wrong(*, mend: bool = False) -> int:
    """How many entries do not know their day though they are plain, or know a wrong one."""
    count = 0
    for (technician,) in tuples(Technician.select(Technician.id).order_by(Technician.id)):
        if mend:
            with database.atomic():
                count += settle([(technician, -_EVER, None)])
        else:
            with database.snapshot():
                count += sum(1 for _ in _wrong(technician, -_EVER, _EVER, _Zones()))
    gone = Entry.retired & Entry.day.is_null(False)
    if mend:
        return count + int(Entry.update(day=None).where(gone).execute())
    return count + int(Entry.select().where(gone).count())


def cut(begin: int, end: int, technicians: Collection[int] | None = None) -> set[int]:
    """The entries that touch [begin, end), in microseconds, and do not know their day.

    Of these technicians, or of all. Whatever lies beside an entry is among them if that is.
    """
    whose = ""
    if technicians is not None:
        whose = f"AND technician_id IN ({', '.join(map(str, sorted(technicians)))})"
    found = f"""
        SELECT id FROM entry WHERE {IS_CUT.sql} AND begin >= {reach(begin)} AND begin < {end}
            AND ("end" IS NULL OR "end" > {begin}) {whose}
    """
    return {id_ for (id_,) in database.execute_sql(found)}


def reach(at: int) -> int:
    """The instant from which on everything begins that goes on at another; both microseconds."""
    earlier = f"""
        SELECT MIN(begin) FROM entry WHERE {IS_LONG.sql} AND begin < {at} AND "end" > {at}
        UNION ALL
        SELECT MIN(begin) FROM entry WHERE "end" IS NULL AND NOT retired AND begin < {at}
    """
    found: list[int] = [begin for (begin,) in database.execute_sql(earlier) if begin is not None]
    return min([at - _DAY, *found])


def _near(stretches: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches less than a day apart as one: they are read together."""
    first, *rest = sorted(stretches)
    begin, end = first
    for at, until in rest:
        if at > end + _DAY:
            yield begin, end
            begin = at
        end = max(end, until)
    yield begin, end


def _wrong(
    technician: int, begin: int, end: int, zones: _Zones
) -> Iterator[tuple[int | None, int]]:
    """What the entries that touch a stretch should know of their day and do not, with their ids."""
    inside = _read(technician, begin, end)
    if not inside:
        return
    low, high = min(one.begin for one in inside), max(one.until for one in inside)
    beside = _beside(inside if (low, high) == (begin, end) else _read(technician, low, high))
    for one in inside:
        day = None if one.id in beside else _day(one, zones)
        if day != one.day:
            yield day, one.id


def _read(technician: int, begin: int, end: int) -> list[_Row]:
    """A technician's entries that touch [begin, end), in order."""
    columns = 'SELECT id, begin, "end", breaks, zone, client_id, day FROM entry'
    whose = f"technician_id = {technician} AND NOT retired"
    rows = database.execute_sql(
        f"""
        {columns} WHERE {whose} AND begin >= {begin - _DAY} AND begin < {end}
            AND ("end" IS NULL OR "end" > {begin} OR begin >= {begin})
        UNION ALL
        {columns} WHERE {whose} AND {IS_LONG.sql} AND begin < {begin - _DAY} AND "end" > {begin}
        UNION ALL
        {columns} WHERE {whose} AND "end" IS NULL AND begin < {begin - _DAY}
        ORDER BY 2, 1
        """
    )
    return [_Row(*row) for row in rows]


def _beside(rows: Sequence[_Row]) -> set[int]:
    """Those beside which another lies; the rows are in order."""
    found: set[int] = set()
    open_: list[_Row] = []
    for row in rows:
        open_ = [one for one in open_ if one.until > row.begin]
        if row.until <= row.begin:
            continue
        if open_:
            found |= {row.id, *(one.id for one in open_)}
        open_.append(row)
    return found


def _day(row: _Row, zones: _Zones) -> int | None:
    """The number of the one day on which it lies, as dates count; None where that is not so."""
    if row.breaks or row.end is None or row.end <= row.begin:
        return None
    zone = zones.of(row)
    day = from_micros(row.begin).astimezone(zone).date()
    return day.toordinal() if row.end <= _evening(day, zone) else None


@lru_cache(4096)
def _evening(day: date, zone: ZoneInfo) -> int:
    return to_micros(midnight(day + timedelta(days=1), zone))


class _Zones(dict[int, ZoneInfo]):
    """By which calendar clients are told, each looked up once."""

    def __missing__(self, client: int) -> ZoneInfo:
        ((zone,),) = tuples(Client.select(Client.zone).where(Client.id == client))
        return self.setdefault(client, ZoneInfo(zone))

    def of(self, row: _Row) -> ZoneInfo:
        """By which an entry is told."""
        return ZoneInfo(row.zone) if row.client is None else self[row.client]


def _write(days: Iterable[tuple[int | None, int]]) -> int:
    rows = list(days)
    mark = database.param
    for day, id_ in rows:
        database.execute_sql(f"UPDATE entry SET day = {mark} WHERE id = {mark}", (day, id_))
    return len(rows)
