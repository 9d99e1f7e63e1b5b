"""A desk that stays open while everybody works: quick at its keys, small, and quiet afterwards."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

from tests.journeys.terminal import Terminal, at_desk, run
from tests.storage.fresh import opened_fresh
from tests.storage.hands import fills_a_day, works
from tests.storage.workers import Worker
from tests.support import linux_only, opened, technician

Soak = Callable[[int, int], int]
TICKETS = 300
EMPTY = "\x0c"
ENDLESS = 10**6
HELD = 0.05
"""Seconds that the desk may do something else while a key waits."""
ALPHABET = [chr(letter) for letter in range(0x430, 0x450)]
"""Letters that nothing else on the screen has."""

pytestmark = linux_only


def desk_of(folder: Path, people: int) -> list[int]:
    """Technicians, and tickets of the first of them."""
    with opened_fresh(folder):
        ids = [technician("ana"), *(technician(f"tech{number}") for number in range(people))]
        for number in range(TICKETS):
            opened(ids[0], f"Ticket {number}", assignee=ids[0], category="0")
    return ids


# What the desk's process uses


def clocks(desk: Terminal) -> tuple[float, float]:
    """The seconds that its threads have run, and been ready while another process ran instead."""
    tasks = Path(f"/proc/{desk.pid}/task").glob("*/schedstat")
    ran, waited, _ = zip(*(map(int, task.read_text().split()) for task in tasks), strict=True)
    return sum(ran) / 1e9, sum(waited) / 1e9


def memory(desk: Terminal) -> float:
    """Resident, in megabytes."""
    pages = int(Path(f"/proc/{desk.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def descriptors(desk: Terminal) -> int:
    return len(os.listdir(f"/proc/{desk.pid}/fd"))


def held(desk: Terminal, letter: str) -> float:
    """The seconds from a key to its letter on the line, while the desk had a core to run on.

    A thread that has none may be one that the others wait for.
    """
    desk.look()
    (_, before), pressed = clocks(desk), time.perf_counter()
    desk.type(letter)
    seen = b""
    while letter.encode() not in seen:
        assert select.select([desk.terminal], [], [], 20)[0], f"{letter} is never seen"
        seen += os.read(desk.terminal, 65536)
    return time.perf_counter() - pressed - (clocks(desk)[1] - before)


def test_while_twenty_write_no_key_waits_for_the_desk(tmp_path: Path, soak: Soak) -> None:
    keys, path = soak(50, 2000), tmp_path / "helpdesk.db"
    people = desk_of(tmp_path, 20)[1:]
    writers = [Worker(works, path, by, 1, ENDLESS) for by in people]
    with at_desk(tmp_path) as desk:
        desk.has_in_hand(1)
        desk.press("c", "technicians only")
        alone = [held(desk, letter) for letter in ALPHABET]
        assert [writer.ask() for writer in writers] == ["ready"] * len(writers)
        for writer in writers:
            writer.go()
        among = []
        for number in range(keys):
            letter = number % len(ALPHABET)
            if letter == 0:
                desk.type(EMPTY)
                desk.look(0.3)
            among.append(held(desk, ALPHABET[letter]))
            desk.look(0.05)
    for writer in writers:
        writer.process.kill()
        writer.process.join()
    for name, times in (("alone", alone), ("while 20 write", among)):
        print(
            f"{name}, {len(times)} keys: median {median(times) * 1000:.0f} ms,"
            f" longest {max(times) * 1000:.0f} ms"
        )
    late = [seconds for seconds in among if seconds > median(alone) + HELD]
    print(f"{len(late)} keys came later than that and {HELD * 1000:.0f} ms")
    assert len(late) <= keys // 50, "a machine may stop for a moment, the desk may not"


WALK = ("j", "j", "\r", "\x1b", "k", "]", "[")
"""Down, into a ticket and out of it, up, to another view and back."""
FIRST = 1_000
"""Events until the desk is taken to be as large as it gets: all that it uses is loaded by then."""
KEEPER = 2
"""Descriptors of the thread that keeps house: it begins with the first whole minute."""


@dataclass
class Use:
    """The most that the desk has used in a while: megabytes of memory and of WAL, descriptors."""

    memory: float = 0
    wal: float = 0
    descriptors: int = 0


def looks_on(desk: Terminal, path: Path, by: int, rounds: int, events: int) -> Use:
    """Walks about, so many rounds at least, until so many events are there."""
    writer, use = Worker(fills_a_day, path, by, TICKETS, events), Use()
    assert writer.ask() == "ready"
    writer.go()
    wal = path.with_name(f"{path.name}-wal")
    for steps, key in enumerate(cycle(WALK)):
        desk.type(key)
        desk.look(0.1)
        use.memory = max(use.memory, memory(desk))
        use.wal = max(use.wal, wal.stat().st_size / 2**20)
        use.descriptors = max(use.descriptors, descriptors(desk))
        if steps > rounds * len(WALK) and writer.pipe.poll():
            writer.end()
            return use
    raise AssertionError


def test_a_day_of_events_leaves_the_desk_as_small_and_as_quiet_as_it_was(
    tmp_path: Path, soak: Soak
) -> None:
    events, rest, path = soak(3_000, 1_000_000), soak(3, 60), tmp_path / "helpdesk.db"
    _, luis = desk_of(tmp_path, 1)
    run(tmp_path, "tick")  # the copy of the day: while a desk makes it, it is larger
    with at_desk(tmp_path, rows=40) as desk:
        desk.has_in_hand(1)
        begun = looks_on(desk, path, luis, soak(4, 100), FIRST)
        use = looks_on(desk, path, luis, 4, events)
        desk.look(2)
        left = descriptors(desk)
        resting, _ = clocks(desk)
        desk.look(rest)
        used = (clocks(desk)[0] - resting) / rest
    print(f"{FIRST:,} events: {begun}; {events:,}: {use}, {left} descriptors left")
    print(f"at rest: {used:.2%} of a core")
    assert use.memory <= begun.memory * 1.1
    assert left <= use.descriptors <= begun.descriptors + KEEPER
    assert use.wal < 16
    assert used < 0.01
