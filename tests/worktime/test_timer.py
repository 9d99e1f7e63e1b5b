"""The running timer: one a technician, nothing cut or stopped in silence, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpdesk_tui.models.changes import Refused
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.tickets import history
from helpdesk_tui.worktime import absence, stretches, timer
from helpdesk_tui.worktime.timer import What
from tests.worktime.conftest import MADRID, MONDAY, Clocks

SERVER, PRINTER, PHONE = What("SRV-2 does not start"), What("No receipts"), What("Phone")


def line(by: int) -> list[tuple[str, float, float | None]]:
    """Every entry: its title, and begin and end in minutes after nine."""

    def minutes(instant: object) -> float | None:
        return (instant - MONDAY) / timedelta(minutes=1) if instant else None  # type: ignore[operator]

    rows = Entry.select().where(Entry.technician == by, ~Entry.retired).order_by(Entry.id)
    return [(row.title, minutes(row.begin), minutes(row.end)) for row in rows]  # type: ignore[misc]


def test_an_entry_is_a_row_from_its_first_second(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)

    assert line(ana) == [("SRV-2 does not start", 0, None)]
    running = timer.running(ana)
    assert running
    assert running.what == SERVER
    assert running.mark.begin == MONDAY


def test_starting_another_stops_the_first_at_the_same_instant(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=12, seconds=30.7)
    timer.start(ana, PRINTER, MADRID)

    assert line(ana) == [("SRV-2 does not start", 0, 12.5), ("No receipts", 12.5, None)]


def test_starting_what_runs_already_changes_nothing(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=5)

    assert not timer.start(ana, SERVER, MADRID).changed
    assert line(ana) == [("SRV-2 does not start", 0, None)]


def test_one_comes_back_from_interruption_to_interruption(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=10)
    timer.switch(ana, PRINTER, MADRID)
    clocks.go_on(minutes=10)
    timer.switch(ana, PHONE, MADRID)
    for _ in range(2):
        clocks.go_on(minutes=10)
        timer.back(ana, MADRID)

    assert line(ana) == [
        ("SRV-2 does not start", 0, 10),
        ("No receipts", 10, 20),
        ("Phone", 20, 30),
        ("No receipts", 30, 40),
        ("SRV-2 does not start", 40, None),
    ]
    with pytest.raises(Refused, match="Nothing was interrupted"):
        timer.back(ana, MADRID)


def test_after_a_stop_one_goes_on_with_what_was_interrupted_or_was_last(
    ana: int, clocks: Clocks
) -> None:
    with pytest.raises(Refused, match="Nothing was interrupted"):
        timer.back(ana, MADRID)
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=10)
    timer.switch(ana, PHONE, MADRID)
    clocks.go_on(minutes=10)
    timer.stop(ana)
    clocks.go_on(minutes=10)
    timer.back(ana, MADRID)
    clocks.go_on(minutes=10)
    timer.stop(ana)
    timer.back(ana, MADRID)

    assert [(title, begin) for title, begin, _end in line(ana)] == [
        *(("SRV-2 does not start", 0), ("Phone", 10)),
        *(("SRV-2 does not start", 30), ("SRV-2 does not start", 40)),
    ]


def test_a_stop_of_what_runs_no_more_is_refused(ana: int, clocks: Clocks) -> None:
    (first,) = timer.start(ana, SERVER, MADRID).things
    timer.start(ana, PRINTER, MADRID)

    with pytest.raises(Refused, match="runs on something else"):
        timer.stop(ana, first)
    timer.stop(ana)
    with pytest.raises(Refused, match="No timer is running"):
        timer.stop(ana)


def test_a_stepped_clock_changes_nothing_that_it_counts(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=10)
    clocks.step(hours=-3)
    clocks.go_on(minutes=10)
    clocks.step(days=40)
    timer.switch(ana, PRINTER, MADRID)
    clocks.go_on(minutes=5)
    timer.stop(ana)

    assert line(ana) == [("SRV-2 does not start", 0, 20), ("No receipts", 20, 25)]


def test_switching_often_loses_no_part_of_a_second(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    for one in (PRINTER, PHONE) * 20:
        clocks.go_on(seconds=2.9)
        timer.switch(ana, one, MADRID)
    for _ in range(20):
        clocks.go_on(seconds=2.9)
        timer.back(ana, MADRID)
    timer.stop(ana)

    assert line(ana)[-1][2] == 60 * 2.9 / 60


def test_who_looked_at_the_clock_first_and_came_second_ends_nothing_before_it_began(
    ana: int, clocks: Clocks
) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(seconds=9.9)
    looked = clocks.read()
    clocks.go_on(seconds=0.3)
    timer.start(ana, PRINTER, MADRID)
    timer.start(ana, PHONE, MADRID, looked)

    assert [(begin, end) for _title, begin, end in line(ana)] == [
        *((0, 10 / 60), (10 / 60, None)),
    ]


def test_a_clock_set_back_over_a_restart_counts_for_nothing_and_can_be_stopped(
    ana: int, clocks: Clocks
) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.reboot()
    clocks.step(minutes=-30)
    timer.stop(ana)

    (entry,) = Entry.select()
    assert entry.end < entry.begin
    assert stretches.counted(entry.begin, entry.end) == timedelta()


def test_a_short_drop_goes_on_in_silence_with_a_note(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=4)
    running = absence.take_up(ana)

    assert running
    assert running.doubt is None
    (entry,) = Entry.select()
    assert stretches.read(entry.drops) == [(MONDAY, MONDAY + timedelta(minutes=4))]


def test_a_step_of_the_clock_is_no_absence(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=1)
    clocks.step(days=1)
    running = absence.take_up(ana)

    assert running
    assert running.doubt is None
    assert not Entry.get().drops


@pytest.fixture
def doubted(ana: int, clocks: Clocks) -> int:
    """The number of an entry that was last seen at 9:20 and is found at 11:00."""
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=20)
    running = timer.running(ana)
    assert running
    absence.beat(running.id, running.mark.moment(clocks.read()), None)
    clocks.go_on(minutes=100)
    found = absence.take_up(ana)
    assert found
    assert found.doubt == MONDAY + timedelta(minutes=20)
    clocks.go_on(minutes=1)
    return running.id


def test_a_question_is_asked_once_on_however_many_terminals(
    ana: int, doubted: int, clocks: Clocks
) -> None:
    clocks.go_on(hours=1)
    again = absence.take_up(ana)

    assert again
    assert again.doubt == MONDAY + timedelta(minutes=20)
    assert not absence.doubt(ana, doubted, MONDAY).changed
    absence.keep(ana, doubted)
    for answer in (absence.keep, absence.stop_then):
        with pytest.raises(Refused, match="answered already"):
            answer(ana, doubted)


def test_the_first_answer_keeps_all(ana: int, doubted: int, clocks: Clocks) -> None:
    absence.keep(ana, doubted)
    clocks.go_on(minutes=1)
    running = absence.take_up(ana)

    assert running
    assert running.doubt is None
    timer.stop(ana)
    assert line(ana) == [("SRV-2 does not start", 0, 122)]


def test_the_second_answer_stops_it_when_it_was_last_seen(ana: int, doubted: int) -> None:
    absence.stop_then(ana, doubted)

    assert line(ana) == [("SRV-2 does not start", 0, 20)]


def test_the_third_answer_stops_it_then_and_goes_on_now(ana: int, doubted: int) -> None:
    absence.go_on(ana, doubted, MADRID)

    assert line(ana) == [("SRV-2 does not start", 0, 20), ("SRV-2 does not start", 121, None)]


def test_the_fourth_answer_gives_the_gap_to_something_else(ana: int, doubted: int) -> None:
    absence.give(ana, doubted, PHONE, MADRID)

    assert line(ana) == [
        ("SRV-2 does not start", 0, 20),
        ("Phone", 20, 121),
        ("SRV-2 does not start", 121, None),
    ]


def test_every_answer_can_be_taken_back(ana: int, doubted: int, clocks: Clocks) -> None:
    before = line(ana)
    for answer in (
        lambda: absence.keep(ana, doubted),
        lambda: absence.stop_then(ana, doubted),
        lambda: absence.go_on(ana, doubted, MADRID),
        lambda: absence.give(ana, doubted, PHONE, MADRID),
    ):
        history.take_back(ana, answer())
        running = timer.running(ana)
        assert line(ana) == before
        assert running
        assert running.doubt


def test_a_timer_of_340_hours_can_be_ended(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(hours=340)
    timer.stop(ana)

    assert line(ana) == [("SRV-2 does not start", 0, 340 * 60)]


def test_a_stop_that_is_taken_back_runs_as_if_it_had_not_been(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=5)
    stopped = timer.stop(ana)
    clocks.go_on(minutes=5)
    history.take_back(ana, stopped)
    clocks.go_on(minutes=5)
    timer.stop(ana)

    assert line(ana) == [("SRV-2 does not start", 0, 15)]


def test_a_stop_is_not_taken_back_while_another_runs(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=5)
    stopped = timer.stop(ana)
    timer.start(ana, PRINTER, MADRID)

    with pytest.raises(Refused, match="stands in its way"):
        history.take_back(ana, stopped)
    assert line(ana) == [("SRV-2 does not start", 0, 5), ("No receipts", 5, None)]


def test_a_switch_that_is_taken_back_leaves_the_first_running(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=5)
    history.take_back(ana, timer.switch(ana, PHONE, MADRID))

    assert line(ana) == [("SRV-2 does not start", 0, None)]


def test_of_a_first_second_nothing_is_recorded_and_undo_lets_it_run_on(
    ana: int, clocks: Clocks
) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(seconds=0.9)
    stopped = timer.stop(ana)
    assert (line(ana), stopped.things) == ([], ())

    history.take_back(ana, stopped)
    assert line(ana) == [("SRV-2 does not start", 0, None)]
    clocks.go_on(seconds=0.1)
    assert timer.stop(ana).things
    assert line(ana) == [("SRV-2 does not start", 0, 1 / 60)]


def test_a_burst_of_switches_leaves_nothing_and_what_it_interrupted_is_found(
    ana: int, clocks: Clocks
) -> None:
    for what in (SERVER, PRINTER):
        timer.switch(ana, what, MADRID)
        clocks.go_on(minutes=10)
    for what in (SERVER, PHONE, SERVER, PHONE):
        timer.switch(ana, what, MADRID)
    before = [("SRV-2 does not start", 0, 10), ("No receipts", 10, 20)]
    assert line(ana) == [*before, ("Phone", 20, None)]
    assert Entry.get_by_id(timer.running(ana).interrupted).title == PRINTER.title  # type: ignore[union-attr]

    timer.stop(ana)
    assert line(ana) == before
    for title in (PRINTER.title, SERVER.title):
        assert timer.back_to(ana, timer.running(ana)) == title
        timer.back(ana, MADRID)


@pytest.mark.parametrize("below", [None, PRINTER])
def test_what_goes_on_and_is_interrupted_in_that_second_is_what_one_comes_back_to(
    ana: int, clocks: Clocks, below: What | None
) -> None:
    for what in filter(None, (below, SERVER, PHONE)):
        timer.switch(ana, what, MADRID)
        clocks.go_on(minutes=10)
    timer.back(ana, MADRID)
    timer.switch(ana, PHONE, MADRID)
    assert timer.back_to(ana, timer.running(ana)) == SERVER.title

    clocks.go_on(minutes=1)
    timer.back(ana, MADRID)
    assert timer.back_to(ana, timer.running(ana)) == (below.title if below else "")


def test_a_switch_in_the_first_second_is_taken_back_as_a_whole(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    switched = timer.switch(ana, PHONE, MADRID)
    assert line(ana) == [("Phone", 0, None)]

    history.take_back(ana, switched)
    assert line(ana) == [("SRV-2 does not start", 0, None)]


def test_a_beat_keeps_the_latest_key_of_all_desks(ana: int, clocks: Clocks) -> None:
    (entry,) = timer.start(ana, SERVER, MADRID).things
    later = MONDAY + timedelta(minutes=9)

    assert absence.beat(entry, MONDAY, later) == later
    assert absence.beat(entry, MONDAY, MONDAY) == later


def test_what_was_interrupted_and_put_away_is_passed_over_and_not_named(
    ana: int, clocks: Clocks
) -> None:
    for what in (SERVER, PRINTER, PHONE):
        timer.switch(ana, what, MADRID)
        clocks.go_on(minutes=10)
    assert timer.back_to(ana, timer.running(ana)) == PRINTER.title
    Entry.update(retired=True).where(Entry.title == PRINTER.title).execute()

    assert timer.back_to(ana, timer.running(ana)) == SERVER.title
    timer.back(ana, MADRID)
    assert timer.back_to(ana, timer.running(ana)) == ""
    running = timer.running(ana)
    assert running
    assert running.what == SERVER
