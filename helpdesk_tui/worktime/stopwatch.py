"""What the clocks say, and how long something has taken whatever becomes of the wall clock.

Linux counts in three ways. The wall clock can be set; CLOCK_BOOTTIME counts from the start of the
machine, asleep or not; CLOCK_MONOTONIC stands still while it sleeps. Something that began on this
start of this machine is measured by the second, so that a stepped wall clock changes nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from helpdesk_tui import clock

SECOND = 1_000_000
"""Microseconds."""

MICROSECOND = timedelta(microseconds=1)

BEAT = timedelta(seconds=30)
"""How often an open desk says that it is still there."""

SHORT = timedelta(minutes=10)
"""A gap up to this long goes on without a question."""

ASLEEP = timedelta(minutes=1)
"""A machine that has slept for longer is asked about."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All clocks at one moment."""

    wall: datetime
    boot: str
    """Which start of which machine; empty where the system does not say."""
    booted: int
    """Microseconds since then, those asleep included."""
    awake: int
    """Microseconds since some moment, those asleep left out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The moment at which something began, as the clocks stood then."""

    begin: datetime
    boot: str = ""
    booted: int = 0

    def elapsed(self, now: Reading) -> timedelta:
        """How long it has gone on: whole seconds, rounded down.

        After a restart only the wall clock is left; where that was set back it may be negative.
        """
        if self._same_start(now):
            micros = max(0, now.booted - self.booted)  # another terminal may have begun it since
        else:
            micros = clock.to_micros(now.wall) - clock.to_micros(self.begin)
        return timedelta(seconds=micros // SECOND)

    def moment(self, now: Reading) -> datetime:
        """Now, counted from the beginning: the instant at which it would end."""
        return self.begin + self.elapsed(now)

    def following(self, now: Reading) -> Mark:
        """The mark of what begins where this ends now: not a part of a second is lost between."""
        end = self.moment(now)
        if self._same_start(now):
            return Mark(end, now.boot, self.booted + (end - self.begin) // MICROSECOND)
        return Mark(end, now.boot, now.booted - now.wall.microsecond)

    def _same_start(self, now: Reading) -> bool:
        return bool(self.boot) and self.boot == now.boot


def read() -> Reading:
    """What the clocks say now."""
    awake = time.monotonic_ns() // 1000
    if hasattr(time, "CLOCK_BOOTTIME") and _boot():
        return Reading(
            clock.now(), _boot(), time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000, awake
        )
    return Reading(clock.now(), "", awake, awake)


def mark(now: Reading) -> Mark:
    """The mark of something that begins now, with the whole second."""
    whole = now.wall.replace(microsecond=0)
    return Mark(whole, now.boot, now.booted - now.wall.microsecond)


def gap(before: Reading, now: Reading) -> bool:
    """Whether nobody can have been there between two ticks of a desk, for long enough to ask.

    Either the machine slept, or the desk stood still.
    """
    passed = timedelta(microseconds=now.booted - before.booted)
    slept = passed - timedelta(microseconds=now.awake - before.awake)
    return passed > SHORT or slept > ASLEEP


@cache
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
