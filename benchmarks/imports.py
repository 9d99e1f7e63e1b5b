"""Who costs what at a cold start: a report to be read, module by module."""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from benchmarks.programs import FIRST_ROW, Bench
from benchmarks.terminal import Terminal

OURS = "helpdesk_tui"
_LINE = re.compile(r"import time:\s*(\d+) \|\s*(\d+) \|\s*(\S+)")


class Imported(NamedTuple):
    """A module and what it took in milliseconds, without and with what it imports."""

    own: float
    whole: float
    name: str


def report(bench: Bench, tickets: int, *, most: int = 25) -> str:
    """The modules that took longest by themselves, and all of ours with what they bring in.

    Python's own timing makes everything slower: the order counts, not the milliseconds.
    """
    log = bench.folder / "imports.txt"
    program, *rest = bench.command(tickets)
    command = shlex.join([program, "-X", "importtime", *rest])
    shell = ["/bin/sh", "-c", f"exec {command} 2>{shlex.quote(str(log))}"]
    with Terminal(shell, bench.environ()) as desk:
        desk.when(FIRST_ROW)
    found = [
        Imported(int(own) / 1000, int(whole) / 1000, name)
        for own, whole, name in _LINE.findall(log.read_text())
    ]
    slowest = sorted(found, reverse=True)[:most]
    ours = sorted(
        (one for one in found if one.name.split(".")[0] == OURS),
        key=lambda one: one.whole,
        reverse=True,
    )
    total = sum(one.own for one in found)
    return "\n".join(
        [
            f"Imports of a cold start: {len(found)} modules, {total:.0f} ms",
            "",
            "by themselves",
            *(f"{one.own:8.1f} ms  {one.name}" for one in slowest),
            "",
            "ours, with what they bring in",
            *(f"{one.whole:8.1f} ms  {one.name}" for one in ours[:most]),
        ]
    )
