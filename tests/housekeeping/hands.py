"""What the other desks and ticks of these tests do, each in a process of its own."""

from __future__ import annotations

import os
import random
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

from helpdesk_tui import clock
from helpdesk_tui.housekeeping import lease, told
from helpdesk_tui.housekeeping.tick import Orders, follow, tick
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.dialect import carried_out
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import promises


def ticks(pipe: Connection, place: Place, wanted: Orders, times: int) -> None:
    """Ticks at once with all others, once told to, and sends what came of it."""
    opened = open_database(place)
    pipe.send("ready")
    pipe.recv()
    came = [one for _ in range(times) for one in tick(wanted, Event())]
    database.close()
    pipe.send([(one.job, one.done, one.message) for one in came])
    opened.close()


def reminds(pipe: Connection, place: Place, technician: int, reasons: list[str]) -> None:
    """Another desk of the technician, long open: sends what it was the one to tell."""
    opened = open_database(place)
    pipe.send("ready")
    pipe.recv()
    since = clock.from_micros(0)
    pipe.send(
        [
            reason
            for reason in reasons
            if carried_out(partial(told.at_desk, technician, reason, since))
        ]
    )
    opened.close()


def works(pipe: Connection, place: Place, diary: Path) -> None:
    """Does a job again and again whenever it gets the lease, and writes down when it does."""
    open_database(place)
    pipe.send(os.getpid())
    while True:
        held = lease.take("job")
        if held:
            _note(diary, "begins")
            time.sleep(random.uniform(0, 0.01))
            _note(diary, "ends")
            lease.give_back(held, done=True)
        time.sleep(random.uniform(0, 0.01))


def _note(diary: Path, what: str) -> None:
    with diary.open("a") as file:  # a short line is written whole
        file.write(f"{os.getpid()} {what}\n")


def follows(pipe: Connection, place: Place, at_once: int) -> None:
    """Lets tickets follow the rules, so many in a transaction, and sends how far it has come."""
    open_database(place)
    promises.CHUNK = at_once
    pipe.send("ready")
    follow(pipe.send)
