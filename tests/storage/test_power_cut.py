"""The power goes while somebody works: what the desk has acknowledged is on the disk.

Simulated: see `power`. A real disk is not cut off here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from peewee import fn

from helpdesk_tui.models.events import Event
from helpdesk_tui.storage.doctor import examine
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, drafts, history
from helpdesk_tui.tickets.actions import NewTicket
from helpdesk_tui.worktime import timer
from helpdesk_tui.worktime.timer import What
from tests.storage import power
from tests.storage.power import Asked, Disk, cuts, recorded
from tests.storage.workers import Worker
from tests.support import row, technician


def works(pipe: Connection, path: Path, synchronous: str, rounds: int) -> None:
    """Works for so many rounds, and sends what was asked of the system meanwhile."""
    log = recorded()
    opened = open_database(path)
    # A checkpoint every few rounds, not once in a morning: it is then that most is at stake.
    database.execute_sql("PRAGMA wal_autocheckpoint = 60")
    database.execute_sql(f"PRAGMA synchronous = {synchronous}")
    ana = technician("ana")
    for number in range(rounds):
        for work in (
            lambda number=number: actions.create(
                ana, NewTicket(f"Ticket {number}", "It is broken")
            ),
            lambda: actions.add_note(ana, [row(1)], "The line is old. " * 20),
            lambda number=number: drafts.save(ana, "ticket:1", "reply", {"body": f"Dear {number}"}),
            lambda number=number: timer.start(ana, What(f"Work {number}"), "Europe/Madrid"),
            lambda number=number: actions.set_priority(ana, [row(1)], 1 + number % 4),
            lambda: history.take_back(ana, actions.put_away(ana, [row(1)])),
        ):
            work()
            log.append(Asked("told", at=last_event()))
    pipe.send(log)
    opened.close()


def one_round(by: int, number: int) -> Iterator[object]:
    """A little of everything, committed one by one."""
    ticket = actions.create(by, NewTicket(f"Ticket {number}", "It is broken")).things[0]
    yield ticket
    yield actions.add_note(by, [row(ticket)], "The line is old. " * 20)
    yield drafts.save(by, f"ticket:{ticket}", "reply", {"body": f"Dear {number}"})
    yield timer.start(by, What(f"Work {number}"), "Europe/Madrid")
    away = actions.put_away(by, [row(ticket)])
    yield away
    yield history.take_back(by, away)


def last_event() -> int:
    return int(Event.select(fn.MAX(Event.id)).scalar() or 0)


def lost(path: Path, synchronous: str, rounds: int, count: int) -> list[int]:
    """How many events of what was acknowledged each of so many power cuts has lost."""
    power.library()
    disk = Disk({path.name: bytearray(path.read_bytes())})
    worker = Worker(works, path, synchronous, rounds)
    log = worker.ask(patience=600)
    worker.end()
    came_of = []

    def look(disk: Disk) -> None:
        with TemporaryDirectory(dir=path.parent) as folder:
            disk.cut(Path(folder), random)
            left = Path(folder) / path.name
            opened = open_database(left)
            found = last_event()
            assert Event.select().count() == found, "there is a gap"
            opened.close()
            assert [one for one in examine(left) if one.level == "problem"] == []
            came_of.append(max(0, disk.told - found))

    random = Random(6)
    cuts(disk, log, count, random, look)
    syncs = sum(one.what == "sync" for one in log)
    print(f"{len(came_of)} power cuts in {len(log)} calls of the system, {syncs} of them syncs")
    return came_of


def test_a_power_cut_loses_nothing_that_was_acknowledged(
    path: Path, soak: Callable[[int, int], int]
) -> None:
    came_of = lost(path, "FULL", rounds=soak(40, 200), count=soak(60, 3000))
    assert came_of
    assert max(came_of) == 0


def test_without_a_sync_at_each_commit_these_cuts_would_lose_some(path: Path) -> None:
    assert max(lost(path, "NORMAL", rounds=20, count=20)) > 0
