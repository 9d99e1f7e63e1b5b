"""Whatever a technician does, while twenty others write, the next key is never far behind it."""

from __future__ import annotations

import time
from collections.abc import Callable
from compileall import compile_dir
from pathlib import Path

from helpdesk_tui.people import editing
from tests.journeys.a_day import CLEAR, DAY, LEAVE, SAVE, Steps, Technician
from tests.journeys.terminal import at_desk, kept_in, run
from tests.journeys.turns import probed, turns
from tests.storage.hands import works
from tests.storage.workers import Worker
from tests.support import linux_only, opened, technician
from tests.terminal.hand import ROOT

LOAD = ("--tickets", "3000", "--entries", "1500", "--talks", "60")
ENDLESS = 10**6
HELD = 0.05
"""Seconds that the thread of the screen may work before it looks at the next key."""

pytestmark = linux_only


def desk_of(folder: Path, others: int) -> list[int]:
    """A desk of some thousand tickets; answers a ticket of hers that all count on, and all."""
    run(folder, "sample", *LOAD)
    with kept_in(folder):
        ana = technician("ana")
        acme = editing.add_client(ana, {"name": "ACME"}).things[0]
        ticket = opened(ana, "Subject to all", category="0", assignee=ana, client=acme)
        return [ticket, *(technician(f"tech{number}") for number in range(others))]


def each(who: Technician, keys: str, told: str) -> Steps:
    """One key after the other; all of them stay where this is told."""
    for key in keys:
        yield key, told
        who.desk.look(0.05)


def walks_about(who: Technician, number: int) -> Steps:
    """Through the lists, up and down, into tickets, and what finds some of them."""
    while "▏ Mine " not in who.desk.picture:  # where what was done before has led elsewhere
        yield "]", "▏ "
        who.desk.look(0.5)
    yield "[", "▏ Put away 0"
    yield "[", "▏ Done "
    yield from each(who, "Ggv>v", "▏ Done ")
    yield "[", "▏ All open "
    yield "%", "How far down"
    yield "\r", "in this list."
    yield from each(who, "jjjk\x04\x04\x15 j U", "▌ ")
    yield "\r", "h history"
    yield from each(who, "hhnjN", "h history")
    yield LEAVE, "▏ All open "
    yield "/", "ctrl+s as a view"
    yield from ((letter, "ctrl+s as a view") for letter in "printer")
    yield "\r", "by clock · / printer"
    yield LEAVE, "by clock   "
    yield "S", "turn round"
    yield LEAVE, "/ filter"
    yield "V", "save as a view"
    yield LEAVE, "/ filter"
    yield "]", "▏ Done "
    yield "]", "▏ Put away 0"
    yield "]", "▏ Mine "


def asks_for_help(who: Technician, number: int) -> Steps:
    yield "?", "On this screen"
    yield from each(who, "jj\x04", "esc back")
    yield LEAVE, "/ filter"
    yield ":", "ctrl+s do it"
    yield "theme", "Dark, light"
    yield LEAVE, "/ filter"


def looks_at_time(who: Technician, number: int) -> Steps:
    yield "2", "Today"
    yield from each(who, "[[]jkw{}w", "esc back")
    yield LEAVE, "/ filter"


def looks_at_clients(who: Technician, number: int) -> Steps:
    yield "0", "+ client"
    yield from each(who, "jjGg\x04\tj\t", "+ client")
    yield LEAVE, "/ filter"


def looks_at_talks(who: Technician, number: int) -> Steps:
    yield "3", "+ bad news"
    yield from each(who, "jk[]", "+ bad news")
    yield "\r", "n next"
    yield from each(who, "jFF", "n next")
    yield "v", "space said"
    yield LEAVE, "v cue"
    yield LEAVE, "+ bad news"
    yield LEAVE, "/ filter"


def writes_a_file(who: Technician, number: int) -> Steps:
    yield "W", "ctrl+s write"
    yield f"{CLEAR}{who.folder}/list{number}.csv", f"list{number}.csv"
    yield SAVE, ("written", "were", "in ")


ALL = (
    *(walks_about, asks_for_help, looks_at_time, looks_at_clients, looks_at_talks, writes_a_file),
    *DAY,
)


def test_no_turn_of_the_loop_keeps_the_next_key_waiting_for_long(
    tmp_path: Path, soak: Callable[[int, int], int]
) -> None:
    rounds, notes = soak(1, 8), tmp_path / "turns"
    held = soak(2, 1) * HELD  # other tests beside it on the same cores make every step longer
    ticket, *people = desk_of(tmp_path, soak(1, 20))
    for code in ("helpdesk_tui", "screens"):  # as an installed desk is compiled
        compile_dir(ROOT / code, quiet=1)
    path = tmp_path / "helpdesk.db"
    writers = [Worker(works, path, by, ticket, ENDLESS) for by in people]
    assert [writer.ask() for writer in writers] == ["ready"] * len(writers)
    with at_desk(tmp_path, columns=140, rows=40, environ=probed(notes)) as desk:
        who = Technician(desk, tmp_path, patience=soak(20, 120))  # twenty come before her
        desk.until("▌ ")
        seen = time.monotonic()
        for writer in writers:
            writer.go()
        for number in range(rounds):
            for act in ALL:
                who.does(act, number)
    for writer in writers:
        writer.process.kill()
        writer.process.join()
    noted = sorted(turns(notes, since=seen), key=lambda turn: turn.ran)
    print(f"{len(noted)} turns, p99 {noted[len(noted) * 99 // 100].ran * 1000:.1f} ms, longest:")
    for turn in noted[-5:]:
        print(f"{turn.ran:.3f} of {turn.took:.3f} s, {turn.waited:.3f} without a core: {turn.what}")
    assert noted[-1].ran <= held
