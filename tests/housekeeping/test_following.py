"""Tickets follow new rules: one process at a time lets them, and another goes on where it ended."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from helpdesk_tui.housekeeping import lease, tick
from helpdesk_tui.housekeeping.tick import Orders
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import promises
from tests.housekeeping.conftest import KEEP
from tests.housekeeping.hands import follows
from tests.plans import plans
from tests.sla.lives import promise, rules
from tests.storage.workers import Worker
from tests.support import opened

GOLD = rules(promise(first_response=1, next_response=2, resolution=8))
SLOWER = rules(promise(first_response=2, next_response=4, resolution=16))
CRON = Orders(None, Path(), KEEP, follow=True)


@pytest.mark.parametrize("seed", range(3))
def test_a_process_that_is_killed_leaves_nothing_half_done_and_the_next_one_goes_on(
    desk: Opened, ana: int, seed: int
) -> None:
    drawn = random.Random(seed)
    for _ in range(40):
        opened(ana)
    promises.save(ana, GOLD)
    worker = Worker(follows, desk.path, 4)
    assert worker.ask() == "ready"
    done = [worker.ask() for _ in range(drawn.randint(1, 6))][-1]
    time.sleep(drawn.uniform(0, 0.02))
    worker.process.kill()
    worker.process.join()

    left = promises.behind()
    assert left <= 40 - done
    assert promises.wrong() == 0
    assert tick.is_left_behind() == (left > 0)
    came = tick.tick(CRON, Event())
    said = [f"{left} tickets follow the rules that hold now."]
    assert [one.message for one in came] == (said if left else [])
    assert not promises.is_behind()
    assert promises.wrong() == 0
    assert tick.tick(CRON, Event()) == []


def test_an_open_desk_leaves_it_to_another_process(ana: int) -> None:
    opened(ana)
    promises.save(ana, GOLD)
    assert tick.tick(replace(CRON, follow=False), Event()) == []
    assert tick.is_left_behind()


def test_nobody_begins_while_somebody_is_at_it(ana: int) -> None:
    opened(ana)
    promises.save(ana, GOLD)
    held = lease.take("follow")
    assert held
    assert not tick.is_left_behind()
    assert tick.follow() == []
    lease.give_back(held, done=False)
    assert tick.is_left_behind()


def test_rules_that_are_saved_meanwhile_are_followed_by_every_ticket(
    ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "CHUNK", 2)
    for _ in range(6):
        opened(ana)
    promises.save(ana, GOLD)
    saved = []

    def save_once(done: int) -> None:
        if done == 4:
            saved.append(promises.save(ana, SLOWER))

    tick.follow(save_once)
    assert saved
    assert promises.behind() == 0
    assert promises.wrong() == 0


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_whether_any_ticket_is_behind_is_looked_up_in_an_index(desk: Opened, ana: int) -> None:
    promises.save(ana, GOLD)
    searches = [line for plan in plans(promises.is_behind) for line in plan if "t1" in line]
    index = "SEARCH t1 USING INDEX ticket_rules"
    assert searches == [f"{index} (rules_id=?)", f"{index} (rules_id<?)"]
    (walk,) = plans(promises.bring_up_to_date)[:1]
    assert walk == ["SEARCH t1 USING INTEGER PRIMARY KEY (rowid>?)"]
    assert not Ticket.select().exists()
