"""The timer outlives whoever is killed at it, and two who start one at once."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage import driver
from helpdesk_tui.storage.backup import complaints
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.worktime import timer
from tests.storage.fresh import opened_fresh
from tests.storage.workers import Worker
from tests.support import technician
from tests.worktime.conftest import MONDAY
from tests.worktime.hands import Kept, kept, reading, starts, works_until_killed

KILLS = 50
LONGEST = 0.1
"""Seconds after its first step at which a process is killed at the latest."""


def acknowledged(worker: Worker) -> list[list[Kept]]:
    """Everything that a process said before it was killed."""
    said = []
    while worker.pipe.poll():
        try:
            said.append(worker.pipe.recv())
        except EOFError:
            break
    return said


def sound(path: Path) -> bool:
    connection = driver.connect(path)
    try:
        return complaints(connection) == []
    finally:
        connection.close()


def follows(before: list[Kept], after: list[Kept]) -> bool:
    """Whether one whole step at most lies between what was acknowledged and what is there."""
    if not before:
        return len(after) <= 1
    last, at_its_place = before[-1], after[len(before) - 1]
    same = at_its_place._replace(end=last.end, last_seen=last.last_seen) == last
    new = after[len(before) :]
    ended = [at_its_place.end == one.begin for one in new if last.end is None]
    seen = last.last_seen <= at_its_place.last_seen <= last.last_seen + timedelta(minutes=6)
    return (
        after[: len(before) - 1] == before[:-1] and same and seen and len(new) <= 1 and all(ended)
    )


def test_fifty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with opened_fresh(tmp_path) as opened:
        path, ana = opened.path, technician("ana")
    random = Random(4)
    known: dict[int, Kept] = {}
    steps = 0
    begun = MONDAY
    for kill in range(KILLS):
        worker = Worker(works_until_killed, path, ana, begun, kill)
        said = [worker.ask()] if kill % 5 else []  # some are killed before they have begun
        time.sleep(random.uniform(0, LONGEST))
        worker.process.kill()
        worker.process.join()
        said += acknowledged(worker)
        steps += len(said)
        known |= {entry.id: entry for entries in said for entry in entries}

        reopened = open_database(path)
        there = kept(ana)
        running = timer.running(ana)
        reopened.close()
        assert sound(path)
        assert follows(list(known.values()), there)
        assert [entry.id for entry in there if not entry.end] == ([running.id] if running else [])
        if running and said:
            told_at = begun + timedelta(seconds=1.5 * (len(said) - 1))
            assert running.doubt is None
            assert told_at - there[-1].last_seen < timedelta(seconds=1)
        known = {entry.id: entry for entry in there}
        # Five minutes later it is taken up: from what is there, should this one have done nothing.
        begun = max([MONDAY, *(entry.last_seen for entry in there)]) + timedelta(minutes=5)
    assert steps > KILLS
    for one, other in pairwise(known.values()):
        assert one.end
        assert one.end <= other.begin


def test_of_two_who_start_a_timer_at_once_one_runs_and_the_entries_touch(
    desk: Opened, ana: int
) -> None:
    terminals = [Worker(starts, desk.path, ana, name) for name in ("here", "there")]
    assert [terminal.ask() for terminal in terminals] == ["ready", "ready"]
    random = Random(4)
    for number in range(1, 41):
        seconds = number * 2.5 + random.random()
        for terminal in terminals:  # each has looked at the clock a little before it is its turn
            terminal.pipe.send(reading(MONDAY, seconds + random.uniform(0, 0.3)))
        assert [terminal.ask() for terminal in terminals] == [number, number]
    for terminal in terminals:
        terminal.go()
        terminal.end()

    entries = kept(ana)
    assert Entry.select().count() == 80
    assert len(entries) >= 40
    assert [entry.end for entry in entries[:-1]] == [entry.begin for entry in entries[1:]]
    assert all(entry.end is None or entry.begin < entry.end for entry in entries)
    assert [entry for entry in entries if entry.end is None] == entries[-1:]
