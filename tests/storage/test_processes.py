"""Many processes on one file, and what is left when one is killed or the disk is full."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from helpdesk_tui.models.events import Event
from helpdesk_tui.storage import driver, locks
from helpdesk_tui.storage.backup import complaints
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.opening import open_database
from tests.storage.workers import Worker, opens, writes_to_a_full_disk, writes_until_killed


def sound(path: Path) -> bool:
    connection = driver.connect(path)
    try:
        return complaints(connection) == []
    finally:
        connection.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_in_a_transaction_loses_nothing_that_was_acknowledged(path: Path, seed: int) -> None:
    writer = Worker(writes_until_killed, path)
    acknowledged = [writer.ask() for _ in range(random.Random(seed).randint(1, 60))]
    writer.process.kill()
    writer.process.join()
    while writer.pipe.poll():
        try:
            acknowledged.append(writer.pipe.recv())
        except EOFError:
            break
    opened = open_database(path)
    kept = [number for (number,) in Event.select(Event.entity_id).order_by(Event.id).tuples()]
    opened.close()
    assert kept[::2] == kept[1::2], "half a transaction"
    assert kept[: 2 * len(acknowledged) : 2] == acknowledged
    assert len(kept) // 2 - len(acknowledged) in (0, 1)
    assert sound(path)


def test_a_full_disk_is_told_as_such_and_keeps_what_was_acknowledged(path: Path) -> None:
    writer = Worker(writes_to_a_full_disk, path)
    written, fault = writer.ask()
    writer.end()
    assert fault in (Fault.FULL, Fault.DISK)
    assert written > 0
    opened = open_database(path)
    assert Event.select().count() == written
    opened.close()
    assert sound(path)


def test_a_lock_names_the_processes_that_hold_it_and_ends_with_them(path: Path) -> None:
    holder = Worker(opens, path)
    assert holder.ask() == "ready"
    holder.go()
    assert holder.ask() == "open"
    assert locks.holders(path) == [holder.process.pid]
    with pytest.raises(StorageProblem, match=rf"process {holder.process.pid} \(\w+\)") as refusal:
        locks.lock(path, alone=True, patience=0)
    assert refusal.value.fault is Fault.IN_USE
    with locks.lock(path, alone=False, patience=0):
        pass
    holder.process.kill()
    holder.process.join()
    with locks.lock(path, alone=True, patience=0):
        assert locks.try_lock(path, alone=False) is None
