"""A talk is left at any instant, by a kill, a hang-up or Q, and taken up at the same field."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from helpdesk_tui.storage.orm import database
from tests.journeys.interrupted import Leader, killed_while_typing
from tests.journeys.leading import LEAVE
from tests.journeys.terminal import Terminal, at_desk
from tests.storage.fresh import opened_fresh
from tests.storage.workers import Worker

KILLS = 13
"""Of each who leads a talk."""

LEADERS = {"ana": 1, "luis": 2, "eva": 5, "paco": 6}
"""In which step each of them is."""


def test_fifty_kills_while_typing_lose_a_second_at_most(tmp_path: Path) -> None:
    with opened_fresh(tmp_path):
        hands = [
            Worker(killed_while_typing, tmp_path, login, step, KILLS)
            for login, step in LEADERS.items()
        ]
        said = [hand.ask(100) for hand in hands]
        for problem in said:
            assert not isinstance(problem, str), problem
        assert sum(said) > len(LEADERS) * KILLS // 3, "many had typed for a while"
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)


def hangs_up(desk: Terminal) -> None:
    desk.signal(signal.SIGHUP)


def quits(desk: Terminal) -> None:
    desk.type(LEAVE)
    desk.look(0.2)  # else a terminal takes both keys for alt and Q
    desk.type("Q")


@pytest.mark.parametrize("leave", [hangs_up, quits])
def test_whoever_leaves_while_typing_loses_nothing(
    tmp_path: Path, leave: Callable[[Terminal], None]
) -> None:
    with opened_fresh(tmp_path):
        leader = Leader("ana", 1)
        for _time in range(4):
            with at_desk(tmp_path, rows=44) as desk:
                leader.sits_down(desk)
                leader.opens_a_bar(desk)
                leader.types(desk, leader.random.uniform(0.05, 0.8))
                desk.until(leader.typed[-4:])
                leave(desk)
                desk.code()
            text = leader.stood + leader.typed
            assert text in (leader.kept(), *leader.written())
