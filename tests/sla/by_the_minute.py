"""The clocks once more, in the plainest way: every minute is looked at, from the rows alone.

Nothing of `helpdesk_tui.sla` is used. All instants of the tests lie on whole minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui.clock import NEVER
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.models.tickets import Message, MessageKind, Status, Ticket
from helpdesk_tui.storage.orm import tuples

MINUTE = timedelta(minutes=1)
FAR = timedelta(days=60)
FIRST, NEXT, RESOLUTION = 1, 2, 4

CALENDARS: Mapping[str, Mapping[str, Any]] = {
    "Madrid": {
        "zone": "Europe/Madrid",
        "hours": ["mon-fri 9:00-14:00 15:00-18:00"],
        "shifts": {"2026-11-21": ["10:00-12:00"]},
        "breaks": {"2026-11-17": ["11:00-12:00"]},
        "holidays": {"2026-11-18": "local"},
    },
    "New York": {"zone": "America/New_York", "hours": ["mon-sun 8:00-11:00"]},
    "always": {"zone": "UTC", "hours": ["mon-sun 0:00-24:00"]},
}


@cache
def is_open(calendar: str, instant: datetime) -> bool:
    """Whether the minute that begins then counts, by the clock on the wall."""
    if calendar == "always":
        return True
    zone = ZoneInfo(str(CALENDARS[calendar]["zone"]))
    local = instant.astimezone(zone)
    hour, day = local.hour, local.date()
    if calendar == "New York":
        return 8 <= hour < 11
    if day == date(2026, 11, 21):
        return 10 <= hour < 12
    if day.weekday() >= 5 or day == date(2026, 11, 18):
        return False
    if day == date(2026, 11, 17) and hour == 11:
        return False
    return 9 <= hour < 14 or 15 <= hour < 18


@dataclass(frozen=True)
class Told:
    """What the rows say about a ticket."""

    row: Mapping[str, Any]
    states: Sequence[tuple[datetime, int]]
    """From when on it had which status."""
    said: Sequence[tuple[datetime, bool]]
    """When somebody wrote, and whether it was a technician."""
    policy: Mapping[str, Any] | None

    @property
    def opened(self) -> datetime | None:
        """When it did not wait for the first time."""
        lasting = [
            (at, status)
            for place, (at, status) in enumerate(self.states)
            if place + 1 == len(self.states) or self.states[place + 1][0] > at
        ]
        return next((at for at, status in lasting if status != Status.WAITING), None)

    @property
    def resolved(self) -> datetime | None:
        """Since when it has been resolved without a break."""
        since = None
        for at, status in self.states:
            since = (since or at) if status >= Status.RESOLVED else None
        return since


def columns(ticket: int, then: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What must stand beside a ticket.

    `then` is what chose the policy of a closed ticket when it was closed.
    """
    row = Ticket.select().where(Ticket.id == ticket).dicts().get()
    rules = _rules_for(row)
    told = Told(row, _states(row), _said(row), _policy(rules, then or row))
    away = row["deleted"] or row["merged_into"] is not None
    due: list[tuple[datetime, datetime | None, int | None]] = []
    promised = missed = 0
    for target, begun, stopped in [] if away else _clocks(told):
        promised |= target
        assert told.policy
        seconds = told.policy[{FIRST: "first_response", NEXT: "next_response"}.get(target, "")]
        over = _after(told, target, begun, seconds // 60, stopped)
        if stopped:
            missed |= target if over and over < stopped else 0
        elif over:
            share = seconds // 60 * told.policy.get("warn_at", 75) // 100
            due.append((over, _after(told, target, begun, share, None), target))
    first = min(due, default=(NEVER, None, None))
    if row["agreed_at"] and row["agreed_at"] < first[0]:
        first = row["agreed_at"], _an_open_hour_before(row["agreed_at"], told.policy), None
    if away or row["status"] >= Status.RESOLVED:
        first = NEVER, None, None
    return {
        "due_at": first[0],
        "warn_at": first[1],
        "owed": first[2],
        "promised": promised,
        "missed": missed,
        "rules": rules,
    }


ORDER = ("kept", "open", "late", "missed")
"""What may come of a promise; of several for one target the last of these counts."""


def fates(ticket: int, now: datetime, then: Mapping[str, Any] | None = None) -> dict[int, str]:
    """What came of each target that was promised for a ticket, up to now."""
    row = Ticket.select().where(Ticket.id == ticket).dicts().get()
    told = Told(row, _states(row), _said(row), _policy(_rules_for(row), then or row))
    found: dict[int, str] = {}
    away = row["deleted"] or row["merged_into"] is not None
    for target, begun, stopped in [] if away else _clocks(told):
        assert told.policy
        seconds = told.policy[{FIRST: "first_response", NEXT: "next_response"}.get(target, "")]
        over = _after(told, target, begun, seconds // 60, stopped)
        if stopped:
            fate = "missed" if over and over < stopped else "kept"
        else:
            fate = "late" if over and over < now else "open"
        found[target] = max(fate, found.get(target, "kept"), key=ORDER.index)
    return found


def _an_open_hour_before(agreed: datetime, policy: Mapping[str, Any] | None) -> datetime:
    left, instant = 60, agreed
    while left:
        instant -= MINUTE
        left -= policy is None or is_open(policy["calendar"], instant)
    return instant


def _clocks(told: Told) -> Iterator[tuple[int, datetime, datetime | None]]:
    """Each target that is promised, when its clock began and when it was stopped."""
    policy, opened, resolved = told.policy or {}, told.opened, told.resolved
    found: list[tuple[int, datetime, datetime | None]] = []
    answers = [at for at, ours in told.said if ours]
    answered = min(answers, default=None)
    if "first_response" in policy and (opened or answered):
        begun = min(one for one in (opened, answered) if one)
        found.append((FIRST, begun, answered))
    if "next_response" in policy and opened:
        may_begin = "first_response" not in policy
        waits_since = None
        for at, ours in told.said:
            if ours:
                if waits_since:
                    found.append((NEXT, max(opened, waits_since), at))
                may_begin, waits_since = True, None
            elif may_begin and not waits_since:
                waits_since = at
        if waits_since:
            found.append((NEXT, max(opened, waits_since), None))
    if "" in policy and opened:
        found.append((RESOLUTION, opened, None))
    for target, begun, stopped in found:
        if resolved and (stopped is None or resolved < stopped):
            stopped = resolved
        if not stopped or stopped >= begun:
            yield target, begun, stopped


def _after(
    told: Told, target: int, begun: datetime, minutes: int, stopped: datetime | None
) -> datetime | None:
    """When so many minutes have counted; None where they never do, or not before it is stopped."""
    assert told.policy
    calendar = told.policy["calendar"]
    waiting = target == RESOLUTION or (
        target == FIRST and told.policy.get("waiting_stops_first_response", False)
    )
    end, last = stopped or begun + FAR, told.states[-1][0]
    coming, status = list(reversed(told.states)), 0
    minute = begun
    while minutes:
        while coming and coming[-1][0] <= minute:
            status = coming.pop()[1]
        held = status >= Status.RESOLVED or (waiting and status == Status.WAITING)
        if minute >= end or (held and minute >= last):
            return None
        if not held and is_open(calendar, minute):
            minutes -= 1
        minute += MINUTE
    return minute


def _rules_for(row: Mapping[str, Any]) -> int | None:
    """The newest rules, for a closed ticket the newest when it was closed."""
    versions = tuples(SlaRules.select(SlaRules.id, SlaRules.at).order_by(SlaRules.id))
    if row["status"] == Status.CLOSED:
        then = [version for version, at in versions if at < row["closed_at"]]
        return max(then) if then else row["rules"]
    return max((version for version, _at in versions), default=None)


def _policy(rules: int | None, chosen_by: Mapping[str, Any]) -> dict[str, Any] | None:
    """The first that fits, with the resolution under "" ."""
    if rules is None:
        return None
    for policy in SlaRules.get_by_id(rules).document["policies"]:
        wanted = (("clients", "client"), ("categories", "category"), ("priorities", "priority"))
        if all(not policy.get(many) or chosen_by[one] in policy[many] for many, one in wanted):
            found = {**policy}
            if "resolution" in found:
                found[""] = found.pop("resolution")
            return found
    return None


def _states(row: Mapping[str, Any]) -> list[tuple[datetime, int]]:
    events = tuples(
        Event.select(Event.at, Event.before, Event.after)
        .where(Event.entity == Entity.TICKET, Event.entity_id == row["id"], Event.field == "status")
        .order_by(Event.id)
    )
    first = events[0][1] if events else row["status"]
    made: datetime = row["created_at"]
    return [(made, first), *((max(at, made), after) for at, _before, after in events)]


def _said(row: Mapping[str, Any]) -> list[tuple[datetime, bool]]:
    messages = Message.select(Message.at, Message.kind, Message.technician, Message.withdrawn)
    found = tuples(messages.where(Message.ticket == row["id"]).order_by(Message.id))
    return [
        (at, kind != MessageKind.REQUEST)
        for at, kind, technician, withdrawn in found
        if not withdrawn
        and (kind == MessageKind.REQUEST or (kind != MessageKind.NOTE and technician is not None))
    ]
