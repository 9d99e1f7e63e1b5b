"""Of all who would do a job, one at a time has its lease, whatever clocks and processes do."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.housekeeping import lease
from helpdesk_tui.housekeeping.lease import TERM, Held, Lost
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.storage.opening import Opened
from tests.housekeeping.hands import works
from tests.storage.workers import Worker
from tests.worktime.conftest import Clocks

NOBODY = 2**22 + 1
"""A process number that Linux does not give."""

NOW = datetime(2026, 11, 21, 13, 32, tzinfo=UTC)


def taken() -> Held:
    held = lease.take("job")
    assert held
    return held


def given_to_another(**columns: object) -> None:
    """The lease is in the hand of somebody else now."""
    Lease.update(columns).where(Lease.job == "job").execute()


def test_a_lease_is_somebodys_until_it_is_given_back(desk: Opened, clocks: Clocks) -> None:
    held = taken()
    assert lease.take("job") is None
    assert lease.take("another job")
    lease.give_back(held, done=True)
    known = Lease.get_by_id("job")
    assert (known.host, known.done_at, known.failed) == ("", clocks.wall, "")
    assert taken().term == held.term + 1


def test_a_lease_runs_out_by_the_time_that_passed_asleep_or_not(
    desk: Opened, clocks: Clocks
) -> None:
    held = taken()
    clocks.go_on(minutes=7)
    clocks.sleep(minutes=7)
    assert lease.take("job") is None
    clocks.sleep(minutes=1)
    assert taken().term == held.term + 1
    with pytest.raises(Lost):
        lease.give_back(held, done=True)
    assert held.lost
    assert Lease.get_by_id("job").done_at is None, "who has lost it says nothing about the job"


def test_a_lease_that_is_renewed_lasts_for_as_long_as_that_goes_on(
    desk: Opened, clocks: Clocks
) -> None:
    held = taken()
    for _ in range(20):
        clocks.go_on(minutes=5)
        lease.renew(held)
        assert lease.take("job") is None
    clocks.sleep(minutes=16)
    taken()
    with pytest.raises(Lost):
        lease.renew(held)


@pytest.mark.parametrize("hours", [-5000, -1, 1, 5000])
def test_setting_the_clock_neither_ends_nor_prolongs_a_lease_on_this_machine(
    desk: Opened, clocks: Clocks, hours: int
) -> None:
    taken()
    clocks.step(hours=hours)
    assert lease.take("job") is None
    clocks.go_on(minutes=15)
    taken()


def test_the_lease_of_a_dead_process_is_free_at_once_but_only_on_its_machine(
    desk: Opened, clocks: Clocks
) -> None:
    taken()
    given_to_another(pid=NOBODY, machine="another machine")
    assert lease.take("job") is None
    given_to_another(machine=lease.machine(clocks.boot))
    taken()


def test_between_machines_the_clock_of_the_database_decides(desk: Opened, clocks: Clocks) -> None:
    taken()
    given_to_another(machine="another machine", booted=0)
    clocks.go_on(minutes=14)
    assert lease.take("job") is None
    clocks.go_on(minutes=1)
    taken()


def test_a_lease_from_a_future_that_was_set_back_keeps_nobody_waiting_for_it(
    desk: Opened, clocks: Clocks
) -> None:
    taken()
    given_to_another(machine="a machine before its restart")
    clocks.step(days=-365)
    taken()


@given(
    here=st.sampled_from(["", "here"]),
    there=st.sampled_from(["", "here", "there"]),
    passed=st.timedeltas(timedelta(days=-400), timedelta(days=400)),
    stepped=st.timedeltas(timedelta(days=-400), timedelta(days=400)),
)
def test_no_lease_outlives_its_term_and_none_that_is_alive_is_taken_away_on_its_machine(
    here: str, there: str, passed: timedelta, stepped: timedelta
) -> None:
    begun = 10**15
    known = Lease(
        host="a host",
        pid=1,
        machine=there,
        until=NOW + TERM,
        booted=begun + TERM // lease.MICROSECOND,
    )
    booted = begun + passed // lease.MICROSECOND
    free = lease.is_free(known, here, booted, NOW + passed + stepped)
    if here == there == "here":
        assert free == (passed >= TERM)
    elif timedelta(0) <= passed + stepped < TERM:
        assert not free
    else:
        assert free


def test_a_job_is_never_done_twice_at_once_while_desks_are_killed(
    desk: Opened, tmp_path: Path
) -> None:
    diary = tmp_path / "diary"
    chance = random.Random(4)
    at_work = [Worker(works, desk.path, diary) for _ in range(6)]
    killed = set()
    for worker in at_work:
        worker.ask()
    for _ in range(6):
        time.sleep(chance.uniform(0.05, 0.2))
        worker = at_work.pop(chance.randrange(len(at_work)))
        worker.process.kill()
        worker.process.join()
        killed.add(str(worker.process.pid))
        at_work.append(Worker(works, desk.path, diary))
        at_work[-1].ask()
    time.sleep(0.2)
    for worker in at_work:
        worker.process.kill()
        worker.process.join()
        killed.add(str(worker.process.pid))
    busy = ""
    done = set()
    for line in diary.read_text().splitlines():
        who, what = line.split()
        if what == "begins":
            assert busy in killed | {""}, f"{who} began while {busy} was at it"
            busy = who
        else:
            assert who == busy
            busy = ""
            done.add(who)
    assert len(done) > 2, "several had their turn"
