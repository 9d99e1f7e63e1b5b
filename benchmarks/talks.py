"""Whether a talk, and the list of talks, take as long to read on a desk that has had many."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, ratio
from benchmarks.programs import Bench, python
from benchmarks.terminal import ROOT
from helpdesk_tui.conversations import listing, talk
from helpdesk_tui.conversations.listing import Query
from helpdesk_tui.storage.opening import open_database

FEW = 10
TICKETS = 200


def measure(bench: Bench, many: int, rounds: int) -> Iterator[Figure]:
    """Talks of 30 lines, five of them statements, on a desk of ten and on one of `many` in turn."""
    few_talks, many_talks = (_made(bench, number) for number in (FEW, many))
    opening = partial(talk.read, FEW)
    newest = partial(listing.page, Query("all"), limit=FEW)
    for what, act in (("opened", opening), ("the newest ten listed", newest)):
        few, much = [], []
        for _ in range(rounds):
            few.append(_milliseconds(few_talks, act))
            much.append(_milliseconds(many_talks, act))
        yield Figure(f"talks: one of {many:,} / of {FEW}, {what}", ratio(much, few), "x", 1.2)
        if act is opening:
            yield Figure(f"talks: one of {many:,} {what}", median(much), " ms", at_most=20)
    whole = [_milliseconds(many_talks, _whole_list) for _ in range(rounds)]
    yield Figure(f"talks: a page of {many:,} with all counts", median(whole), " ms", at_most=50)


def _whole_list() -> None:
    listing.page(Query())
    listing.counts(Query())


def _made(bench: Bench, talks: int) -> Path:
    path = bench.folder / f"{talks}-talks.db"
    sample = ("sample", "--tickets", str(TICKETS), "--talks", str(talks))
    subprocess.run(
        python("helpdesk_tui", "--db", str(path), *sample),
        env=bench.environ(),
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return path


def _milliseconds(path: Path, act: Callable[[], object]) -> float:
    """The best of a few on a desk that is open and has read the same before."""
    opened = open_database(path)
    act()
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    opened.close()
    return min(taken) * 1000
