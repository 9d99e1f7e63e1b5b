"""Leases: of all the desks and ticks that are open, one at a time does a job.

A lease is taken by compare and swap on the number of its term, so two never have it. It runs out
by itself, and at once when its process is dead on this machine. Within one start of one machine
CLOCK_BOOTTIME decides, so that setting the clock neither ends nor prolongs it. Between machines
the one clock decides that all of them can read, the database's; a lease that lasts longer than a
lease can last was taken before that clock was set back, and is free.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from helpdesk_tui.models.leases import Lease
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import stopwatch
from helpdesk_tui.worktime.stopwatch import MICROSECOND

TERM = timedelta(minutes=15)
"""How long a lease lasts: so long does a job stand still when its machine was switched off."""

RENEWED_EVERY = timedelta(minutes=1)


class Lost(Exception):
    """The lease ran out while the job was being done, and somebody else has taken it."""


@dataclass(slots=True)
class Held:
    """A lease in hand: nobody else does the job before it is given back or runs out."""

    job: str
    term: int
    renewed: int
    """CLOCK_BOOTTIME when it was taken or last renewed, in microseconds."""
    lost: bool = False
    """Whether the job was broken off: somebody else has the lease, or the desk is being left."""


def take(job: str) -> Held | None:
    """The lease of a job; None while somebody else has it."""
    with database.atomic():
        Lease.insert(job=job).on_conflict_ignore().execute()
        seen = Lease.get_by_id(job)
        reading, present = stopwatch.read(), database.present()
        if not is_free(seen, machine(reading.boot), reading.booted, present):
            return None
        mine = {
            "term": seen.term + 1,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since": present,
            "machine": machine(reading.boot),
            **_lasting(reading.booted, present),
        }
        taken = Lease.update(mine).where(Lease.job == job, Lease.term == seen.term).execute()
    return Held(job, seen.term + 1, reading.booted) if taken else None


def is_taken(job: str) -> bool:
    """Whether somebody is at a job."""
    seen, reading = Lease.get_or_none(Lease.job == job), stopwatch.read()
    here, present = machine(reading.boot), database.present()
    return seen is not None and not is_free(seen, here, reading.booted, present)


def renew(held: Held) -> bool:
    """Lets the lease last a whole term from now on; asked often, it does so once a minute.

    Whether it did so now. Raises Lost.
    """
    reading = stopwatch.read()
    if timedelta(microseconds=reading.booted - held.renewed) < RENEWED_EVERY:
        return False
    _set(held, _lasting(reading.booted, database.present()))
    held.renewed = reading.booted
    return True


def give_back(held: Held, *, done: bool, failed: str = "") -> None:
    """Lets go of the lease, and notes whether the job is done or the fault in its way.

    Without either it stays as it was noted before. Raises Lost.
    """
    outcome: dict[str, object] = {"host": ""}
    if done:
        outcome |= {"done_at": database.present(), "failed": ""}
    elif failed:
        outcome["failed"] = failed
    _set(held, outcome)


def is_free(lease: Lease, here: str, booted: int, present: datetime) -> bool:
    """Whether a lease can be taken by somebody on the machine `here`, as its clocks stand."""
    if not lease.host:
        return True
    if here and lease.machine == here:
        return booted >= lease.booted or not _lives(lease.pid)
    left = lease.until - present
    return not timedelta(0) < left <= TERM


@cache
def machine(boot: str) -> str:
    """This start of this machine, as far as its processes see each other's numbers."""
    try:
        return f"{boot}/{os.stat('/proc/self/ns/pid').st_ino}" if boot else ""
    except OSError:
        return ""


def _lasting(booted: int, present: datetime) -> dict[str, object]:
    return {"until": present + TERM, "booted": booted + TERM // MICROSECOND}


def _set(held: Held, columns: dict[str, object]) -> None:
    mine = (Lease.job == held.job) & (Lease.term == held.term)
    if not Lease.update(columns).where(mine).execute():
        held.lost = True
        raise Lost


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
