"""What other processes do with a timer, for tests that kill them or let them meet."""

from __future__ import annotations

from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from random import Random
from typing import NamedTuple

from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.worktime import absence, timer
from helpdesk_tui.worktime.stopwatch import SECOND, Reading
from helpdesk_tui.worktime.timer import What

MADRID = "Europe/Madrid"


class Kept(NamedTuple):
    """What a row of an entry says."""

    id: int
    title: str
    begin: datetime
    end: datetime | None
    interrupted: int | None
    last_seen: datetime


def kept(by: int, newest: int | None = None) -> list[Kept]:
    """The entries of a technician in the order in which they were made, or the newest of them."""
    columns = (Entry.id, Entry.title, Entry.begin, Entry.end, Entry.interrupted, Entry.last_seen)
    rows = Entry.select(*columns).where(Entry.technician == by, ~Entry.retired)
    found = tuples(rows.order_by(Entry.id.desc()).limit(newest))
    return [Kept(*row) for row in found][::-1]


def reading(start: datetime, seconds: float) -> Reading:
    """The clocks so long after an instant, on a machine that has run for long."""
    micros = round(seconds * SECOND)
    booted = int(start.timestamp()) * SECOND + micros
    return Reading(start + timedelta(microseconds=micros), "one boot", booted, booted)


def works_until_killed(pipe: Connection, path: Place, by: int, start: datetime, seed: int) -> None:
    """Takes the timer up, then starts, switches, goes back and stops without end.

    A step takes one and a half seconds of made-up time and ends with a beat. After each the two
    newest entries are sent as they were then: no step touches others.
    """
    open_database(path)
    random = Random(seed)
    number = 0
    absence.take_up(by, reading(start, 0))
    while True:
        pipe.send(kept(by, 2))
        number += 1
        now = reading(start, 1.5 * number)
        _step(random, by, f"{seed}.{number}", now)


def _step(random: Random, by: int, title: str, now: Reading) -> None:
    running = timer.running(by)
    chance = random.random()
    if running is None or chance < 0.3:
        timer.start(by, What(title), MADRID, now)
    elif chance < 0.6:
        timer.switch(by, What(title), MADRID, now)
    elif chance < 0.7 and running.interrupted:
        timer.back(by, MADRID, now)
    elif chance < 0.8:
        timer.stop(by, running.id, now=now)
    if running := timer.running(by):
        absence.beat(running.id, running.mark.moment(now), None)


def starts(pipe: Connection, place: Place, by: int, name: str) -> None:
    """Starts a timer at each instant that it is told, until it is told None."""
    opened = open_database(place)
    pipe.send("ready")
    number = 0
    while now := pipe.recv():
        number += 1
        timer.start(by, What(f"{name} {number}"), MADRID, now)
        pipe.send(number)
    opened.close()
