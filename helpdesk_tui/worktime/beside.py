"""Which entries lie beside another one of their technician: few, so the database picks them out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.worktime import IS_LONG
from helpdesk_tui.storage.orm import database

_DAY = 24 * 3600 * 10**6


def beside(
    begin: datetime, end: datetime, now: datetime, technicians: Collection[int] | None = None
) -> set[int]:
    """Those that touch [begin, end) and lie over another, or beneath it; perhaps some more.

    Of these technicians, or of all; what runs goes on until now.
    """
    # An entry lies over another of those that begin later only if it lies over the next one. To ask
    # for that one is half the work of a window function, and no database can choose worse.
    since, until, at = reach(to_micros(begin)), to_micros(end), to_micros(now)
    whose = "SELECT id FROM technician"
    if technicians is not None:
        whose = ", ".join(map(str, sorted(technicians)))
    following = """
        SELECT next.begin FROM entry AS next
        WHERE next.technician_id = entry.technician_id AND next.begin >= entry.begin
            AND next.id <> entry.id
        ORDER BY next.begin LIMIT 1
    """
    wide = f"""
        SELECT technician_id, begin, COALESCE("end", {at}) AS until FROM entry
        WHERE technician_id IN ({whose}) AND begin >= {since} AND begin < {until}
            AND ({following}) < COALESCE("end", {at})
    """
    found = f"""
        SELECT one.id FROM ({wide}) AS wide
        JOIN entry AS one ON one.technician_id = wide.technician_id
            AND one.begin >= wide.begin AND one.begin < wide.until
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
