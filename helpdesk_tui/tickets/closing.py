"""Tickets that have been resolved for so long that their client wants them closed.

The desk itself closes them, with a notice in the thread. Nothing is mailed from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from itertools import chain
from typing import Any

from peewee import SQL

from helpdesk_tui import clock
from helpdesk_tui.calendars import Calendar, CalendarError
from helpdesk_tui.models import clocks
from helpdesk_tui.models.changes import Done
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.sla.rules import Rules
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import actions, queue
from helpdesk_tui.tickets.queue import Row

MOST = 1000
"""Tickets that are closed in one go, those resolved longest ago first."""

_SLACK = timedelta(hours=3)
"""So much shorter may days be together than as many times 24 hours, where clocks are moved."""

_NOTICES = {
    "en": (
        "Closed: one working day has passed since this was resolved.",
        "Closed: {days} working days have passed since this was resolved.",
    ),
    "es": (
        "Cerrado: ha pasado un día laborable desde que se resolvió.",
        "Cerrado: han pasado {days} días laborables desde que se resolvió.",
    ),
}
"""In the client's language, for one day and for several."""


def is_due() -> bool:
    """Whether any ticket has been resolved for as long as its client wants."""
    return bool(_due(clock.now()))


def close() -> Done:
    """Closes the tickets whose time has come; nobody's hand, so no technician is named.

    A ticket that somebody reopens at this moment stays open.
    """
    notices = _due(clock.now())
    rows = queue.rows_by_id(list(notices))
    return actions.close_by_itself(list(rows.values()), lambda row: notices[row.id])


def _due(now: datetime) -> dict[int, str]:
    """The tickets whose time has come, each with its notice."""
    wishes = Client.select(Client.id, Client.close_after, Client.language, Client.zone)
    wanted = {id_: wish for id_, *wish in tuples(wishes.where(Client.close_after.is_null(False)))}
    if not wanted:
        return {}
    version = clocks.newest()
    rules = clocks.rules(version) if version else Rules()
    by_days: dict[int, list[int]] = defaultdict(list)
    for client, (days, _language, _zone) in wanted.items():
        by_days[days].append(client)
    resolved = (_resolved(clients, now - timedelta(days)) for days, clients in by_days.items())
    notices: dict[int, str] = {}
    for row in chain.from_iterable(resolved):
        days, language, zone = wanted[row.client_id or 0]
        if _ends(row, days, zone, rules) <= now:
            notices[row.id] = _notice(language, days)
            if len(notices) == MOST:
                break
    return notices


def _resolved(clients: Sequence[int], until: datetime) -> Iterator[Row]:
    """What these clients have had resolved since before then, in pages.

    Of those with other wishes nothing is read, so that none stands before what is due.
    """
    found = Ticket.select(Ticket.id).where(
        Ticket.client.in_(clients),
        Ticket.status == SQL("4"),  # written out, so that the index of what is resolved serves
        Ticket.resolved_at <= until + _SLACK,
        ~Ticket.deleted,
        Ticket.merged_into.is_null(),
    )
    after: Any = SQL("TRUE")
    order = (Ticket.resolved_at, Ticket.id)
    while ids := [id_ for (id_,) in tuples(found.where(after).order_by(*order).limit(MOST))]:
        rows = queue.rows_by_id(ids)
        yield from (rows[id_] for id_ in ids)
        at = rows[ids[-1]].resolved_at
        after = (Ticket.resolved_at > at) | (Ticket.resolved_at == at) & (Ticket.id > ids[-1])


def _ends(row: Row, days: int, zone: str, rules: Rules) -> datetime:
    """That many working days after it was resolved: those of its policy, else Monday to Friday."""
    assert row.resolved_at
    policy = rules.policy_for(row.client_id, row.category, row.priority)
    try:
        calendar = policy.hours.calendar if policy else _weekdays(zone)
        return calendar.working_days(row.resolved_at, days)
    except CalendarError:  # that calendar is never open
        return _weekdays(zone).working_days(row.resolved_at, days)


@cache
def _weekdays(zone: str) -> Calendar:
    return Calendar(zone, {day: [(time(), time(23, 59))] for day in range(5)})


def _notice(language: str, days: int) -> str:
    one, several = _NOTICES.get(language, _NOTICES["en"])
    return several.format(days=days) if days > 1 else one
