"""How long an action takes to be committed and drawn while other technicians write as well.

python -m benchmarks.acting DATABASE SEED      one of the others: writes notes until killed
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from benchmarks.figures import Figure, percentile
from benchmarks.programs import FIRST_ROW, Bench, python
from benchmarks.terminal import ROOT, Terminal
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import actions, queue
from helpdesk_tui.tickets.views import Viewer

OTHERS = 8
PAUSE = 0.05
"""Seconds between two notes of one of the others."""

SAVE = "\x13"  # ctrl+s


def measure(bench: Bench, tickets: int, times: int) -> Iterator[Figure]:
    """Takes, moves and answers one ticket after another, with and without the others."""
    yield _p95(bench, tickets, times, "action drawn, nobody else writes: p95", None)
    with others(bench.database(tickets)):
        yield _p95(bench, tickets, times, f"action drawn, {OTHERS} others write: p95", 100)


def _p95(bench: Bench, tickets: int, times: int, what: str, at_most: float | None) -> Figure:
    taken: list[float] = []
    with bench.desk(tickets) as desk:
        desk.when(FIRST_ROW)
        for _ in range(times):
            acts = (
                _act(desk, "", "a", r"is yours · z"),
                _act(desk, "s", "n", r"new · z"),
                _act(desk, "rDone.", SAVE, r"replied to, NOT SENT · z"),
            )
            taken += [seconds for seconds in acts if seconds is not None]
            desk.press("j", 0.5)
            desk.forget()
    return Figure(what, percentile(taken, 0.95) * 1000, " ms", at_most)


def _act(desk: Terminal, before: str, key: str, drawn: str) -> float | None:
    """Seconds from the key that carries the action out to the line that says that it is done.

    None for a ticket that was so already: nothing was written.
    """
    for one in before:
        desk.press(one, 0.15)
    desk.forget()
    at = desk.type(key)
    shown = desk.when(rf"{drawn}|It is so already")
    return None if "so already" in desk.picture() else shown - at


@contextmanager
def others(database: Path) -> Iterator[Callable[[], list[float]]]:
    """While others write; the seconds that each of their notes took since this was last asked."""
    commands = [python("benchmarks.acting", str(database), str(seed)) for seed in range(OTHERS)]
    told = database.with_suffix(".others")
    with told.open("w") as out, told.open() as lines:
        running = [subprocess.Popen(command, cwd=ROOT, stdout=out) for command in commands]
        time.sleep(2)  # until all of them are at it
        try:
            yield lambda: [float(line) for line in lines]
        finally:
            for other in running:
                other.kill()
                other.wait()
            told.unlink()


def write(database: Path, seed: int) -> None:
    """Adds notes to done tickets until the process is killed, and tells how long each took."""
    opened = open_database(database)
    me = sign_in(f"other-{seed}")
    query = queue.Query(Viewer(me.id), "done")
    rows = queue.page(query, limit=500).rows
    random = Random(seed)
    while opened:
        begun = time.perf_counter()
        actions.add_note(me.id, [random.choice(rows)], "They called again about the same.")
        print(time.perf_counter() - begun, flush=True)
        time.sleep(PAUSE)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
