"""A reminder that no desk has told is printed by a tick, and each by one of them."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path
from threading import Event

from helpdesk_tui.housekeeping import told
from helpdesk_tui.housekeeping.reminding import LEFT_TO_DESKS, Wish
from helpdesk_tui.housekeeping.tick import Came, Orders, tick
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.models.reminders import Reminder
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.worktime import timer
from helpdesk_tui.worktime.timer import What
from tests.housekeeping.conftest import KEEP, owed
from tests.housekeeping.hands import reminds, ticks
from tests.storage.workers import Worker
from tests.support import technician
from tests.worktime.conftest import MADRID, Clocks

WISH = Wish(timedelta(hours=8), UTC)


def wanted(wish: Wish | None = WISH) -> Orders:
    return Orders(None, Path(), KEEP, wish)


def ticked(wish: Wish | None = WISH) -> list[Came]:
    return tick(wanted(wish), Event())


def test_a_summary_that_no_desk_has_told_is_told_once_and_again_when_it_is_due_anew(
    ana: int, clocks: Clocks
) -> None:
    due = clocks.wall + timedelta(hours=3)
    talk = owed(ana, "ACME", due)
    clocks.go_on(hours=2, minutes=4)
    assert ticked() == [], "within the hour, but an open desk has minutes to tell it"
    clocks.go_on(minutes=1)
    (came,) = ticked()
    assert came == Came("remind", True, "ana: the summary for ACME is due 2026-11-16 11:00.")
    clocks.go_on(hours=30)
    assert ticked() == []
    Conversation.update(summary_due=due + timedelta(days=1)).execute()
    assert len(ticked()) == 1
    Conversation.update(summary_due=due, state=State.GIVEN).where(Conversation.id == talk).execute()
    Reminder.delete().execute()
    assert ticked() == [], "the client has it"


def test_a_timer_that_runs_long_is_told_once_unless_nobody_wants_to_hear_of_it(
    ana: int, clocks: Clocks
) -> None:
    timer.start(ana, What("Move the mail"), MADRID, clocks.read())
    clocks.go_on(hours=8)
    assert ticked() == []
    clocks.go_on(minutes=5)
    assert ticked(Wish(timedelta(), UTC)) == []
    assert ticked(None) == [], "an open desk tells nobody else's"
    (came,) = ticked()
    assert came.message == "ana: “Move the mail” has been running for 8:05."
    clocks.go_on(days=2)
    assert ticked() == []
    timer.stop(ana, now=clocks.read())
    timer.start(ana, What("Another"), MADRID, clocks.read())
    clocks.go_on(hours=9)
    assert len(ticked()) == 1


def test_what_a_desk_has_told_no_tick_tells_and_what_a_tick_has_told_a_desk_still_tells(
    ana: int, clocks: Clocks
) -> None:
    opened = clocks.wall
    timer.start(ana, What("Move the mail"), MADRID, clocks.read())
    talk = owed(ana, "ACME", clocks.wall)
    clocks.go_on(hours=9)
    assert told.at_desk(ana, told.summary(talk, opened), opened)
    assert [came.message.split()[1] for came in ticked()] == ["“Move"]
    clocks.go_on(minutes=1)
    running = timer.running(ana)
    assert running
    assert told.at_desk(ana, told.long(running.id), opened)
    assert not told.at_desk(ana, told.long(running.id), opened), "another desk, as long open"
    assert told.at_desk(ana, told.long(running.id), clocks.wall + timedelta(seconds=1)), (
        "a desk that is opened later shows what still holds"
    )


def test_of_eight_ticks_at_once_each_reminder_is_told_by_one_and_names_its_technician(
    desk: Opened, clocks: Clocks
) -> None:
    long_ago = clocks.wall - LEFT_TO_DESKS
    people = [technician(name) for name in ("ana", "luis", "eva", "joan")]
    for person in people:
        timer.start(person, What(f"Work of {person}"), MADRID, clocks.read())
        for number in range(5):
            owed(person, f"Client {person}-{number}", long_ago)
    others = [Worker(ticks, desk.path, wanted(), 3) for _ in range(8)]
    for worker in others:
        assert worker.ask() == "ready"
    for worker in others:
        worker.go()
    came = [one for worker in others for one in worker.ask()]
    for worker in others:
        worker.end()
    assert all((job, done) == ("remind", True) for job, done, _ in came), came
    said = [words for _, _, words in came]
    assert len(set(said)) == len(said) == len(people) * 6
    assert {words.partition(":")[0] for words in said} == {"ana", "luis", "eva", "joan"}


def test_of_eight_desks_of_a_technician_one_tells_each_reminder(
    desk: Opened, ana: int, clocks: Clocks
) -> None:
    reasons = [told.long(entry) for entry in range(20)]
    assert told.by_tick(ana, reasons[0]), "which hides it from no desk"
    others = [Worker(reminds, desk.path, ana, reasons) for _ in range(8)]
    for worker in others:
        assert worker.ask() == "ready"
    for worker in others:
        worker.go()
    assert sorted(one for worker in others for one in worker.ask()) == sorted(reasons)
    for worker in others:
        worker.end()
