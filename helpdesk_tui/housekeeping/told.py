"""Which reminders have been told, so that of all desks and ticks one tells each."""

from __future__ import annotations

from datetime import datetime

from helpdesk_tui import clock
from helpdesk_tui.models.reminders import Reminder


def summary(talk: int, due: datetime) -> str:
    """What the reminder of a summary is told apart by; due at another time, it is another one."""
    return f"summary {talk} {clock.to_micros(due)}"


def promise(ticket: int, due: datetime, *, late: bool) -> str:
    """What the warning of a clock is told apart by: once when it is near, once when it is late."""
    return f"{'late' if late else 'soon'} {ticket} {clock.to_micros(due)}"


def goes_on(ticket: int, done: datetime) -> str:
    """What is told apart by, that all which a ticket waited for is done."""
    return f"free {ticket} {clock.to_micros(done)}"


def long(entry: int) -> str:
    """What the reminder of a timer that runs long is told apart by."""
    return f"long {entry}"


def at_desk(technician: int, reason: str, opened: datetime) -> bool:
    """Whether a desk that was opened then is the one to tell it; from now on it has.

    What a tick has printed, or a desk has told before this one was opened, is told again.
    """
    is_open = ~Reminder.at_desk | (Reminder.told_at < opened)
    told = Reminder.insert(
        technician=technician, reason=reason, told_at=clock.now(), at_desk=True
    ).on_conflict(
        conflict_target=[Reminder.technician, Reminder.reason],
        preserve=[Reminder.told_at, Reminder.at_desk],
        where=is_open,
    )
    return bool(told.as_rowcount().execute())


def by_tick(technician: int, reason: str) -> bool:
    """Whether a tick is the one to print it; from now on it has."""
    told = Reminder.insert(
        technician=technician, reason=reason, told_at=clock.now(), at_desk=False
    ).on_conflict_ignore()
    return bool(told.as_rowcount().execute())


def is_told(technician: int, reason: str) -> bool:
    """Whether anybody has told it."""
    mine = (Reminder.technician == technician) & (Reminder.reason == reason)
    return bool(Reminder.select().where(mine).exists())
