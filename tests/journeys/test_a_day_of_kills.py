"""A day of work in a real terminal, killed again and again: what the screen told is true."""

from __future__ import annotations

import math
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from helpdesk_tui.models.events import Event
from helpdesk_tui.people import editing
from helpdesk_tui.storage import driver
from helpdesk_tui.storage.doctor import examine
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import drafts
from helpdesk_tui.worktime import stopwatch, timer
from helpdesk_tui.worktime.timer import Running, What
from tests.journeys.a_day import DAY, Began, Killed, Technician
from tests.journeys.terminal import at_desk, kept_in
from tests.storage.fresh import opened_fresh
from tests.support import opened, technician

TICKETS = 5
SECOND = 1.0
"""Of typing, and of the timer, that may be lost."""


def desk_of(folder: Path) -> int:
    """Ana, with tickets of hers that have a client, and her timer running."""
    with opened_fresh(folder):
        ana = technician("ana")
        acme = editing.add_client(ana, {"name": "ACME"}).things[0]
        for number in range(TICKETS):
            opened(ana, f"Subject {number}", client=acme, assignee=ana)
        timer.start(ana, What("Since the morning"), "UTC")
    return ana


def acknowledged(path: Path) -> int:
    """The last event at the moment at which the screen has told that something is done."""
    with closing(driver.connect(path)) as connection:
        ((last,),) = connection.execute("SELECT max(id) FROM event").fetchall()
        return int(last)


def events() -> list[tuple[object, ...]]:
    columns = (Event.id, Event.entity, Event.entity_id, Event.field, Event.after, Event.batch)
    return tuples(Event.select(*columns).order_by(Event.id))


def problems(path: Path) -> list[str]:
    return [found.message for found in examine(path) if found.level == "problem"]


def not_kept(who: Technician, ana: int, killed_at: float) -> float:
    """The seconds before the kill in which a letter was typed that is not in the draft."""
    found = [drafts.load(ana, target, kind) for target, kind in drafts.waiting(ana)]
    texts = [draft.fields.get("body", "") for draft in found if draft]
    lost = (at for at, letter in who.typed if not any(text.startswith(letter) for text in texts))
    return killed_at - next(lost, killed_at)


def miscounted(running: Running | None, began: Began | None) -> float:
    """The seconds by which the timer says more or less than it can have run on this."""
    if running is None or began is None:
        return 0.0 if running is began else math.inf
    after_it, before_it = began
    earlier = time.monotonic()
    counted = running.mark.elapsed(stopwatch.read()).total_seconds()
    return max(earlier - before_it - counted, counted - (time.monotonic() - after_it), 0.0)


def test_whatever_the_screen_has_told_is_there_after_a_kill_at_any_moment(
    tmp_path: Path, soak: Callable[[int, int], int]
) -> None:
    kills, longest = soak(10, 1000), soak(1, 2)
    begins = time.monotonic()
    ana, path = desk_of(tmp_path), tmp_path / "helpdesk.db"
    timed: Began | None = (begins, time.monotonic())
    random = Random(6)
    known: list[tuple[object, ...]] = []
    number, done = 0, 0
    lost: list[float] = []
    in_the_midst: Counter[str] = Counter()
    wrong: list[float] = []
    ran = 0
    for kill in range(kills):
        told = len(known)
        with at_desk(tmp_path, columns=100, rows=30) as desk:
            who, act = Technician(desk, tmp_path, timed=[timed]), "starts"
            try:
                if kill % 10 == 0:
                    who.dies_in(random.uniform(0, 0.4))
                who.see("Put away")
                who.dies_in(random.uniform(0, longest))
                while True:
                    step = DAY[number % len(DAY)]
                    act, number = step.__name__, number + 1
                    who.does(step, number)
                    before, told, done = told, acknowledged(path), done + 1
                    assert told > before, "the screen tells of something that was not done"
            except Killed:
                killed_at = time.monotonic()
                in_the_midst[act] += 1
                assert desk.code() == 128 + signal.SIGKILL
        with kept_in(tmp_path):
            there = events()
            assert there[: len(known)] == known, "the past has changed"
            assert [id_ for id_, *_ in there] == list(range(1, len(there) + 1)), "there is a gap"
            assert len(there) >= told, "something that was acknowledged is gone"
            lost.append(not_kept(who, ana, killed_at))
            running = timer.running(ana)
            assert running is None or running.doubt is None
            may_run = [began and (began[0], min(began[1], killed_at)) for began in who.timed]
            wrong.append(min(miscounted(running, began) for began in may_run))
            fit = [began for began in may_run if miscounted(running, began) < SECOND]
            assert fit, f"the timer is wrong by {wrong[-1]:.2f} s"
            timed = fit[0] and fit[-1] and (fit[0][0], fit[-1][1])
            ran += running is not None
        assert problems(path) == []
        known = there
    print(f"{kills} kills, {done} of {number} acts done; at most {max(lost):.2f} s of typing lost")
    print(f"the timer ran in {ran} of them, and was wrong by {max(wrong):.2f} s at most")
    print(f"killed in the midst of: {dict(in_the_midst)}")
    assert done > kills // 4
    late = sum(seconds > SECOND for seconds in lost)
    assert late <= max(1, kills // 100), "a second of typing at most"
    assert max(lost) < 2 * SECOND  # on a machine that has no time for anybody
    assert ran
